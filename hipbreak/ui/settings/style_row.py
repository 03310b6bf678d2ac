"""The choice of how insistent prompts are: a named set of options."""

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from hipbreak.core.settings.prompt_styles import VALUES, PromptStyle, style_of
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.widgets.layouts import column_of, row_of
from hipbreak.ui.widgets.tab_order import reach_checked
from hipbreak.ui.widgets.wrapping import muted_label, wrapping_label


class StyleRow(QWidget):
    """`changed` carries the key and the new value of each option that the chosen style changes."""

    accessible_role = QAccessible.Role.Grouping

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._group, row = QButtonGroup(self), row_of(spacing=0)
        self.buttons: dict[PromptStyle, QPushButton] = {}
        for style in PromptStyle:
            button = self.buttons[style] = QPushButton(settings_text.style_name(style))
            button.setCheckable(True)
            button.setAccessibleDescription(settings_text.style_help(style))
            button.toggled.connect(lambda on, style=style: self._choose(style) if on else None)
            set_minimum_height(button, BUTTON_HEIGHT)
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._help = muted_label()
        column_of(wrapping_label(settings_text.style_label()), row, self._help, parent=self, spacing=4)
        self.setAccessibleName(settings_text.style_label())

    def show_settings(self, settings: Settings) -> None:
        """Show the style of these values, if they have one; nothing is emitted."""
        self._settings = settings
        shown = style_of(settings)
        self._group.setExclusive(False)
        for style, button in self.buttons.items():
            with QSignalBlocker(button):
                button.setChecked(style is shown)
        self._group.setExclusive(True)
        reach_checked(list(self.buttons.values()))
        self._help.setText(settings_text.style_help(shown))

    def _choose(self, style: PromptStyle) -> None:
        changes = {key: value for key, value in VALUES[style].items() if getattr(self._settings, key) != value}
        self.show_settings(replace(self._settings, **changes))
        for key, value in changes.items():
            self.changed.emit(key, value)
