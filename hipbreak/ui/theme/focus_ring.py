"""The ring around the control with the keyboard focus."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget


class FocusRing(QObject):
    """One frame of Qt's, moved to each control that gets the focus; the style paints it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._frame: QFocusFrame | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        target = focused if focused is not None and _is_control(focused) else None
        if self._frame is None:
            if target is None:
                return
            self._frame = QFocusFrame(target.window())  # owned by Qt: it must not outlive the application
            self._frame.destroyed.connect(self._forget)  # with the window that it is in
        self._frame.setWidget(target)  # type: ignore[arg-type]  # None hides it

    def _forget(self) -> None:
        self._frame = None


def _is_control(widget: QWidget) -> bool:
    return (
        not widget.isWindow()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.window().windowType() != Qt.WindowType.Popup
    )
