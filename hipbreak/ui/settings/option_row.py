"""One option on a page: label, editor, help, and a button that restores its default."""

from collections.abc import Callable
from datetime import time, timedelta
from enum import Enum
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton

from hipbreak.core.settings.display_choices import LanguageCode
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.working_hours import WorkingHours
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.option_editors import (
    ChoiceField,
    DurationField,
    LanguageField,
    NumberField,
    OptionEditor,
    SwitchField,
    TextField,
    TimeField,
)
from hipbreak.ui.settings.working_hours_field import WorkingHoursField
from hipbreak.ui.theme.sizes import retain_size_when_hidden
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import grid_of, row_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label


class OptionRow(ThemedPart):
    """`changed` carries the key and the value of a valid edit; for an invalid one an error is shown."""

    changed = Signal(str, object)

    def __init__(
        self,
        option: Option,
        why_refused: Callable[[str, Any], str] = lambda _key, _value: "",
        field: OptionEditor | None = None,
    ) -> None:
        """`why_refused` returns why the option of that key cannot have a value, empty if it can.

        `field` edits the option, where its type alone does not say how.
        """
        super().__init__()
        self.option, self._why_refused = option, why_refused
        self.value: Any = option.default
        self._label = wrapping_label(settings_text.option_text(option.label))
        self.field = field or editor_for(option)
        self._label.setBuddy(self.field.editor)
        self.restore = QToolButton()
        self._help, self.error = muted_label(settings_text.option_text(option.help)), wrapping_label()
        self._lay_out()
        self._set_up_restore_button()
        self.field.edited.connect(self._edited)
        self.restore.clicked.connect(self._restore_default)
        self.show_value(option.default)

    def _lay_out(self) -> None:
        grid = grid_of(1, parent=self, gaps=(16, 0))
        if isinstance(self.field, SwitchField):
            self._label.hide()
            grid.addWidget(self.field, 0, 0, 1, 2)
        elif isinstance(self.field, WorkingHoursField):
            grid.addWidget(self._label, 0, 0)
            grid.addWidget(self.field, 1, 0, 1, 2)
        else:
            grid.addWidget(self._label, 0, 0)
            grid.addWidget(self.field, 0, 1)
        below = row_of((self._help, 1), (self.restore, Qt.AlignmentFlag.AlignTop))
        grid.addLayout(below, 2, 0, 1, 2)
        grid.addWidget(self.error, 3, 0, 1, 2)

    def _set_up_restore_button(self) -> None:
        self.restore.setText(settings_text.restore())
        help_text = settings_text.restore_help(
            settings_text.option_text(self.option.label), self._value_text(self.option.default)
        )
        self.restore.setToolTip(help_text)
        self.restore.setAccessibleName(help_text)
        retain_size_when_hidden(self.restore)

    def _value_text(self, value: Any) -> str:
        return settings_text.value_text(value, self.option.write(value))

    def show_value(self, value: Any) -> None:
        """Show a value; nothing is emitted."""
        self.value = value
        self.field.show_value(value)
        self.restore.setVisible(value != self.option.default)
        show_text(self.error, "")

    def _edited(self, raw: object) -> None:
        try:
            value = self.option.read(raw)
        except ValueError as reason:
            self._show_error(str(reason))
            return
        self._change(value)

    def _show_error(self, reason: str) -> None:
        show_text(self.error, settings_text.value_refused(reason, self._value_text(self.value)))

    def _change(self, value: Any) -> None:
        if reason := self._why_refused(self.option.key, value):
            self._show_error(reason)
            return
        previous = self.value
        self.show_value(value)
        if value != previous:
            self.changed.emit(self.option.key, value)

    def _restore_default(self) -> None:
        self.field.editor.setFocus()
        self._change(self.option.default)

    def apply_theme(self, _tokens: Tokens) -> None:
        """Size the field by the font."""
        if not isinstance(self.field, SwitchField | WorkingHoursField):
            self.field.editor.setMinimumWidth(9 * self.fontMetrics().height())


def editor_for(option: Option) -> OptionEditor:
    """A new editor for an option's type."""
    editors: dict[type, Callable[[Option], OptionEditor]] = {
        bool: SwitchField,
        int: NumberField,
        str: TextField,
        timedelta: DurationField,
        time: TimeField,
        WorkingHours: WorkingHoursField,
        LanguageCode: LanguageField,
    }
    if issubclass(option.kind, Enum):
        return ChoiceField(option)
    return editors[option.kind](option)
