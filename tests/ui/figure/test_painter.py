"""The figure paints each step differently, inside its rectangle, in light and dark."""

from __future__ import annotations

import subprocess
import sys
from math import hypot

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QTransform
from pytestqt.qtbot import QtBot

from hipbreak.core.figure.body import Bone, Spot
from hipbreak.core.figure.pose import exaggerated, skeleton
from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.core.figure.poses.walking import MOMENTS
from hipbreak.core.figure.scene import Drawn, Mark, Prop
from hipbreak.ui.figure import frame_cache
from hipbreak.ui.figure import view as figure
from hipbreak.ui.figure.contours import ARMS, GLUTE, HEAD, LEGS, PELVIS, RIB_CAGE, TRUNK
from hipbreak.ui.figure.frame_cache import FrameCache
from hipbreak.ui.figure.painter import Backdrop, paint_body, skin_in
from hipbreak.ui.figure.skin import Skin
from hipbreak.ui.figure.view import FigureView, drawn_at, paint_figure
from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.tokens import Tokens
from tests.core.exercise.shipped import SIDED_PICTURES
from tests.core.figure.supports import support_height

MARGIN, WIDTH, HEIGHT = 20, 256, 320
RECT = QRectF(MARGIN, MARGIN, WIDTH, HEIGHT)


def painted(drawn: Drawn, chosen: Tokens, rect: QRectF = RECT) -> QImage:
    image = QImage(rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).size().toSize(), QImage.Format.Format_RGB32)
    image.fill(QColor(chosen.surface))
    painter = QPainter(image)
    paint_figure(painter, rect, drawn, chosen)
    painter.end()
    return image


def chair_back(chair: Prop, y: float) -> float:
    """The middle of the sloping back of a chair at a height (body units)."""
    return chair.left - 0.012 * (y - chair.top) / 0.347


def densely(path: QPainterPath) -> list[QPointF]:
    """Points along a path, about a pixel apart."""
    count = round(path.length())
    return [path.pointAtPercent(k / count) for k in range(count)]


def pixels(image: QImage) -> bytes:
    return bytes(image.constBits())


def grabbed(view: FigureView) -> bytes:
    return pixels(view.grab().toImage())


ONE_SIDED = sorted(SIDED_PICTURES)
TILTS = [name for name in PICTURES if {Mark.RIBS_DOWN, Mark.TUCK} & {*picture(name).marks}]
OUTLINE, HALF_PEN = 0.0065, 0.0072  # of the body, and of a line of the chair
# Skin and soft props are compressed by up to two hundredths of the body's height.
TOLERANCE = 0.02
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
    points = [(x, y) for x in range(0, right.width(), 3) for y in range(0, right.height(), 3)]
    different = sum(
        abs(right.pixelColor(x, y).lightness() - mirrored.pixelColor(x, y).lightness()) > 60 for x, y in points
    )
    assert different < 0.01 * len(points)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("progress", [0.4, 1.0])
def test_nothing_is_painted_outside_the_rectangle(name: str, progress: float, chosen: Tokens) -> None:
    image = painted(picture(name).at(progress, side="left" if name in SIDED_PICTURES else None), chosen)
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


def _spot_for(part: str, bone: Bone) -> Spot:
    """The spot of the body that belongs to a vertex of a contour."""
    side, _, limb = part.partition(" ")
    if limb == "leg":
        return Spot(f"{side} ankle" if bone.endswith(("shank", "foot", "toes")) else f"{side} knee")
    return Spot(f"{side} elbow") if limb == "arm" else Spot.HIP


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("progress", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_no_contour_is_below_its_support(name: str, progress: float) -> None:
    drawn = picture(name).at(progress)
    skin = Skin(skeleton(drawn.pose), 1000.0, QPointF(0.0, 0.0))
    for part, contour in PARTS.items():
        for vertex in contour:
            at = skin.on(vertex.bone, vertex.x, vertex.y) / 1000.0
            under = support_height(drawn.scene, _spot_for(part, vertex.bone), at.x())
            assert -at.y() >= under - TOLERANCE, (part, vertex)


@pytest.mark.parametrize("name", ["sit", "sit_high"])
def test_sitting_the_back_touches_the_back_of_the_chair(name: str) -> None:
    drawn = picture(name).still()
    skin, chair = Skin(skeleton(drawn.pose), 1.0, QPointF(0.0, 0.0)), drawn.scene.props[0]
    outline = [skin.on(vertex.bone, vertex.x, vertex.y) for vertex in TRUNK]
    gaps = [at.x() - chair_back(chair, -at.y()) for at in outline if -at.y() > chair.top]
    assert min(gaps) == pytest.approx(HALF_PEN + OUTLINE, abs=0.004)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["split_stand", "split_lower", "long_step_low"])
