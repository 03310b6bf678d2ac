"""Window switches and full screen on Windows.

Not verified on a real machine: how the answers are interpreted is tested by injection, the calls to Windows are not.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.busy.polling import PolledSource
from hipbreak.desktop.focus.base import FocusListener, FocusSource, FocusUnavailable

INTERVAL = timedelta(seconds=5)
"""A window that fills the screen without a switch (F11) causes no event."""

# A busy screen, a Direct3D program in full screen, presentation mode.
_FULLSCREEN_STATES = (2, 3, 4)


class ForegroundQueries(Protocol):
    """Queries to Windows, and its event for a new foreground window."""

    def screen_state(self) -> int | None:
        """Return the QUERY_USER_NOTIFICATION_STATE; None without an answer."""

    def watch_foreground(self, switched: Callable[[], None]) -> Callable[[], None]:
        """Call `switched` at each switch of windows; return the function that stops it."""


class WindowsFocusSource(FocusSource):
    """Checks at each switch of windows and every five seconds."""

    name = "windows-shell"

    def __init__(self, listener: FocusListener, system: ForegroundQueries | None = None) -> None:
        """FocusUnavailable where there is no Windows, or no answer."""
        if system is None:
            from hipbreak.desktop.system.windows_api import WindowsSystem  # noqa: PLC0415 - the system's own calls

            system = WindowsSystem()
        self._system = system
        if system.screen_state() is None:
            raise FocusUnavailable(_("Windows does not report what fills the screen."))
        super().__init__(listener)
        self._polling = PolledSource(
            self.name,
            self._query_fullscreen,
            lambda _name, fullscreen: self._set_fullscreen(fullscreen),
            interval=INTERVAL,
        )
        # A window fills the screen a moment after it comes to the front.
        self._settle_timer = QTimer(singleShot=True)
        self._settle_timer.timeout.connect(lambda: self._set_fullscreen(self._query_fullscreen() is True))
        self._stop_watching = system.watch_foreground(self._switched)

    def close(self) -> None:
        super().close()
        self._polling.close()
        self._settle_timer.stop()
        self._stop_watching()
        self._stop_watching = lambda: None

    def _query_fullscreen(self) -> bool | None:
        state = self._system.screen_state()
        return None if state is None else state in _FULLSCREEN_STATES

    def _switched(self) -> None:
        if self._listener is not None:
            self._listener.window_switched()
            self._settle_timer.start(200)
