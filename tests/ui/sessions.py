"""A session window with a clock moved by hand, and what it has emitted."""

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
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.theme import tokens
from tests.core.exercise.shipped import routine
from tests.ui.window_actions import press

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
TICK = timedelta(seconds=1)
MINI = build(routine("mini"))


def at(kind: StepKind, nth: int = 0) -> float:
    """The time shortly after the nth step of a kind begins in the mini routine, in seconds."""
    index = [n for n, step in enumerate(MINI) if step.kind is kind][nth]
    return sum((step.length.total_seconds() for step in MINI[:index]), 0.0) + 0.5


@dataclass
class PlayedSession:
    """A session window, its clock, and what it has emitted."""

    window: SessionWindow
    requested: list[object] = field(default_factory=list)
    audio_cues: list[tuple[str, str]] = field(default_factory=list)
    steps_shown: list[PlayerPosition] = field(default_factory=list)
    now: timedelta = timedelta(0)
    turns: bool = True
    """Whether the person presses a key as soon as the time reckoned for a change of side has passed."""

    def wait(self, seconds: float) -> "PlayedSession":
        """Let this time pass, with updates as by the timer."""
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            before, change = self.now, self._time_to_change_sides()
            self.now = min(self.now + (TICK if change is None else min(change, TICK)), until)
            if self.window.playback.timer.isActive():
                self.window.playback.update()
            if change is not None and self.now - before >= change:
                self.window.perform(SessionAction.NEXT)
        return self

    def _time_to_change_sides(self) -> timedelta | None:
        playback = self.window.playback
        if not (self.turns and playback.running and playback.waiting):
            return None
        at = playback.position()
        return at.left if at.step.kind is StepKind.CHANGE else None

    def play_to_end(self) -> "PlayedSession":
        """Play to the end of the session."""
        for _ in range(1_500):
            if not self.window.playback.player:
                return self
            self.wait(1)
        raise AssertionError("the session does not end")

    def press(self, *keys: Qt.Key) -> "PlayedSession":
        """Press keys in the widget that has the focus."""
        for key in keys:
            press(self.window.focusWidget() or self.window, key)
        return self

    def recorded_facts(self) -> list[Fact]:
        """The facts to be logged."""
        return [request.fact for request in self.requested if isinstance(request, inputs.RecordFact)]

    def request_names(self) -> list[str]:
        """The types of the requests, by name."""
        return [type(request).__name__ for request in self.requested]

    @property
    def seconds(self) -> int:
        return round(self.now.total_seconds())


@contextmanager
def opened(
    qtbot: QtBot, name: str = "mini", options: RoutineOptions | None = None, reduced: bool = False
) -> Iterator[PlayedSession]:
    """Open the overview of a routine."""
    played: list[PlayedSession] = []
    window = SessionWindow(
        tokens.LIGHT, lambda: played[0].now if played else timedelta(0), lambda: MORNING + played[0].now, reduced
    )
    qtbot.addWidget(window)
    played.append(PlayedSession(window))
    window.requested.connect(played[0].requested.append)
    window.audio_cue.connect(lambda tone, text: played[0].audio_cues.append((tone, text)))
    window.playback.step_changed.connect(played[0].steps_shown.append)
    window.open(routine(name), options)
    yield played[0]
    window.close()


@contextmanager
def started(qtbot: QtBot, name: str = "mini", options: RoutineOptions | None = None) -> Iterator[PlayedSession]:
    """Start a session."""
    with opened(qtbot, name, options) as played:
        played.window.overview.start_button.click()
        yield played
