"""The main window: its pages, its title, its place, and closing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.intents import PAGES, Intent
from hipbreak.ui.main_window.window import MainWindow
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import DARK, LIGHT, Tokens
from tests.ui.window_actions import press


class FakeView(PaperView):
    """A page with one field."""

    def __init__(self, title: str) -> None:
        super().__init__(LIGHT)
        self.setWindowTitle(title)
        self.field, self.themes = QLineEdit(), 0
        column = QVBoxLayout(self)
        column.addWidget(QLabel(title))
        column.addWidget(self.field)
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self.field

    def apply_theme(self, tokens: Tokens) -> None:
        self.themes += tokens is DARK


class Shown:
    """A visible window, and the pages created."""

    def __init__(self, qtbot: QtBot, closes: bool = False) -> None:
        """A test that `closes` the window deletes it."""
        self.views: dict[Intent, FakeView] = {}
        self.window = MainWindow({page: self._creator(page) for page in PAGES}, LIGHT)
        if not closes:
            qtbot.addWidget(self.window)
        self.window.open(Intent.NOW)
        with qtbot.waitExposed(self.window):
            self.window.show()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _creator(self, page: Intent) -> Callable[[], FakeView]:
        def create() -> FakeView:
            return self.views.setdefault(page, FakeView(f"{page.value} - Hipbreak"))

        return create


def test_a_page_is_created_when_it_is_first_opened(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    assert list(shown.views) == [Intent.NOW]
    for page in PAGES:
        shown.window.open(page)
        assert shown.window.page is page and shown.views[page].isVisible()
        assert shown.window.windowTitle() == f"{page.value} - Hipbreak"
        assert shown.window.focusWidget() is shown.views[page].field
    assert [view.isVisible() for view in shown.views.values()] == [False, False, False, False, True]


def test_the_title_follows_that_of_the_page(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.window.open(Intent.TRENDS)
    shown.views[Intent.TRENDS].setWindowTitle("Week 10 - Hipbreak")
    assert shown.window.windowTitle() == "Week 10 - Hipbreak"
    shown.views[Intent.NOW].setWindowTitle("hidden")
    assert shown.window.windowTitle() == "Week 10 - Hipbreak"


def test_pages_are_opened_by_the_arrow_keys_in_the_list(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    reopened: list[object] = []
    shown.window.page_reopened.connect(reopened.append)
    names = shown.window.findChild(QListWidget)
    names.setFocus()
    press(names, Qt.Key.Key_Down)
    press(names, Qt.Key.Key_Down)
    assert shown.window.page is Intent.PROGRAMME and reopened == []
    press(names, Qt.Key.Key_Up)
    assert shown.window.page is Intent.TRENDS and reopened == [Intent.TRENDS], "one that exists is updated"
    assert names.hasFocus(), "the arrow keys go on through the list"


def test_colours_reach_every_page_that_exists(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.window.open(Intent.LEARN)
    shown.window.set_tokens(DARK)
    assert all(view.themes for view in shown.views.values())
    assert shown.window.grab().toImage().pixelColor(3, 3).name() == DARK.paper.lower()


@pytest.mark.parametrize("page", PAGES)
def test_esc_closes_it_from_every_page(qtbot: QtBot, page: Intent) -> None:
    shown = Shown(qtbot, closes=True)
    shown.window.open(page)
    ended: list[str] = []
    shown.window.closing.connect(lambda: ended.append("closing"))
    shown.window.destroyed.connect(lambda: ended.append("deleted"))
    press(shown.views[page].field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: ended == ["closing", "deleted"])


def test_an_edit_that_is_being_typed_is_applied_at_closing(qtbot: QtBot) -> None:
    shown = Shown(qtbot, closes=True)
    field = shown.views[Intent.NOW].field
    applied: list[str] = []
    field.editingFinished.connect(lambda: applied.append(field.text()))
    field.setText("25min")
    shown.window.close()
    assert applied == ["25min"]


def test_geometry_round_trips(qtbot: QtBot) -> None:
    first, second = Shown(qtbot).window, Shown(qtbot).window
    first.setGeometry(40, 30, 700, 500)
    assert second.restoreGeometry(first.saveGeometry())
    assert second.geometry() == first.geometry()
    assert not second.restoreGeometry(b"nonsense")
