"""Columns, rows and grids of widgets and layouts."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

STRETCH = None
"""A part that takes the space that is left."""
Item = QWidget | QLayout
Part = Item | tuple[Item, int | Qt.AlignmentFlag] | int | None
"""A widget or a layout, also with its stretch factor or its alignment; a gap in pixels; or STRETCH."""
_Box = TypeVar("_Box", bound=QBoxLayout)
Margins = int | tuple[int, int, int, int]
"""In pixels: that of all sides, or those at the left, top, right and bottom."""


def column_of(*parts: Part, parent: QWidget | None = None, spacing: int = -1, margins: Margins = 0) -> QVBoxLayout:
    """Parts below each other, as the layout of `parent` if that is given.

    `spacing` is in pixels; the style decides one of -1.
    """
    return _filled(QVBoxLayout(), parts, parent, spacing, margins)


def row_of(*parts: Part, parent: QWidget | None = None, spacing: int = -1, margins: Margins = 0) -> QHBoxLayout:
    """The same beside each other, in the direction of the language."""
    return _filled(QHBoxLayout(), parts, parent, spacing, margins)


def grid_of(
    *stretch: int, parent: QWidget | None = None, gaps: tuple[int, int] = (-1, -1), margins: Margins = 0
) -> QGridLayout:
    """An empty grid with the stretch factors of its columns; `gaps` are between columns and between rows."""
    grid = QGridLayout()
    if parent is not None:
        parent.setLayout(grid)
    _set_margins(grid, margins)
    grid.setHorizontalSpacing(gaps[0])
    grid.setVerticalSpacing(gaps[1])
    for column, factor in enumerate(stretch):
        grid.setColumnStretch(column, factor)
    return grid


def _set_margins(layout: QLayout, margins: Margins) -> None:
    layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))


def _filled(box: _Box, parts: tuple[Part, ...], parent: QWidget | None, spacing: int, margins: Margins) -> _Box:
    if parent is not None:
        parent.setLayout(box)
    _set_margins(box, margins)
    box.setSpacing(spacing)
    add_parts(box, *parts)
    return box


def clear(layout: QLayout) -> None:
    """Delete all widgets of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def add_parts(box: QBoxLayout, *parts: Part) -> None:
    """Append parts to a column or a row."""
    for part in parts:
        match part:
            case None:
                box.addStretch(1)
            case int():
                box.addSpacing(part)
            case QWidget():
                box.addWidget(part)
            case QLayout():
                box.addLayout(part)
            case QWidget() as widget, Qt.AlignmentFlag() as alignment:
                box.addWidget(widget, 0, alignment)
            case QWidget() as widget, int() as stretch:
                box.addWidget(widget, stretch)
            case QLayout() as layout, int() as stretch:
                box.addLayout(layout, stretch)
