"""Window switches and full screen on Windows.

Not verified on a real machine: what the answers mean is tested by injection, the calls to Windows are not.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.polling import PolledSource
from hipbreak.desktop.focus.base import FocusListener, FocusUnavailable

INTERVAL = timedelta(seconds=5)
"""A window that fills the screen without a switch (F11) is told by nobody."""

# A program fills the screen, draws there by itself, or the person has said that this is a presentation.
_FULL = (2, 3, 4)


class Shell(Protocol):
    """What Windows is asked, and what it tells."""

    def screen_state(self) -> int | None:
        """QUERY_USER_NOTIFICATION_STATE; None if there is no answer."""

    def when_switched(self, switched: Callable[[], None]) -> Callable[[], None]:
        """`switched` is called at each switch of windows, until the answer is called."""


class WindowsFocusSource:
    """Looks at each switch of windows, and every five seconds."""

    name = "windows-shell"
    trouble = None

    def __init__(self, listener: FocusListener, shell: Shell | None = None) -> None:
        """FocusUnavailable where there is no Windows, or it does not tell."""
        if shell is None:
            from hipbreak.desktop.system.windows_api import WindowsSystem  # noqa: PLC0415 - the system's own calls

            shell = WindowsSystem()
        self._shell = shell
        if shell.screen_state() is None:
            raise FocusUnavailable("Windows does not tell what fills the screen.")
        self._listener: FocusListener | None = listener
        self._was_full = False
        self._polled = PolledSource(self.name, self._full, lambda _name, full: self._tell(full), interval=INTERVAL)
        self._settle_timer = QTimer()  # a window that comes to the front fills the screen a moment later
        self._settle_timer.setSingleShot(True)
        self._settle_timer.timeout.connect(lambda: self._tell(self._full() is True))
        self._end: Callable[[], None] | None = shell.when_switched(self._switched)

    def close(self) -> None:
        self._listener = None
        self._polled.close()
        self._settle_timer.stop()
        end, self._end = self._end, None
        if end is not None:
            end()

    def _full(self) -> bool | None:
        state = self._shell.screen_state()
        return None if state is None else state in _FULL

    def _switched(self) -> None:
        if self._listener is not None:
            self._listener.window_switched()
            self._settle_timer.start(200)

    def _tell(self, full: bool) -> None:
        if full != self._was_full and self._listener is not None:
            self._was_full = full
            self._listener.fullscreen(full)
