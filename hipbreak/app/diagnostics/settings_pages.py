"""The pages of Settings that are about the desktop, and the same for the command line: `doctor` and its tests."""

import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from hipbreak.app.ui_context import UiContext
from hipbreak.core.settings.settings import Settings
from hipbreak.desktop.ipc.protocol import Reply
from hipbreak.desktop.timing.clock import SystemClock
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.diagnostics.health_check import HealthCheck
    from hipbreak.app.diagnostics.live_tests import LiveTests
    from hipbreak.core.diagnostics import Finding
    from hipbreak.ui.settings.diagnostics_page import DoctorPage
    from hipbreak.ui.settings.startup_page import StartSwitch
    from hipbreak.ui.widgets.scroll_page import ScrollPage

Page = tuple[str, Callable[[], "ScrollPage"]]

_SHOWN_FIRST = ("idle", "lock", "call", "dnd", "fullscreen", "tray")  # by the welcome, which is short


class DiagnosticsPages(QObject):
    """Everything here is made, and its code loaded, when it is first wanted."""

    def __init__(
        self, house: UiContext, tray: Tray, checkup: "Callable[[], HealthCheck]", change: Callable[[str, object], None]
    ) -> None:
        """`change` sets an option."""
        super().__init__()
        self._house, self._tray, self._make_checkup, self._change = house, tray, checkup, change
        self._page: DoctorPage | None = None
        self._outcomes: dict[str, str] = {}

    def pages(self) -> Sequence[Page]:
        """By their names, each with what makes it."""
        from hipbreak.core.settings import autostart_option
        from hipbreak.core.text import diagnostics_page as diagnostics_page_text

        return (autostart_option.page(), self._make_start), (diagnostics_page_text.page(), self._make_doctor)

    def doctor(self, _args: dict[str, Any]) -> Reply:
        """The record of `hipbreak doctor`, as the parts of this app are now."""
        from hipbreak.app.diagnostics.report import record

        return Reply(0, out=record(self.checkup.findings(), running=True, settled=self.checkup.settled))

    def test(self, args: dict[str, Any]) -> Reply:
        """Begins a test, and gives its first line; what is known later comes with `tested`."""
        from hipbreak.core.diagnostics import TESTED

        name = args.get("what")
        if name not in TESTED:
            return Reply(2, error=f"'what' must be one of {', '.join(TESTED)}")
        self._outcomes.pop(name, None)
        self.trials.begin(name)
        return self.tested(args)

    def tested(self, args: dict[str, Any]) -> Reply:
        """The last line of the last test of something."""
        return Reply(0, out={"sentence": self._outcomes.get(str(args.get("what")), "")})

    def close(self) -> None:
        """Lets go of everything; may be called twice."""
        for part in ("checkup", "trials"):
            if part in self.__dict__:
                getattr(self, part).close()

    @cached_property
    def checkup(self) -> "HealthCheck":
        """What is read."""
        return self._make_checkup()

    @cached_property
    def trials(self) -> "LiveTests":
        """What can be tried."""
        from hipbreak.app.diagnostics.live_tests import LiveTests
        from hipbreak.core.text import diagnostics_page as diagnostics_page_text

        checkup = self.checkup
        answers = {
            "idle": diagnostics_page_text.tested_idle,
            "suspend": diagnostics_page_text.tested_suspend,
            "autostart": lambda: diagnostics_page_text.tested_autostart(checkup.autostart.is_on()),
            "log": lambda: checkup.why_not_written() or diagnostics_page_text.tested_log(),
        }
        return LiveTests(self._house, self._tray, checkup.senses, sys.platform, self._tell, answers)

    def _tell(self, name: str, line: str) -> None:
        self._outcomes[name] = line
        if self._page is not None:
            self._page.show_outcome(name, line)

    def welcome(self) -> None:
        """The first steps."""
        from hipbreak.app.windows.onboarding import show_welcome

        show_welcome(self._house, self._start(), self._shown_first, self._change)

    def use(self, settings: Settings) -> None:
        """Settings have changed."""
        if "welcome" in self._house.made:
            from hipbreak.app.windows import onboarding

            onboarding.use(self._house, settings)

    def _shown_first(self) -> "Sequence[Finding]":
        return [finding for finding in self.checkup.sensed() if finding.name in _SHOWN_FIRST]

    def _start(self) -> "StartSwitch":
        from hipbreak.core.settings.autostart_option import not_changed
        from hipbreak.ui.settings.startup_page import StartSwitch

        autostart = self.checkup.autostart

        def switch(on: bool) -> str:
            try:
                autostart.set(on)
            except OSError as error:
                return not_changed(autostart.place, error.strerror or str(error))
            return ""

        return StartSwitch(autostart.is_on, switch, autostart.place)

    def _make_start(self) -> "ScrollPage":
        from hipbreak.ui.settings.startup_page import StartPage

        page = StartPage(self._start(), self._house.tokens())
        page.welcome_wanted.connect(self.welcome)
        return page

    def _make_doctor(self) -> "ScrollPage":
        from hipbreak.ui.settings.diagnostics_page import DoctorPage

        def look() -> "Sequence[Finding]":
            self.trials.look(SystemClock().now())
            return self.checkup.findings()

        self._page = page = DoctorPage(look, self._copy, self._house.tokens())
        page.tested.connect(self.trials.begin)
        return page

    def _copy(self) -> None:
        from hipbreak.app.diagnostics.health_check import without_home
        from hipbreak.app.diagnostics.report import about
        from hipbreak.core.text.diagnostics import report

        text = "\n".join(report(self.checkup.findings(), about()))
        QGuiApplication.clipboard().setText(without_home(text) + "\n")