def test_no_outline_of_the_trunk_shows_inside_the_arm(name: str) -> None:
    drawn, rect = picture(name).still(), QRectF(MARGIN, MARGIN, 4 * WIDTH, 4 * HEIGHT)
    image, skin = painted(drawn, tokens.LIGHT, rect), skin_in(rect, drawn)
    arm, bodies = skin.closed(ARMS["near"], -4.0), [skin.closed(contour, 8.0) for contour in (RIB_CAGE, PELVIS, GLUTE)]
    crossed = [at for at in densely(skin.closed(TRUNK)) if arm.contains(at) and not any(b.contains(at) for b in bodies)]
    assert crossed
    for at in crossed:
        pixel = image.pixelColor(at.toPoint())
        assert pixel.lightness() == pytest.approx(QColor(tokens.LIGHT.body).lightness(), abs=12), at


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("name", "mark"), [(name, mark) for name in PICTURES for mark in picture(name).marks])
def test_every_mark_is_painted_and_none_below_the_floor(name: str, mark: Mark) -> None:
    drawn = picture(name).still()
    others = replace(drawn, marks=tuple(m for m in drawn.marks if m is not mark))
    image, without = painted(drawn, tokens.LIGHT), painted(others, tokens.LIGHT)
    assert image != without
    below = round(skin_in(RECT, drawn).at(0.0, -0.02).y())
    assert image.copy(0, below, image.width(), HEIGHT) == without.copy(0, below, image.width(), HEIGHT)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", PICTURES)
def test_ghost_and_inset_are_painted(name: str) -> None:
    drawn = picture(name).still()
    for bare in (replace(drawn, ghost=None), replace(drawn, inset=None)):
        assert (painted(drawn, tokens.LIGHT) == painted(bare, tokens.LIGHT)) is (bare == drawn)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", TILTS)
def test_before_and_after_a_tilt_differ_by_eight_pixels(name: str) -> None:
    drawn = picture(name).still()
    inset = drawn.inset
    assert inset and inset.pose and inset.before
    scale = skin_in(QRectF(0, 0, 384, 320), drawn).scale
    after, before = (
        Skin(skeleton(pose), scale, QPointF(0.0, 0.0)) for pose in (inset.pose, exaggerated(inset.before, inset.pose))
    )
    ways = [
        (before.on(v.bone, v.x, v.y) - before.at(*before.body.spots[spot]))
        - (after.on(v.bone, v.x, v.y) - after.at(*after.body.spots[spot]))
        for contour, spot in ((RIB_CAGE, Spot.RIBS), (PELVIS, Spot.HIP))
        for v in contour
    ]
    assert max(hypot(way.x(), way.y()) for way in ways) > 8.0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", TILTS)
def test_the_half_before_is_grey_and_the_half_after_has_the_arrow(name: str) -> None:
    drawn = picture(name).still()
    assert drawn.inset
    frame, skin = drawn.inset.frame, skin_in(RECT, drawn)
    area = QRectF(skin.at(frame.left, frame.top), skin.at(frame.right, frame.bottom)).toRect()
    panel, half = painted(drawn, tokens.LIGHT).copy(area), area.width() // 2
    colours = [
        {panel.pixelColor(x, y).name().upper() for x in columns for y in range(panel.height())}
        for columns in (range(half - 8), range(half + 8, panel.width()))
    ]
    for colour in (tokens.LIGHT.working, tokens.LIGHT.inner):
        assert [colour.upper() in side for side in colours] == [False, True]


def rows(drawn: Drawn, mark: Mark) -> int:
    """The rows of pixels in which a mark is."""
    images = (painted(replace(drawn, marks=marks), tokens.LIGHT) for marks in ((mark,), ()))
    one, other = images
    width = one.width()
    return sum(one.copy(0, y, width, 1) != other.copy(0, y, width, 1) for y in range(one.height()))


@pytest.mark.usefixtures("qapp")
def test_only_the_gap_below_a_floating_thigh_is_measured() -> None:
    line, gap = (rows(picture(name).still(), Mark.LEVEL) for name in ("test_lie_rests", "test_lie_floats"))
    assert line < 8 and gap > 15


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["sleep_side", "sleep_prone"])
def test_the_body_shows_through_the_blanket(name: str) -> None:
    drawn = picture(name).still()
    without = replace(drawn, props=drawn.props[:-1])
    leg = skin_in(RECT, drawn).on(Bone.NEAR_SHANK, 0, 160).toPoint()
    bare, covered = (painted(shown, tokens.LIGHT).pixelColor(leg) for shown in (without, drawn))
    assert bare == QColor(tokens.LIGHT.body)
    cover = painted(replace(drawn, pose=picture("stand").key), tokens.LIGHT).pixelColor(leg)
    assert covered not in (bare, cover)


