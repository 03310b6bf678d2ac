"""Working hours as an option: always, or only in the hours that are told beside it and changed in a dialog."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.settings.option import Option
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.ui.settings.option_editor import OptionEditor
from hipbreak.ui.settings.working_hours_dialog import HoursDialog
from hipbreak.ui.settings.working_hours_format import hours_told
from hipbreak.ui.theme.backgrounds import set_indicator_edge, set_text_colour
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.wrapping_choice import Choice
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_INDENT = 28  # px: below the text of a choice


class HoursField(OptionEditor):
    """Says the hours as the option writes them."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        choices = QWidget()
        super().__init__(option, choices, parent)
        self._hours = parse_hours(working_hours_text.usual_hours())
        self._tokens: Tokens | None = None
        self.always, self.only = (
            Choice(working_hours_text.always(), exclusive=True),
            Choice(working_hours_text.in_hours(), exclusive=True),
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
        dialog = HoursDialog(self._hours, self.window())
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
