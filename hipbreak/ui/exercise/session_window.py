"""The window that plays any routine: overview, session, pain stop and end, one after the other."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.text import session as session_text
from hipbreak.core.text.session import SessionResult
from hipbreak.ui.exercise.pain_window import PainPanel
from hipbreak.ui.exercise.playback import Playback
from hipbreak.ui.exercise.session_controls import SessionKeys
from hipbreak.ui.exercise.session_overview import SessionOverview
from hipbreak.ui.exercise.session_player_view import SessionPlayerView
from hipbreak.ui.exercise.session_recorder import SessionRecorder
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.persistent_window import PersistentWindow
from hipbreak.ui.theme.themed_window import ThemedWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.fitted_labels import VerbLabel
from hipbreak.ui.widgets.min_size_button import MinSizeButton
from hipbreak.ui.widgets.single_shot import single_shot
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_CONTROL = 52  # px


class SessionSummary(QWidget):
    """`closed` when the person has read it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigureView(self)
        self.figure.show_step("stand_stacked")
        self.figure.set_moment(1e3)
        self.title, self.sentence, self.blocks = VerbLabel(self), wrapping_label(), wrapping_label()
        for label in (self.sentence, self.blocks):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.close_button = MinSizeButton(session_text.close(), self)
        self.close_button.setAutoDefault(True)
        self.close_button.clicked.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(10)
        column.addWidget(self.figure, 1)
        for part in (self.title, self.sentence, self.blocks):
            column.addWidget(part)
        column.addSpacing(12)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.figure.apply_theme(tokens)
        self.sentence.setFont(scaled(self.font(), 1.3))
        set_text_colour(self.blocks, tokens.muted)
        self.close_button.at_least(round(self.fontMetrics().height() * 10), _CONTROL)

    def tell(self, title: str, sentence: str, blocks: tuple[str, ...]) -> None:
        """Say how it went."""
        self.title.show_verb(title)
        self.sentence.setText(sentence)
        self.blocks.setText("\n".join(blocks))
        self.close_button.setFocus()


