"""A body pose as joint angles, and the positions of its joints seen from the side."""

from __future__ import annotations

from cmath import rect
from collections.abc import Mapping
from functools import cached_property
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.figure.body import ANKLE_HEIGHT, LINKS, SHANK, SOLE, THIGH, Bone, Point, Spot


class Leg(Struct, frozen=True):
    """Flexion in degrees: thigh forward, heel to seat, foot towards shin, toes up."""

    hip: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0
    toes: float = 0.0


class Arm(Struct, frozen=True):
    """Flexion in degrees: upper arm forward of the chest, hand towards shoulder, wrist and fingers likewise."""

    shoulder: float = 0.0
    elbow: float = 0.0
    wrist: float = 0.0
    grip: float = 0.0


class Anchor(Struct, frozen=True):
    """A spot of the body pinned to a point of the world (body units)."""

    spot: Spot
    at: Point


class Pose(Struct, frozen=True, dict=True, weakref=True):
    """Joint angles in degrees; all zero is standing straight.

    `trunk` turns the whole person forward (90 is prone, -90 supine); `pelvis` tips the pelvis forward on
    top of that; `lumbar` arches the low back; `thoracic`, `neck` and `nod` round forward. `anchor` places
    the body, and each part of a foot in `planted` is reached by bending that hip and knee.
    """

    trunk: float = 0.0
    pelvis: float = 0.0
    lumbar: float = 0.0
    thoracic: float = 0.0
    neck: float = 0.0
    nod: float = 0.0
    near_leg: Leg = Leg()
    far_leg: Leg = Leg()
    near_arm: Arm = Arm()
    far_arm: Arm = Arm()
    anchor: Anchor = Anchor(Spot.NEAR_ANKLE, Point(0.0, ANKLE_HEIGHT))
    planted: tuple[Anchor, ...] = ()

    @cached_property
    def skeleton(self) -> Skeleton:
        """All joints of the pose, with the anchor pinned to its point."""
        turns = _turns(self)
        if self.planted:
            hip = _hip(self.anchor, turns)
            for plant in self.planted:
                _bend_to(turns, hip, plant)
        return _forward_kinematics(self.anchor, turns)


class Skeleton(Struct, frozen=True):
    """The position of each spot (body units), and the clockwise angle of each bone (degrees)."""

    spots: Mapping[Spot, Point]
    turns: Mapping[Bone, float]


def skeleton(pose: Pose) -> Skeleton:
    """All joints of the pose; computed once for each pose."""
    return pose.skeleton


_PARENTS = {spot: (parent, bone, complex(dx, -dy)) for spot, parent, bone, dx, dy in LINKS}
_LINKS = tuple((spot, *link) for spot, link in _PARENTS.items())


def _forward_kinematics(anchor: Anchor, turns: Mapping[Bone, float]) -> Skeleton:
    # Points are complex numbers with y down, for speed: this is done for every frame.
    ways = {bone: rect(1.0, radians(turn)) for bone, turn in turns.items()}
    places = {Spot.HIP: 0j}
    for spot, parent, bone, link in _LINKS:
        places[spot] = places[parent] + link * ways[bone]
    right, up = anchor.at.x - places[anchor.spot].real, anchor.at.y + places[anchor.spot].imag
    spots = {spot: Point(place.real + right, up - place.imag) for spot, place in places.items()}
    return Skeleton(MappingProxyType(spots), MappingProxyType(turns))


_EXAGGERATION, _MAX_TURN = 3.0, 28.0  # of an earlier tilt of ribs and pelvis, which is too small to see (degrees)


def exaggerated(before: Pose, after: Pose) -> Pose:
    """The later pose with ribs and pelvis tilted as in the earlier one, several times as far, for a drawing."""
    pelvis = _more(before.trunk + before.pelvis - after.trunk - after.pelvis)
    ribs = _more(before.trunk + before.pelvis - before.lumbar - after.trunk - after.pelvis + after.lumbar)
    turn = after.trunk + after.pelvis + pelvis - before.trunk - before.pelvis
    legs = (replace(leg, hip=leg.hip + turn) for leg in (before.near_leg, before.far_leg))
    near, far = legs
    return replace(
        before,
        trunk=after.trunk,
        pelvis=after.pelvis + pelvis,
        lumbar=after.lumbar + pelvis - ribs,
        near_leg=near,
        far_leg=far,
    )


def _more(turn: float) -> float:
    """A turn several times as far, up to a limit."""
    return min(_MAX_TURN, max(-_MAX_TURN, _EXAGGERATION * turn))


def reach(pose: Pose, spot: Spot) -> Point:
    """The vector from the hip joint to a spot, cheaper than `skeleton`."""
    way = _way(spot, _turns(pose))
    return Point(way.real, -way.imag)


def _way(spot: Spot, turns: Mapping[Bone, float]) -> complex:
    way = 0j
    while spot is not Spot.HIP:
        spot, bone, link = _PARENTS[spot]
        way += link * rect(1.0, radians(turns[bone]))
    return way


