"""Plays the steps of a session against a clock."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from hipbreak.core.exercise.player import (
    Player,
    PlayerPosition,
    bookmark,
    held,
    is_done,
    is_waiting,
    more_time,
    move,
    move_station,
    new_player,
    pause,
    player_at_bookmark,
    remaining,
    resume,
    set_speed,
    spent,
    step_at,
)
from hipbreak.core.exercise.routine_text import session_done
from hipbreak.core.exercise.session_steps import DONE, START, AudioCue, Step, StepKind, audio_cues

_FRAME = 16  # ms, the usual rate of displays
_REDUCED_FRAME = 200  # ms with reduced motion: only the count moves
_SAVE_INTERVAL = timedelta(seconds=10)  # at most so much is lost when the app is killed
_SLEEP = timedelta(seconds=5)  # without an update while the timer is on: the machine was asleep
_LATEST_CUE = timedelta(seconds=1)  # a cue that is later than this is left out


class Playback(QObject):
    """One session at a time; its only timer runs while something moves.

    `step_changed` and `position_changed` (every frame) carry a PlayerPosition, `audio_cue` a tone and a text of which
    either may be empty. `speech_cancelled` is emitted at a pause, `interrupted` when the machine slept, `progressed` at
    a pause, at each step and every ten seconds.
    """

    step_changed = Signal(object)
    position_changed = Signal(object)
    audio_cue = Signal(str, str)
    speech_cancelled = Signal()
    interrupted = Signal()
    progressed = Signal()
    ended = Signal()

    def __init__(self, elapsed: Callable[[], timedelta], reduced: bool, parent: QObject) -> None:
        """`elapsed` is a steady clock, `reduced` whether motion is."""
        super().__init__(parent)
        self._elapsed = elapsed
        self.reduced = reduced
        self.player: Player | None = None
        self._shown_step: int | None = None
        self._cue_step: Step | None = None
        self._cues: tuple[AudioCue, ...] = ()
        self._cues_emitted = 0
        self._updated = self._saved = timedelta(0)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.update)

    @property
    def running(self) -> bool:
        """Whether time passes in the session."""
        return self.player is not None and self.player.running_since is not None

    @property
    def waiting(self) -> bool:
        """Whether it waits for the person to continue."""
        return self.player is not None and is_waiting(self.player, self._now())

    @property
    def any_key_continues(self) -> bool:
        """Whether any key continues: wherever it waits, but not for the answer of the self-test."""
        return self.running and self.waiting and self.position().step.kind is not StepKind.LOOK

    def _slept(self) -> bool:
        return self.timer.isActive() and self._elapsed() - self._updated > _SLEEP

    def _now(self) -> timedelta:
        """The clock; the last update while a sleep has not been handled."""
        return self._updated if self._slept() else self._elapsed()

    def position(self) -> PlayerPosition:
        """The current step and the time in it; only while there is a session."""
        assert self.player
        return step_at(self.player, self._now())

    def time_played(self) -> timedelta:
        """The time in the session, without pauses."""
        return spent(self.player, self._now()) if self.player else timedelta(0)

    def time_exercised(self) -> timedelta:
        """The time in the session's exercises, without pauses."""
        return held(self.player, self._now()) if self.player else timedelta(0)

    def length(self) -> timedelta:
        """The length of the session."""
        return self.player.ends[-1] if self.player else timedelta(0)

    def remaining(self) -> timedelta:
        """The time left."""
        return remaining(self.player, self._now()) if self.player else timedelta(0)

    def paused_player(self) -> Player:
        """The session as if it were paused now; only while there is one."""
        assert self.player
        return pause(self.player, self._now())

    def load(self, steps: tuple[Step, ...], speed: float) -> None:
        """Load a session at its start, paused."""
        self.restore(new_player(steps, speed))

    def restore(self, player: Player) -> None:
        """Load a session where it was left, paused."""
        self.timer.stop()
        self.player, self._shown_step = player, None

    def clear(self) -> None:
        """Unload the session."""
        self.timer.stop()
        self.player, self._shown_step = None, None

    def resume(self) -> None:
        """Start, or continue."""
        if self.player:
            self.player = resume(self.player, self._now())
            self.update()

    def pause(self) -> None:
        """Pause now."""
        self._pause_at(self._now())

    def pause_at_last_update(self) -> None:
        """Pause at the last moment that was shown: the machine slept since."""
        self._pause_at(self._updated)

    def _pause_at(self, moment: timedelta) -> None:
        self.timer.stop()
        if self.player and self.player.running_since is not None:
            self.player = pause(self.player, moment)
            self.speech_cancelled.emit()
            self.progressed.emit()

    def rewind_to_station(self) -> None:
        """Go back to the start of the interrupted station, so that there is time to get into position."""
        if self.player:
            self.player = player_at_bookmark(self.player.base_steps, bookmark(self.player, self._now()))
            self._shown_step = None

    def skip_stations(self, by: int) -> None:
        """Go back (-1) or forward (1) by a station."""
        if self.player:
            self.player, self._shown_step = move_station(self.player, self._now(), by), None
            self.update()

    def skip_steps(self, by: int) -> None:
        """Go back (-1) or forward (1) by a step."""
        if self.player:
            self.player, self._shown_step = move(self.player, self._now(), by), None
            self.update()

    def set_speed(self, speed: float) -> None:
        """Change the speed from now on."""
        if self.player:
            self.player = set_speed(self.player, self._now(), speed)
            self.update()

    def extend_step(self) -> None:
        """Make the present step longer, where it may be."""
        if self.player:
            self.player = more_time(self.player, self._now())
            self._cues_emitted = 0
            self.update()

    def update(self) -> None:
        """Read the clock and emit what has changed."""
        player = self.player
        if player is None:
            return
        if self._slept():
            self.pause_at_last_update()
            self.interrupted.emit()
            return
        now = self._updated = self._elapsed()
        if is_done(player, now):
            self.timer.stop()
            self.player = pause(player, now)
            self.audio_cue.emit(DONE, session_done())
            self.ended.emit()
            return
        at = step_at(player, now)
        if at.index != self._shown_step:
            begins = self._shown_step is None and at.index == 0 and not at.into
            self._shown_step, self._cues_emitted = at.index, 0
            self._saved = now - _SAVE_INTERVAL
            self.step_changed.emit(at)
            self.audio_cue.emit(at.step.tone or (START if begins else ""), at.step.speech)
        self._emit_cues(at)
        self.position_changed.emit(at)
        if now - self._saved >= _SAVE_INTERVAL and self.running:
            self._saved = now
            self.progressed.emit()
        self._set_timer(now)

    def _emit_cues(self, at: PlayerPosition) -> None:
        if at.step is not self._cue_step:
            self._cue_step, self._cues = at.step, audio_cues(at.step)
        while self._cues_emitted < len(self._cues) and self._cues[self._cues_emitted].after <= at.into:
            cue = self._cues[self._cues_emitted]
            self._cues_emitted += 1
            if at.into - cue.after < _LATEST_CUE:
                self.audio_cue.emit(cue.tone, cue.speech)

    def _set_timer(self, now: timedelta) -> None:
        # A slot may have ended or paused the session.
        if self.player is None or not self.running or is_waiting(self.player, now):
            self.timer.stop()
        elif not self.timer.isActive():
            self.timer.start(_REDUCED_FRAME if self.reduced else _FRAME)
