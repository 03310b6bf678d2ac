"""The windows that menu and start open: statistics, settings, logging a break, and the welcome."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.lazy import Lazy
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.window_slot import WindowSlot
from hipbreak.core.statistics.periods import PeriodKind

if TYPE_CHECKING:
    from hipbreak.app.diagnostics.diagnostics_controller import DiagnosticsController
    from hipbreak.core.statistics.daily import Day
    from hipbreak.ui.onboarding.window import WelcomeWindow
    from hipbreak.ui.settings.window import SettingsWindow
    from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog
    from hipbreak.ui.statistics.window import StatisticsWindow

_RELEASE_MS = 1_000  # by then Qt has deleted what was closed


class MainWindows:
    """Opens each window, and keeps the open ones up to date."""

    def __init__(
        self,
        context: UiContext,
        recorder: EventRecorder,
        programme: ProgrammeCache,
        change_setting: Callable[[str, object], None],
        settings_path: Path,
        diagnostics: "Lazy[DiagnosticsController] | None",
    ) -> None:
        """Without `diagnostics` the settings have no pages about the desktop."""
        self._context, self._recorder, self._programme = context, recorder, programme
        self._change_setting, self._settings_path, self._diagnostics = change_setting, settings_path, diagnostics
        windows = context.windows
        self.statistics = WindowSlot(windows, "today", self._create_statistics)
        self.settings = WindowSlot(windows, "settings", self._create_settings)
        self.log_break = WindowSlot(windows, "log", self._create_log_break, restores_geometry=False)
        self.welcome = WindowSlot(windows, "welcome", self._create_welcome, restores_geometry=False)

    def open_statistics(self, kind: PeriodKind) -> None:
        """Show the present period of this kind in the statistics window."""
        self._context.engine.beat()
        if self.statistics.existing is not None:
            self.statistics.existing.refresh(True)
        self.statistics.get().open(kind, self._context.engine.state.at.date())
        self.statistics.raise_window()

    def days_shown(self) -> tuple[date, date]:
        """The first and the last day in the statistics window; without one, today."""
        window, today = self.statistics.existing, self._context.engine.state.at.date()
        return (today, today) if window is None else window.days_shown()

    def update_statistics(self, changed: bool) -> None:
        """Show that time has passed and, with `changed`, that there are new facts."""
        if self.statistics.existing is not None and self.statistics.is_visible:
            self.statistics.existing.refresh(changed)

    def update_settings(self) -> None:
        """Show the changed settings."""
        if self.settings.existing is not None:
            self.settings.existing.show_settings(self._context.settings)
        if self.welcome.existing is not None:
            self.welcome.existing.show_settings(self._context.settings)

    def _create_statistics(self) -> "StatisticsWindow":
        from hipbreak.ui.statistics.window import StatisticsWindow

        context, engine = self._context, self._context.engine

        def read(first: date, last: date) -> "list[Day]":
            return self._recorder.range(engine.state.logged, engine.state.at, first, last)

        window = StatisticsWindow(
            read,
            lambda: engine.state.at,
            lambda: context.settings.shortest_break,
            context.theme.tokens(),
            programme=lambda: (self._programme.programme, self._programme.titles()),
        )
        window.requested.connect(context.request)
        window.closing.connect(self._release_statistics)
        return window

    def _release_statistics(self) -> None:
        """The window is closing: release it with all that it read."""
        if self.statistics.existing is not None:
            self.statistics.discard()
            QTimer.singleShot(_RELEASE_MS, self._release_memory)

    def _release_memory(self) -> None:
        from hipbreak.desktop.system.memory import trim_memory

        self._recorder.release_memory()
        trim_memory()

    def _create_settings(self) -> "SettingsWindow":
        from hipbreak.ui.settings.window import SettingsWindow

        context = self._context
        pages = self._diagnostics.get().pages() if self._diagnostics is not None else ()
        window = SettingsWindow(str(self._settings_path), context.theme.tokens(), pages)
        window.changed.connect(self._change_setting)
        window.requested.connect(context.request)
        window.test_requested.connect(
            lambda what: context.audio.get().test(what, partial(window.show_test_result, what))
        )
        window.show_settings(context.settings)
        return window

    def _create_log_break(self) -> "LogBreakDialog":
        from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog

        dialog = LogBreakDialog(lambda: self._context.engine.state.at)
        dialog.requested.connect(self._context.request)
        return dialog

    def _create_welcome(self) -> "WelcomeWindow":
        from hipbreak.ui.onboarding.window import WelcomeWindow

        assert self._diagnostics is not None, "only their own page opens it"
        context, diagnostics = self._context, self._diagnostics.get()

        def show_result(what: str, works: bool, line: str) -> None:
            if self.welcome.existing is not None:  # it may be closed by then
                self.welcome.existing.show_test_result(what, works, line)

        window = WelcomeWindow(
            context.settings, diagnostics.autostart_switch(), diagnostics.brief_findings, context.theme.tokens()
        )
        window.changed.connect(self._change_setting)
        window.test_requested.connect(lambda what: context.audio.get().test(what, partial(show_result, what)))
        window.destroyed.connect(self._welcome_closed)
        return window

    def _welcome_closed(self) -> None:
        """Show at once the prompt that was held back while it was open."""
        self.welcome.discard()
        if self._context.engine.state.running:
            self._context.engine.beat()
