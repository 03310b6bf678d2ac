"""The pages of Settings about the desktop, the Test buttons on them, and both for the command line."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from hipbreak.app.lazy import Lazy
from hipbreak.app.ui_context import UiContext
from hipbreak.core.diagnostics import TESTED, Finding
from hipbreak.core.i18n import gettext as _
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.core.text import settings as settings_text
from hipbreak.desktop.ipc.protocol import Reply
from hipbreak.desktop.notifications.base import Action, Notifier, NotifierListener
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.desktop.timing.clock import SystemClock
from hipbreak.ui.tray.tray import Tray

if TYPE_CHECKING:
    from hipbreak.app.audio.audio_cues import AudioCues
    from hipbreak.app.diagnostics.health_check import HealthCheck
    from hipbreak.app.sensors import Sensors
    from hipbreak.ui.settings.computer_page import ComputerPage
    from hipbreak.ui.settings.findings_page import AutostartSwitch
    from hipbreak.ui.widgets.scroll_page import ScrollPage

_BRIEF = ("idle", "lock", "call", "dnd", "fullscreen", "tray", "notifications")  # in the welcome
_AUDIO = {"sound": audio_text.TONE, "voice": audio_text.VOICE}
_OBSERVED = ("lock", "call", "awake", "dnd", "fullscreen")  # done by the person, to see whether it is noticed


class LiveTests:
    """Tests one part of the desktop at a time."""

    def __init__(
        self,
        audio: "Lazy[AudioCues]",
        tray: Tray,
        sensors: "Sensors",
        platform: str,
        show_result: Callable[[str, str], None],
        answers: Mapping[str, Callable[[], str]],
    ) -> None:
        """`show_result` receives what is tested and a line of text, at once and again when more is known.

        `answers` are the tests that are done in a moment, by name.
        """
        self._audio, self._tray, self._sensors, self._platform = audio, tray, sensors, platform
        self._show_result, self._answers = show_result, answers
        self._notifier: Notifier | None = None
        self._observed: dict[str, bool] = {}  # what the person tries out, and whether it was on at the last look

    def begin(self, name: str) -> None:
        """Start one of the tests in `core.diagnostics.TESTED`."""
        if name in _AUDIO:
            self._show_result(name, audio_text.testing())
            self._audio.get().test(_AUDIO[name], lambda _works, line: self._show_result(name, line))
        elif name in _OBSERVED:
            self._observe(name)
        elif name == "tray":
            self._test_tray()
        elif name == "notifications":
            self._test_notification()
        else:
            self._show_result(name, self._answers[name]())

    def poll(self, now: datetime) -> None:
        """Show changes of what the person tries out; called while the page is open."""
        for name, was in self._observed.items():
            on = self._is_on(name)
            if on != was:
                self._observed[name] = on
                text = diagnostics_page_text.lock_noticed if name == "lock" else diagnostics_page_text.change_noticed
                self._show_result(name, text(f"{now:%H:%M:%S}", on))

    def close(self) -> None:
        """End all tests and take the notification down. Idempotent."""
        self._observed.clear()
        if self._notifier is not None:
            self._notifier.close()

    def _observe(self, name: str) -> None:
        if name in self._sensors.switches.off():
            self._show_result(name, diagnostics_page_text.off_in_settings())
            return
        self._observed[name] = self._is_on(name)
        self._show_result(name, diagnostics_page_text.how_to_notice(name))

    def _is_on(self, name: str) -> bool:
        sensors = self._sensors
        if name == "lock":
            return sensors.locks is not None and sensors.locks.is_locked
        if name == "fullscreen":
            return sensors.is_full
        return sensors.busy is not None and bool(sensors.busy.reasons[name])

    def _test_tray(self) -> None:
        available = self._tray.available()
        if available:
            self._tray.demonstrate()
        self._show_result("tray", diagnostics_page_text.tested_tray(available))

    def _test_notification(self) -> None:
        def show(line: str) -> None:
            self._show_result("notifications", line)

        if self._notifier is None:
            listener = NotifierListener(
                chosen=lambda _: show(diagnostics_page_text.notification_answered()),
                closed=lambda by_person: show(diagnostics_page_text.notification_closed(by_person)),
                failed=show,
            )
            self._notifier = choose_notifier(listener, self._sensors.session, self._platform)
        show(diagnostics_page_text.notification_sent(self._notifier.has_actions))
        actions = [Action("seen", diagnostics_page_text.sample_answer())]
        self._notifier.show(diagnostics_page_text.sample_title(), diagnostics_page_text.sample_body(), actions)


class DiagnosticsController:
    """Creates the health check and the tests when they are first needed."""

    def __init__(
        self,
        context: UiContext,
        tray: Tray,
        create_health_check: "Callable[[], HealthCheck]",
        open_welcome: Callable[[], None],
    ) -> None:
        self._context, self._tray, self._open_welcome = context, tray, open_welcome
        self._health = Lazy(create_health_check)
        self._tests = Lazy(self._create_tests)
        self._page: ComputerPage | None = None
        self._results: dict[str, str] = {}

    def create_page(self) -> "ScrollPage":
        """The page of Settings about this computer."""
        from hipbreak.ui.settings.computer_page import ComputerPage

        tests = self._tests.get()

        def look() -> Sequence[Finding]:
            tests.poll(SystemClock().now())
            return self._health.get().findings()

        self._page = page = ComputerPage(look, self._copy_report, self.autostart_switch())
        page.test_requested.connect(tests.begin)
        page.welcome_requested.connect(self._open_welcome)
        return page

    def doctor(self) -> Reply:
        """Answer `hipbreak doctor`."""
        from hipbreak.app.diagnostics.health_check import record

        health = self._health.get()
        return Reply(0, out=record(health.findings(), running=True, settled=health.settled))

    def test(self, name: object) -> Reply:
        """Start a test and answer with its first line; later ones are answers to `tested`."""
        if not isinstance(name, str) or name not in TESTED:
            return Reply(2, error=_("'what' must be one of {names}").format(names=", ".join(TESTED)))
        self._results.pop(name, None)
        self._tests.get().begin(name)
        return self.tested(name)

    def tested(self, name: object) -> Reply:
        """Answer with the last line of the last test of something."""
        line = self._results.get(str(name), "")
        return Reply(0, out={"sentence": line, "pending": line == audio_text.testing()})

    def brief_findings(self) -> Sequence[Finding]:
        """The findings in the welcome."""
        return [finding for finding in self._health.get().sensed() if finding.name in _BRIEF]

    def autostart_switch(self) -> "AutostartSwitch":
        """The switch that starts this profile with the session."""
        from hipbreak.ui.settings.findings_page import AutostartSwitch

        autostart = self._health.get().autostart

        def switch(on: bool) -> str:
            try:
                autostart.set(on)
            except OSError as error:
                return settings_text.autostart_not_changed(autostart.place, error.strerror or str(error))
            return ""

        def problem() -> str:
            missing = autostart.missing_program()
            return settings_text.autostart_broken(missing) if missing else ""

        return AutostartSwitch(autostart.is_on, switch, autostart.place, problem)

    def close(self) -> None:
        """Release everything. Idempotent."""
        for part in (self._health.existing, self._tests.existing):
            if part is not None:
                part.close()

    def _create_tests(self) -> LiveTests:
        health = self._health.get()
        answers = {
            "idle": diagnostics_page_text.tested_idle,
            "suspend": diagnostics_page_text.tested_suspend,
            "autostart": lambda: diagnostics_page_text.tested_autostart(health.autostart.is_on()),
            "log": lambda: health.why_not_written() or diagnostics_page_text.tested_log(),
        }
        return LiveTests(self._context.audio, self._tray, health.sensors, sys.platform, self._show_result, answers)

    def _show_result(self, name: str, line: str) -> None:
        self._results[name] = line
        if self._page is not None:
            self._page.show_result(name, line)

    def _copy_report(self) -> None:
        from hipbreak.app.diagnostics.health_check import about, without_home
        from hipbreak.core.text.diagnostics import report

        text = "\n".join(report(self._health.get().findings(), about()))
        QGuiApplication.clipboard().setText(without_home(text) + "\n")