def _hip(anchor: Anchor, turns: Mapping[Bone, float]) -> Point:
    """The hip joint of a body pinned at the anchor."""
    way = _way(anchor.spot, turns)
    return Point(anchor.at.x - way.real, anchor.at.y + way.imag)


_LIMBS = "thigh", "shank", "foot", "toes", "upper arm", "elbow", "forearm", "hand", "fingers"
_NEAR, _FAR = (tuple(Bone(f"{side} {limb}") for limb in _LIMBS) for side in ("near", "far"))


def _turns(pose: Pose) -> dict[Bone, float]:
    pelvis = pose.trunk + pose.pelvis
    ribs = pelvis - pose.lumbar
    chest = ribs + pose.thoracic
    turns = {
        Bone.PELVIS: pelvis,
        Bone.LUMBAR: pelvis - 0.35 * pose.lumbar,
        Bone.LOIN: pelvis - 0.7 * pose.lumbar,
        Bone.RIBS: ribs,
        Bone.CHEST: chest,
        Bone.NECK: chest + pose.neck,
        Bone.HEAD: chest + pose.neck + pose.nod,
    }
    for names, leg, arm in ((_NEAR, pose.near_leg, pose.near_arm), (_FAR, pose.far_leg, pose.far_arm)):
        thigh = pelvis - leg.hip
        foot = thigh + leg.knee - leg.ankle
        upper_arm = chest - arm.shoulder
        forearm = upper_arm - arm.elbow
        hand = forearm - arm.wrist
        halfway = upper_arm - arm.elbow / 2  # the tip of the elbow bisects the bend
        legs, arms = (thigh, thigh + leg.knee, foot, foot - leg.toes), (forearm, hand, hand - arm.grip)
        limbs = *legs, upper_arm, halfway, *arms
        turns.update(zip(names, limbs, strict=True))
    return turns


def _bend_to(turns: dict[Bone, float], hip: Point, plant: Anchor) -> None:
    """Rotate thigh and shank so that the foot reaches the plant, with its pitch unchanged."""
    side, _, part = plant.spot.partition(" ")
    thigh, shank = leg_to(hip, plant.at, part, turns[Bone(f"{side} foot")])
    turns[Bone(f"{side} thigh")], turns[Bone(f"{side} shank")] = thigh, shank


def leg_to(hip: Point, at: Point, part: str, pitch: float) -> tuple[float, float]:
    """The clockwise angles (degrees) of thigh and shank with which this part of a foot of this pitch is at a point."""
    dx, dy = SOLE[part]
    c, s = cos(radians(pitch)), sin(radians(pitch))
    ankle = Point(at.x - dx * c - dy * s, at.y - dy * c + dx * s)
    return two_bones(hip, ankle, THIGH, SHANK, 1.0)


def two_bones(start: Point, end: Point, first: float, second: float, bend: float) -> tuple[float, float]:
    """The clockwise angles (degrees) of two bones from start to end, bent like a knee (1) or an elbow (-1)."""
    dx, dy = end.x - start.x, end.y - start.y
    far = min(max(hypot(dx, dy), abs(first - second) + 1e-6), first + second)
    way = degrees(atan2(-dx, -dy))
    return way - bend * _corner(first, far, second), way + bend * _corner(second, far, first)


def _corner(a: float, b: float, opposite: float) -> float:
    """The angle (degrees) between sides a and b of a triangle."""
    return degrees(acos(min(1.0, max(-1.0, (a * a + b * b - opposite * opposite) / (2 * a * b)))))


def eased(t: float) -> float:
    """Ease-in-out of 0..1."""
    return 0.5 - 0.5 * cos(pi * min(1.0, max(0.0, t)))


_SPINE = "trunk", "pelvis", "lumbar", "thoracic", "neck", "nod"


def interpolate(a: Pose, b: Pose, t: float) -> Pose:
    """The pose between a (t = 0) and b (t = 1), eased, along joint angles; spots that both pin stay pinned."""
    if t <= 0.0:
        return a
    if t >= 1.0:
        return b
    k = eased(t)
    start, end = skeleton(a), skeleton(b)
    planted = dict.fromkeys(p.spot for p in a.planted + b.planted)

    def anchored(spot: Spot) -> Anchor:
        p, q = start.spots[spot], end.spots[spot]
        return Anchor(spot, Point(_mix(p.x, q.x, k), _mix(p.y, q.y, k)))

    return Pose(
        **{name: _mix(getattr(a, name), getattr(b, name), k) for name in _SPINE},
        near_leg=Leg(*_mixed(a.near_leg, b.near_leg, k)),
        far_leg=Leg(*_mixed(a.far_leg, b.far_leg, k)),
        near_arm=Arm(*_mixed(a.near_arm, b.near_arm, k)),
        far_arm=Arm(*_mixed(a.far_arm, b.far_arm, k)),
        anchor=anchored(a.anchor.spot),
        planted=tuple(anchored(spot) for spot in planted),
    )


def _mix(a: float, b: float, k: float) -> float:
    return a + (b - a) * k


def _mixed(a: Leg | Arm, b: Leg | Arm, k: float) -> list[float]:
    return [_mix(getattr(a, name), getattr(b, name), k) for name in a.__struct_fields__]
