"""The main window with its pages, the dialog that logs a break, and the welcome."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.lazy import Lazy
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.window_slot import WindowSlot
from hipbreak.core.text.log import incomplete_days
from hipbreak.core.tracking.status import Status
from hipbreak.store.languages import available
from hipbreak.ui.intents import Intent

if TYPE_CHECKING:
    from hipbreak.app.diagnostics.diagnostics_controller import DiagnosticsController
    from hipbreak.app.programme.programme_controller import ProgrammeController
    from hipbreak.core.facts.programme_facts import TipDismissed
    from hipbreak.core.statistics.daily import Day
    from hipbreak.ui.main_window.learn_page import LearnView
    from hipbreak.ui.main_window.now_page import NowPage
    from hipbreak.ui.main_window.window import MainWindow
    from hipbreak.ui.onboarding.window import WelcomeWindow
    from hipbreak.ui.settings.view import SettingsView
    from hipbreak.ui.statistics.data_source import Comparison, StatisticsSource
    from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog
    from hipbreak.ui.statistics.view import TrendsView

_RECENTLY = timedelta(days=7)
_RELEASE_MS = 1_000  # by then Qt has deleted what was closed


class AppWindows:
    """Opens each window, and keeps the pages that are open up to date."""

    def __init__(
        self,
        context: UiContext,
        recorder: EventRecorder,
        programme: ProgrammeCache,
        controller: "Lazy[ProgrammeController]",
        change_setting: Callable[[str, object], None],
        settings_path: Path,
        diagnostics: "Lazy[DiagnosticsController] | None",
    ) -> None:
        """`controller` creates the page of the programme. Without `diagnostics` the settings have no pages about it."""
        self._context, self._recorder, self._programme, self._controller = context, recorder, programme, controller
        self._change_setting, self._settings_path, self._diagnostics = change_setting, settings_path, diagnostics
        self._now: NowPage | None = None
        self._trends: TrendsView | None = None
        self._settings: SettingsView | None = None
        windows = context.windows
        self.main = WindowSlot(windows, "main", self._create_main)
        self.log_break = WindowSlot(windows, "log", self._create_log_break, restores_geometry=False)
        self.welcome = WindowSlot(windows, "welcome", self._create_welcome, restores_geometry=False)

    def open(self, page: Intent) -> None:
        """Show a page of the main window."""
        self._context.engine.beat()
        self.main.get().open(page)
        self.main.raise_window()

    def days_shown(self) -> tuple[date, date]:
        """The first and the last day that are shown; today unless the trends are open."""
        today = self._context.engine.state.at.date()
        return (today, today) if self._trends is None or not self._trends.isVisible() else self._trends.days_shown()

    def show_status(self, status: Status) -> None:
        """Show a state of the tracking."""
        if self._now is not None and self._now.isVisible():
            self._now.show_status(status)

    def update_statistics(self, changed: bool) -> None:
        """Show that time has passed and, with `changed`, that there are new facts."""
        if self._now is not None and self._now.isVisible():
            self._now.refresh()
        if self._trends is not None and self._trends.isVisible():
            self._trends.refresh(changed)

    def update_settings(self) -> None:
        """Show the changed settings."""
        if self._settings is not None:
            self._settings.show_settings(self._context.settings)
        if self.welcome.existing is not None:
            self.welcome.existing.show_settings(self._context.settings)

    def change_language(self) -> None:
        """Open the main window anew, on the same page."""
        main = self.main.existing
        if main is None or (page := main.page) is None:
            return
        main.close()
        self.open(page)
        if self._settings is not None:
            self._settings.open_option("language").field.editor.setFocus()

    # The main window

    def _create_main(self) -> "MainWindow":
        from hipbreak.ui.main_window.window import MainWindow

        window = MainWindow(
            {
                Intent.NOW: self._create_now,
                Intent.TRENDS: self._create_trends,
                Intent.PROGRAMME: lambda: self._controller.get().create_view(),
                Intent.LEARN: self._create_learn,
                Intent.SETTINGS: self._create_settings,
            },
            self._context.theme.tokens(),
        )
        window.page_reopened.connect(self._update_page)
        window.closing.connect(self._release_main)
        return window

    def _update_page(self, page: Intent) -> None:
        """The page was opened again: show what has changed meanwhile."""
        match page:
            case Intent.NOW if self._now is not None:
                self._now.show_status(self._context.status())
                self._now.refresh()
            case Intent.TRENDS if self._trends is not None:
                self._trends.refresh(True)
            case Intent.PROGRAMME:
                self._controller.get().update_routines()
                self._controller.get().update_view()

    def _release_main(self) -> None:
        """The window is closing: release it with all that it read."""
        if self.main.existing is not None:
            self.main.discard()
            self._now = self._trends = self._settings = None
            if self._controller.existing is not None:
                self._controller.existing.release_view()
            QTimer.singleShot(_RELEASE_MS, self._release_memory)

    def _release_memory(self) -> None:
        from hipbreak.desktop.system.memory import trim_memory

        self._recorder.release_memory()
        trim_memory()

    def _read(self, first: date, last: date) -> "list[Day]":
        state = self._context.engine.state
        return self._recorder.range(state.logged, state.at, first, last)

    def _source(self) -> "StatisticsSource":
        from hipbreak.ui.statistics.data_source import StatisticsSource

        context = self._context
        return StatisticsSource(
            self._read,
            lambda: context.engine.state.at,
            lambda: context.settings.shortest_break,
            lambda: (self._programme.programme, self._programme.titles()),
            self._compare,
            lambda: context.settings.standing_share,
        )

    def _compare(self) -> "Comparison | None":
        state, limit = self._context.engine.state, self._context.settings.idle_limit
        found = self._recorder.comparison(state.logged, state.at, limit)
        return (found, limit) if found is not None else None

    def _log_notice(self) -> str:
        """What is not saved yet, and the days of the last week that lost something."""
        first = self._context.engine.state.at.date() - _RECENTLY
        lost = [day for day in self._recorder.lost_days() if day >= first]
        return " ".join(filter(None, (self._recorder.not_kept, incomplete_days(lost) if lost else "")))

    def _pace_question(self) -> "TipDismissed | None":
        """The question about the pace of prompts that is due, as the log has it once it is answered."""
        from hipbreak.core.facts.programme_facts import TipDismissed
        from hipbreak.core.programme.pace import question_due

        now, first = self._context.engine.state.at, self._recorder.start_day()
        if question_due(first, now.date(), ()) is None:
            return None
        answered = {name for name, _day in self._programme.programme.dismissed}
        name = question_due(first, now.date(), answered)
        return None if name is None else TipDismissed(now, name)

    def _create_now(self) -> "NowPage":
        from hipbreak.ui.main_window.now_page import NowPage
        from hipbreak.ui.main_window.pace_question import PaceQuestion

        context = self._context
        view = NowPage(
            self._source(),
            context.theme.tokens(),
            self._log_notice,
            context.theme.reduced_motion,
            PaceQuestion(self._pace_question, lambda: context.settings),
        )
        view.changed.connect(self._change_setting)
        view.show_status(context.status())
        view.requested.connect(context.request)
        self._now = view
        return view

    def _create_trends(self) -> "TrendsView":
        from hipbreak.ui.statistics.view import TREND, TrendsView

        view = TrendsView(self._source(), self._context.theme.tokens(), TREND)
        view.requested.connect(self._context.request)
        self._trends = view
        return view

    def _create_learn(self) -> "LearnView":
        from hipbreak.ui.main_window.learn_page import LearnView

        return LearnView(self._context.theme.tokens())

    def _create_settings(self) -> "SettingsView":
        from hipbreak.ui.settings.view import SettingsView

        context = self._context
        create_page = self._diagnostics.get().create_page if self._diagnostics is not None else None
        tokens = context.theme.tokens()
        view = SettingsView(str(self._settings_path), context.settings, tokens, create_page, available())
        view.changed.connect(self._change_setting)
        view.requested.connect(context.request)
        view.test_requested.connect(lambda what: context.audio.get().test(what, partial(self._show_test_result, what)))
        self._settings = view
        return view

    def _show_test_result(self, what: str, works: bool, line: str) -> None:
        if self._settings is not None:  # it may be closed by then
            self._settings.show_test_result(what, works, line)

    # Dialogs

    def _create_log_break(self) -> "LogBreakDialog":
        from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog

        dialog = LogBreakDialog(lambda: self._context.engine.state.at)
        dialog.requested.connect(self._context.request)
        return dialog

    def _create_welcome(self) -> "WelcomeWindow":
        from hipbreak.store.transfer.gnome_history import gnome_history_file
        from hipbreak.ui.onboarding.window import ProgrammeOffer, WelcomeWindow

        assert self._diagnostics is not None, "only their own page opens it"
        context, diagnostics, programme = self._context, self._diagnostics.get(), self._programme
        window = WelcomeWindow(
            context.settings,
            ProgrammeOffer(
                programme.mini_length(), programme.programme.began is not None, lambda: context.engine.state.at
            ),
            diagnostics.autostart_switch(),
            diagnostics.brief_findings,
            context.theme.tokens(),
            has_history=gnome_history_file() is not None,
        )
        window.changed.connect(self._change_setting)
        window.requested.connect(context.request)
        window.destroyed.connect(self._welcome_closed)
        return window

    def _welcome_closed(self) -> None:
        """Show at once the prompt that was held back while it was open."""
        self.welcome.discard()
        if self._context.engine.state.running:
            self._context.engine.beat()
