"""What a picture shows besides the body: props and their surfaces, marks, working muscles and the frame."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from hipbreak.core.figure.pose import Pose

BREATH_DRIFT = 0.004  # body units by which the drawn breath moves with a breath of 1


class Mark(StrEnum):
    """A symbol beside the body for a movement, a force or a position."""

    GROW = "grow"
    INHALE = "inhale"
    EXHALE = "exhale"
    RIBS_DOWN = "ribs down"
    TUCK = "tuck"
    SQUEEZE = "squeeze"
    RELEASE = "release"
    AVOID = "avoid"
    STACKED = "stacked"
    STRETCH = "stretch"
    PRESS = "press"
    HOLD = "hold"
    HEEL_IN = "heel in"
    LEG_OFF = "leg off"
    STEP_AWAY = "step away"
    STEP_BACK = "step back"
    FOOT_FORWARD = "foot forward"
    FEET_IN = "feet in"
    LEG_OUT = "leg out"
    FOOT_BACK = "foot back"
    BACK_FOOT = "back foot"
    FRONT_FOOT = "front foot"
    LOWER = "lower"
    RISE = "rise"
    HIPS_UP = "hips up"
    HIPS_DOWN = "hips down"
    LIFT = "lift"
    LEG_DOWN = "leg down"
    PUSH_OFF = "push off"
    SIT_DOWN = "sit down"
    HUG = "hug"
    LIE_BACK = "lie back"
    LIE_DOWN = "lie down"
    LOOK = "look"
    LET_HANG = "let hang"
    LEVEL = "level"
    HIPS_HIGH = "hips high"


class Muscle(StrEnum):
    """A muscle that a picture can mark as working."""

    GLUTES = "glutes"
    NEAR_HAMSTRINGS = "near hamstrings"
    FAR_HAMSTRINGS = "far hamstrings"


class PropKind(StrEnum):
    """The kind of a prop."""

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
    NIGHT = "window at night"
    BLANKET = "blanket from the side"
    BLANKET_ABOVE = "blanket from above"


class Prop(NamedTuple):
    """An object between `left` and `right`, `bottom` and `top` (body units)."""

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


class InsetKind(StrEnum):
    """What an inset shows: a part of the picture closer, or what the side view hides."""

    TRUNK = "trunk closer"
    LEG = "hip and leg closer"
    COUCH_ABOVE = "couch from above"
    HIPS_FRONT = "hips from the front"


class Inset(Struct, frozen=True):
    """A small picture inside the picture; a closer one shows a pose, after the one before with its own marks."""

    kind: InsetKind
    frame: Frame
    pose: Pose | None = None
    before: Pose | None = None
    marks: tuple[Mark, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    marks_before: tuple[Mark, ...] = ()


# The parts of the working leg that hang in front of a couch.
HANGING = tuple(f"near {part}" for part in ("knee", "ankle", "heel", "ball", "toe"))


class Surface(NamedTuple):
    """The upper side of a solid object; the `free` parts of the body may be below it."""

    left: float
    right: float
    top: float
    free: tuple[str, ...] = ()


class Scene(Struct, frozen=True):
    """The surroundings of a movement.

    `ticks` draws marks on a moving floor; `turned` hides the face; `on_arms` lays chest and head on the arms.
    """

    frame: Frame
    props: tuple[Prop, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    floor: bool = True
    ticks: bool = False
    turned: bool = False
    on_arms: bool = False


class Drawn(Struct, frozen=True):
    """One moment: `strength` and the numbers of `props` are opacities, `breath` is -1 (out) .. 1 (in).

    `effort` is the opacity of the muscles, that of the marks by default.
    `ghost` is an earlier position, which stays while the body moves away from it.
    `moment` is the number of the moment in a movement that repeats.
    """

    pose: Pose
    scene: Scene
    marks: tuple[Mark, ...] = ()
    muscles: tuple[Muscle, ...] = ()
    strength: float = 1.0
    effort: float | None = None
    props: tuple[tuple[Prop, float], ...] = ()
    breath: float = 0.0
    passed: float = 0.0
    moment: int | None = None
    mirrored: bool = False
    ghost: Pose | None = None
    inset: Inset | None = None
