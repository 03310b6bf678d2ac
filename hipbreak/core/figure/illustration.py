"""A named picture of a movement: its key pose, the way to it, and the picture at any moment."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.figure.pose import Arm, Pose, interpolate
from hipbreak.core.figure.scene import Drawn, Inset, Mark, Muscle, Prop, Scene

BREATH_SECONDS = 4.5


MIRRORED = {"right": False, "left": True}
"""Whether the picture is mirrored for the working leg, which is always drawn as the near one."""


class MovementFrame(NamedTuple):
    """One moment of a movement that repeats: `passed` is the distance since the start (body units).

    `moment` is its number in the movement: the same number has the same pose.
    """

    pose: Pose
    strength: float
    passed: float
    moment: int


class Illustration(Struct, frozen=True):
    """A key pose with its scene and marks; the way there starts at the picture `before`, past the poses of `way`.

    Each pose of `way` has the share of the way at which it is reached. `loop` repeats instead, every `seconds`.
    `ghost` is an earlier position, shown pale behind the body. An `entry` is left only for pictures that name it as
    `before`, since other ways would lead through the furniture.
    """

    name: str
    scene: Scene
    key: Pose
    marks: tuple[Mark, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    before: Illustration | None = None
    way: tuple[tuple[float, Pose], ...] = ()
    seconds: float = 1.2
    loop: Callable[[float], MovementFrame] | None = None
    entry: bool = False
    ghost: Pose | None = None
    inset: Inset | None = None

    def still(self, side: str | None = None) -> Drawn:
        """The key moment, for reduced motion."""
        return self.at(1.0, side=side)

    def moment(self, seconds: float, side: str | None = None, after: Illustration | None = None) -> Drawn:
        """The picture at a time in seconds: the way to the key pose, then a hold that breathes."""
        if self.loop:
            phase = self.loop(seconds / self.seconds)
            drawn = self.at(1.0, side=side)
            return replace(drawn, **phase._asdict())
        held = max(0.0, seconds - self.seconds)
        return self.at(seconds / self.seconds, sin(2 * pi * held / BREATH_SECONDS), side, after)

    def at(
        self, progress: float, breath: float = 0.0, side: str | None = None, after: Illustration | None = None
    ) -> Drawn:
        """The picture at progress 0 (the picture before, or `after`) .. 1 (this one), breathing -1 .. 1."""
        t = min(1.0, max(0.0, progress))
        start = self.start(after)
        return Drawn(
            pose=_breathing(self._posed(t, start), breath),
            scene=self.scene,
            marks=self.marks,
            muscles=self.muscles,
            strength=min(1.0, 4.0 * t) if start else 1.0,
            effort=1.0 - t if Mark.RELEASE in self.marks else None,
            props=self._props(t, start),
            breath=breath,
            mirrored=side is not None and MIRRORED[side],
            ghost=self.ghost,
            inset=self.inset,
        )

    def start(self, after: Illustration | None = None) -> Illustration | None:
        """The start of the way: the picture shown last if it has the same scene and is no entry, else `before`."""
        if self.before and after and after is not self and after.scene == self.scene and not after.entry:
            return after
        return self.before

    def _posed(self, t: float, start: Illustration | None) -> Pose:
        if start is None:
            return self.key
        since, pose = 0.0, start.key
        for share, passed in (*(self.way if start is self.before else ()), (1.0, self.key)):
            if t < share:
                return interpolate(pose, passed, (t - since) / (share - since))
            since, pose = share, passed
        return pose

    def _props(self, t: float, start: Illustration | None) -> tuple[tuple[Prop, float], ...]:
        """The props with their opacities; those of the start fade out in the second half of the way."""
        gone = [prop for prop in (start.scene.props if start else ()) if prop not in self.scene.props]
        fading = min(1.0, 2.0 - 2.0 * t)
        return (*((prop, fading) for prop in gone if fading > 0.0), *((prop, 1.0) for prop in self.scene.props))


def _breathing(pose: Pose, breath: float) -> Pose:
    """Rotate the chest with the breath; head and arms keep their position."""
    if not breath:
        return pose
    turn = 0.8 * breath
    arms = (Arm(arm.shoulder - turn, arm.elbow, arm.wrist, arm.grip) for arm in (pose.near_arm, pose.far_arm))
    near, far = arms
    return replace(pose, thoracic=pose.thoracic - turn, neck=pose.neck + turn, near_arm=near, far_arm=far)
