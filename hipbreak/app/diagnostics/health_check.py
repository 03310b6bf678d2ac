"""What works on this desktop, found out from the running app's parts or from parts made for it, and the report."""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from hipbreak.app.audio.audio_probe import AudioProbe
from hipbreak.app.sensors import Sensors, SourceHistory
from hipbreak.core import i18n
from hipbreak.core.diagnostics import NONE, Finding, failures, in_order, to_record
from hipbreak.core.identity import VERSION
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import log as log_text
from hipbreak.desktop.diagnostics import DesktopParts, diagnose
from hipbreak.desktop.display.availability import NoDisplay
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.notifications.base import Notifier, NotifierListener
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.desktop.system.autostart import Autostart, find_autostart
from hipbreak.desktop.system.other_reminders import OtherReminders
from hipbreak.desktop.system.own_program import own_command
from hipbreak.desktop.tray.monitor import TrayMonitor
from hipbreak.store.atomic_file import write_file
from hipbreak.store.paths import AppPaths


class HealthCheck(QObject):
    """Reads without blocking: an unknown finding reads so, and `settled` returns whether everything is known."""

    def __init__(
        self,
        sensors: Sensors,
        tray: TrayMonitor,
        history: SourceHistory,
        log_problem: Callable[[], str | None],
        paths: AppPaths,
        find_display: Callable[[], PlatformChoice],
        lost_days: Callable[[], Sequence[date]],
        other_machines: Callable[[], str],
    ) -> None:
        """`log_problem` returns one sentence while the log cannot be written; `find_display` may raise NoDisplay.

        `lost_days` returns the days of which entries were lost with a damaged log, `other_machines` a sentence about
        those of the shared folder, if there is one.
        """
        super().__init__()
        self.sensors, self._tray, self._history = sensors, tray, history
        self._other_machines = other_machines
        self._log_problem, self._lost_days, self._log = log_problem, lost_days, paths.log
        home = ("--home", str(paths.home)) if paths.home else ()
        self.autostart: Autostart = find_autostart(own_command(home), write_file)
        """What starts this profile with the session."""
        self._display, self._card_on_request = _display(find_display)
        self._notifier: Notifier | None = None
        self._audio = AudioProbe(self)
        self._other_reminders = OtherReminders(os.environ, sensors.session if sys.platform == "linux" else None)

    def findings(self) -> tuple[Finding, ...]:
        """Everything, in order; tones and voice are loaded to find out."""
        return in_order((*self.sensed(), self._display, *self._audio.findings(), self._find_log()))

    def sensed(self) -> tuple[Finding, ...]:
        """What costs nothing to find out: sensors, tray, notifications and autostart."""
        self.sensors.idle()  # so that a source that has failed is replaced before it is read
        self._history.record()
        if self._notifier is None:
            ignored = NotifierListener(lambda _: None, lambda _: None, lambda _: None)
            self._notifier = choose_notifier(ignored, self.sensors.session, sys.platform)
        sensors, focus = self.sensors, self.sensors.focus
        desk = DesktopParts(
            idle=sensors.idle_source,
            refusals=sensors.notes,
            locks=sensors.locks,
            busy=sensors.busy,
            fullscreen=focus.name if focus is not None and focus.problem is None else None,
            is_full=sensors.is_full,
            notifier=self._notifier,
            card_on_request=self._card_on_request,
            other_reminders=self._other_reminders.names(),
            autostart=self.autostart,
            off=sensors.switches.off(),
            gone=self._history.missing(),
        )
        return in_order(diagnose(desk, [self._find_tray()]))

    @property
    def settled(self) -> bool:
        """Whether nothing of `findings` is still being found out."""
        notifier = self._notifier
        notifier_settled = notifier is None or notifier.problem is not None or notifier.has_answered
        idle_settled = self.sensors.idle_source.name == NONE or self.sensors.idle() is not None
        reminders_settled = self._other_reminders.settled
        return notifier_settled and idle_settled and reminders_settled and self._tray.is_known and self._audio.settled

    def why_not_written(self) -> str | None:
        """One sentence if an entry could not be written to the log now."""
        from hipbreak.store.event_log.database import why_not_writable

        return self._log_problem() or why_not_writable(self._log)

    def close(self) -> None:
        """Release everything that was made to find out. Idempotent."""
        self._audio.close()
        self._other_reminders.close()
        if self._notifier is not None:
            self._notifier.close()

    def _find_tray(self) -> Finding:
        if sys.platform != "linux":
            return Finding("tray", sys.platform, diagnostics_text.tray(True), True)
        name = self._tray.name
        advice = "" if name else diagnostics_text.no_tray_advice(self._tray.is_cut_off)
        return Finding("tray", name or NONE, diagnostics_text.tray(bool(name)), bool(name), advice)

    def _find_log(self) -> Finding:
        problem = self._log_problem()
        if problem is not None:
            return Finding("log", NONE, diagnostics_text.log_fails(), False, diagnostics_text.log_lost(problem))
        lost = self._lost_days()
        advice = " ".join(filter(None, (log_text.incomplete_days(lost) if lost else "", self._other_machines())))
        return Finding("log", "sqlite", diagnostics_text.log_reading(str(self._log)), True, advice)


def record(findings: Sequence[Finding], running: bool, settled: bool = True) -> dict[str, Any]:
    """The findings as the JSON of `hipbreak doctor`; `settled` is False while some are still being found out."""
    failed = failures(findings)
    return {
        "ok": not failed,
        "problems": [diagnostics_text.failure(what) for what in failed],
        "running": running,
        "settled": settled,
        "about": about(),
        "findings": to_record(findings),
    }


def about() -> list[str]:
    """Versions and desktop, with nothing about the person."""
    from PySide6 import __version__ as qt

    desktop = os.environ.get("XDG_CURRENT_DESKTOP") or "-"
    session = os.environ.get("XDG_SESSION_TYPE") or "-"
    language = [i18n.problem()] if i18n.problem() else []
    return [
        f"Hipbreak {VERSION}, Python {platform.python_version()}, Qt {qt}",
        f"{platform.system()} {platform.release()}, desktop {desktop}, session {session}",
        *language,
    ]


def without_home(text: str) -> str:
    """The text without the person's home folder, which mostly has their name."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() raises where a user has none
    return text.replace(home + os.sep, "~" + os.sep) if len(home) > 1 else text


def _display(find: Callable[[], PlatformChoice]) -> tuple[Finding, bool]:
    """The finding about the display, and whether the card is shown on request only."""
    try:
        choice = find()
    except NoDisplay as reason:
        return Finding("display", NONE, diagnostics_text.windows(False), False, str(reason)), False
    finding = Finding("display", choice.display, diagnostics_text.windows(True), True, choice.why)
    return finding, choice.card_on_request
