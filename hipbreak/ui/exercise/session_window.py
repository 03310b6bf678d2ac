"""The window that plays any routine: overview, session, pain panel and summary, one after the other."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from hipbreak.core.exercise.player import PlayerPosition
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.saved_session import SavedSession
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.exercise.session_result import rating_fact
from hipbreak.core.text import session as session_text
from hipbreak.core.text.programme import efforts
from hipbreak.core.text.session import SessionResult
from hipbreak.core.tracking import inputs
from hipbreak.ui.exercise.pain_window import PAIN_LIMIT_MS, PainPanel
from hipbreak.ui.exercise.playback import Playback
from hipbreak.ui.exercise.session_controls import PlaybackState, SessionAction, SessionShortcuts
from hipbreak.ui.exercise.session_overview import SessionOverview
from hipbreak.ui.exercise.session_player_view import SessionPlayerView
from hipbreak.ui.exercise.session_recorder import SessionRecorder
from hipbreak.ui.figure.view import FigureView
from hipbreak.ui.theme.buttons import MinSizeButton
from hipbreak.ui.theme.fonts import title
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT, SPACE_8
from hipbreak.ui.theme.themed_window import PersistentWindow, SurfaceWindow, bring_to_front
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.announcement import announce
from hipbreak.ui.widgets.fitted_labels import VerbLabel
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.shrinkable_area import ShrinkableArea
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label

_CLOSE_HEIGHT = 52  # px
_PAUSE_LIMIT = 5 * 60 * 1_000  # ms after which the window of a paused session closes; it can be resumed later


class SessionSummary(QWidget):
    """The result of a session: how much was done, its length, the week's progress, and how it felt.

    `rated` carries the routine and the answer, at most once.
    """

    closed = Signal()
    rated = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.figure = FigureView(self)
        self.figure.show_step("stand_stacked")
        self.figure.set_moment(1e3)
        self.title, self.text, self.blocks = VerbLabel(self), wrapping_label(), muted_label()
        self.progress, self.question = wrapping_label(), wrapping_label(session_text.rating_question())
        for label in (self.text, self.blocks, self.progress, self.question):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._routine: Routine | None = None
        self.efforts = {name: QPushButton(label) for name, label in efforts().items()}
        for name, button in self.efforts.items():
            button.setMinimumHeight(LARGE_BUTTON_HEIGHT)
            button.setAccessibleDescription(session_text.rating_help())
            button.setToolTip(session_text.rating_help())
            button.clicked.connect(lambda _=False, name=name: self._rate(name))
        self.close_button = MinSizeButton(session_text.close(), self)
        self.close_button.setAutoDefault(True)
        self.close_button.clicked.connect(self.closed)
        answers = row_of(STRETCH, *self.efforts.values(), STRETCH, spacing=SPACE_8)
        texts = (self.title, self.text, self.progress, self.blocks, self.question)
        result, close = column_of((self.figure, 1), *texts, answers, spacing=10), Qt.AlignmentFlag.AlignHCenter
        parts = (ShrinkableArea(result), 1), (self.close_button, close)
        column_of(*parts, parent=self, spacing=22, margins=(32, 24, 32, 20))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.figure.apply_theme(tokens)
        self.text.setFont(title(self.font()))
        self.close_button.set_minimum(round(self.fontMetrics().height() * 10), _CLOSE_HEIGHT)

    def show_result(self, result: SessionResult, progress: str) -> None:
        """Show the result of a session, and the `progress` of the programme, empty while it does not run."""
        self._routine = result.routine
        show_text(self.progress, progress if result.can_be_rated else "")
        show_text(self.question, session_text.rating_question() if result.can_be_rated else "")
        for button in self.efforts.values():
            button.setVisible(result.can_be_rated)
        self.title.show_verb(result.title)
        self.figure.setAccessibleName(result.title)
        self.text.setText(result.sentence)
        self.blocks.setText("\n".join(result.blocks))
        announce(self, session_text.announced_line(result.title, result.sentence))
        self.close_button.setFocus()

    def _rate(self, effort: str) -> None:
        self.close_button.setFocus()
        for button in self.efforts.values():
            button.hide()
        self.question.setText(session_text.rating_recorded(effort))
        self.rated.emit(self._routine, effort)


class SessionWindow(SurfaceWindow, PersistentWindow):
    """One window, created once and used again.

    `requested` and `progress_saved` are those of SessionRecorder. `audio_cue` carries a tone and a text, either may be
    empty; `speech_cancelled` means that speech is to stop, `audio_ended` that no more audio follows.
    """

    requested = Signal(object)
    progress_saved = Signal(object)
    audio_cue = Signal(str, str)
    speech_cancelled = Signal()
    audio_ended = Signal()

    def __init__(
        self,
        tokens: Tokens | None,
        elapsed: Callable[[], timedelta],
        now: Callable[[], datetime],
        reduced: bool = False,
        progress: Callable[[], str] = lambda: "",
    ) -> None:
        """`elapsed` is a steady clock, `now` the wall clock; without tokens the colours follow the system.

        `progress` returns where the programme is, in a sentence, or an empty text.
        """
        super().__init__(tokens, Qt.WindowType.Window)
        self._offered: tuple[Routine, RoutineOptions, bool] | None = None
        self._progress = progress
        self.playback = Playback(elapsed, reduced, self)
        self.recorder = SessionRecorder(self.playback, now, self)
        self.close_timer = QTimer(self, singleShot=True)
        self.close_timer.timeout.connect(self._end_pause)
        self.overview, self.player_view = SessionOverview(), SessionPlayerView()
        self.pain_panel, self.summary = PainPanel(), SessionSummary()
        self.stack = QStackedWidget(self)
        for page in (self.overview, self.player_view, self.pain_panel, self.summary):
            self.stack.addWidget(page)
        column_of(self.stack, parent=self)
        controls = self.player_view.controls
        others = [*controls.others, *self.player_view.answers.buttons.values()]
        self.shortcuts = SessionShortcuts(self, controls.pause, others, lambda: self.playback.any_key_continues)
        self._connect()
        self.set_reduced_motion(reduced)
        self.reapply_theme()
        self.set_initial_size(59, 42, least=(1000, 720))

    def _connect(self) -> None:
        self.recorder.requested.connect(self.requested)
        self.recorder.progress_saved.connect(self.progress_saved)
        self.overview.start.connect(self._start)
        self.overview.resume.connect(self._resume)
        self.playback.step_changed.connect(self.player_view.show_step)
        self.playback.position_changed.connect(self._show_position)
        self.playback.interrupted.connect(self._show_state)
        self.playback.audio_cue.connect(self.audio_cue)
        self.playback.speech_cancelled.connect(self.speech_cancelled)
        self.playback.ended.connect(lambda: self._show_summary(self.recorder.close(finished=True)))
        self.player_view.controls.action.connect(self.perform)
        self.player_view.controls.speed_changed.connect(self._set_speed)
        self.player_view.answers.answered.connect(self._set_answer)
        self.pain_panel.place_chosen.connect(self._record_pain)
        self.pain_panel.withdrawn.connect(self._withdraw_pain)
        self.pain_panel.closed.connect(self.close)
        self.summary.closed.connect(self.close)
        self.summary.rated.connect(
            lambda routine, effort: self.requested.emit(inputs.RecordFact(rating_fact(routine, effort)))
        )
        self.shortcuts.action.connect(self.perform)

    def open(
        self,
        routine: Routine,
        options: RoutineOptions | None = None,
        weight_offered: bool = True,
        saved: SavedSession | None = None,
    ) -> None:
        """Show the overview of a routine, with the offer to resume if it was left, or `saved` by an earlier run.

        A session in progress stays; one of another routine that was left is logged as far as it got.
        """
        if not (self.isVisible() and self._playing):
            self.recorder.record_pain()
            if self.recorder.routine and self.recorder.routine.name != routine.name:
                self.abandon()
            if saved is not None and not self.unfinished:
                self.recorder.restore(saved, routine)
            self._offered = routine, options or RoutineOptions(), weight_offered
            self.overview.show_routine(routine, options or RoutineOptions(), weight_offered, self.recorder.percent_done)
            self._show_page(self.overview, routine)
            self.overview.focus()
        bring_to_front(self)

    @property
    def unfinished(self) -> bool:
        """Whether there is a session that is not over: in progress, paused or left."""
        return self.playback.player is not None

    @property
    def running(self) -> bool:
        """Whether the engine has a session in progress, paused or not."""
        return self.recorder.started

    @property
    def _playing(self) -> bool:
        return self.stack.currentWidget() is self.player_view

    def interrupt(self) -> None:
        """Pause at the last moment that was shown: the screen is locked, or the machine suspended."""
        if self.playback.running:
            self.playback.pause_at_last_update()
            self._show_state()

    def dismiss(self) -> None:
        """Pause without a command: the engine has ended the session itself."""
        if self.running:
            self.recorder.mark_left()
            self.playback.pause()
            self._show_state()

    def abandon(self) -> None:
        """End a session that was left: it is logged as far as it got."""
        self.recorder.abandon()

    def show_notice(self, notice: str) -> None:
        """Show a line about audio; empty for none."""
        self.overview.show_notice(notice)
        self.player_view.show_notice(notice)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show key positions only."""
        self.playback.reduced = self.player_view.reduced = reduced

    def _start(self, options: RoutineOptions) -> None:
        assert self._offered
        self.recorder.load(self._offered[0], options)
        self._play()

    def _resume(self) -> None:
        self.playback.rewind_to_station()
        self._play()

    def _play(self) -> None:
        assert self.recorder.routine and self.playback.player
        self.player_view.controls.show_speed(self.playback.player.speed)
        self._show_steps()
        self._show_page(self.player_view, self.recorder.routine)
        self.player_view.controls.pause.setFocus()
        self.recorder.start()
        self.playback.resume()
        self._show_state()

    def perform(self, action: SessionAction) -> None:
        """Do what a button or a key asks for; nothing outside a session."""
        if not self._playing or not self.unfinished:
            return
        match action:
            case SessionAction.PAUSE:
                self._toggle_pause()
            case SessionAction.BACK:
                self.playback.skip_stations(-1)
            case SessionAction.NEXT:
                self.playback.skip_stations(1)
            case SessionAction.MORE:
                self.playback.extend_step()
                self._show_steps()
            case SessionAction.STOP:
                self._show_summary(self.recorder.close(finished=False))
            case SessionAction.PAIN:
                self._pause_for_pain()
            case SessionAction.LARGE:
                self._set_large(not self.isFullScreen())
        if self.unfinished and self._playing:
            self._show_state()

    def _set_large(self, large: bool) -> None:
        """Fill the screen with larger text, or go back to the window."""
        if large is not self.isFullScreen():
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            self.player_view.set_large(large, self.tokens)

    def _toggle_pause(self) -> None:
        if self.playback.waiting and self.playback.any_key_continues:
            self.playback.skip_stations(1)
        elif self.playback.running:
            self.playback.pause()
        else:
            self.recorder.start()
            self.playback.resume()

    def _set_speed(self, factor: float) -> None:
        self.playback.set_speed(factor)
        self._show_steps()

    def _pause_for_pain(self) -> None:
        routine, verb = self.recorder.pause_for_pain()
        self.pain_panel.begin(routine.title, verb)
        self._show_page(self.pain_panel, routine)
        self.close_timer.start(PAIN_LIMIT_MS)

    def _record_pain(self, where: str = "") -> None:
        self.close_timer.stop()
        self.recorder.record_pain(where)
        self.pain_panel.show_recorded()
        self.audio_ended.emit()

    def _withdraw_pain(self) -> None:
        self.recorder.withdraw_pain()
        self._play()

    def _end_pause(self) -> None:
        """End a long pause: a report of pain without an answer is recorded, else the session can be resumed."""
        if self.stack.currentWidget() is self.pain_panel:
            self._record_pain()
        else:
            self.close()

    def _set_answer(self, side: str, answer: str) -> None:
        self.recorder.set_answer(side, answer)
        self.perform(SessionAction.NEXT)

    def _show_summary(self, result: SessionResult) -> None:
        self._set_large(False)
        self.summary.show_result(result, self._progress())
        self._show_page(self.summary, result.routine)
        self.audio_ended.emit()

    def _show_page(self, page: QWidget, routine: Routine) -> None:
        self.stack.setCurrentWidget(page)
        self.shortcuts.enabled = self._playing
        self.setWindowTitle(session_text.window_title(routine.title))

    def _show_steps(self) -> None:
        if self.playback.player:
            self.player_view.show_session(self.playback.player.steps)

    def _show_position(self, at: PlayerPosition) -> None:
        running = PlaybackState.RUNNING if self.playback.running else PlaybackState.PAUSED
        self.player_view.show_state(PlaybackState.WAITING if self.playback.waiting else running, at)
        left = self.playback.remaining()
        played = (self.playback.length() - left).total_seconds()
        self.player_view.show_position(at, played, session_text.minutes_left(left))

    def _show_state(self) -> None:
        """Show whether it runs; a long pause ends by itself."""
        if self.unfinished:
            self._show_position(self.playback.position())
            if self.playback.running:
                self.close_timer.stop()
            else:
                self.close_timer.start(_PAUSE_LIMIT)

    def apply_theme(self, tokens: Tokens) -> None:
        for page in (self.overview, self.player_view, self.pain_panel, self.summary):
            page.apply_theme(tokens)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the session; it can be resumed."""
        self.playback.pause()
        self.recorder.record_pain()
        self.recorder.leave()
        self._set_large(False)
        self.audio_ended.emit()
        super().closeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop all timers."""
        if not event.spontaneous():
            self.close_timer.stop()
            self.playback.pause()
        super().hideEvent(event)
