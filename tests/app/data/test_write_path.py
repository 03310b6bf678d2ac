"""Whatever happens to log, disk and clock, in any order: what was answered kept stays, what was not is kept later."""

import os
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.core.facts.tracking_facts import Skipped
from hipbreak.store.event_log.errors import LogError
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
LARGE = "x" * 9000  # needs a page of its own, which a full disk does not have


class WritePath(RuleBasedStateMachine):
    """One home, in which the app is started, ended and killed."""

    recorder: EventRecorder | None = None
    log: EventLog | None = None
    """The log that the app has opened last."""
    other: sqlite3.Connection | None = None

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hipbreak-test-"))
        self.homes = 0
        self.paths = find_paths(self.folder / "home")
        self.away = self.folder / "away"
        open_log = EventLog.open
        self.patch = mock.patch.object(EventLog, "open", lambda *args: self.note_opened(open_log(*args)))
        self.patch.start()
        self.now, self.number = START, 0
        self.answered: list[Skipped] = []
        self.at_risk: list[Skipped] = []
        """What a kill may take now: the file was removed by somebody, and the app has not written since."""
        self.removed: list[Skipped] = []
        self.start()

    def note_opened(self, log: EventLog) -> EventLog:
        if log.path == self.paths.log:
            self.log = log
        return log

    # The app

    @precondition(lambda self: self.recorder is None)
    @rule()
    def start(self) -> None:
        self.recorder = EventRecorder(self.paths, quit_wait_s=0.01)
        self.recorder.past()
        self.at_risk = []

    def _running(self) -> EventRecorder:
        assert self.recorder is not None
        return self.recorder

    @precondition(lambda self: self.recorder is not None)
    @rule(large=st.booleans())
    def say(self, large: bool) -> None:
        """A command of the person; what is answered kept is in the log at this very moment."""
        self.now += timedelta(seconds=1)
        self.number += 1
        fact = Skipped(self.now, f"{self.number} {LARGE if large else ''}")
        self._running().append([fact])
        self.answered.append(fact)
        if self._running().not_kept is None:
            self.at_risk = []
            assert self.logged()[-1] == fact

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def say_more(self) -> None:
        """Once more, so that there is something to lose between all the rest."""
        self.say(large=False)

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def beat(self) -> None:
        self.now += timedelta(seconds=30)
        if self._running().beat(self.now):
            self.at_risk = []

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def quit(self) -> None:
        self._running().close()
        self.recorder, self.at_risk = None, []

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def kill(self) -> None:
        """What the files are at this moment is the home of the next start."""
        killed, before, was_locked = self._running(), self.paths.log.parent, self.other is not None
        self.homes += 1
        self.paths = find_paths(self.folder / f"home{self.homes}")
        if before.exists():
            shutil.copytree(before, self.paths.log.parent)
        if was_locked:
            self.unlock()
        killed.close()
        shutil.rmtree(before, ignore_errors=True)
        self.recorder = self.log = None
        self.answered = [fact for fact in self.answered if fact not in self.at_risk]
        self.removed += self.at_risk
        if was_locked and self.paths.log.is_file():
            self.lock()

    def _files(self) -> list[Path]:
        return list(self.paths.log.parent.glob("hipbreak.sqlite*"))

    # The world

    @precondition(lambda self: self.other is None and self.paths.log.is_file())
    @rule()
    def lock(self) -> None:
        self.other = sqlite3.connect(self.paths.log, isolation_level=None, timeout=0)
        try:
            self.other.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError:
            self.unlock()

    @precondition(lambda self: self.other is not None)
    @rule()
    def unlock(self) -> None:
        assert self.other is not None
        self.other.close()
        self.other = None

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def fill_disk(self) -> None:
        for pages in self.execute("PRAGMA page_count"):
            self.execute(f"PRAGMA max_page_count = {pages}")

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def make_read_only(self) -> None:
        self.execute("PRAGMA query_only = ON")

    @precondition(lambda self: self.recorder is not None)
    @rule()
    def make_writable(self) -> None:
        self.execute("PRAGMA max_page_count = 1000000")
        self.execute("PRAGMA query_only = OFF")

    def execute(self, statement: str) -> list[object]:
        """In the app's own connection, if it is open."""
        if self.log is not None:
            with suppress(LogError), self.log.edit(beside=True) as connection:
                return [value for (value,) in connection.execute(statement)]
        return []

    @precondition(lambda self: self.recorder is not None and self.paths.log.exists())
    @rule(replacement=st.sampled_from(["none", "log", "text", "folder"]))
    def remove(self, replacement: str) -> None:
        for file in self._files():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        self.at_risk = list(self.answered)
        if replacement == "log":
            with EventLog.open(self.folder / "other.sqlite") as log:
                log.append([Skipped(START - timedelta(days=9), "other")])
            (self.folder / "other.sqlite").rename(self.paths.log)
        elif replacement == "text":
            self.paths.log.write_text("something else" * 500)
        elif replacement == "folder":
            self.paths.log.mkdir()

    @precondition(lambda self: self.recorder is not None and not self.away.exists())
    @rule()
    def take_disk_away(self) -> None:
        self.paths.log.parent.rename(self.away)
        self.at_risk = list(self.answered)

    @precondition(lambda self: self.recorder is not None and self.away.exists())
    @rule()
    def bring_disk_back(self) -> None:
        shutil.rmtree(self.paths.log.parent, ignore_errors=True)
        self.away.rename(self.paths.log.parent)
        self.at_risk = list(self.answered)

    @rule(by=st.timedeltas(timedelta(hours=-5), timedelta(hours=5)))
    def set_clock(self, by: timedelta) -> None:
        self.now += by

    # The promise

    def logged(self) -> list[Skipped]:
        with EventLog.read(self.paths.log) as log:
            facts = [entry.fact for entry in log.entries()]
            assert log.notes == []
        return [fact for fact in facts if isinstance(fact, Skipped) and fact.kind != "other"]

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        if self.other is not None:
            self.unlock()
        if self.recorder is None:
            self.start()
        if self.paths.log.is_dir():
            self.paths.log.rmdir()
        self.make_writable()
        self.now += timedelta(minutes=1)
        self._running().append([last := Skipped(self.now, "last")])
        assert (self._running().not_kept, self._running().problem) == (None, None)
        self._running().close()
        left = [fact for fact in self.logged() if fact not in self.removed]
        assert left == [*self.answered, last], "all of it, once, and in order"
        self.patch.stop()
        shutil.rmtree(self.folder)


WritePath.TestCase.settings = settings(
    max_examples=int(os.environ.get("HIPBREAK_PATHS", "60")),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestWritePath = pytest.mark.timeout(600)(WritePath.TestCase)
"""HIPBREAK_PATHS=1000 tries more of them."""
