"""Every window in a language of long sentences: nothing is clipped, and nothing is said that is not of it."""

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
from tests.ui.every_window import STOPS, Seen
from tests.ui.long_language import CLOSE, OPEN, long_language, longer
from tests.ui.window_actions import clipped, lay_out, text_of

Stop = Callable[[Tokens], Iterator[Seen]]


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale("en_GB"))
    with long_language():
        yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.__name__)
def test_nothing_is_clipped_and_every_sentence_is_of_the_language(qtbot: QtBot, spoken: None, stop: Stop) -> None:
    cut, strange = {}, {}
    for name, window in stop(LIGHT):
        lay_out()
        cut[name] = clipped(window)
        strange[name] = {text for text in said(window) if words_outside(text)}
    assert {name: texts for name, texts in cut.items() if texts} == {}
    assert {name: texts for name, texts in strange.items() if texts} == {}


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.__name__)
def test_nothing_is_clipped_at_twice_the_size_and_mirrored(
    qtbot: QtBot, qapp: QApplication, spoken: None, stop: Stop
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    cut = {}
    with text_of(2.0):
        for name, window in stop(LIGHT):
            lay_out()
            cut[name] = clipped(window)
    assert {name: texts for name, texts in cut.items() if texts} == {}


def said(window: QWidget) -> Iterator[str]:
    """Everything of ours that is written in the window or told to a screen reader."""
    yield window.windowTitle()
    for part in (window, *window.findChildren(QWidget)):
        if not part.isVisibleTo(window) or part.objectName() or isinstance(part.parent(), QDialogButtonBox):
            continue  # Qt's own
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
"""What needs no translation: names, paths, and what the person's locale writes."""


def words_outside(text: str) -> list[str]:
    """The words of a text that are not of the language."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    return re.findall(r"[A-Za-z]{3,}", _NAMES.sub(" ", text))


def test_what_is_not_of_the_language_is_found() -> None:
    assert words_outside(f"Start {longer('now')}") == ["Start"]
    assert words_outside(longer("In {n} days").format(n=longer("two"))) == []


def test_the_language_is_longer_and_keeps_what_is_filled_in() -> None:
    told = longer("Week {week}, day {day}")
    assert "{week}" in told and "{day}" in told and told.format(week=1, day=2)
    assert len(told) >= 1.4 * len("Week {week}, day {day}") and told.startswith(OPEN) and told.endswith(CLOSE)
    assert longer("&Start").count("&S") == 1
