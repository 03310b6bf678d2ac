"""The cost of Hipbreak, measured beside a bare PySide6 tray program: `make bench`."""
