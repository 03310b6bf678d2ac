"""The windows that the person opens about the day: statistics, settings, and logging a break."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_context import UiContext
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day

if TYPE_CHECKING:
    from hipbreak.app.diagnostics.settings_pages import Page

_GONE_MS = 1_000  # by then Qt has deleted what was closed


class DeskWindows:
    """Each is made, and its code loaded, when it is first wanted."""

    def __init__(
        self,
        house: UiContext,
        days: Callable[[date, date], list[Day]],
        change: Callable[[str, object], None],
        course: ProgrammeCache,
        spare: Callable[[], None],
    ) -> None:
        """`days` reads a range from the log, `spare` lets go of what that kept; `change` sets an option."""
        self._house, self._days, self._change, self._course, self._spare = house, days, change, course, spare
        self.pages: Callable[[], Sequence[Page]] = tuple
        """More pages of Settings."""

    def open_today(self) -> None:
        """The statistics, at today."""
        from hipbreak.ui.statistics.window import StatisticsWindow

        house, engine = self._house, self._house.engine
        engine.beat()
        if "today" not in house.made:
            window = StatisticsWindow(
                self._days,
                lambda: engine.state.at,
                lambda: house.settings.shortest_break,
                house.tokens(),
                course=lambda: (self._course.programme, self._course.titles()),
            )
            window.wanted.connect(house.want)
            window.left.connect(self._let_go)
            house.made["today"] = window
            house.put_back("today")
        else:
            self._fill_today(True)
        house.bring_up("today")

    def _let_go(self) -> None:
        """The window of the statistics closes, and all that it read and made goes with it."""
        if "today" in self._house.made:
            self._house.keep_place("today")
            del self._house.made["today"]
            QTimer.singleShot(_GONE_MS, self._give_back)

    def _give_back(self) -> None:
        from hipbreak.desktop.system.memory import trim_memory

        self._spare()
        trim_memory()

    def days_shown(self) -> tuple[date, date]:
        """The days of the statistics window; without one, today."""
        window, today = self._house.made.get("today"), self._house.engine.state.at.date()
        return (today, today) if window is None else window.days_shown()  # type: ignore[attr-defined]  # see above

    def show_change(self, changed: bool) -> None:
        """Time has passed, and with `changed` there are new facts."""
        if self._house.shows("today"):
            self._fill_today(changed)

    def _fill_today(self, changed: bool) -> None:
        self._house.made["today"].refresh(changed)  # type: ignore[attr-defined]  # made by open_today

    def open_settings(self) -> None:
        """Every option."""
        from hipbreak.ui.settings.window import SettingsWindow

        house = self._house
        if "settings" not in house.made:
            window = SettingsWindow(str(house.settings_path), house.tokens(), self.pages())
            window.changed.connect(self._change)
            window.tried.connect(lambda what: house.hearing().try_out(what, partial(window.show_trial, what)))
            house.made["settings"] = window
            house.put_back("settings")
            window.show_settings(house.settings)
        house.bring_up("settings")

    def use(self, settings: Settings) -> None:
        """Settings have changed."""
        window = self._house.made.get("settings")
        if window is not None:
            window.show_settings(settings)  # type: ignore[attr-defined]  # made by open_settings

    def open_log(self) -> None:
        """A break taken without the app."""
        from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog

        made, engine = self._house.made, self._house.engine
        if "log" not in made:
            dialog = LogBreakDialog(lambda: engine.state.at)
            dialog.wanted.connect(self._house.want)
            made["log"] = dialog
        made["log"].ask()  # type: ignore[attr-defined]  # a LogDialog, made above