class SessionStack(QStackedWidget):
    """One of them is seen."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overview, self.stage = SessionOverview(tokens), SessionPlayerView()
        self.hurt, self.end = PainPanel(), SessionSummary()
        for room in (self.overview, self.stage, self.hurt, self.end):
            self.addWidget(room)

    @property
    def playing(self) -> bool:
        """Whether it is the session that is seen."""
        return self.currentWidget() is self.stage

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        for room in (self.overview, self.stage, self.hurt, self.end):
            room.apply_theme(tokens)


_FORGOTTEN = 5 * 60 * 1_000  # ms after which a paused session is put away, to be gone on with later


class SessionWindow(ThemedWindow, PersistentWindow):
    """One window, made once and used again.

    `wanted` and `kept` are what SessionBook says. `heard` carries a tone and what is said, either may be empty;
    `silent` that nothing more is to be said, `over` that nothing more will be heard.
    """

    wanted = Signal(object)
    kept = Signal(object)
    heard = Signal(str, str)
    silent = Signal()
    over = Signal()

    def __init__(
        self,
        tokens: Tokens | None,
        elapsed: Callable[[], timedelta],
        now: Callable[[], datetime],
        reduced: bool = False,
    ) -> None:
        """`elapsed` is a steady clock, `now` the wall clock; without tokens the colours follow the system."""
        super().__init__(tokens, None, Qt.WindowType.Window)
        self._offered: tuple[Routine, RoutineOptions, bool] | None = None
        self.run = Playback(elapsed, reduced, self)
        self.book = SessionRecorder(self.run, now, self)
        self._forgotten = single_shot(self, self.close)
        self.rooms = SessionStack(self.tokens, self)
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
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.open_at(max(1000, 59 * unit), max(720, 42 * unit))

    def _connect(self) -> None:
        self.book.wanted.connect(self.wanted)
        self.book.kept.connect(self.kept)
        self.overview.start.connect(self._begin)
        self.overview.go_on.connect(self._go_on_where)
        self.run.stepped.connect(self.stage.show_step)
        self.run.moved.connect(self._show_moment)
        self.run.interrupted.connect(self._show_state)
        self.run.heard.connect(self.heard)
        self.run.silent.connect(self.silent)
        self.run.ended.connect(lambda: self._tell(self.book.close(finished=True)))
        self.stage.controls.pressed.connect(self.do)
        self.stage.controls.speed.connect(self._set_speed)
        self.stage.answers.said.connect(self._answer)
        self.hurt.said.connect(self.book.note_pain)
        self.hurt.closed.connect(self.close)
        self.end.closed.connect(self.close)
        self.keys.wished.connect(self.do)

    def open(
        self,
        routine: Routine,
        options: RoutineOptions | None = None,
        weight_offered: bool = True,
        kept: SavedSession | None = None,
    ) -> None:
        """Show the overview of a routine; a session of it that was put away can be gone on with, also one `kept` from
        an earlier run.

        One that is being played stays; one of another routine that was put away is logged as far as it got.
        """
        if not (self.isVisible() and self.rooms.playing):
            self.book.note_pain()
            if self.book.routine and self.book.routine.name != routine.name:
                self.drop()
            if kept is not None and not self.unfinished:
                self.book.take_up(kept, routine)
            self._offered = routine, options or RoutineOptions(), weight_offered
            self.overview.show_routine(routine, options or RoutineOptions(), weight_offered, self.book.percent_done)
            self._show_room(self.overview, routine)
            self.overview.focus()
        self.show()
        self.raise_()
        self.activateWindow()

    @property
    def unfinished(self) -> bool:
        """Whether there is a session that is not over: played, paused or put away."""
        return self.run.player is not None

    @property
    def running(self) -> bool:
        """Whether the engine has been told of a session that goes on, paused or not."""
        return self.book.entered

    def interrupt(self) -> None:
        """The screen is locked, or the machine sleeps: paused as at the last moment that was shown."""
        if self.run.running:
            self.run.suspended()
            self._show_state()

    def dismiss(self) -> None:
        """The engine has ended the guide itself (the person left, say): paused without a word."""
        if self.running:
            self.book.forget_entry()
            self.run.halt()
            self._show_state()

    def drop(self) -> None:
        """Give up a session that was put away: it is logged as far as it got."""
        self.book.drop()

    def say(self, notice: str) -> None:
        """A quiet line about what can be heard; empty for none."""
        self.overview.say(notice)
        self.stage.say(notice)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show the key positions only."""
        self.run.reduced = self.stage.reduced = reduced

    def _begin(self, options: RoutineOptions) -> None:
        assert self._offered
        self.book.begin(self._offered[0], options)
        self._play()

    def _go_on_where(self) -> None:
        self.run.back_to_stop()
        self._play()

    def _play(self) -> None:
        assert self.book.routine and self.run.player
        self.stage.controls.show_speed(self.run.player.speed)
        self._show_steps()
        self._show_room(self.stage, self.book.routine)
        self.stage.controls.pause.setFocus()
        self.book.enter()
        self.run.go()
        self._show_state()

    def do(self, what: str) -> None:
        """Pause (or go on), back, next, more, stop or hurts: what the controls and the keys say."""
        if not self.rooms.playing or not self.unfinished:
            return
        if what == "pause":
            self._toggle()
        elif what in ("back", "next"):
            self.run.leap(1 if what == "next" else -1)
        elif what == "more":
            self.run.more_time()
            self._show_steps()
        elif what == "stop":
            self._tell(self.book.close(finished=False))
        elif what == "hurts":
            self._hurts()
        if self.unfinished and self.rooms.playing:
            self._show_state()

    def _toggle(self) -> None:
        if self.run.waiting and self.run.asks_for_key:
            self.run.leap(1)
        elif self.run.running:
            self.run.halt()
        else:
            self.book.enter()
            self.run.go()

    def _set_speed(self, factor: float) -> None:
        self.run.set_speed(factor)
        self._show_steps()

    def _hurts(self) -> None:
        routine, verb = self.book.hurts()
        self.hurt.ask(routine.title, verb)
        self._show_room(self.hurt, routine)
        self.over.emit()

    def _answer(self, side: str, answer: str) -> None:
        self.book.answer(side, answer)
        self.do("next")

    def _tell(self, done: SessionResult) -> None:
        self.end.tell(done.title, done.sentence, done.blocks)
        self._show_room(self.end, done.routine)
        self.over.emit()

    def _show_room(self, room: QWidget, routine: Routine) -> None:
        self.rooms.setCurrentWidget(room)
        self.keys.on = self.rooms.playing
        self.setWindowTitle(session_text.window_title(routine.title))

    def _show_steps(self) -> None:
        if self.run.player:
            self.stage.show_session(self.run.player.steps)

    def _show_moment(self, at: PlayerPosition) -> None:
        state = "ready" if self.run.waiting else "pause" if self.run.running else "go on"
        self.stage.show_state(state, at)
        left = self.run.remaining()
        self.stage.show_moment(at, (self.run.whole() - left).total_seconds(), session_text.minutes_left(left))

    def _show_state(self) -> None:
        """Running or not, as it is now; a pause that is forgotten ends by itself."""
        if self.unfinished:
            self._show_moment(self.run.place())
            if self.run.running:
                self._forgotten.stop()
            else:
                self._forgotten.start(_FORGOTTEN)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.rooms.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        """A session that is played is put away."""
        self.run.halt()
        self.book.leave()
        self.book.note_pain()
        self.over.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """No timer runs behind a closed window."""
        if not event.spontaneous():
            self._forgotten.stop()
            self.run.halt()
        super().hideEvent(event)
