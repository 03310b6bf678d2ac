"""The base of all pages: a column of texts and other widgets that scrolls."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QWidget

from hipbreak.ui.theme.fonts import title
from hipbreak.ui.theme.sizes import PAGE_MARGIN
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import Margins, Part, add_parts, column_of, row_of
from hipbreak.ui.widgets.painted_widget import PaintedWidget, ThemedPart
from hipbreak.ui.widgets.wrapping import muted_label, strong_label, wrapping_label

MARGINS = (PAGE_MARGIN, 24, PAGE_MARGIN, 16)
_NARROW = 30  # heights of a line: illustrations collapse on narrower pages
LONGEST_LINE = 44  # heights of a line: longer lines are hard to read


def vertical_scroll_area(content: QWidget, parent: QWidget) -> QScrollArea:
    """A frameless area that scrolls vertically only."""
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


class PageIllustration(PaintedWidget):
    """A drawing that a page themes, and collapses where it does not fit beside the text."""

    accessible_role = QAccessible.Role.Graphic
    collapsible = False

    def collapse(self, collapsed: bool) -> None:
        """Collapse to no size, or restore the usual size."""


class ScrollPage(QScrollArea):
    """One page; `requested` carries a command or an intent."""

    requested = Signal(object)

    def __init__(self, margins: Margins = MARGINS, longest_line: int | None = LONGEST_LINE) -> None:
        """`longest_line` limits the width of the column, in heights of a line.

        Its parts have no maximum widths of their own: their layouts would take the heights of wider ones.
        """
        super().__init__()
        self._longest_line = longest_line
        self._leads: list[QLabel] = []
        self._content, self._body = QWidget(), QWidget()
        self.column = column_of(parent=self._body, spacing=0)
        self._outer = row_of((self._body, 1), parent=self._content, margins=margins)
        self._outer.addStretch(0)
        self._content.installEventFilter(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._content)

    def add(self, *parts: Part) -> None:
        """Append parts and the gaps between them."""
        add_parts(self.column, *parts)

    def add_text(self, text: str, role: str = "", gap: int = 8, layout: QBoxLayout | None = None) -> QLabel:
        """Append a text to the page or to `layout`; `role` is lead, heading, strong, muted, or empty for plain text."""
        make = strong_label if role in ("heading", "strong") else muted_label if role == "muted" else wrapping_label
        label = make(text)
        if role == "lead":
            self._leads.append(label)
        if layout is None:
            self.add(label, gap)
        else:
            layout.addWidget(label)
        return label

    def initial_focus(self) -> QWidget:
        """The widget that has the focus when the page opens."""
        return self

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours to texts and parts."""
        if self._longest_line is not None:
            self._body.setMaximumWidth(self._longest_line * self.fontMetrics().height())
        for label in self._leads:
            label.setFont(title(self.font()))
        for part in self.findChildren(ThemedPart):
            part.apply_theme(tokens)
        self._collapse_illustrations()
        self._grow()

    # A scroll area considers minimum heights only, and a wrapped text needs more than its minimum height.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._collapse_illustrations()
        self._grow()

    def _collapse_illustrations(self) -> None:
        """Collapse those that would not fit beside a scroll bar, which collapsing may hide: not by the viewport."""
        width = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        found = [illustration for illustration in self.findChildren(PageIllustration) if illustration.collapsible]
        for illustration in found:
            illustration.collapse(width < _NARROW * self.fontMetrics().height())
            self._lay_out_around(illustration)
        if found and self._content.minimumSizeHint().width() > width:  # the text beside them needs their space
            for illustration in found:
                illustration.collapse(True)
                self._lay_out_around(illustration)

    def _lay_out_around(self, illustration: QWidget) -> None:
        """Update the layouts from here up to the page, which events would do later."""
        part = illustration.parentWidget()
        while part is not None and part is not self:
            if (layout := part.layout()) is not None:
                layout.activate()
            part = part.parentWidget()

    def _grow(self) -> None:
        width = max(self.viewport().width(), self._content.minimumSizeHint().width())
        needed = max(self._outer.totalHeightForWidth(width), 0)
        if needed != self._content.minimumHeight():
            self._content.setMinimumHeight(needed)
