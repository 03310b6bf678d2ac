"""What our windows share: they close with Esc and give their place for the next time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # to load it makes all 170 types of QEvent: 2 ms of each start
    from PySide6.QtGui import QKeyEvent


class PersistentWindow(QWidget):
    """A top-level window that closes with Esc; whoever opens it keeps its place."""

    def place(self) -> bytes:
        """Where the window is and how large, for `restore`."""
        return bytes(self.saveGeometry().data())

    def restore(self, place: bytes) -> bool:
        """Put the window back where it was; False when the bytes say nothing usable."""
        return self.restoreGeometry(place)

    def open_at(self, width: int, height: int) -> None:
        """The size of a first opening, within the screen."""
        room = self.screen().availableSize()
        self.resize(min(width, room.width() - 32), min(height, room.height() - 64))

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)
