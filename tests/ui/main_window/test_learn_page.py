"""The page Learn: rows that open, the legend of the signs, what to do if it hurts, and about Hipbreak."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.text import learn as learn_text
from hipbreak.core.text import notes as notes_text
from hipbreak.core.text.health_screening import pain_notes
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.main_window.learn_page import ExpandableRow, LearnView
from hipbreak.ui.theme.tokens import DARK, LIGHT
from tests.ui.statistics.logged_days import texts
from tests.ui.window_actions import clipped, lay_out


def shown(qtbot: QtBot) -> LearnView:
    view = LearnView(LIGHT)
    qtbot.addWidget(view)
    view.resize(700, 600)
    with qtbot.waitExposed(view):
        view.show()
    return view


def rows(view: LearnView) -> dict[str, ExpandableRow]:
    return {row.button.text(): row for row in view.findChildren(ExpandableRow)}


def test_every_note_is_a_row_that_opens_and_closes(qtbot: QtBot) -> None:
    view = shown(qtbot)
    sections = (notes_text.tips, notes_text.mistakes, notes_text.answers, notes_text.reasons, learn_text.about)
    notes = [note for section in sections for note in section()]
    assert list(rows(view)) == [note.title for note in notes]
    for note in notes:
        row = rows(view)[note.title]
        assert note.text not in texts(view)
        row.button.toggle()
        assert note.text in texts(view)
        figures = [figure for figure in row.findChildren(StillFigure) if figure.isVisible()]
        assert len(figures) == len(note.pictures[:2])
    row.button.toggle()
    assert note.text not in texts(view)


def test_every_sign_is_explained_beside_its_picture(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert learn_text.signs() in texts(view)
    signs = notes_text.signs()
    assert {line for sign in signs for line in (sign.title, sign.text)} <= set(texts(view))
    assert sum(figure.isVisible() for figure in view.findChildren(StillFigure)) == len(signs)


def test_what_to_do_if_it_hurts_is_open_from_the_start(qtbot: QtBot) -> None:
    view = shown(qtbot)
    assert {note.text for note in pain_notes()} <= set(texts(view))
    assert learn_text.pain() in texts(view)
    assert "Call your local emergency number at once for back pain with:" in texts(view)
    assert any("\u2022  trouble starting or holding urine or bowels" in line for line in texts(view))


def test_figures_created_later_have_the_colours_of_the_page(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.set_tokens(DARK)
    row = next(iter(rows(view).values()))
    row.button.toggle()
    lay_out()
    picture = row.findChild(StillFigure).grab().toImage()
    middle = picture.width() // 2
    assert picture.pixelColor(middle, 2).name() == DARK.surface.lower()


def test_opened_rows_are_not_clipped_and_pictures_collapse_in_a_narrow_window(qtbot: QtBot) -> None:
    view = shown(qtbot)
    for row in rows(view).values():
        row.button.toggle()
    unit = view.fontMetrics().height()
    for width in (60 * unit, 28 * unit):
        view.resize(width, 40 * unit)
        for _ in range(3):  # wrapped texts request their height after their width is set
            QApplication.processEvents()
        assert clipped(view) == []
    assert all(figure.width() == 0 for figure in view.findChildren(StillFigure))