@pytest.mark.usefixtures("qapp")
def test_the_picture_to_avoid_has_other_colours() -> None:
    image = painted(picture("avoid").still(), tokens.LIGHT)
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    colours = {image.pixelColor(x, y).name().upper() for x, y in points}
    assert not colours & {tokens.LIGHT.body.upper(), tokens.LIGHT.inner.upper(), tokens.LIGHT.working.upper()}
    assert tokens.LIGHT.beyond.upper() in colours


def test_the_view_changes_with_the_time(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(256, 320)
    view.apply_theme(tokens.LIGHT)
    view.show_step("squeeze")
    start = grabbed(view)
    view.set_moment(0.6)
    moving = grabbed(view)
    view.set_moment(0.6)
    assert start != moving == grabbed(view)


def test_the_view_changes_its_colours(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.apply_theme(tokens.LIGHT)
    light = grabbed(view)
    view.apply_theme(tokens.DARK)
    assert grabbed(view) != light


def test_an_unknown_step_raises(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    with pytest.raises(KeyError):
        view.show_step("jump")


def test_the_view_is_mirrored_for_the_left_leg(qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(480, 360)
    view.show_step("couch_press", "right")
    right = grabbed(view)
    view.show_step("couch_press", side="left")
    assert grabbed(view) != right
    with pytest.raises(KeyError):
        view.show_step("couch_press", "middle")


def test_a_movement_begins_at_the_picture_shown_before(qtbot: QtBot) -> None:
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


def walk_cycle(view: FigureView, nth: int) -> list[bytes]:
    """Ten moments of the nth cycle of the walk."""
    images = []
    for n in range(10):
        view.set_moment((nth + n / 10) * picture("walk").seconds)
        images.append(grabbed(view))
    return images


def test_cached_frames_equal_the_first_cycle(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    view = FigureView()
    qtbot.addWidget(view)
    view.resize(256, 320)
    view.apply_theme(tokens.LIGHT)
    view.show_step("walk")
    painted_bodies: list[Drawn] = []
    monkeypatch.setattr(frame_cache, "paint_body", lambda *of: painted_bodies.append(of[2]) or paint_body(*of))
    first = walk_cycle(view, 0)
    assert len(painted_bodies) == 10
    assert walk_cycle(view, 4) == first, "including the marks on the floor: four cycles are sixteen of their gaps"
    assert len(painted_bodies) == 10
    for change in (
        lambda: view.resize(300, 320),
        lambda: view.apply_theme(tokens.DARK),
        lambda: view.show_step("walk"),
        lambda: view.show_step("walk", "left"),
    ):
        painted_bodies.clear()
        change()
        walk_cycle(view, 0)
        assert len(painted_bodies) == 10


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("chosen", "pixel_ratio"), [(tokens.LIGHT, 1.0), (tokens.DARK, 1.25), (tokens.LIGHT, 2.0)])
@pytest.mark.parametrize("side", [None, "left"])
def test_cached_frames_equal_painted_ones(chosen: Tokens, pixel_ratio: float, side: str | None) -> None:
    walk, rect, cache, cached_backdrop, backdrop = (
        picture("walk"),
        QRectF(0, 0, 256, 320),
        FrameCache(),
        Backdrop(),
        Backdrop(),
    )
    for n in range(0, 2 * MOMENTS, 4):
        drawn = walk.moment(n / MOMENTS * walk.seconds, side)
        images = [
            QImage(round(256 * pixel_ratio), round(320 * pixel_ratio), QImage.Format.Format_RGB32) for _ in range(2)
        ]
        for image in images:
            image.setDevicePixelRatio(pixel_ratio)
        from_cache, painted_again = map(QPainter, images)
        cache.paint(from_cache, rect, drawn, chosen, cached_backdrop)
        paint_figure(painted_again, rect, drawn, chosen, backdrop)
        from_cache.end()
        painted_again.end()
        assert images[0] == images[1], n


@pytest.mark.usefixtures("qapp")
def test_reduced_motion_shows_the_key_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figure, "reduced_motion", lambda: True)
    assert drawn_at("squeeze", 0.0) == drawn_at("squeeze", 3.0) == picture("squeeze").still()


def test_the_figure_imports_only_core_gui_and_widgets() -> None:
    script = "import sys, hipbreak.ui.figure.view; print(*sys.modules)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    qt = sorted(name for name in answer.stdout.split() if name.startswith("PySide6.Qt"))
    assert qt == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
