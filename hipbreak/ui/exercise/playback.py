"""A session being played: it looks at the clock while it runs and says which moment it is and what is to be heard."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from hipbreak.core.exercise import player as play
from hipbreak.core.exercise.player import Player, PlayerPosition, bookmark, player_at_bookmark
from hipbreak.core.exercise.routine_text import done_word
from hipbreak.core.exercise.session_steps import DONE, START, AudioCue, Step, StepKind, audio_cues

_FRAME = 16  # ms, the display's usual rate
_STILL_FRAME = 200  # ms with reduced motion: only the count moves
_MARK = timedelta(seconds=10)  # at most so much is lost when the app is killed
_ASLEEP = timedelta(seconds=5)  # without a look while the timer is on: nobody saw, and so did, what came then
_STALE = timedelta(seconds=1)  # a sign that comes later than this is not given any more


class Playback(QObject):
    """`stepped` when another step begins, `moved` at every frame, `ended` at the end; `heard` has tone and words.

    `silent` when it stands still, `progressed` then, at each step and every ten seconds; `interrupted` when it stands
    still because the machine slept. One timer, and only while something moves.
    """

    stepped = Signal(object)
    moved = Signal(object)
    heard = Signal(str, str)
    silent = Signal()
    interrupted = Signal()
    progressed = Signal()
    ended = Signal()

    def __init__(self, elapsed: Callable[[], timedelta], reduced: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._elapsed = elapsed
        self.reduced = reduced
        self.player: Player | None = None
        self._shown: int | None = None
        self._given = 0
        self._signed: Step | None = None
        self._due: tuple[AudioCue, ...] = ()
        self._looked = self._marked = timedelta(0)
        self._frames = QTimer(self)
        self._frames.timeout.connect(self.look)

    @property
    def running(self) -> bool:
        """Whether its time goes on."""
        return self.player is not None and self.player.running_since is not None

    @property
    def ticking(self) -> bool:
        """Whether the timer is on."""
        return self._frames.isActive()

    @property
    def waiting(self) -> bool:
        """Whether it stands until the person says so."""
        return self.player is not None and play.is_waiting(self.player, self._moment())

    def _slept(self) -> bool:
        return self._frames.isActive() and self._elapsed() - self._looked > _ASLEEP

    def _moment(self) -> timedelta:
        """Now; while a sleep has yet to be found, the last moment that was looked at."""
        return self._looked if self._slept() else self._elapsed()

    def place(self) -> PlayerPosition:
        """Where it is; only while there is a player."""
        assert self.player
        return play.step_at(self.player, self._moment())

    @property
    def asks_for_key(self) -> bool:
        """Whether any key goes on: at a change of side, and wherever it waits."""
        kind = self.place().step.kind if self.running else StepKind.LOOK
        return kind is StepKind.CHANGE or (kind is not StepKind.LOOK and self.waiting)

    def spent(self) -> timedelta:
        """The time in the session, pauses left out."""
        return play.spent(self.player, self._moment()) if self.player else timedelta(0)

    def whole(self) -> timedelta:
        """How long all of it takes."""
        return self.player.ends[-1] if self.player else timedelta(0)

    def halted(self) -> Player:
        """The player as it stands now; only while there is one."""
        assert self.player
        return play.pause(self.player, self._moment())

    def remaining(self) -> timedelta:
        """What is left of it."""
        return play.remaining(self.player, self._moment()) if self.player else timedelta(0)

    def load(self, steps: tuple[Step, ...], speed: float) -> None:
        """Another session, from its start, not yet going."""
        self.take_up(play.player(steps, speed))

    def take_up(self, player: Player) -> None:
        """A session as it was left, not yet going."""
        self._frames.stop()
        self.player, self._shown = player, None

    def drop(self) -> None:
        """No session any more."""
        self._frames.stop()
        self.player, self._shown = None, None

    def go(self) -> None:
        """Set it going, or going on."""
        if self.player:
            self.player = play.resume(self.player, self._moment())
            self.look()

    def halt(self) -> None:
        """Stand still where it is."""
        self._halt_at(self._moment())

    def suspended(self) -> None:
        """The machine slept: stand still where it was last looked at."""
        self._halt_at(self._looked)

    def _halt_at(self, moment: timedelta) -> None:
        self._frames.stop()
        if self.player and self.player.running_since is not None:
            self.player = play.pause(self.player, moment)
            self.silent.emit()
            self.progressed.emit()

    def back_to_stop(self) -> None:
        """To the start of the stop that was interrupted, so that one can get in place again."""
        if self.player:
            self.player, self._shown = (
                player_at_bookmark(self.player.base_steps, bookmark(self.player, self._moment())),
                None,
            )

    def leap(self, by: int) -> None:
        """Back (-1) or on (1) by a stop."""
        if self.player:
            self.player, self._shown = play.move_station(self.player, self._moment(), by), None
            self.look()

    def move(self, by: int) -> None:
        """To the step before (-1) or the next (1)."""
        if self.player:
            self.player, self._shown = play.move(self.player, self._moment(), by), None
            self.look()

    def set_speed(self, speed: float) -> None:
        """From now on at another speed."""
        if self.player:
            self.player = play.set_speed(self.player, self._moment(), speed)
            self.look()

    def more_time(self) -> None:
        """The present step longer, where it may be."""
        if self.player:
            self.player = play.more_time(self.player, self._moment())
            self._given = 0
            self.look()

    def look(self) -> None:
        """Look at the clock: the one thing that the timer does."""
        player = self.player
        if player is None:
            return
        if self._slept():
            self.suspended()
            self.interrupted.emit()
            return
        now = self._looked = self._elapsed()
        if play.is_done(player, now):
            self._frames.stop()
            self.player = play.pause(player, now)
            self.heard.emit(DONE, done_word())
            self.ended.emit()
            return
        at = play.step_at(player, now)
        if at.index != self._shown:
            begins = self._shown is None and at.index == 0 and not at.into
            self._shown, self._given = at.index, 0
            self._marked = now - _MARK
            self.stepped.emit(at)
            self.heard.emit(at.step.tone or (START if begins else ""), at.step.speech)
        self._give_signs(at)
        self.moved.emit(at)
        if now - self._marked >= _MARK and self.running:
            self._marked = now
            self.progressed.emit()
        self._set_timer(now)

    def _give_signs(self, at: PlayerPosition) -> None:
        if at.step is not self._signed:
            self._signed, self._due = at.step, audio_cues(at.step)
        while self._given < len(self._due) and self._due[self._given].after <= at.into:
            sign = self._due[self._given]
            self._given += 1
            if at.into - sign.after < _STALE:
                self.heard.emit(sign.tone, sign.speech)

    def _set_timer(self, now: timedelta) -> None:
        # What a slot does may have ended or halted it.
        if self.player is None or not self.running or play.is_waiting(self.player, now):
            self._frames.stop()
        elif not self._frames.isActive():
            self._frames.start(_STILL_FRAME if self.reduced else _FRAME)
