"""Pictures of one's own in place of the figure: any aspect, light and dark, and words alone."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from hipbreak.ui.figure.view import FigureView, StillFigure
from hipbreak.ui.theme.tokens import DARK, LIGHT, Tokens
from tests.core.exercise.test_picture_check import svg

RED, BLUE = "#ff0000", "#0000ff"


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A red picture, four times as wide as high."""
    return coloured(tmp_path / "wide.png", RED)


def coloured(path: Path, colour: str) -> Path:
    image = QImage(80, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    assert image.save(str(path))
    return path


def shown(qtbot: QtBot, picture: str, tokens: Tokens = LIGHT, size: tuple[int, int] = (200, 200)) -> QImage:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.apply_theme(tokens)
    view.show_step(picture)
    view.set_moment(3.0)
    return view.grab().toImage()


def colours(image: QImage, y: int) -> list[str]:
    return [image.pixelColor(x, y).name() for x in range(image.width())]


def test_a_picture_keeps_its_aspect_and_is_as_large_as_fits(qtbot: QtBot, wide: Path) -> None:
    image = shown(qtbot, str(wide))
    assert set(colours(image, 100)) == {RED}
    assert [image.pixelColor(100, y).name() for y in (60, 90, 110, 140)] == ["#ffffff", RED, RED, "#ffffff"]


def test_the_dark_form_is_shown_in_the_dark(qtbot: QtBot, wide: Path) -> None:
    coloured(wide.with_name("wide-dark.png"), BLUE)
    assert shown(qtbot, str(wide), LIGHT).pixelColor(100, 100).name() == RED
    assert shown(qtbot, str(wide), DARK).pixelColor(100, 100).name() == BLUE


def test_a_picture_without_a_dark_form_is_on_white_in_the_dark(qtbot: QtBot, tmp_path: Path) -> None:
    picture = tmp_path / "line.svg"
    picture.write_bytes(svg('<path d="M0 4.5h9" stroke="black"/>'))
    image = shown(qtbot, str(picture), DARK)
    assert image.pixelColor(20, 20).name() == "#ffffff"
    assert image.pixelColor(100, 100).name() == "#000000"
    assert image.pixelColor(0, 0).name() == DARK.surface.lower()


@pytest.mark.parametrize("content", [b"", b"<svg", svg('<image href="x.png"/>')])
def test_a_picture_that_was_changed_since_leaves_its_place_empty(qtbot: QtBot, tmp_path: Path, content: bytes) -> None:
    picture = tmp_path / "gone.svg"
    if content:
        picture.write_bytes(content)
    assert set(colours(shown(qtbot, str(picture)), 100)) == {"#ffffff"}


def test_without_a_picture_nothing_is_drawn_and_the_figure_comes_back(qtbot: QtBot, wide: Path) -> None:
    view = StillFigure("", 120, 110)
    qtbot.addWidget(view)
    view.apply_theme(LIGHT)
    assert set(colours(view.grab().toImage(), 50)) == {"#ffffff"}
    view.show_picture(str(wide))
    assert RED in colours(view.grab().toImage(), 55)
    view.show_picture("stand")
    drawn = colours(view.grab().toImage(), 55)
    assert RED not in drawn and len(set(drawn)) > 3
