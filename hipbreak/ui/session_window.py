"""The window that plays any routine: overview, session, pain stop and end, one after the other."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipbreak.core import inputs, session_words
from hipbreak.core.player import Place
from hipbreak.core.routine import Routine
from hipbreak.core.routine_words import no_voice
from hipbreak.core.session import Options, build
from hipbreak.core.session_outcome import Outcome, left_at, log_entry, outcome, pain_entry
from hipbreak.ui.placed import PlacedWindow
from hipbreak.ui.session_keys import SessionKeys
from hipbreak.ui.session_rooms import SessionRooms
from hipbreak.ui.session_run import SessionRun
from hipbreak.ui.tokens import Tokens, current

_FORGOTTEN = 5 * 60 * 1_000  # ms after which a paused session is put away, to be gone on with later


class SessionWindow(PlacedWindow):
    """One window, made once and used again.

    `wanted` carries core.inputs commands: Start when a session begins or goes on, Finish or Abandon when it ends or is
    put away, Note for what the programme keeps. `heard` carries a tone and what is said; either may be empty.
    """

    wanted = Signal(object)
    heard = Signal(str, str)

    def __init__(self, tokens: Tokens | None, elapsed: Callable[[], timedelta], reduced: bool = False) -> None:
        """`elapsed` is a steady clock; without tokens the colours follow the system."""
        super().__init__(None, Qt.WindowType.Window)
        self._fixed = tokens
        self._routine: Routine | None = None
        self._options = Options()
        self._offered: tuple[Routine, Options, bool] | None = None
        self._entered: timedelta | None = None  # time in the session when the engine was told of its Start
        self._answers: dict[str, str] = {}  # of a self-test, by side
        self._pain: tuple[Routine, str] | None = None  # a pain that is not noted yet
        self.run = SessionRun(elapsed, reduced, self)
        self._forgotten = QTimer(self)
        self._forgotten.setSingleShot(True)
        self._forgotten.timeout.connect(self.close)
        chosen = tokens or current()
        self.rooms = SessionRooms(chosen, self)
        self.overview, self.stage = self.rooms.overview, self.rooms.stage
        self.hurt, self.end = self.rooms.hurt, self.rooms.end
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.rooms)
        controls = self.stage.controls
        others = [*controls.others, *self.stage.answers.buttons.values()]
        self.keys = SessionKeys(self, controls.pause, others, lambda: self.run.asks_for_key)
        self._connect()
        self.set_reduced_motion(reduced)
        self._dress(chosen)
        self.open_at(1000, 720)

    def _connect(self) -> None:
        self.overview.start.connect(self._begin)
        self.overview.go_on.connect(self._go_on_where)
        self.run.stepped.connect(self.stage.show_step)
        self.run.moved.connect(self._show_moment)
        self.run.heard.connect(self.heard)
        self.run.ended.connect(self._through)
        self.stage.controls.pressed.connect(self.do)
        self.stage.controls.speed.connect(self._set_speed)
        self.stage.answers.said.connect(self._answer)
        self.hurt.said.connect(self._note_pain)
        self.hurt.closed.connect(self.close)
        self.end.closed.connect(self.close)
        self.keys.wished.connect(self.do)

    def open(self, routine: Routine, options: Options | None = None, weight_offered: bool = True) -> None:
        """Show the overview of a routine; a session of it that was put away can be gone on with.

        One that is being played stays; one of another routine that was put away is logged as far as it got.
        """
        if not (self.isVisible() and self.rooms.playing):
            self._note_pain()
            if self._routine and self._routine.name != routine.name:
                self.drop()
            self._offered = routine, options or Options(), weight_offered
            left = left_at(self.run.halted()) if self.kept else None
            self.overview.show_routine(routine, options or Options(), weight_offered, left)
            self._show_room(self.overview, routine)
            self.overview.focus()
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def kept(self) -> bool:
        """Whether there is a session that is not over: played, paused or put away."""
        return self.run.player is not None

    @property
    def running(self) -> bool:
        """Whether the engine has been told of a session that goes on, paused or not."""
        return self._entered is not None

    def suspended(self) -> None:
        """The machine slept: paused as at the last moment that was shown."""
        if self.running:
            self.run.suspended()
            self._leave()
            self._show_state()

    def dismiss(self) -> None:
        """The engine has ended the guide itself (the screen is locked, say): paused without a word."""
        if self.running:
            self._entered = None
            self.run.halt()
            self._show_state()

    def drop(self) -> None:
        """Give up a session that was put away: it is logged as far as it got."""
        self._leave()
        if self.run.player and self._routine:
            for fact in log_entry(self._routine, self._options, self.run.halted(), self._answers):
                self.wanted.emit(inputs.Note(fact))
        self.run.drop()
        self._routine = None

    def set_voice(self, there: bool) -> None:
        """Whether anything here can speak; without it the overview says what guides instead."""
        self.overview.say("" if there else no_voice())

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show the key positions only."""
        self.run.reduced = self.stage.reduced = reduced

    def set_tokens(self, tokens: Tokens | None) -> None:
        """Take other colours; None to follow the system."""
        self._fixed = tokens
        self._dress(tokens or current())

    def _begin(self, options: Options) -> None:
        assert self._offered
        self.drop()
        self._routine, self._options = self._offered[0], options
        steps = build(self._routine, options)
        self._answers = {}
        self.run.load(steps, options.speed)
        self.stage.controls.show_speed(options.speed)
        self._play()

    def _go_on_where(self) -> None:
        self.run.back_to_stop()
        self._play()

    def _play(self) -> None:
        assert self._routine
        self._show_steps()
        self._show_room(self.stage, self._routine)
        self.stage.controls.pause.setFocus()
        self._enter()
        self.run.go()
        self._show_state()

    def do(self, what: str) -> None:
        """Pause (or go on), back, next, more, stop or hurts: what the controls and the keys say."""
        if not self.rooms.playing or not self.kept:
            return
        if what == "pause":
            self._toggle()
        elif what in ("back", "next"):
            self.run.leap(1 if what == "next" else -1)
        elif what == "more":
            self.run.more_time()
            self._show_steps()
        elif what == "stop":
            self._stop()
        elif what == "hurts":
            self._hurts()
        if self.kept and self.rooms.playing:
            self._show_state()

    def _toggle(self) -> None:
        if self.run.waiting and self.run.asks_for_key:
            self.run.leap(1)
        elif self.run.running:
            self.run.halt()
        else:
            self._enter()
            self.run.go()

    def _set_speed(self, factor: float) -> None:
        self.run.set_speed(factor)
        self._show_steps()

    def _hurts(self) -> None:
        assert self._routine
        self.run.halt()
        routine, step = self._routine, self.run.place().step
        self._pain = routine, step.title or step.verb
        self._close_session(finished=False)
        self.hurt.ask(routine.title, step.verb)
        self._show_room(self.hurt, routine)

    def _note_pain(self, where: str = "") -> None:
        """Once for each pain: with the place if it was said, without it when the panel is left."""
        if self._pain:
            routine, move = self._pain
            self._pain = None
            self.wanted.emit(inputs.Note(pain_entry(routine, move, where)))

    def _answer(self, side: str, answer: str) -> None:
        self._answers[side] = answer
        self.do("next")

    def _stop(self) -> None:
        self._tell(self._close_session(finished=False))

    def _through(self) -> None:
        self._tell(self._close_session(finished=True))

    def _tell(self, done: Outcome) -> None:
        self.end.tell(done.title, done.sentence, done.blocks)
        self._show_room(self.end, done.routine)

    def _close_session(self, finished: bool) -> Outcome:
        """The session is over: the engine and the log are told."""
        assert self._routine
        self.run.halt()
        routine, player = self._routine, self.run.halted()
        done = outcome(routine, self._options, player, finished)
        self._leave(finished)
        self.drop()
        return done

    def _enter(self) -> None:
        if self._entered is None:
            self._entered = self.run.spent()
            self.wanted.emit(inputs.Start("routine"))

    def _leave(self, finished: bool = False) -> None:
        if self._entered is not None:
            spent, self._entered = self.run.spent() - self._entered, None
            self.wanted.emit(inputs.Finish(spent) if finished else inputs.Abandon(spent))

    def _show_room(self, room: QWidget, routine: Routine) -> None:
        self.rooms.setCurrentWidget(room)
        self.keys.on = self.rooms.playing
        self.setWindowTitle(session_words.window_title(routine.title))

    def _show_steps(self) -> None:
        if self.run.player:
            self.stage.show_session(self.run.player.steps)

    def _show_moment(self, at: Place) -> None:
        state = "ready" if self.run.waiting else "pause" if self.run.running else "go on"
        self.stage.show_state(state, at)
        left = self.run.remaining()
        self.stage.show_moment(at, (self.run.whole() - left).total_seconds(), session_words.minutes_left(left))

    def _show_state(self) -> None:
        """Running or not, as it is now; a pause that is forgotten ends by itself."""
        if self.kept:
            self._show_moment(self.run.place())
            if self.run.running:
                self._forgotten.stop()
            else:
                self._forgotten.start(_FORGOTTEN)

    def _dress(self, tokens: Tokens) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, tokens.surface)
        palette.setColor(QPalette.ColorRole.WindowText, tokens.ink)
        self.setPalette(palette)
        self.rooms.dress(tokens)

    def changeEvent(self, event: QEvent) -> None:
        """The system's colours, or the font, have changed."""
        theme = event.type() == QEvent.Type.ThemeChange and self._fixed is None
        if theme or event.type() == QEvent.Type.FontChange:
            self._dress(self._fixed or current())
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that is played is put away."""
        self.run.halt()
        self._leave()
        self._note_pain()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs behind a closed window."""
        if not event.spontaneous():
            self._forgotten.stop()
            self.run.halt()
        super().hideEvent(event)
