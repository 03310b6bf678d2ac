"""The log that the tests of the store share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.store.event_log.event_log import EventLog


@pytest.fixture
def log(tmp_path: Path) -> Iterator[EventLog]:
    with EventLog.open(tmp_path / "hipbreak.sqlite") as log:
        yield log
