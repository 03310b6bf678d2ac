"""Brisk walking: a stride that pushes off behind, built from the contacts of the feet with the moving floor."""

from __future__ import annotations

from math import cos, pi, radians, sin
from typing import NamedTuple
from weakref import WeakValueDictionary

from hipbreak.core.figure.illustration import Illustration, MovementFrame
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.pose_builder import Foot, Swing, posed
from hipbreak.core.figure.scene import Frame, Mark, Muscle, Scene

_SCENE = Scene(Frame(-0.50, 0.50, -0.07, 1.06), ticks=True)
STRIDE = 0.80  # the way of both steps, in body heights
_LANDS = 0.175  # where the foot comes flat ahead of the hip: no over-striding
_ON_GROUND = 0.60  # share of the stride
_HEEL_OFF = 0.34
_PUSH = 0.50
_SECONDS = 1.5  # a stride
MOMENTS = 188  # of a stride: one each 8 ms, half a frame, so that all strides are drawn from the same poses
_poses: WeakValueDictionary[int, Pose] = WeakValueDictionary()


class _Ankle(NamedTuple):
    x: float
    y: float
    pitch: float


def leg_at(phase: float) -> Foot:
    """One leg at its own phase: contact of heel, foot and ball with the moving floor, then the swing."""
    p = phase % 1.0
    x = _LANDS - STRIDE * p
    if p < 0.10:
        return Foot(x - 0.040, pitch=-14.0 * (1.0 - p / 0.10), on="heel")
    if p < _HEEL_OFF:
        return Foot(x - 0.040, on="heel")
    if p < _ON_GROUND:
        k = (p - _HEEL_OFF) / (_ON_GROUND - _HEEL_OFF)
        return Foot(x + 0.070, pitch=52.0 * k * k * (3 - 2 * k) * (0.35 + 0.65 * k))
    return _swinging((p - _ON_GROUND) / (1.0 - _ON_GROUND))


def _swinging(q: float) -> Foot:
    """The foot in its swing, q from 0 to 1: low above the floor, heel first."""
    start, end = _ankle(Foot(_LANDS - STRIDE * _ON_GROUND + 0.070, pitch=52.0)), _ankle(leg_at(0.0))
    k = q * q * (3 - 2 * q)
    ahead = q * q * (q - 1.0) * -STRIDE * (1.0 - _ON_GROUND)
    x = start.x + (end.x - start.x) * k + ahead
    y = start.y + (end.y - start.y) * k + 0.045 * sin(pi * q)
    return Foot(x, y, start.pitch + (end.pitch - start.pitch) * k, on="ankle", toes=52.0 * (1.0 - k) ** 3)


def _ankle(foot: Foot) -> _Ankle:
    dx, dy = (0.070, -0.042) if foot.on == "ball" else (-0.040, -0.042)
    c, s = cos(radians(foot.pitch)), sin(radians(foot.pitch))
    return _Ankle(foot.x - dx * c - dy * s, foot.y - dy * c + dx * s, foot.pitch)


def pose_at_phase(phase: float) -> Pose:
    """The walker at a phase of the near leg's stride (0: its heel lands)."""
    swing = cos(2 * pi * (phase - 0.02))
    return posed(
        (0.0, 0.500 + 0.009 * cos(4 * pi * (phase - 0.32))),
        pelvis=1.0,
        ribs=2.0,
        head=1.0,
        near=leg_at(phase),
        far=leg_at(phase + 0.5),
        near_arm=Swing(2.0 + 24.0 * swing, -16.0 + 22.0 * swing),
        far_arm=Swing(2.0 - 24.0 * swing, -16.0 - 22.0 * swing),
        pinned=False,
    )


def _walking(strides: float) -> MovementFrame:
    moment = round(strides * MOMENTS)
    phase = (_PUSH + moment / MOMENTS) % 1.0
    away = abs(phase - 0.45)
    strength = min(1.0, max(0.0, (0.24 - away) / 0.10))
    return MovementFrame(_pose_at_moment(moment % MOMENTS), strength, STRIDE * moment / MOMENTS, moment % MOMENTS)


def _pose_at_moment(moment: int) -> Pose:
    """The same pose object in every stride, while it is referenced."""
    pose = _poses.get(moment)
    if pose is None:
        pose = _poses[moment] = pose_at_phase(_PUSH + moment / MOMENTS)
    return pose


WALK = Illustration(
    "walk",
    _SCENE,
    pose_at_phase(_PUSH),
    (Mark.PUSH_OFF,),
    (Muscle.GLUTES,),
    seconds=_SECONDS,
    loop=_walking,
)
