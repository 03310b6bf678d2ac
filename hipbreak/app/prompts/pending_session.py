"""The session's card waits unseen while what its Start opened is read; closing that says: not this time (R18)."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from hipbreak.app.ui_context import UiContext
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card

_READ = ("session", "gate")


class PendingSession(QObject):
    """Watches the windows in which there is something to read before a session."""

    def __init__(self, house: UiContext) -> None:
        super().__init__()
        self._house = house

    def begin(self) -> None:
        """A session was opened: if a card offers one, it is answered by that."""
        offer = self._house.engine.state.logged.offer
        if isinstance(offer, Card) and offer.kind == "routine":
            self._house.engine.handle(inputs.Preview())

    def watch(self, window: QWidget) -> None:
        """One of those windows."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget) and not watched.isVisible():
            QTimer.singleShot(0, self, self._leave)  # the questions may have opened the session just now
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        engine = self._house.engine
        if engine.state.previewing() and not any(map(self._house.shows, _READ)):
            engine.beat()  # the answers may have withdrawn the card
            if engine.state.previewing():
                self._house.want(inputs.Skip())
