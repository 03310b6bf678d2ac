"""The figure paints each step differently, inside its rectangle, in light and dark."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from hipbreak.core.figure.body import Bone, Spot
from hipbreak.core.figure.pose import skeleton
from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.core.figure.poses.walking import MOMENTS
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure import frame_cache
from hipbreak.ui.figure import view as figure
from hipbreak.ui.figure.contours import ARMS, HEAD, LEGS, TRUNK
from hipbreak.ui.figure.frame_cache import FrameCache
from hipbreak.ui.figure.painter import Backdrop, paint_body
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.figure.view import FigureView, drawn_at, paint_figure
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.tokens import Tokens

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


ONE_SIDED = [name for name in PICTURES if picture(name).one_sided]
# Skin and soft things give two hundredths of the body's height where they press on each other.
SQUASHED = 0.02
PARTS = {
    "near leg": LEGS["near"][0] + LEGS["near"][1],
    "far leg": LEGS["far"][0] + LEGS["far"][1],
    "trunk": TRUNK,
    "head": HEAD,
    "near arm": ARMS["near"],
    "far arm": ARMS["far"],
}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [tokens.LIGHT, tokens.DARK])
def test_each_picture_looks_different(chosen: Tokens) -> None:
    images = {pixels(painted(picture(name).still(), chosen)) for name in PICTURES}
    assert len(images) == len(PICTURES)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ONE_SIDED)
def test_left_is_the_mirror_image_of_right(name: str) -> None:
    right, left = (painted(picture(name).still(side), tokens.LIGHT) for side in ("right", "left"))
    assert right != left
    mirrored = left.transformed(QTransform.fromScale(-1.0, 1.0))
    places = [(x, y) for x in range(0, right.width(), 3) for y in range(0, right.height(), 3)]
    far_off = sum(
        abs(right.pixelColor(x, y).lightness() - mirrored.pixelColor(x, y).lightness()) > 60 for x, y in places
    )
    assert far_off < 0.01 * len(places)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("progress", [0.4, 1.0])
def test_nothing_is_painted_outside_the_rectangle(name: str, progress: float, chosen: Tokens) -> None:
    image = painted(picture(name).at(progress, side="left" if picture(name).one_sided else None), chosen)
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


def _belonging(part: str, bone: Bone) -> Spot:
    """The spot of the body that a place on a contour goes with."""
    side, _, limb = part.partition(" ")
    if limb == "leg":
        return Spot(f"{side} ankle" if bone.endswith(("shank", "foot", "toes")) else f"{side} knee")
    return Spot(f"{side} elbow") if limb == "arm" else Spot.HIP


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("progress", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_no_contour_sinks_into_what_carries_it(name: str, progress: float) -> None:
    drawn = picture(name).at(progress)
    skin = Skin(skeleton(drawn.pose), 1000.0, QPointF(0.0, 0.0))
    for part, contour in PARTS.items():
        for vertex in contour:
            at = skin.on(vertex.bone, vertex.x, vertex.y) / 1000.0
            under = drawn.scene.under(_belonging(part, vertex.bone), at.x())
            assert -at.y() >= under - SQUASHED, (part, vertex)


@pytest.mark.usefixtures("qapp")
def test_what_to_avoid_is_never_in_the_teaching_tones() -> None:
    image = painted(picture("avoid").still(), tokens.LIGHT)
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = {image.pixelColor(x, y).name().upper() for x, y in places}
    assert not colours & {tokens.LIGHT.body.upper(), tokens.LIGHT.inner.upper(), tokens.LIGHT.working.upper()}
    assert tokens.LIGHT.due.upper() in colours


def test_the_view_moves_with_the_time_it_is_given(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(256, 320)
    view.apply_theme(tokens.LIGHT)
    view.show_step("squeeze")
    start = shown(view)
    view.set_moment(0.6)
    moving = shown(view)
    view.set_moment(0.6)
    assert start != moving == shown(view)


def test_the_view_changes_its_colours(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.apply_theme(tokens.LIGHT)
    light = shown(view)
    view.apply_theme(tokens.DARK)
    assert shown(view) != light


def test_a_step_nobody_knows_is_refused(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    with pytest.raises(KeyError):
        view.show_step("jump")


def test_the_view_turns_for_the_other_leg(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(480, 360)
    view.show_step("couch_press", "right")
    right = shown(view)
    view.show_step("couch_press", side="left")
    assert shown(view) != right
    with pytest.raises(KeyError):
        view.show_step("couch_press", "middle")


def test_the_view_moves_on_from_what_it_showed_last(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.show_step("couch_relax", "right")
    view.show_step("couch_press", "right")
    assert view.drawn().pose == picture("couch_relax").key
    view.show_step("couch_press", "left")
    assert view.drawn().pose == picture("couch_exhale").key


@pytest.mark.usefixtures("qapp")
def test_a_hold_breathes() -> None:
    assert drawn_at("squeeze", 2.0).pose != drawn_at("squeeze", 3.0).pose


def strolled(view: FigureView, nth: int) -> list[bytes]:
    """Ten moments of the nth stride of a walk."""
    images = []
    for n in range(10):
        view.set_moment((nth + n / 10) * picture("walk").seconds)
        images.append(shown(view))
    return images


def test_a_kept_stride_looks_as_the_first(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(256, 320)
    view.apply_theme(tokens.LIGHT)
    view.show_step("walk")
    bodies: list[Drawn] = []
    monkeypatch.setattr(frame_cache, "paint_body", lambda *of: bodies.append(of[2]) or paint_body(*of))
    first = strolled(view, 0)
    assert len(bodies) == 10
    assert strolled(view, 4) == first, "the marks on the floor, too: four strides are sixteen of their gaps"
    assert len(bodies) == 10
    for again in (
        lambda: view.resize(300, 320),
        lambda: view.apply_theme(tokens.DARK),
        lambda: view.show_step("walk"),
        lambda: view.show_step("walk", "left"),
    ):
        bodies.clear()
        again()
        strolled(view, 0)
        assert len(bodies) == 10


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("chosen", "sharp"), [(tokens.LIGHT, 1.0), (tokens.DARK, 1.25), (tokens.LIGHT, 2.0)])
@pytest.mark.parametrize("side", [None, "left"])
def test_every_moment_of_a_kept_stride_is_as_if_painted(chosen: Tokens, sharp: float, side: str | None) -> None:
    walk, rect, cache, cached_backdrop, backdrop = (
        picture("walk"),
        QRectF(0, 0, 256, 320),
        FrameCache(),
        Backdrop(),
        Backdrop(),
    )
    for n in range(0, 2 * MOMENTS, 4):
        drawn = walk.moment(n / MOMENTS * walk.seconds, side)
        images = [QImage(round(256 * sharp), round(320 * sharp), QImage.Format.Format_RGB32) for _ in range(2)]
        for image in images:
            image.setDevicePixelRatio(sharp)
        from_cache, painted_again = map(QPainter, images)
        cache.paint(from_cache, rect, drawn, chosen, cached_backdrop)
        paint_figure(painted_again, rect, drawn, chosen, backdrop)
        from_cache.end()
        painted_again.end()
        assert images[0] == images[1], n


@pytest.mark.usefixtures("qapp")
def test_reduced_motion_shows_the_end_at_once_and_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "reduced_motion", lambda: True)
    assert drawn_at("squeeze", 0.0) == drawn_at("squeeze", 3.0) == picture("squeeze").still()


def test_the_figure_needs_no_more_of_qt_than_widgets() -> None:
    script = "import sys, hipbreak.ui.figure.view; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    qt = sorted(name for name in answer.stdout.split() if name.startswith("PySide6.Qt"))
    assert qt == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
