"""The prompt window on a page of the settings: both ends on one slider."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.widgets.layouts import column_of, row_of
from hipbreak.ui.widgets.range_slider import RangeSlider
from hipbreak.ui.widgets.wrapping import muted_label, plain_label, wrapping_label

KEYS = ("window_opens", "window_closes")
_LOW, _HIGH = 5, 90  # min: beyond these the options are typed under Fine-tune
_MINUTE = timedelta(minutes=1)


class WindowRow(QWidget):
    """`changed` carries the key and the new value of each end that was moved."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        names = (settings_text.opens_handle(), settings_text.closes_handle())
        self.slider = RangeSlider(_LOW, _HIGH, names)
        self._value = plain_label()
        self._label, self._help = wrapping_label(settings_text.window_label()), muted_label(settings_text.window_help())
        for handle in (self.slider.first, self.slider.second):
            handle.setAccessibleDescription(settings_text.window_help())
        self.slider.changed.connect(self._change)
        self.slider.moved.connect(self._show_moved)
        top = row_of((self._label, 1), self._value)
        column_of(top, self.slider, self._help, parent=self, spacing=4)

    def show_settings(self, settings: Settings) -> None:
        """Show the ends; nothing is emitted."""
        self._settings = settings
        self.slider.show_values(round(settings.window_opens / _MINUTE), round(settings.window_closes / _MINUTE))
        self._value.setText(settings_text.window_value(settings.window_opens, settings.window_closes))

    def _show_moved(self, first: int, second: int) -> None:
        self._value.setText(settings_text.window_value(first * _MINUTE, second * _MINUTE))

    def _change(self, first: int, second: int) -> None:
        """Emit what differs, so that the ends are in order at each moment."""
        before = self._settings
        changes: list[tuple[str, Any]] = [
            (key, minutes * _MINUTE)
            for key, minutes in zip(KEYS, (first, second), strict=True)
            if minutes != round(getattr(before, key) / _MINUTE)
        ]
        self._show_moved(first, second)
        if first * _MINUTE > before.window_closes:
            changes.reverse()
        for key, value in changes:
            self._settings = replace(self._settings, **{key: value})
            self.changed.emit(key, value)
