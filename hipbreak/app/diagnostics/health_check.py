"""What works on this desktop: asked of the parts of the running app, or of parts made only for the asking."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from hipbreak.app.audio.audio_probe import AudioProbe
from hipbreak.app.diagnostics.lost_sources import LostSources
from hipbreak.app.sensors import Sensors
from hipbreak.core.diagnostics import NONE, Finding, in_order
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.desktop.diagnostics import Desk, diagnose
from hipbreak.desktop.display.availability import NoDisplay
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.desktop.notifications.base import Notifier, NotifierListener
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.desktop.system.autostart import Autostart, find_autostart, own_command
from hipbreak.desktop.tray.monitor import TrayMonitor
from hipbreak.store.atomic_file import write_file
from hipbreak.store.paths import AppPaths


class HealthCheck(QObject):
    """Reads and never waits: what has to find out first says so, and `settled` tells when it is worth asking again."""

    def __init__(
        self,
        senses: Sensors,
        tray: TrayMonitor,
        roll: LostSources,
        log_trouble: Callable[[], str | None],
        places: AppPaths,
        find_display: Callable[[], PlatformChoice],
        parent: QObject | None = None,
    ) -> None:
        """`log_trouble` is one sentence while the log cannot be written; `find_display` may raise NoDisplay."""
        super().__init__(parent)
        self.senses, self._tray, self._roll = senses, tray, roll
        self._log_trouble, self._log = log_trouble, places.log
        home = ("--home", str(places.home)) if places.home else ()
        self.autostart: Autostart = find_autostart(own_command(home), write_file)
        """What starts this profile with the session."""
        self._display, self._card_on_request = _display(find_display)
        self._notifier: Notifier | None = None
        self._earshot = AudioProbe(parent=self)

    def findings(self) -> tuple[Finding, ...]:
        """Everything, in order; tones and voice are loaded for the question."""
        return in_order((*self.sensed(), self._display, *self._earshot.findings(), self._find_log()))

    def sensed(self) -> tuple[Finding, ...]:
        """What costs nothing to ask: the senses, tray, notifications and autostart."""
        self.senses.idle()  # so that a source that has died is replaced before it is asked
        self._roll.call()
        if self._notifier is None:
            nobody = NotifierListener(lambda _: None, lambda _: None, lambda _: None)
            self._notifier = choose_notifier(nobody, self.senses.session, sys.platform)
        senses, focus = self.senses, self.senses.focus
        desk = Desk(
            idle=senses.idle_source,
            refusals=senses.notes,
            locks=senses.locks,
            busy=senses.busy,
            fullscreen=focus.name if focus is not None and focus.trouble is None else None,
            notifier=self._notifier,
            card_on_request=self._card_on_request,
            autostart=self.autostart,
            off=senses.switches.off(),
            gone=self._roll.missing(),
        )
        return in_order(diagnose(desk, [self._find_tray()]))

    @property
    def settled(self) -> bool:
        """Whether nothing of `findings` is still being found out."""
        notifier = self._notifier
        told = notifier is None or notifier.trouble is not None or notifier.has_answered
        knows = self.senses.idle_source.name == NONE or self.senses.idle() is not None
        return told and knows and self._tray.is_known and self._earshot.settled

    def why_not_written(self) -> str | None:
        """One sentence if an entry could not be written now."""
        from hipbreak.store.event_log.write_check import why_not_writable

        return self._log_trouble() or why_not_writable(self._log)

    def close(self) -> None:
        """Lets go of what was made for the asking; may be called twice."""
        self._earshot.close()
        if self._notifier is not None:
            self._notifier.close()

    def _find_tray(self) -> Finding:
        if sys.platform != "linux":
            return Finding("tray", sys.platform, diagnostics_text.tray(True), True)
        name = self._tray.name
        advice = "" if name else diagnostics_text.no_tray(self._tray.is_cut_off)
        return Finding("tray", name or NONE, diagnostics_text.tray(bool(name)), bool(name), advice)

    def _find_log(self) -> Finding:
        trouble = self._log_trouble()
        if trouble is not None:
            return Finding("log", NONE, diagnostics_text.log_fails(), False, diagnostics_text.log_lost(trouble))
        return Finding("log", "sqlite", diagnostics_text.log_reading(str(self._log)), True)


def without_home(text: str) -> str:
    """The person's folder, and with it mostly their name, left out."""
    home = str(Path.home())
    return text.replace(home + os.sep, "~" + os.sep) if len(home) > 1 else text


def _display(find: Callable[[], PlatformChoice]) -> tuple[Finding, bool]:
    """And whether the card comes on request only."""
    try:
        choice = find()
    except NoDisplay as reason:
        return Finding("display", NONE, diagnostics_text.windows(False), False, str(reason)), False
    found = Finding("display", choice.display, diagnostics_text.windows(True), True, choice.why)
    return found, choice.card_on_request
