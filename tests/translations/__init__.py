"""Tests of the catalogues and of what is translated."""
