"""Where the windows were when they were last used: put back at opening, kept at the end."""

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hipbreak.ui.theme.persistent_window import PersistentWindow


class Placing:
    """The places of all windows by name, read when the first one is wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._places: dict[str, bytes] | None = None

    def put_back(self, name: str, window: QWidget) -> None:
        """Where the window was the last time it was used."""
        from hipbreak.store.window_geometry import load_window_places

        if self._places is None:
            self._places = load_window_places(self._folder)
        if name in self._places and isinstance(window, PersistentWindow):
            window.restore(self._places[name])

    def remember(self, name: str, window: QWidget) -> None:
        """Where a window was that closes for good, for its next opening."""
        if self._places is not None and isinstance(window, PersistentWindow):
            self._places[name] = window.place()

    def keep(self, windows: Mapping[str, QWidget]) -> None:
        """Keep the places for the next run, if any was asked for in this one."""
        from hipbreak.store.window_geometry import save_window_places

        if self._places is None:
            return
        for name, window in windows.items():
            if isinstance(window, PersistentWindow):
                self._places[name] = window.place()
        try:
            save_window_places(self._folder, self._places)
        except OSError as error:
            print(f"hipbreak: the windows' places cannot be kept: {error.strerror or error}.", file=sys.stderr)
