"""The figure paints each step differently, inside its rectangle, in light and dark."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from hipbreak.core.pulse_poses import PICTURES, Drawn, pose_at
from hipbreak.ui import figure, tokens
from hipbreak.ui.figure import FigureView, drawn_at, paint_figure
from hipbreak.ui.tokens import Tokens

MARGIN, WIDTH, HEIGHT = 20, 256, 320


def painted(drawn: Drawn, chosen: Tokens) -> QImage:
    image = QImage(WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN, QImage.Format.Format_RGB32)
    image.fill(QColor(chosen.surface))
    painter = QPainter(image)
    paint_figure(painter, QRectF(MARGIN, MARGIN, WIDTH, HEIGHT), drawn, chosen)
    painter.end()
    return image


def pixels(image: QImage) -> bytes:
    return bytes(image.constBits())


def shown(view: FigureView) -> bytes:
    return pixels(view.grab().toImage())


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [tokens.LIGHT, tokens.DARK])
def test_each_step_looks_different(chosen: Tokens) -> None:
    images = {pixels(painted(pose_at(step, 1.0), chosen)) for step in PICTURES}
    assert len(images) == len(PICTURES)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("step", PICTURES)
@pytest.mark.parametrize("progress", [0.4, 1.0])
def test_nothing_is_painted_outside_the_rectangle(step: str, progress: float, chosen: Tokens) -> None:
    image = painted(pose_at(step, progress), chosen)
    empty = QImage(image.size(), image.format())
    empty.fill(QColor(chosen.surface))
    right, below = MARGIN + WIDTH, MARGIN + HEIGHT
    for x, y, w, h in (
        (0, 0, image.width(), MARGIN),
        (0, below, image.width(), MARGIN),
        (0, 0, MARGIN, image.height()),
        (right, 0, MARGIN, image.height()),
    ):
        assert image.copy(x, y, w, h) == empty.copy(x, y, w, h)
    assert image != empty


@pytest.mark.usefixtures("qapp")
def test_what_to_avoid_is_never_in_the_teaching_tones() -> None:
    image = painted(pose_at("avoid", 1.0), tokens.LIGHT)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = {image.pixelColor(x, y).name().upper() for x, y in places}
    assert not colours & {tokens.LIGHT.body.upper(), tokens.LIGHT.inner.upper(), tokens.LIGHT.working.upper()}
    assert tokens.LIGHT.due.upper() in colours


def test_the_view_moves_with_the_time_it_is_given(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(256, 320)
    view.set_tokens(tokens.LIGHT)
    view.show_step("squeeze")
    start = shown(view)
    view.set_moment(0.6)
    moving = shown(view)
    view.set_moment(0.6)
    assert start != moving == shown(view)


def test_the_view_changes_its_colours(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.set_tokens(tokens.LIGHT)
    light = shown(view)
    view.set_tokens(tokens.DARK)
    assert shown(view) != light


def test_a_step_nobody_knows_is_refused(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    with pytest.raises(KeyError):
        view.show_step("jump")


@pytest.mark.usefixtures("qapp")
def test_a_hold_breathes() -> None:
    assert drawn_at("squeeze", 2.0).pose != drawn_at("squeeze", 3.0).pose


@pytest.mark.usefixtures("qapp")
def test_reduced_motion_shows_the_end_at_once_and_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "reduced_motion", lambda: True)
    assert drawn_at("squeeze", 0.0) == drawn_at("squeeze", 3.0) == pose_at("squeeze", 1.0)


def test_the_figure_needs_no_more_of_qt_than_widgets() -> None:
    script = "import sys, hipbreak.ui.figure; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    qt = sorted(name for name in answer.stdout.split() if name.startswith("PySide6.Qt"))
    assert qt == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
