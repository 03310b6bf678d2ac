"""A heading that opens and closes what is below it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.painted_widget import ThemedPart


class ExpandableRow(ThemedPart):
    """The content is created when the row is first opened."""

    def __init__(self, title: str, create: Callable[[], QWidget]) -> None:
        super().__init__()
        self._create = create
        self.content: QWidget | None = None
        self.button = QToolButton()
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.button.toggled.connect(self._toggled)
        self._column = column_of((self.button, Qt.AlignmentFlag.AlignLeft), parent=self, spacing=4)

    def _toggled(self, on: bool) -> None:
        if self.content is None:
            self.content = self._create()
            self._column.addWidget(self.content)
        self.content.setVisible(on)
        self._show_arrow()

    def _show_arrow(self) -> None:
        closed = Qt.ArrowType.LeftArrow if self.isRightToLeft() else Qt.ArrowType.RightArrow
        self.button.setArrowType(Qt.ArrowType.DownArrow if self.button.isChecked() else closed)

    def apply_theme(self, _tokens: Tokens) -> None:
        self.button.setFont(emphasised(self.font()))
        set_minimum_height(self.button, BUTTON_HEIGHT)
        self._show_arrow()
