"""Working hours as an option: always, or only in the hours shown beside it and changed in a dialog."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QDialogButtonBox, QPushButton, QStyle, QWidget

from hipbreak.core.settings.option import Option
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editors import OptionEditor
from hipbreak.ui.settings.working_hours_editor import WorkingHoursEditor
from hipbreak.ui.settings.working_hours_format import format_hours
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.palette import INK, MUTED
from hipbreak.ui.widgets.layouts import column_of, row_of
from hipbreak.ui.widgets.scroll_page import vertical_scroll_area
from hipbreak.ui.widgets.wrapping import WrappingChoice, wrapping_label
from hipbreak.ui.widgets.wrapping_dialog import ok_and_cancel

_SIDE, _GAP = 20, 12  # px


class WorkingHoursDialog(QDialog):
    """`chosen` carries the hours; invalid hours are explained and cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, hours: WorkingHours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(working_hours_text.title())
        self.editor = WorkingHoursEditor(hours)
        self._lead, self.summary = wrapping_label(working_hours_text.lead()), wrapping_label()
        self._buttons = ok_and_cancel(self, self._choose)
        self.ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._scroll = vertical_scroll_area(self.editor, self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column_of(self._lead, (self._scroll, 1), self.summary, self._buttons, parent=self, spacing=_GAP, margins=_SIDE)
        self.editor.changed.connect(self._validate)
        self.editor.changed.connect(self._grow_to_fit)
        self._set_initial_size()
        self._validate()
        next(iter(self.editor.rows.values())).on.setFocus()

    def _validate(self) -> None:
        error = self.editor.error()
        self.summary.setText(error or format_hours(self.editor.hours))
        self.summary.setFont(emphasised(self.font()) if error else self.font())
        self.ok.setEnabled(not error)
        self._update_label_heights()

    def _choose(self) -> None:
        hours = self.editor.hours
        self.accept()
        self.chosen.emit(hours)

    def _set_initial_size(self) -> None:
        """Show the whole week if the screen is large enough; else it is scrolled."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self._scroll.setMinimumWidth(self.editor.minimumSizeHint().width() + bar)
        width = self.editor.sizeHint().width() + bar + 2 * _SIDE
        lead = self._lead.heightForWidth(width - 2 * _SIDE)
        texts = lead + max(lead, 2 * self.fontMetrics().lineSpacing())  # as many lines below as above, at least two
        height = texts + self.editor.sizeHint().height() + self._buttons.sizeHint().height() + 2 * _SIDE + 3 * _GAP
        available = self.screen().availableSize()
        self.resize(min(width, available.width() - 32), min(height, available.height() - 64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._update_label_heights()

    def _update_label_heights(self) -> None:
        """Set minimum heights, which layouts do not derive from wrapped texts; the summary has at least two lines."""
        minimums = {self._lead: 0, self.summary: 2 * self.fontMetrics().lineSpacing()}
        for label, height in minimums.items():
            label.setMinimumHeight(0)  # since heightForWidth includes it
            label.setMinimumHeight(max(height, label.heightForWidth(self.width() - 2 * _SIDE)))

    def _grow_to_fit(self) -> None:
        """Grow after a range was added, as far as the screen allows."""
        missing = self.editor.sizeHint().height() - self._scroll.viewport().height()
        if missing > 0:
            self.resize(self.width(), min(self.height() + missing, self.screen().availableSize().height() - 64))


_INDENT = 28  # px: below the text of a choice


class WorkingHoursField(OptionEditor):
    """Two choices, with the hours and a button that changes them."""

    def __init__(self, option: Option) -> None:
        choices = QWidget()
        super().__init__(option, choices)
        self._hours = parse_hours(working_hours_text.usual_hours())
        self.always = WrappingChoice(working_hours_text.always(), exclusive=True)
        self.only = WrappingChoice(working_hours_text.in_hours(), exclusive=True)
        self.summary, self.change = wrapping_label(), QPushButton(working_hours_text.change())
        self._group = QButtonGroup(self)
        for choice in (self.always, self.only):
            self._group.addButton(choice.button)
            choice.toggled.connect(self._chosen)
        self.change.clicked.connect(self._open_dialog)
        self._lay_out(choices)
        self.show_value(option.default)

    def _lay_out(self, choices: QWidget) -> None:
        row = row_of((self.summary, 1), self.change, spacing=16, margins=(_INDENT, 2, 0, 4))
        column_of(self.always, self.only, row, parent=choices, spacing=0)

    def show_value(self, value: Any) -> None:
        chosen = bool(value.ranges)
        if chosen:
            self._hours = value
        (self.only if chosen else self.always).setChecked(True)
        self.editor.setFocusProxy(self.only if chosen else self.always)
        text = format_hours(self._hours)
        self.summary.setText(text)
        self.summary.setForegroundRole(INK if chosen else MUTED)  # muted while they are not in effect
        self.only.button.setAccessibleDescription(text)
        self.change.setAccessibleDescription(text)

    def _chosen(self) -> None:
        self.edited.emit(self.option.write(self._hours if self.only.isChecked() else WorkingHours()))

    def _open_dialog(self) -> None:
        dialog = WorkingHoursDialog(self._hours, self.window())
        dialog.chosen.connect(self._apply)
        dialog.open()

    def _apply(self, hours: WorkingHours) -> None:
        """Use the chosen hours, whichever choice was selected before."""
        self.show_value(hours)
        self.edited.emit(self.option.write(hours))
