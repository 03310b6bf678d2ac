"""A dialog that is high enough for its wrapped texts: Qt looks at their least height only."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QFormLayout


class WrappingDialog(QDialog):
    """Grows with its words, and never shrinks under the pointer."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            layout = self.layout()
            needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            if needed > self.height():
                self.resize(self.width(), needed)
        return done


def level(form: QFormLayout) -> None:
    """Each label beside the middle of its field, where fields are higher than the style has them."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
        field = item.widget() if item is not None else None
        label = form.labelForField(field) if field is not None else None
        if field is not None and label is not None:
            label.setMinimumHeight(field.minimumHeight())
