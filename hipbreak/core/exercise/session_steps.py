"""The steps of a session, each with a picture, a verb, a cue and a length."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.exercise.routine_text import halfway, number_text

_ZERO = timedelta(0)
_SECOND = timedelta(seconds=1)
_LONG_HOLD = timedelta(seconds=20)  # from here on the middle is announced
_SHORTEST_COUNTED = timedelta(seconds=5)  # shorter steps are over before a count would help
START, DONE = "start", "done"
"""The tones at the beginning and at the end of a session."""
SPEED_RANGE = (0.5, 2.0)
"""The lowest and the highest speed of steps other than holds."""


class Side(StrEnum):
    """The working side: the leg that hangs, stands behind, lifts or is tested."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class StepPart(StrEnum):
    """What a step's time is counted as."""

    EXERCISE = "exercise"
    REST = "rest"
    SET_UP = "set-up"


class StepKind(StrEnum):
    """What happens in a step."""

    SET_UP = "set-up"
    CHANGE = "change"
    COUNTDOWN = "countdown"
    IN = "in"
    OUT = "out"
    PRESS = "press"
    RELAX = "relax"
    HOLD = "hold"
    WORK = "work"  # a repetition: squeezed, lifted or lowered
    RELEASE = "release"
    TIMED = "timed"
    LOOK = "look"  # the self-test asks here, and waits
    REST = "rest"


_TONES = {
    StepKind.PRESS: "press", StepKind.HOLD: "press", StepKind.WORK: "press",
    StepKind.RELAX: "relax", StepKind.RELEASE: "relax", StepKind.REST: "relax", StepKind.CHANGE: "side",
}  # fmt: skip
_COUNTED_ALOUD = (StepKind.COUNTDOWN, StepKind.HOLD, StepKind.PRESS, StepKind.RELAX)
_COUNTED_BY_TONE = (StepKind.TIMED,)
_EXTENDABLE = (StepPart.REST, StepPart.SET_UP)


class AudioCue(Struct, frozen=True):
    """A tone inside a step, `after` its start, and the speech with it."""

    after: timedelta
    tone: str
    speech: str = ""


class Step(Struct, frozen=True):
    """One moment of a session; `count` is the repetition and of how many, `station` the stop for Back and Next."""

    kind: StepKind
    part: StepPart
    length: timedelta
    picture: str
    verb: str
    cue: str = ""
    midway: str = ""  # the cue of the second half of a long hold
    speech: str = ""
    title: str = ""
    feel: str = ""
    effort: str = ""
    block: str = ""
    move: str = ""  # its name in the routine; empty while setting up
    side: Side | None = None
    count: tuple[int, int] | None = None
    fixed: bool = False  # a hold: does not change with the speed
    waits: bool = False  # it waits for a key: a change of side at once, any other step at its end
    station: int = 0
    ids: tuple[str, ...] = ()

    @property
    def tone(self) -> str:
        """The tone it begins with; empty for none."""
        return _TONES.get(self.kind, "")

    @property
    def waits_at_once(self) -> bool:
        """Whether it waits from its beginning, without a count; its length is an estimate."""
        return self.waits and self.kind is StepKind.CHANGE

    @property
    def extendable(self) -> bool:
        """Whether the person can ask for more time in it."""
        return self.part in _EXTENDABLE


def audio_cues(step: Step) -> tuple[AudioCue, ...]:
    """The audio cues inside a step: halfway through a hold of 20 s or more, and the last three seconds."""
    found: list[AudioCue] = []
    if _is_long_hold(step):
        found.append(AudioCue(step.length / 2, "halfway", f"{halfway()} {step.midway}".strip()))
    aloud = step.kind in _COUNTED_ALOUD
    short = step.kind is StepKind.COUNTDOWN and step.length >= 3 * _SECOND
    if (aloud or step.kind in _COUNTED_BY_TONE) and (short or step.length >= _SHORTEST_COUNTED):
        found += [AudioCue(step.length - n * _SECOND, "last3", number_text(n) if aloud else "") for n in (3, 2, 1)]
    return tuple(found)


def cue_at(step: Step, into: timedelta) -> str:
    """The cue at a moment of the step: in a long hold another one after the middle."""
    return step.midway if step.midway and _is_long_hold(step) and into >= step.length / 2 else step.cue


def is_halfway(step: Step, into: timedelta, shown: timedelta) -> bool:
    """Whether the middle of a long hold was passed, less than `shown` ago."""
    return _is_long_hold(step) and timedelta(0) <= into - step.length / 2 < shown


def _is_long_hold(step: Step) -> bool:
    return step.kind is StepKind.HOLD and step.length >= _LONG_HOLD


def scaled(steps: Iterable[Step], speed: float) -> tuple[Step, ...]:
    """The steps at another speed (clamped to 0.5 to 2); holds, presses and the walk keep their length."""
    speed = min(max(speed, SPEED_RANGE[0]), SPEED_RANGE[1])
    if speed == 1:
        return tuple(steps)
    return tuple(step if step.fixed else replace(step, length=step.length / speed) for step in steps)


def length(steps: Iterable[Step]) -> timedelta:
    """How long the steps take together."""
    return sum((step.length for step in steps), _ZERO)


def following(steps: Sequence[Step], index: int) -> Step | None:
    """The first step of what comes after the station of this one: the preview; None at the end."""
    station = steps[index].station
    return next((step for step in steps[index + 1 :] if step.station != station), None)
