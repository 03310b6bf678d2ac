"""A page comes to rest at every size: an illustration collapses whether or not there is a scroll bar."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.widgets.layouts import STRETCH
from hipbreak.ui.widgets.scroll_page import ScrollPage
from tests.ui import every_window
from tests.ui.long_language import long_language
from tests.ui.window_actions import settle, text_of

LAYOUTS = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class LayoutCounter(QObject):
    """Counts the layouts and changes of size in the whole application."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() in LAYOUTS
        return False


@contextmanager
def counted_layouts() -> Iterator[LayoutCounter]:
    counter, app = LayoutCounter(), QApplication.instance()
    assert app is not None
    app.installEventFilter(counter)
    try:
        yield counter
    finally:
        app.removeEventFilter(counter)


def layouts_at_rest(window: QWidget, width: int, height: int) -> int:
    """How many layouts follow when a change of the size must be over."""
    window.resize(width, height)
    settle()
    settle()
    with counted_layouts() as layouts:
        settle()
    return layouts.count


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
def test_a_page_with_an_illustration_comes_to_rest(qtbot: QtBot, size: float) -> None:
    """Around the width at which it collapses, and with heights at which only the collapsed page fits."""
    with text_of(size):
        page, illustration = ScrollPage(), StillFigure("couch_relax", 240, 300, collapsible=True)
        qtbot.addWidget(page)
        page.add_text("Some words. " * 10)
        page.add(illustration, 8, STRETCH)
        page.apply_theme(LIGHT)
        page.show()
        narrow, bar = 30 * page.fontMetrics().height(), page.verticalScrollBar().sizeHint().width()
        seen = set()
        for width in range(narrow - bar, narrow + 2 * bar + 4, 2):
            for height in (80, 260, 340, 900):
                assert layouts_at_rest(page, width, height) == 0, (width, height)
                seen.add((illustration.width() > 0, page.verticalScrollBar().isVisible()))
        assert seen == {(True, True), (True, False), (False, True), (False, False)}


def test_the_programme_comes_to_rest_on_a_low_screen(qtbot: QtBot) -> None:
    """In a long language and at these sizes it did not."""
    with long_language():
        for name, window in every_window.programme(LIGHT):
            if name == "programme-before-today":
                for width in (768, 790, 795, 800):
                    for height in (600, 680):
                        assert layouts_at_rest(window, width, height) == 0, (width, height)
                return
    raise AssertionError("the page is not among the windows")
