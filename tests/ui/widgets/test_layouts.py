"""Columns and rows: parts with stretch factors, alignments and gaps."""

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of

pytestmark = pytest.mark.usefixtures("qapp")


def test_parts_are_laid_out_in_order_with_what_is_said_of_each() -> None:
    owner, plain, aligned, widest = QWidget(), QPushButton(), QPushButton(), QPushButton()
    row = row_of(plain, 7, (aligned, Qt.AlignmentFlag.AlignTop), (widest, 3), STRETCH, spacing=2)
    column = column_of((row, 2), parent=owner, margins=(1, 2, 3, 4))
    parts = [row.itemAt(n) for n in range(row.count())]
    assert [part.widget() for part in parts] == [plain, None, aligned, widest, None]
    assert parts[1].sizeHint().width() == 7
    assert parts[2].alignment() == Qt.AlignmentFlag.AlignTop
    assert [row.stretch(n) for n in range(row.count())] == [0, 0, 0, 3, 1]
    assert owner.layout() is column
    assert plain.parent() is owner
    assert column.contentsMargins() == QMargins(1, 2, 3, 4)
    assert (row.spacing(), column.stretch(0)) == (2, 2)


def test_a_layout_has_no_margins_and_the_spacing_of_the_style_unless_they_are_given() -> None:
    owners = QWidget(), QWidget(), QWidget()
    usual = QVBoxLayout(owners[0])
    column, framed = column_of(parent=owners[1]), column_of(parent=owners[2], margins=9)
    assert column.contentsMargins() == QMargins()
    assert column.spacing() == usual.spacing()
    assert framed.contentsMargins() == QMargins(9, 9, 9, 9)
