"""What every test needs before Qt is loaded, and one way to end what a test has begun."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Whatever was begun on it ends with the test, the last first."""
    with ExitStack() as stack:
        yield stack
