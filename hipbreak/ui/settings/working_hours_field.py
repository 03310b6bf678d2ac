"""Working hours as an option: always, or only in the hours that are told beside it and changed in a dialog."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from hipbreak.core.settings.option import Option
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editors import OptionEditor
from hipbreak.ui.settings.working_hours_editor import WorkingHoursEditor
from hipbreak.ui.settings.working_hours_format import hours_told
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.theme.widget_colours import set_indicator_edge, set_text_colour
from hipbreak.ui.widgets.wrapping import WrappingChoice, wrapping_label

_SIDE, _GAP = 20, 12  # px


class WorkingHoursDialog(QDialog):
    """`chosen` carries the hours; what does not fit together is explained, and cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, hours: WorkingHours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(working_hours_text.title())
        self.editor = WorkingHoursEditor(hours)
        self._lead, self.told = wrapping_label(), wrapping_label()
        self._lead.setText(working_hours_text.lead())
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel)
        self.ok = self._buttons.button(ok)
        self._buttons.accepted.connect(self._choose)
        self._buttons.rejected.connect(self.reject)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.editor)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, _SIDE, _SIDE, _SIDE)
        whole.setSpacing(_GAP)
        whole.addWidget(self._lead)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.told)
        whole.addWidget(self._buttons)
        self.editor.changed.connect(self._judge)
        self.editor.changed.connect(self._grow)
        self._open_at()
        self._judge()
        next(iter(self.editor.rows.values())).on.setFocus()

    def _judge(self) -> None:
        wrong = self.editor.wrong()
        self.told.setText(wrong or hours_told(self.editor.hours))
        self.told.setFont(emphasised(self.font(), 1.0) if wrong else self.font())
        self.ok.setEnabled(not wrong)
        self._fit()

    def _choose(self) -> None:
        hours = self.editor.hours
        self.accept()
        self.chosen.emit(hours)

    def _open_at(self) -> None:
        """All of the week where the screen has the room; else it is scrolled."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self._scroll.setMinimumWidth(self.editor.minimumSizeHint().width() + bar)
        wide = self.editor.sizeHint().width() + bar + 2 * _SIDE
        texts = 2 * self._lead.heightForWidth(wide - 2 * _SIDE)  # as many lines below as above
        high = texts + self.editor.sizeHint().height() + self._buttons.sizeHint().height() + 2 * _SIDE + 3 * _GAP
        room = self.screen().availableSize()
        self.resize(min(wide, room.width() - 32), min(high, room.height() - 64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """A layout looks at the least height of a text only; and nothing moves when the lower one says a line more."""
        least = {self._lead: 0, self.told: 2 * self.fontMetrics().lineSpacing()}
        for label, high in least.items():
            label.setMinimumHeight(0)  # which its height would take into account
            label.setMinimumHeight(max(high, label.heightForWidth(self.width() - 2 * _SIDE)))

    def _grow(self) -> None:
        """For one more range, as far as the screen goes."""
        more = self.editor.sizeHint().height() - self._scroll.viewport().height()
        if more > 0:
            self.resize(self.width(), min(self.height() + more, self.screen().availableSize().height() - 64))


_INDENT = 28  # px: below the text of a choice


class WorkingHoursField(OptionEditor):
    """Says the hours as the option writes them."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        choices = QWidget()
        super().__init__(option, choices, parent)
        self._hours = parse_hours(working_hours_text.usual_hours())
        self._tokens: Tokens | None = None
        self.always, self.only = (
            WrappingChoice(working_hours_text.always(), exclusive=True),
            WrappingChoice(working_hours_text.in_hours(), exclusive=True),
        )
        self.told, self.change = wrapping_label(), QPushButton(working_hours_text.change())
        self._group = QButtonGroup(self)
        for choice in (self.always, self.only):
            self._group.addButton(choice.button)
            choice.clicked.connect(self._chosen)
        self.change.clicked.connect(self._ask)
        self.change.setAutoDefault(False)
        self._lay_out(choices)
        self.show_value(option.default)

    def _lay_out(self, choices: QWidget) -> None:
        column, row = QVBoxLayout(choices), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.setContentsMargins(_INDENT, 2, 0, 4)
        row.setSpacing(16)
        row.addWidget(self.told, 1)
        row.addWidget(self.change)
        column.addWidget(self.always)
        column.addWidget(self.only)
        column.addLayout(row)

    def show_value(self, value: Any) -> None:
        chosen = bool(value.ranges)
        if chosen:
            self._hours = value
        (self.only if chosen else self.always).setChecked(True)
        self.editor.setFocusProxy(self.only if chosen else self.always)
        told = hours_told(self._hours)
        self.told.setText(told)
        self._shade()
        self.only.button.setAccessibleDescription(told)
        self.change.setAccessibleDescription(told)

    def _chosen(self) -> None:
        self.edited.emit(self.option.write(self._hours if self.only.isChecked() else WorkingHours()))

    def _ask(self) -> None:
        dialog = WorkingHoursDialog(self._hours, self.window())
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, hours: WorkingHours) -> None:
        """Hours that somebody has chosen are meant to be kept, whatever stood above them."""
        self.show_value(hours)
        self.edited.emit(self.option.write(hours))

    def _shade(self) -> None:
        """What is not in force stands back."""
        if self._tokens is not None:
            set_text_colour(self.told, self._tokens.ink if self.only.isChecked() else self._tokens.muted)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._tokens = tokens
        self._shade()
        for choice in (self.always, self.only):
            set_indicator_edge(choice.button, tokens)
