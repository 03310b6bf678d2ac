"""A native check box or radio button whose text takes as many lines as it needs."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from hipbreak.ui.widgets.wrapping_label import wrapping_label


class WrappingChoice(QWidget):
    """The native ones do not wrap; `clicked` comes only from the person, as theirs does."""

    clicked = Signal(bool)

    def __init__(self, words: str, exclusive: bool = False, parent: QWidget | None = None) -> None:
        """`exclusive` for a radio button; the group that makes it one is the owner's, over `button`."""
        super().__init__(parent)
        self.button: QAbstractButton = QRadioButton() if exclusive else QCheckBox()
        plain = words.replace("&&", "\0").replace("&", "").replace("\0", "&")
        self._label = wrapping_label()
        self._label.setText(words)
        self._label.setTextFormat(Qt.TextFormat.AutoText)
        self._label.setBuddy(self.button)
        self._label.installEventFilter(self)
        self.button.setAccessibleName(plain)
        self.button.clicked.connect(self.clicked)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.setMinimumHeight(self.fontMetrics().height())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        self.setFocusProxy(self.button)

    def isChecked(self) -> bool:
        return self.button.isChecked()

    def setChecked(self, on: bool) -> None:
        """Nothing is emitted."""
        self.button.setChecked(on)

    def click(self) -> None:
        """As if the person had clicked it."""
        self.button.click()

    def changeEvent(self, event: QEvent) -> None:
        """The sign stands level with the first line."""
        if event.type() == QEvent.Type.FontChange:
            self.button.setMinimumHeight(self.fontMetrics().height())
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The text belongs to the button."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.button.setFocus()
            self.button.click()
            return True
        return super().eventFilter(watched, event)
