"""Plain notifications through the optional plyer, where there is no notification server to talk to."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.util import find_spec

from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.notifications.base import PLAIN, Action, NotificationHints, NotifierListener
from hipbreak.desktop.system.plyer_thread import PlyerThread

TIMEOUT = timedelta(seconds=10)

Send = Callable[[str, str], None]


def is_installed() -> bool:
    """Return whether plyer is installed, without importing it."""
    return find_spec("plyer") is not None


class PlyerNotifier(PlyerThread):
    """One notification at a time, in a thread of its own.

    It has no buttons, cannot close a notification, and does not report failures to show one: https://github.com/kivy/plyer
    """

    name = "plyer"
    has_actions = False
    has_answered = True

    def __init__(self, listener: NotifierListener, send: Send | None = None, timeout: timedelta = TIMEOUT) -> None:
        super().__init__(timeout)
        self.problem: str | None = None
        self._listener = listener
        self._send = send or _show_with_plyer
        self._requested: tuple[str, str] | None = None

    def show(self, title: str, body: str, actions: Sequence[Action] = (), hints: NotificationHints = PLAIN) -> None:  # noqa: ARG002
        body = f"{body}\n{hints.without_buttons}".strip()
        # WORKAROUND for plyer 2.1: under Flatpak it does not escape quotes in the texts.
        self._requested = (title.replace("'", "\u2019"), body.replace("'", "\u2019"))
        if self.problem is not None:
            reason = self.problem
            QTimer.singleShot(0, lambda: self._fail(reason))  # which keeps this object until then
        elif not self.running:
            self._start_next()

    def close(self) -> None:
        self._requested = None

    def _start_next(self) -> None:
        requested, self._requested = self._requested, None
        if requested is not None:
            self.start(lambda: self._send(*requested))

    def finished(self, problem: Exception | None) -> None:
        if problem is not None:
            self._fail(_("plyer cannot show notifications here: {name}.").format(name=type(problem).__name__))
        else:
            self.problem = None
            self._start_next()

    def timed_out(self) -> None:
        self._fail(_("plyer has not come back from showing a notification."))

    def _fail(self, reason: str) -> None:
        self._requested = None
        self.problem = reason
        self._listener.failed(reason)


def _show_with_plyer(title: str, body: str) -> None:
    from plyer import notification  # type: ignore[import,unused-ignore] # noqa: PLC0415 - optional

    notification.notify(title=title, message=body, app_name="Hipbreak", timeout=10)
