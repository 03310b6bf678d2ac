"""What the engine and the log receive of a session: start, end, progress, pain, and its entry in the log."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession, resume_player, save_session
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_result import pain_fact, percent_done, session_facts
from hipbreak.core.text.session import SessionResult, session_result
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.playback import Playback


class SessionRecorder(QObject):
    """`requested` carries commands: Start, Finish or Abandon, and RecordFact for what the programme keeps.

    `progress_saved` carries a SavedSession as the session continues, so that it survives the app; None once it is over.
    """

    requested = Signal(object)
    progress_saved = Signal(object)

    def __init__(self, playback: Playback, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self.routine: Routine | None = None
        self._playback, self._now = playback, now
        self._options = RoutineOptions()
        self._answers: dict[str, str] = {}  # of a self-test, by side
        self._started_at: timedelta | None = None  # time played when the engine received Start
        self._left_at: datetime | None = None
        self._pain: tuple[Routine, str] | None = None  # not recorded yet
        playback.progressed.connect(self._save_progress)

    @property
    def started(self) -> bool:
        """Whether the engine has a session in progress, paused or not."""
        return self._started_at is not None

    @property
    def percent_done(self) -> int | None:
        """The progress of the session that was left; None while there is none."""
        return percent_done(self._playback.paused_player()) if self._playback.player is not None else None

    def load(self, routine: Routine, options: RoutineOptions) -> None:
        """Load another session at its first step, paused; one that was left is logged."""
        self.abandon()
        self.routine, self._options, self._answers = routine, options, {}
        self._playback.load(build(routine, replace(options, speed=1.0)), options.speed)

    def restore(self, saved: SavedSession, routine: Routine) -> None:
        """Load a session of an earlier run of the app; ValueError when it does not fit the routine."""
        player = resume_player(saved, routine)
        self.routine, self._options, self._answers = routine, saved.options, {}
        self._left_at = saved.at
        self._playback.restore(player)

    def start(self) -> None:
        """The session starts or continues. Idempotent."""
        if self._started_at is None:
            self._started_at, self._left_at = self._playback.time_played(), None
            self.requested.emit(inputs.Start("routine"))

    def leave(self, finished: bool = False) -> None:
        """The session is over, or left in the middle. Idempotent."""
        if self._started_at is not None:
            played, self._started_at = self._playback.time_played() - self._started_at, None
            self._left_at = self._now()
            self.requested.emit(inputs.Finish(played) if finished else inputs.Abandon(played))

    def mark_left(self) -> None:
        """The engine has ended the session itself."""
        self._started_at, self._left_at = None, self._now()

    def abandon(self) -> None:
        """End a session that was left: it is logged as far as it got, at the moment when it was left."""
        self.leave()
        if self._playback.player and self.routine:
            for fact in session_facts(self.routine, self._options, self._playback.paused_player(), self._answers):
                self.requested.emit(inputs.RecordFact(fact, self._left_at))
            self.progress_saved.emit(None)
        self.discard()

    def discard(self) -> None:
        """Unload the session without logging it."""
        self._playback.clear()
        self.routine = None

    def close(self, finished: bool) -> SessionResult:
        """End the session now and log it."""
        assert self.routine
        self._playback.pause()
        result = session_result(self.routine, self._options, self._playback.paused_player(), finished)
        self.leave(finished)
        self._left_at = None  # logged at the present moment
        self.abandon()
        return result

    def set_answer(self, side: str, answer: str) -> None:
        """Set the self-test's answer for a side."""
        self._answers[side] = answer

    def pause_for_pain(self) -> tuple[Routine, str]:
        """Pause the session until the pain is recorded or withdrawn; returns the routine and the verb of the step."""
        assert self.routine
        self._playback.pause()
        step = self._playback.position().step
        self._pain = self.routine, step.move or step.block
        return self.routine, step.verb

    def withdraw_pain(self) -> None:
        """The report of pain was a mistake."""
        self._pain = None

    def record_pain(self, where: str = "") -> None:
        """End the session and record the pain once, with the place if that is known."""
        if self._pain:
            routine, move = self._pain
            self._pain = None
            self.close(finished=False)
            self.requested.emit(inputs.RecordFact(pain_fact(routine, move, where)))

    def _save_progress(self) -> None:
        if self.routine and self._playback.player:
            left_at = self._left_at or self._now()
            saved = save_session(self.routine, self._options, self._playback.paused_player(), left_at)
            if saved is not None:
                self.progress_saved.emit(saved)
