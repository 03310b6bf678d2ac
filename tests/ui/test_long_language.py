"""Every window in a pseudo-translation with long texts: nothing is clipped, and every text is translated."""

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipbreak.ui.theme.tokens import LIGHT, Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from tests.ui.every_window import ALL_WINDOWS, WindowState
from tests.ui.long_language import CLOSE, OPEN, lengthened, long_language
from tests.ui.window_actions import clipped, lay_out, settle, text_of

WindowStates = Callable[[Tokens], Iterator[WindowState]]


@pytest.fixture
def long_texts(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale("en_GB"))
    with long_language():
        yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("window_states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_nothing_is_clipped_and_every_text_is_translated(
    qtbot: QtBot, long_texts: None, window_states: WindowStates
) -> None:
    clipped_texts, untranslated = {}, {}
    for name, window in window_states(LIGHT):
        lay_out()
        clipped_texts[name] = clipped(window)
        untranslated[name] = {text for text in shown_texts(window) if untranslated_words(text)}
    assert {name: texts for name, texts in clipped_texts.items() if texts} == {}
    assert {name: texts for name, texts in untranslated.items() if texts} == {}


@pytest.mark.parametrize("window_states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_no_page_scrolls_sideways(qtbot: QtBot, long_texts: None, window_states: WindowStates) -> None:
    sideways = []
    for name, window in window_states(LIGHT):
        settle()
        pages = [page for page in window.findChildren(ScrollPage) if page.isVisible()]
        sideways += [name for page in pages if page.horizontalScrollBar().maximum() > 0]
    assert sideways == []


@pytest.mark.parametrize("window_states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_nothing_is_clipped_at_twice_the_size_and_mirrored(
    qtbot: QtBot, qapp: QApplication, long_texts: None, window_states: WindowStates
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    clipped_texts = {}
    with text_of(2.0):
        for name, window in window_states(LIGHT):
            lay_out()
            clipped_texts[name] = clipped(window)
    assert {name: texts for name, texts in clipped_texts.items() if texts} == {}


def shown_texts(window: QWidget) -> Iterator[str]:
    """The texts of the window, also those for screen readers."""
    yield window.windowTitle()
    for part in (window, *window.findChildren(QWidget)):
        if not part.isVisibleTo(window) or part.objectName() or isinstance(part.parent(), QDialogButtonBox):
            continue  # texts of Qt
        yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        if isinstance(part, QComboBox):
            yield from (part.itemText(n) for n in range(part.count()))
        if isinstance(part, QTabBar):
            yield from (part.tabText(n) for n in range(part.count()))
        if isinstance(part, QListWidget):
            yield from (part.item(n).text() for n in range(part.count()))
    yield from (action.text() for action in window.findChildren(QAction) if action.isVisible())


_MARKED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_NAMES = re.compile(
    r"Hipbreak|XSync|logind|GNOME|/home/\S+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|March"
    r"|Mon|Tue|Wed|Thu|Fri|Sat|Sun|min|[0-9:h]+"
)
"""Texts without translation: names, paths, and those of the locale."""


def untranslated_words(text: str) -> list[str]:
    """The words of a text that are not translated."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    return re.findall(r"[A-Za-z]{3,}", _NAMES.sub(" ", text))


def test_untranslated_words_are_found() -> None:
    assert untranslated_words(f"Start {lengthened('now')}") == ["Start"]
    assert untranslated_words(lengthened("In {n} days").format(n=lengthened("two"))) == []


def test_the_language_is_longer_and_keeps_placeholders() -> None:
    translated = lengthened("Week {week}, day {day}")
    assert "{week}" in translated and "{day}" in translated and translated.format(week=1, day=2)
    assert (
        len(translated) >= 1.4 * len("Week {week}, day {day}")
        and translated.startswith(OPEN)
        and translated.endswith(CLOSE)
    )
    assert lengthened("&Start").count("&S") == 1
