"""What a picture shows besides the body: things and their surfaces, marks, working muscles and the frame."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hipbreak.core.figure.body import Spot
from hipbreak.core.figure.pose import Pose

BREATH_DRIFT = 0.004  # body units by which the drawn breath moves with a breath of 1


class Mark(StrEnum):
    """What is drawn beside the body to say what moves, pulls or is to be seen."""

    GROW = "grow"
    EXHALE = "exhale"
    RIBS_DOWN = "ribs down"
    TUCK = "tuck"
    SQUEEZE = "squeeze"
    LET_GO = "let go"
    AVOID = "avoid"
    STACKED = "stacked"
    STRETCH = "stretch"
    PRESS = "press"
    SETTLE = "settle"
    HEEL_IN = "heel in"
    BACK_FOOT = "back foot"
    FRONT_FOOT = "front foot"
    LOWER = "lower"
    HIPS_UP = "hips up"
    LIFT = "lift"
    PUSH_OFF = "push off"
    HUG = "hug"
    LEVEL = "level"
    FLOATS = "floats"
    HIPS_HIGH = "hips high"


class Muscle(StrEnum):
    """A muscle the picture can mark as working."""

    GLUTES = "glutes"
    NEAR_HAMSTRINGS = "near hamstrings"
    FAR_HAMSTRINGS = "far hamstrings"


class PropKind(StrEnum):
    """A thing in the picture."""

    CHAIR = "chair"
    COUCH_FRONT = "couch from the front"
    COUCH_SIDE = "couch from the side"
    BED_SIDE = "bed from the side"
    BED_ABOVE = "bed from above"
    MAT = "mat"
    PILLOW = "pillow"
    PILLOW_ABOVE = "pillow from above"
    KNEE_PILLOW = "pillow between the knees"
    KETTLEBELL = "kettlebell"


class Prop(NamedTuple):
    """A thing between x = left and right, its upper face at `top` and its foot at `bottom` (body units)."""

    kind: PropKind
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0


class Frame(NamedTuple):
    """The picture's extent in body units."""

    left: float
    right: float
    bottom: float
    top: float


# The parts of the working leg that hang in front of a couch.
HANGING = tuple(f"near {part}" for part in ("knee", "ankle", "heel", "ball", "toe"))


class Surface(NamedTuple):
    """Something solid that carries the body; the `free` parts hang before it or stand under it."""

    left: float
    right: float
    top: float
    free: tuple[str, ...] = ()

    def carries(self, spot: Spot, x: float) -> bool:
        """Whether this lies under a spot of the body."""
        return self.left < x < self.right and not spot.startswith(self.free)


@dataclass(frozen=True)
class Scene:
    """Where a move takes place.

    `ticks` puts marks on a floor that passes by; `turned` hides the face; `on_arms` lays chest and head on the arms.
    """

    frame: Frame
    props: tuple[Prop, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    floor: bool = True
    ticks: bool = False
    turned: bool = False
    on_arms: bool = False

    def under(self, spot: Spot, x: float) -> float:
        """The height of what is under a spot at x (minus infinity seen from above)."""
        if not self.floor:
            return float("-inf")
        return max((s.top for s in self.surfaces if s.carries(spot, x)), default=0.0)


@dataclass(frozen=True)
class Drawn:
    """One moment: `strength` and each thing's number are 0..1 of full ink, `breath` is -1 (out) .. 1 (in).

    `moment` numbers those of a movement that repeats.
    """

    pose: Pose
    scene: Scene
    marks: tuple[Mark, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    strength: float = 1.0
    props: tuple[tuple[Prop, float], ...] = ()
    breath: float = 0.0
    passed: float = 0.0
    moment: int | None = None
    mirrored: bool = False
