"""The base of the small dialogs: a column of wrapped texts, fields and buttons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLayout, QWidget

from hipbreak.ui.theme.buttons import make_primary
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, DIALOG_MARGIN, set_minimum_height
from hipbreak.ui.widgets.layouts import column_of


class WrappingDialog(QDialog):
    """Grows as its texts need, which Qt ignores for wrapped ones, and never shrinks while it is open."""

    def __init__(self, title: str, parent: QWidget | None = None, spacing: int = 16) -> None:
        """`spacing` in pixels between the parts of `column`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = column_of(parent=self, spacing=spacing, margins=DIALOG_MARGIN)
        self.column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            needed = self.column.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return handled


def ok_and_cancel(dialog: QDialog, accept: Callable[[], object]) -> QDialogButtonBox:
    """The buttons of a dialog: OK calls `accept`, which closes it."""
    ok = QDialogButtonBox.StandardButton.Ok
    buttons = QDialogButtonBox(ok | QDialogButtonBox.StandardButton.Cancel)
    make_primary(buttons.button(ok))
    buttons.accepted.connect(accept)
    buttons.rejected.connect(dialog.reject)
    return buttons


def form_of(fields: Sequence[tuple[str, QWidget]], spacing: int = 12) -> QFormLayout:
    """Fields with their labels, each label beside the middle of its field; `spacing` in pixels."""
    form = QFormLayout()
    form.setVerticalSpacing(spacing)
    form.setHorizontalSpacing(16)
    for text, field in fields:
        set_minimum_height(field, BUTTON_HEIGHT)
        form.addRow(text, field)
        form.labelForField(field).setMinimumHeight(field.minimumHeight())
    return form
