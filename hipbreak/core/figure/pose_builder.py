"""Builds poses from world coordinates: the angles of the parts, and the positions of hands and feet."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.figure.body import ANKLE_HEIGHT, Point, Spot
from hipbreak.core.figure.pose import Anchor, Arm, Leg, Pose, leg_to, reach, two_bones

UPPER_ARM, FOREARM = 0.170, 0.145


class Foot(Struct, frozen=True):
    """A planted foot: its pinned part, the point, and the pitch (heel up) of the foot."""

    x: float
    y: float = 0.0
    pitch: float = 0.0
    on: str = "ball"
    toes: float | None = None


class Hang(Struct, frozen=True):
    """A free leg: clockwise angles of thigh, shank and foot in the world, 0 hanging down."""

    thigh: float
    shank: float
    foot: float
    toes: float = 0.0


class Hand(Struct, frozen=True):
    """A wrist at a point of the world; the angle of the hand, by default in line, and how far it is closed."""

    x: float
    y: float
    hand: float | None = None
    grip: float = 0.0


class Swing(Struct, frozen=True):
    """A free arm: clockwise angles of upper arm, forearm and hand in the world, 0 hanging down."""

    upper: float
    fore: float
    hand: float | None = None
    grip: float = 0.0


def posed(
    hip: tuple[float, float],
    *,
    near: Foot | Hang,
    far: Foot | Hang,
    near_arm: Hand | Swing,
    far_arm: Hand | Swing | None = None,
    trunk: float = 0.0,
    pelvis: float = 0.0,
    ribs: float = 0.0,
    thoracic: float = 0.0,
    head: float | None = None,
    pinned: bool = True,
) -> Pose:
    """The pose with the hip joint at a point; pelvis, ribs and head are tipped forward from `trunk`.

    Feet that stand are `pinned`: on the way to another pose they are reached again.
    """
    chest = ribs + thoracic
    bend = (chest if head is None else head) - chest
    blank = Pose(
        trunk=trunk,
        pelvis=pelvis,
        lumbar=pelvis - ribs,
        thoracic=thoracic,
        neck=0.6 * bend,
        nod=0.4 * bend,
        anchor=Anchor(Spot.HIP, Point(*hip)),
    )
    dx, dy = reach(blank, Spot.SHOULDER)
    shoulder = Point(hip[0] + dx, hip[1] + dy)
    legs = [_leg(Point(*hip), trunk + pelvis, leg) for leg in (near, far)]
    arms = [_arm(shoulder, trunk + chest, arm) for arm in (near_arm, far_arm or near_arm)]
    planted = (
        Anchor(Spot(f"{side} {leg.on}"), Point(leg.x, leg.y))
        for side, leg in (("near", near), ("far", far))
        if pinned and isinstance(leg, Foot)
    )
    return replace(blank, near_leg=legs[0], far_leg=legs[1], near_arm=arms[0], far_arm=arms[1], planted=tuple(planted))


def _leg(hip: Point, pelvis: float, leg: Foot | Hang) -> Leg:
    if isinstance(leg, Hang):
        thigh, shank, pitch, toes = leg.thigh, leg.shank, leg.foot, leg.toes
    else:
        thigh, shank = leg_to(hip, Point(leg.x, leg.y), leg.on, leg.pitch)
        pitch = leg.pitch
        toes = max(0.0, pitch) if leg.toes is None else leg.toes
    return Leg(wrapped(pelvis - thigh), wrapped(shank - thigh), wrapped(shank - pitch), toes)


def _arm(shoulder: Point, chest: float, arm: Hand | Swing) -> Arm:
    if isinstance(arm, Swing):
        upper, fore = arm.upper, arm.fore
    else:
        upper, fore = two_bones(shoulder, Point(arm.x, arm.y), UPPER_ARM, FOREARM, -1.0)
    wrist = 0.0 if arm.hand is None else wrapped(fore - arm.hand)
    return Arm((chest - upper + 120.0) % 360.0 - 120.0, wrapped(upper - fore), wrist, arm.grip)


def wrapped(turn: float) -> float:
    """The same angle between -180 and 180 degrees."""
    return (turn + 180.0) % 360.0 - 180.0


def flat(x: float, y: float = 0.0) -> Foot:
    """A foot flat on the ground with its ankle above x."""
    return Foot(x, y + ANKLE_HEIGHT, on="ankle")
