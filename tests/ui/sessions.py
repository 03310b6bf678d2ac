"""What the tests of the session window share: a clock moved by hand, and what was requested and heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_steps import StepKind
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.theme import tokens
from tests.core.exercise.shipped import routine
from tests.ui.window_actions import press

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
TICK = timedelta(seconds=1)
MINI = build(routine("mini"))


def at(kind: StepKind, nth: int = 0) -> float:
    """When the nth step of a kind begins in the mini routine, in seconds, and a little later."""
    index = [n for n, step in enumerate(MINI) if step.kind is kind][nth]
    return sum((step.length.total_seconds() for step in MINI[:index]), 0.0) + 0.5


@dataclass
class Played:
    """A session window, its clock, and all that came out of it."""

    window: SessionWindow
    requested: list[object] = field(default_factory=list)
    heard: list[tuple[str, str]] = field(default_factory=list)
    stepped: list[PlayerPosition] = field(default_factory=list)
    now: timedelta = timedelta(0)

    def wait(self, seconds: float) -> "Played":
        """So much time passes, looked at often as the timer does."""
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            self.now = min(self.now + TICK, until)
            if self.window.playback.timer_active:
                self.window.playback.update()
        return self

    def through(self, limit: int = 1_500) -> "Played":
        """To the end of the session."""
        for _ in range(limit):
            if not self.window.playback.player:
                return self
            self.wait(1)
        raise AssertionError("the session does not end")

    def press(self, *keys: Qt.Key) -> "Played":
        """Keys, to whatever has them."""
        for key in keys:
            press(self.window.focusWidget() or self.window, key)
        return self

    def notes(self) -> list[Fact]:
        """What the log is to keep."""
        return [word.fact for word in self.requested if isinstance(word, inputs.RecordFact)]

    def words(self) -> list[str]:
        """What was requested, by name."""
        return [type(word).__name__ for word in self.requested]

    @property
    def seconds(self) -> int:
        return round(self.now.total_seconds())


@contextmanager
def opened(
    qtbot: QtBot, name: str = "mini", options: RoutineOptions | None = None, reduced: bool = False
) -> Iterator[Played]:
    """The overview of a routine."""
    played: list[Played] = []
    window = SessionWindow(
        tokens.LIGHT, lambda: played[0].now if played else timedelta(0), lambda: MORNING + played[0].now, reduced
    )
    qtbot.addWidget(window)
    played.append(Played(window))
    window.requested.connect(played[0].requested.append)
    window.audio_cue.connect(lambda tone, words: played[0].heard.append((tone, words)))
    window.playback.step_changed.connect(played[0].stepped.append)
    window.open(routine(name), options)
    yield played[0]
    window.close()


@contextmanager
def begun(qtbot: QtBot, name: str = "mini", options: RoutineOptions | None = None) -> Iterator[Played]:
    """A session that has just been started."""
    with opened(qtbot, name, options) as played:
        played.window.overview.start_button.click()
        yield played
