"""Working hours as a choice: always, or those that are written beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from hipbreak.core import settings_words
from hipbreak.core import welcome_words as words
from hipbreak.core.hours import WorkingHours
from hipbreak.core.settings import OPTIONS
from hipbreak.ui.choice import Choice
from hipbreak.ui.ground import shade
from hipbreak.ui.page import text
from hipbreak.ui.sheet import tell
from hipbreak.ui.tokens import Tokens

_OPTION = OPTIONS["working_hours"]


class HoursChoice(QWidget):
    """`changed` carries the key and the hours, already judged valid; what is not is explained and changes nothing."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = WorkingHours()
        self.always = Choice(words.always(), exclusive=True)
        self.only = Choice(words.in_hours(), exclusive=True)
        self.line = QLineEdit()
        self.line.setAccessibleName(settings_words.declared(_OPTION.label))
        self.line.setAccessibleDescription(words.hours_help())
        self._help, self.refused = text(), text()
        self._help.setText(words.hours_help())
        self._group = QButtonGroup(self)
        for choice in (self.always, self.only):
            self._group.addButton(choice.button)
            choice.clicked.connect(self._chosen)
        self.line.editingFinished.connect(self._written)
        column, inner = QVBoxLayout(self), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        inner.setContentsMargins(28, 0, 0, 0)
        inner.setSpacing(4)
        for part in (self.line, self._help, self.refused):
            inner.addWidget(part)
        for choice in (self.always, self.only):
            column.addWidget(choice)
        column.addLayout(inner)
        self.show_value(WorkingHours())

    @property
    def value(self) -> WorkingHours:
        return self._value

    def show_value(self, hours: WorkingHours) -> None:
        """Nothing is emitted."""
        self._value = hours
        (self.only if hours.ranges else self.always).setChecked(True)
        self.line.setText(hours.text or words.usual_hours())
        self.line.setEnabled(bool(hours.ranges))
        tell(self.refused, "")

    def _chosen(self) -> None:
        self.line.setEnabled(self.only.isChecked())
        if self.only.isChecked():
            self._written()
            self.line.setFocus()
            self.line.selectAll()
        else:
            self._take(WorkingHours())

    def _written(self) -> None:
        try:
            self._take(_OPTION.read(self.line.text()))
        except ValueError as reason:
            kept = settings_words.value(self._value, _OPTION.write(self._value))
            tell(self.refused, settings_words.refusal(str(reason), kept))

    def _take(self, hours: WorkingHours) -> None:
        tell(self.refused, "")
        if hours != self._value:
            self._value = hours
            self.changed.emit(_OPTION.key, hours)

    def dress(self, tokens: Tokens) -> None:
        """Take the colours anew."""
        shade(self._help, tokens.muted)
        shade(self.refused, tokens.due)
