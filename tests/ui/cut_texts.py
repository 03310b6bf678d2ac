"""Find texts that do not fit where they are shown, and whatever scrolls sideways."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import combinations
from typing import Any
from unicodedata import bidirectional

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.ui.window_actions import clipped

_TOLERANCE = 1.5  # px, by which rounding can differ
_TOUCHING = 0.4  # of the height of a painted line: figures have nothing below the baseline
_WRAPS = Qt.TextFlag.TextWordWrap


def cut_texts(window: QWidget) -> list[str]:
    """What is cut, covered, or reached only by scrolling sideways in a visible window, each with the reason."""
    parts = [part for part in (window, *window.findChildren(QWidget)) if part.isVisible()]
    found = [f"clipped: {text}" for text in clipped(window)]
    for part in parts:
        found += [
            f"{reason}: {text}" for kind, check in _CHECKS if isinstance(part, kind) for reason, text in check(part)
        ]
    texts = [part for part in parts if isinstance(part, QLabel | QAbstractButton) and part.text()]
    found += [f"outside of its parent: {part.text()}" for part in texts if _sticks_out(part, window)]
    found += [
        f"covers another: {one.text()} | {two.text()}" for one, two in combinations(texts, 2) if _overlap(one, two)
    ]
    return [*found, *painted_cut_texts(window)]


def painted_cut_texts(window: QWidget) -> list[str]:
    """The texts that widgets paint themselves where they do not fit, or on top of each other."""
    found, rects = list[str](), list[tuple[int, QRectF, str]]()

    def check(painter: QPainter, place: Any, *arguments: Any) -> None:
        text = arguments[-1]
        widget = painter.device()
        if not text or not isinstance(widget, QWidget):
            return
        if isinstance(place, QRect | QRectF):
            needed = painter.boundingRect(QRectF(place), int(arguments[0]), text)
            fixed = bool(int(arguments[0]) & Qt.TextFlag.TextDontClip.value)
            if not fixed and not _holds(QRectF(place), needed):
                found.append(f"painted in too little space: {text}")
        else:
            metrics = painter.fontMetrics()
            needed = QRectF(metrics.boundingRect(text)).translated(place)
        needed = painter.worldTransform().mapRect(needed)
        if not _holds(QRectF(widget.rect()), needed):
            found.append(f"painted beyond the edge: {text}")
        rects.append((id(widget), needed.adjusted(_TOLERANCE, _TOLERANCE, -_TOLERANCE, -_TOLERANCE), text))

    with _watched_painting(check):
        window.grab()
    for (one, first, text), (two, second, other) in combinations(rects, 2):
        shared = first & second
        if one == two and text != other and shared.height() > _TOUCHING * min(first.height(), second.height()):
            found.append(f"painted on each other: {text} | {other}")
    return list(dict.fromkeys(found))


@contextmanager
def _watched_painting(check: Callable[..., None]) -> Iterator[None]:
    original: Any = QPainter.drawText

    def draw(painter: QPainter, *arguments: Any) -> Any:
        check(painter, *arguments)
        return original(painter, *arguments)

    QPainter.drawText = draw  # type: ignore[method-assign]
    try:
        yield
    finally:
        QPainter.drawText = original  # type: ignore[method-assign]


def _holds(outer: QRectF, inner: QRectF) -> bool:
    return outer.adjusted(-_TOLERANCE, -_TOLERANCE, _TOLERANCE, _TOLERANCE).contains(inner)


def _label(label: QLabel) -> Iterator[tuple[str, str]]:
    """Also a label that does not ask for the space that its text needs."""
    text, inner = label.text(), label.contentsRect()
    margin = 2 * label.margin()
    if not text:
        return
    if "<" in text and label.textFormat() is not Qt.TextFormat.PlainText:
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(text)
        document.setDocumentMargin(0)
        document.setTextWidth(inner.width() if label.wordWrap() else -1)
        width, height = document.idealWidth(), document.size().height()
    else:
        flags = _WRAPS if label.wordWrap() else Qt.TextFlag.TextShowMnemonic
        needed = label.fontMetrics().boundingRect(QRect(0, 0, inner.width() - margin, 10_000), int(flags), text)
        width, height = needed.width(), needed.height()
    if width > inner.width() - margin + _TOLERANCE:
        yield "wider than its label", text
    if height > inner.height() - margin + _TOLERANCE:
        yield "higher than its label", text


def _direction(label: QLabel) -> Iterator[tuple[str, str]]:
    """A label in a mirrored window whose text Qt takes for one that reads from left to right, and sets at the left."""
    sides = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignHCenter
    if label.layoutDirection() is Qt.LayoutDirection.RightToLeft and not label.alignment() & sides:
        text = label.text()
        if text and not _right_to_left(text):
            yield "not mirrored", text


def _right_to_left(text: str) -> bool:
    return next((bidirectional(c) != "L" for c in text if bidirectional(c) in ("L", "R", "AL")), False)


def _tabs(tabs: QTabBar) -> Iterator[tuple[str, str]]:
    if any(button.isVisible() for button in tabs.findChildren(QToolButton)):
        yield "tabs scroll", " | ".join(tabs.tabText(n) for n in range(tabs.count()))


def _combo(box: QComboBox) -> Iterator[tuple[str, str]]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control = QStyle.SubControl.SC_ComboBoxEditField
    field = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, control, box)
    for text in (box.itemText(n) for n in range(box.count())):
        if box.fontMetrics().horizontalAdvance(text) > field.width() + _TOLERANCE:
            yield "wider than its list", text


def _line(line: QLineEdit) -> Iterator[tuple[str, str]]:
    text = line.text() or line.placeholderText()
    margins = line.textMargins()
    parent = line.parentWidget()
    space = line.contentsRect().width() - margins.left() - margins.right()
    scrollable = line.text() and not isinstance(parent, QAbstractSpinBox)
    if not scrollable and line.fontMetrics().horizontalAdvance(text) > space:
        yield "wider than its field", text


def _list(view: QListView) -> Iterator[tuple[str, str]]:
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        if view.sizeHintForIndex(index).width() > view.visualRect(index).width() + _TOLERANCE:
            yield "wider than its row", str(index.data())


def _table(view: QTableView) -> Iterator[tuple[str, str]]:
    for row in range(view.model().rowCount()):
        for column in range(view.model().columnCount()):
            index = view.model().index(row, column)
            if view.sizeHintForIndex(index).width() > view.columnWidth(column) + _TOLERANCE:
                yield "wider than its cell", str(index.data())


def _header(header: QHeaderView) -> Iterator[tuple[str, str]]:
    horizontal = header.orientation() is Qt.Orientation.Horizontal
    for section in range(header.count()):
        size = header.sectionSizeFromContents(section)
        if (size.width() > header.sectionSize(section) + _TOLERANCE) if horizontal else (size.width() > header.width()):
            yield "wider than its header", str(header.model().headerData(section, header.orientation()))


def _menu(menu: QMenu) -> Iterator[tuple[str, str]]:
    """An entry whose text the style elides between the columns of its check mark and its arrow."""
    for action in menu.actions():
        rect = menu.actionGeometry(action)
        available = min(rect.width(), menu.width()) - round(0.79 * rect.height()) - 18
        if menu.fontMetrics().horizontalAdvance(action.text().replace("&", "")) > available:
            yield "elided in its menu", action.text()


def _scroll(area: QAbstractScrollArea) -> Iterator[tuple[str, str]]:
    bar = area.horizontalScrollBar()
    if bar.maximum() > bar.minimum():
        yield "scrolls sideways", f"{type(area).__name__} by {bar.maximum()} px"


_CHECKS: tuple[tuple[type[QWidget], Callable[[Any], Iterator[tuple[str, str]]]], ...] = (
    (QLabel, _label), (QLabel, _direction), (QTabBar, _tabs), (QComboBox, _combo), (QLineEdit, _line),
    (QListView, _list), (QTableView, _table), (QHeaderView, _header), (QAbstractScrollArea, _scroll), (QMenu, _menu),
)  # fmt: skip


def _rect_in(part: QWidget, other: QWidget) -> QRect:
    return QRect(part.mapTo(other, QPoint(0, 0)), part.size())


def _sticks_out(part: QWidget, window: QWidget) -> bool:
    """Whether an ancestor cuts it off sideways, or downwards without scrolling."""
    ancestor, scrolls = part.parentWidget(), False
    while ancestor is not None and part is not window:
        rect = _rect_in(part, ancestor)
        if rect.left() < -1 or rect.right() > ancestor.width():
            return True
        if not scrolls and (rect.top() < -1 or rect.bottom() > ancestor.height()):
            return not isinstance(ancestor.parentWidget(), QAbstractScrollArea)
        scrolls = scrolls or isinstance(ancestor, QAbstractScrollArea)
        if ancestor is window:
            return False
        ancestor = ancestor.parentWidget()
    return False


def _overlap(one: QWidget, two: QWidget) -> bool:
    if one.isAncestorOf(two) or two.isAncestorOf(one):
        return False
    first, second = (part.visibleRegion().translated(part.mapTo(part.window(), QPoint(0, 0))) for part in (one, two))
    shared = (first & second).boundingRect()
    return shared.width() > 2 and shared.height() > 2
