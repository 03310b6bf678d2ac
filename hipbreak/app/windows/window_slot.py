"""Holders of the app's top-level windows, and the set of them all: theme, geometry from run to run, and closing."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from hipbreak.app.lazy import Lazy
from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.core.i18n import gettext as _
from hipbreak.ui.intents import PAGES, Intent

Window = TypeVar("Window", bound=QWidget)

PAGE_KEYS = (*((f"Ctrl+{number}", page) for number, page in enumerate(PAGES, 1)), ("Ctrl+,", Intent.SETTINGS))


class WindowSet:
    """Every window that exists, in the order in which the slots were added."""

    def __init__(self, theme: AppTheme, folder: Path, request: Callable[[object], None]) -> None:
        """`folder` is where geometry is kept; it is read when the first window needs it. `request` opens a page."""
        self._theme, self._folder, self._request = theme, folder, request
        self._slots: list[WindowSlot[Any]] = []
        self._geometry: dict[str, bytes] | None = None
        self._adjustment = QTimer(singleShot=True, interval=0)
        self._adjustment.timeout.connect(self._adjust_to_scale)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._watch)
            for screen in app.screens():
                self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(lambda _: self._adjustment.start())

    def _adjust_to_scale(self) -> None:
        """WORKAROUND: at another scale a window keeps its size in pixels, unknown to its widget (Qt 6.11, xcb)."""
        from PySide6.QtCore import Qt

        for _name, window in self.visible():
            handle = window.windowHandle()
            is_placed = window.windowType() is Qt.WindowType.Tool  # a card does it itself
            if handle is not None and not is_placed and handle.geometry() != window.geometry():
                window.setGeometry(handle.geometry())

    def add_shortcuts(self, window: QWidget) -> None:
        """Let the keys of every page open it from this window."""
        from PySide6.QtGui import QKeySequence, QShortcut

        for keys, page in PAGE_KEYS:
            QShortcut(QKeySequence(keys), window).activated.connect(partial(self._request, page))

    def add(self, slot: "WindowSlot[Any]") -> None:
        """Include the slot's window, once it exists."""
        self._slots.append(slot)

    def remove(self, slot: "WindowSlot[Any]") -> None:
        """Exclude the slot's window from now on."""
        self._slots.remove(slot)

    def existing(self) -> list[QWidget]:
        """The windows, shown or hidden."""
        return [slot.existing for slot in self._slots if slot.existing is not None]

    def visible(self) -> list[tuple[str, QWidget]]:
        """The windows on the screen, by the names of their slots."""
        return [(slot.name, slot.get()) for slot in self._slots if slot.is_visible]

    def apply_theme(self) -> None:
        """Show the colours that the settings ask for now."""
        self._theme.apply()
        windows = self.existing()
        if not windows:
            return
        from hipbreak.ui.theme.themed_window import ThemedWindow

        for window in windows:
            if isinstance(window, ThemedWindow):
                window.set_tokens(self._theme.tokens())

    def follow_desktop(self, dark: bool | None, text_scale: float) -> None:
        """Show the desktop's own style and size of texts, where the settings follow it."""
        self._theme.follow_desktop(dark, text_scale)
        self.apply_theme()

    def prepare(self) -> None:
        """Prepare what every window needs."""
        self._theme.prepare()

    def restore_geometry(self, name: str, window: QWidget) -> bool:
        """Move the window to where it was used last; False if that is not known."""
        from hipbreak.store.window_geometry import load_geometries
        from hipbreak.ui.theme.themed_window import PersistentWindow

        if self._geometry is None:
            self._geometry = load_geometries(self._folder)
        if name not in self._geometry or not isinstance(window, PersistentWindow):
            return False
        return window.restoreGeometry(self._geometry[name])

    def parent_of(self, window: QWidget) -> QWidget | None:
        """The window over which this one opens: the active one, else the first that is on the screen; None for none."""
        from hipbreak.app.windows.window_placement import is_ordinary

        shown = [other for _, other in self.visible() if other is not window and is_ordinary(other)]
        return next((other for other in shown if other.isActiveWindow()), shown[0] if shown else None)

    def keep_geometry(self, name: str, window: QWidget) -> None:
        """Remember where the window is, for its next opening."""
        if self._geometry is None:
            return
        from hipbreak.ui.theme.themed_window import PersistentWindow

        if isinstance(window, PersistentWindow):
            self._geometry[name] = bytes(window.saveGeometry().data())

    def mark_outdated(self) -> None:
        """Create every window anew before it is shown again."""
        for slot in self._slots:
            slot.mark_outdated()

    def close(self) -> None:
        """Close and delete every window, after saving the geometry."""
        self._save_geometry()
        for slot in tuple(self._slots):
            if (window := slot.existing) is not None:
                window.close()
                window.deleteLater()
                slot.discard()

    def _save_geometry(self) -> None:
        from hipbreak.store.window_geometry import save_geometries

        if self._geometry is None:
            return
        for slot in self._slots:
            slot.keep_geometry()
        try:
            save_geometries(self._folder, self._geometry)
        except OSError as error:
            why = _("The places of the windows cannot be saved: {why}.").format(why=error.strerror or error)
            print(f"hipbreak: {why}", file=sys.stderr)


class WindowSlot(Lazy[Window]):
    """One window, created at its first use."""

    def __init__(
        self,
        windows: WindowSet,
        name: str,
        create: Callable[[], Window],
        restores_geometry: bool = True,
        is_centred: bool = True,
    ) -> None:
        """`name` is the key of the saved geometry; `is_centred` opens a window without one over another window."""
        super().__init__(create)
        self.name = name
        self._windows, self._restores_geometry, self._is_centred = windows, restores_geometry, is_centred
        self._is_outdated = False
        windows.add(self)

    @property
    def is_visible(self) -> bool:
        """Whether the window is on the screen."""
        return self._existing is not None and self._existing.isVisible()

    def get(self) -> Window:
        """The window, created where it was used last if it does not exist."""
        if self._is_outdated and not self.is_visible:
            self.delete()
        if self._existing is None:
            self._windows.prepare()
            self._existing = self._create()
            self._windows.add_shortcuts(self._existing)
            is_placed = self._restores_geometry and self._windows.restore_geometry(self.name, self._existing)
            if self._is_centred and not is_placed:
                from hipbreak.app.windows.window_placement import FirstPlacement

                FirstPlacement(self._existing, self._windows.parent_of)
        return self._existing

    def mark_outdated(self) -> None:
        """Create the window anew before it is shown again."""
        self._is_outdated = self._existing is not None

    def delete(self) -> None:
        """Delete the window; the next `get` creates another one in the same place."""
        window = self._existing
        self.discard()
        if window is not None:
            window.hide()
            window.deleteLater()

    def raise_window(self) -> None:
        """Show the window in front of others, with the focus."""
        from hipbreak.ui.theme.themed_window import bring_to_front

        bring_to_front(self.get())

    def discard(self) -> None:
        """Forget the window, which is being deleted; the next `get` creates another one in the same place."""
        self.keep_geometry()
        self._existing, self._is_outdated = None, False

    def keep_geometry(self) -> None:
        """Remember where the window is, for the next opening."""
        if self._restores_geometry and self._existing is not None:
            self._windows.keep_geometry(self.name, self._existing)
