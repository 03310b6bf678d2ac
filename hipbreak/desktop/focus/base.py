"""The base class of the sources of window switches and full screen, and their listener."""

from collections.abc import Callable

from msgspec import Struct


class FocusListener(Struct, frozen=True):
    """Callbacks, from the event loop on the GUI thread."""

    window_switched: Callable[[], None]
    fullscreen: Callable[[bool], None]


class FocusSource:
    """Base class of the sources; all calls are made on the GUI thread, and none raises or waits."""

    name: str
    """Its name in `doctor`."""

    def __init__(self, listener: FocusListener) -> None:
        self._listener: FocusListener | None = listener
        self._is_fullscreen = False

    @property
    def problem(self) -> str | None:
        """One sentence once it has failed for good; None while it works or that is unknown."""
        return None

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._listener = None

    def _set_fullscreen(self, fullscreen: bool) -> None:
        """Report full screen once for each change."""
        if fullscreen != self._is_fullscreen and self._listener is not None:
            self._is_fullscreen = fullscreen
            self._listener.fullscreen(fullscreen)


class FocusUnavailable(Exception):
    """This desktop offers no such events; the message is one sentence for the user."""
