"""The posed body: contours moved by the bones, as smooth paths in pixels."""

from cmath import rect
from functools import cache, cached_property
from math import radians

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QTransform

from hipbreak.core.figure.body import LINKS, Bone, Spot
from hipbreak.core.figure.pose import Pose, Skeleton, skeleton
from hipbreak.ui.figure.contours import Contour
from hipbreak.ui.figure.paths import BoneTransform, Shape, stroked_lines, stroked_outline

_ANGLE_TOLERANCE = 0.04  # degrees: less moves no point by a tenth of a pixel
_shape_cache: dict[Contour, tuple[list[float], Shape]] = {}  # the last angles and shape of each contour
_ORIGINS: dict[Bone, Spot] = {bone: parent for _, parent, bone, _, _ in LINKS}


@cache
def _rest_origins() -> dict[Bone, tuple[Spot, complex]]:
    """Where each bone begins in the rest pose (thousandths)."""
    spots = skeleton(Pose()).spots
    return {bone: (spot, complex(spots[spot].x, -spots[spot].y) * 1000) for bone, spot in _ORIGINS.items()}


class Skin:
    """The contours of one posed body: `scale` pixels to its height, world (0, 0) at pixel `origin`."""

    def __init__(self, body: Skeleton, scale: float, origin: QPointF) -> None:
        self.body, self.scale, self.origin = body, scale, origin
        self._x, self._y = origin.x(), origin.y()
        self._transforms: dict[Bone, QTransform] = {}
        self._shapes: dict[Contour, Shape] = {}
        self._paths: dict[tuple[Contour, float], QPainterPath] = {}

    @cached_property
    def _bone_transforms(self) -> dict[Bone, BoneTransform]:
        return _bone_transforms(self.body)

    def at(self, x: float, y: float) -> QPointF:
        """A point of the world (body units) in pixels."""
        return QPointF(self._x + x * self.scale, self._y - y * self.scale)

    def on(self, bone: Bone, x: float, y: float) -> QPointF:
        """A point of the rest pose (thousandths), moved by a bone, in pixels."""
        rotation, translation = self._bone_transforms[bone]
        point = (rotation * complex(x, -y) + translation) * self.scale / 1000
        return QPointF(self._x + point.real, self._y + point.imag)

    def stroked_lines(
        self, bone: Bone, lines: tuple[Contour, ...], width: float, round_ends: bool = True
    ) -> QPainterPath:
        """Smooth open lines moved by one bone, all in one area `width` pixels wide."""
        return self._transform(bone).map(stroked_lines(lines, self._thousandths(width), round_ends))

    def stroked_outline(self, contour: Contour, width: float) -> QPainterPath:
        """The outline of a contour that one bone moves, as an area `width` pixels wide."""
        return self._transform(contour.bones[0]).map(stroked_outline(contour, self._thousandths(width)))

    def _thousandths(self, pixels: float) -> float:
        return round(pixels * 1000 / self.scale, 1)

    def closed(self, contour: Contour, offset: float = 0.0) -> QPainterPath:
        """The contour as one smooth closed path in pixels, or the line `offset` pixels outside of it.

        Its shape depends only on the angles between its bones, and is cached until these change.
        """
        path = self._paths.get((contour, offset))
        if path is None:
            path = self._transform(contour.bones[0]).map(self._shape(contour).path(offset * 1000 / self.scale))
            self._paths[contour, offset] = path
        return path

    def ring(self, contour: Contour, outer: float, inner: float) -> QPainterPath:
        """The area between the lines `outer` and `inner` pixels outside of the contour."""
        to_rest = 1000 / self.scale
        return self._transform(contour.bones[0]).map(self._shape(contour).ring(outer * to_rest, inner * to_rest))

    def _shape(self, contour: Contour) -> Shape:
        shape = self._shapes.get(contour)
        if shape is None:
            turns, cached = self.body.turns, _shape_cache.get(contour)
            base = turns[contour.bones[0]]
            angles = [turns[bone] - base for bone in contour.bones]
            if cached is None or any(abs(a - b) > _ANGLE_TOLERANCE for a, b in zip(angles, cached[0], strict=True)):
                cached = _shape_cache[contour] = angles, self._deformed(contour)
            shape = self._shapes[contour] = cached[1]
        return shape

    def _transform(self, bone: Bone) -> QTransform:
        """The transform from the rest pose (thousandths) to pixels, for a bone."""
        transform = self._transforms.get(bone)
        if transform is None:
            rotation, translation = self._bone_transforms[bone]
            size = self.scale / 1000
            c, s = rotation.real * size, rotation.imag * size
            transform = QTransform(c, s, -s, c, self._x + translation.real * size, self._y + translation.imag * size)
            self._transforms[bone] = transform
        return transform

    def _deformed(self, contour: Contour) -> Shape:
        """The contour in the current pose, its first bone as in the rest pose."""
        transforms = self._bone_transforms
        rotation, translation = transforms[contour.bones[0]]
        run_transforms = []
        for (bone, other, weight), _ in contour.runs:
            own_rotation, own_translation = transforms[bone]
            if other is not None:
                other_rotation, other_translation = transforms[other]
                own_rotation = own_rotation + (other_rotation - own_rotation) * weight
                own_translation = own_translation + (other_translation - own_translation) * weight
            run_transforms.append((own_rotation / rotation, (own_translation - translation) / rotation))
        return Shape(contour, run_transforms)


def _bone_transforms(body: Skeleton) -> dict[Bone, BoneTransform]:
    """The transforms of all bones at once, since nearly all are needed."""
    transforms = {}
    for bone, (spot, rest_origin) in _rest_origins().items():
        rotation, (x, y) = rect(1.0, radians(body.turns[bone])), body.spots[spot]
        transforms[bone] = rotation, complex(x, -y) * 1000 - rest_origin * rotation
    return transforms
