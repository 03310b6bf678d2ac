"""Labels, check boxes and radio buttons whose text wraps."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QRadioButton, QSizePolicy, QWidget

from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, SPACE_4
from hipbreak.ui.widgets.layouts import row_of


def plain_label(text: str = "") -> QLabel:
    """A label for plain text, at the side where lines of the language begin.

    Qt would set a number or a Latin name at the left of a mirrored window.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if QApplication.isRightToLeft():
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return label


def wrapping_label(text: str = "") -> QLabel:
    """The same for text that wraps."""
    label = plain_label(text)
    label.setWordWrap(True)
    return label


def muted_label(text: str = "") -> QLabel:
    """The same in a muted colour."""
    label = wrapping_label(text)
    label.setForegroundRole(MUTED)
    return label


def strong_label(text: str = "") -> QLabel:
    """The same in a heavier font, of which only the weight is set: family and size follow what the label is in."""
    label, font = wrapping_label(text), QFont()
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def show_text(label: QLabel, text: str) -> None:
    """Set the label's text, and hide the label while the text is empty."""
    label.setText(text)
    label.setVisible(bool(text))


def _plain(text: str) -> str:
    """A label without the marks of its mnemonic."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


class WrappingChoice(QWidget):
    """A native check box or radio button with text that wraps; `toggled` is emitted at changes by the person.

    That includes those by assistive technology, which do not click. A radio button emits it when it is selected.
    """

    toggled = Signal(bool)

    def __init__(self, text: str, exclusive: bool = False) -> None:
        """`exclusive` makes a radio button; its owner adds `button` to a group."""
        super().__init__()
        self.button: QAbstractButton = QRadioButton() if exclusive else QCheckBox()
        self._label = wrapping_label(text)
        self._label.setTextFormat(Qt.TextFormat.AutoText)
        self._label.setBuddy(self.button)
        self._label.installEventFilter(self)
        self.button.setAccessibleName(_plain(text))
        self.button.toggled.connect(self._emit_toggled)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row_of((self.button, Qt.AlignmentFlag.AlignTop), (self._label, 1), parent=self, spacing=10)
        self.setFocusProxy(self.button)
        self._set_height()

    def isChecked(self) -> bool:
        return self.button.isChecked()

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._label.setText(text)
        self.button.setAccessibleName(_plain(text))
        self._set_height()

    def setChecked(self, on: bool) -> None:
        """Check or uncheck it, without emitting `toggled`."""
        with QSignalBlocker(self.button):
            self.button.setChecked(on)

    def _emit_toggled(self, on: bool) -> None:
        if on or not isinstance(self.button, QRadioButton):
            self.toggled.emit(on)

    def click(self) -> None:
        """Click it, as the person would."""
        self.button.click()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the button beside the first line."""
        if event.type() == QEvent.Type.FontChange:
            self._set_height()
        super().changeEvent(event)

    def _set_height(self) -> None:
        """Set the heights of the button, which is beside the first line, and of a single line."""
        line = self.fontMetrics().height()
        self.button.setMinimumHeight(line)
        above = max(SPACE_4, (BUTTON_HEIGHT - line) // 2)
        self.setContentsMargins(0, above, 0, above)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Clicks on the text are clicks on the button."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.button.setFocus()
            self.button.click()
            return True
        return super().eventFilter(watched, event)
