"""What the pages of the programme's window share: a scrolling sheet of headings, texts and rows."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.theme.backgrounds import set_indicator_edge, set_text_colour
from hipbreak.ui.theme.fonts import emphasised, scaled
from hipbreak.ui.theme.metrics import SIDE
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.wrapping_label import wrapping_label

BUTTON = 36  # px: the least height of a button
_NARROW = 30  # heights of a line: below it pictures that stand aside leave the room to the text
WIDEST = 44  # heights of a line: longer lines are hard to read


class ScrollPage(QScrollArea):
    """One page; `wanted` carries what the person wants there."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._styled: list[tuple[QLabel, str]] = []
        self._sheet, self._body = QWidget(), QWidget()
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        across = QHBoxLayout(self._sheet)
        across.setContentsMargins(SIDE, 24, SIDE, 16)
        across.addWidget(self._body, 1)
        across.addStretch(0)
        self._sheet.installEventFilter(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(self._sheet)

    def put(self, part: QWidget, gap: int = 8) -> None:
        """One more part below the others, and white below it."""
        self.column.addWidget(part)
        self.column.addSpacing(gap)

    def say(self, words: str, role: str = "", gap: int = 8, into: QBoxLayout | None = None) -> QLabel:
        """One more text; `role` is lead, heading, strong, muted or plain."""
        label = wrapping_label()
        label.setText(words)
        self._styled.append((label, role))
        if into is None:
            self.put(label, gap)
        else:
            into.addWidget(label)
        return label

    def close_sheet(self) -> None:
        """All parts are there."""
        self.column.addStretch(1)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        fonts = {
            "lead": scaled(self.font(), 1.6),
            "heading": scaled(self.font(), 1.25),
            "strong": emphasised(self.font(), 1.0),
        }
        self._body.setMaximumWidth(WIDEST * self.fontMetrics().height())
        for label, role in self._styled:
            label.setFont(fonts.get(role, QFont(self.font())))
            set_text_colour(label, tokens.muted if role == "muted" else tokens.ink)
        for figure in self.findChildren(FigureView):
            figure.apply_theme(tokens)
        for kind in (QCheckBox, QRadioButton):
            for button in self.findChildren(kind):
                set_indicator_edge(button, tokens)
        self._fold()
        self._grow()

    # A scroll area looks at least heights only, and a text of several lines needs more than its least one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        self._grow()

    def _fold(self) -> None:
        wide = self.viewport().width()
        aside = [figure for figure in self.findChildren(StillFigure) if figure.aside]
        for figure in aside:
            figure.fold(wide < _NARROW * self.fontMetrics().height())
        if aside and self._sheet.minimumSizeHint().width() > wide:  # the words beside them need more than their place
            for figure in aside:
                figure.fold(True)

    def _grow(self) -> None:
        layout = self._sheet.layout()
        wide = max(self.viewport().width(), self._sheet.minimumSizeHint().width())
        needed = layout.totalHeightForWidth(wide) if layout is not None else 0
        if needed != self._sheet.minimumHeight():
            self._sheet.setMinimumHeight(needed)


def tell(label: QLabel, words: str) -> None:
    """A line that takes no room while it says nothing."""
    label.setText(words)
    label.setVisible(bool(words))
