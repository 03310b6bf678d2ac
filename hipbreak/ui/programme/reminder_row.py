"""The session's reminder on the programme's page: whether, at what time, and when it comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.core.settings.settings import OPTIONS
from hipbreak.core.text.session_reminder import remind_at
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.settings.option_editors import SwitchField, TimeField
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import tell
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_WHETHER, _WHEN = OPTIONS["routine_reminder"], OPTIONS["routine_time"]


class ReminderRow(QWidget):
    """The same two options as in the settings; `changed` carries key and value."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whether, self.when = SwitchField(_WHETHER), TimeField(_WHEN)
        self.whether.box.setText(remind_at())
        self._next = wrapping_label()
        self.whether.edited.connect(lambda raw: self.changed.emit(_WHETHER.key, _WHETHER.read(raw)))
        self.when.edited.connect(lambda raw: self.changed.emit(_WHEN.key, _WHEN.read(raw)))
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(8)
        row.addWidget(self.whether, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.when, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._next)

    def show_scene(self, scene: ProgrammeViewModel) -> None:
        """The options as they are, and what follows from them."""
        self.whether.show_value(scene.settings.routine_reminder)
        self.when.show_value(scene.settings.routine_time)
        self.when.setEnabled(scene.settings.routine_reminder)
        tell(self._next, scene.reminder_line)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        set_text_colour(self._next, tokens.muted)
        self.when.editor.setMinimumWidth(5 * self.fontMetrics().height())
