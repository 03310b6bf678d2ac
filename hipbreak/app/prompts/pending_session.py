"""Skips a session's prompt when everything that its Start opened is closed again unused (R18)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from hipbreak.app.ui_context import UiContext
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.state import Card


class PendingSession(QObject):
    """The prompt is hidden meanwhile; `watch` names the windows that are read before a session."""

    def __init__(self, context: UiContext, is_reading: Callable[[], bool]) -> None:
        """`is_reading` returns whether one of these windows is on the screen."""
        super().__init__()
        self._context, self._is_reading = context, is_reading

    def begin(self) -> None:
        """Hide the prompt of a session, if there is one: it was answered by opening a session."""
        offer = self._context.engine.state.logged.offer
        if isinstance(offer, Card) and offer.kind == "routine":
            self._context.engine.handle(inputs.Preview())

    def watch(self, window: QWidget) -> None:
        """Check when this window is hidden."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget) and not watched.isVisible():
            QTimer.singleShot(0, self, self._skip)  # the questions may have opened the session just now
        return super().eventFilter(watched, event)

    def _skip(self) -> None:
        engine = self._context.engine
        if engine.state.previewing() and not self._is_reading():
            engine.beat()  # the answers may have withdrawn the card
            if engine.state.previewing():
                self._context.request(inputs.Skip())
