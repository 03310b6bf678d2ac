"""Routines: blocks of moves with sides, numbers, texts and pictures, as read from `assets/routines`."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

ALLOWED_PICTURES = frozenset((
    "stand", "ribs", "tuck", "squeeze", "release", "couch_setup", "couch_ribs", "couch_tuck", "couch_ribs_tuck",
    "couch_inhale", "couch_exhale", "couch_press", "couch_relax", "couch_heel", "split_stand", "split_setup",
    "split_front_foot", "split_chest", "split_lower", "split_hold", "split_rise", "split_hold_weight", "bridge_start",
    "bridge_down", "bridge_up", "single_bridge_start", "single_bridge_down", "single_bridge_up", "prone_start",
    "prone_tuck", "prone_rest", "prone_lift", "long_step_start", "long_step_stand", "long_step_low", "walk",
    "test_sit", "test_hug", "test_lie_rests", "test_lie_floats", "sit_high", "stand_stacked", "avoid", "sleep_side",
    "sleep_prone",
))  # fmt: skip
"""Every picture that Hipbreak draws; a routine of the person's own may also name a file, or nothing for words alone."""


class MoveKind(StrEnum):
    """What a move is made of: breaths, presses with equal relaxing, repetitions, holds, plain time, or a look."""

    BREATHS = "breaths"
    PRESS = "press"
    REPS = "reps"
    HOLD = "hold"
    TIMED = "timed"
    LOOK = "look"


class Range(Struct, frozen=True):
    """A number of the programme: its lowest, usual and highest value, in seconds, times, centimetres or per cent."""

    low: float
    default: float
    high: float

    def within(self, number: float) -> float:
        """The number, or the end of the range that is nearest to it."""
        return min(max(number, self.low), self.high)


class Cue(Struct, frozen=True):
    """A line of cue with the protocol ids it carries; `{side}` and `{other}` stand for right and left."""

    text: str
    ids: tuple[str, ...] = ()


class SetUp(Struct, frozen=True):
    """One thing to do before a move begins: a verb, a line, a picture, and how many seconds it takes."""

    verb: str
    text: str
    picture: str
    seconds: float = 0
    ids: tuple[str, ...] = ()


class Effort(Struct, frozen=True):
    """How hard to press, in words and in per cent of full effort; nothing here measures it."""

    text: str
    percent: Range
    ids: tuple[str, ...] = ()


class Move(Struct, frozen=True):
    """A movement and its numbers: `reps` breaths, presses, repetitions or holds of `seconds`, in `sets` with `rest`."""

    name: str
    title: str
    kind: MoveKind
    picture: str
    off_picture: str
    seconds: Range
    reps: Range = Range(1, 1, 1)
    release: Range = Range(0, 0, 0)  # seconds between repetitions; the relaxing after a press is as long as the press
    sets: Range = Range(1, 1, 1)
    rest: Range = Range(10, 15, 30)  # seconds between holds or sets (I9, project default)
    verb: str = ""
    off_verb: str = ""
    cues: tuple[Cue, ...] = ()
    off_cues: tuple[Cue, ...] = ()
    cue_every: int = 1  # the cue is spoken at every so many repetitions
    ready: SetUp | None = None  # the text of the countdown before a hold, spoken and shown
    weight: SetUp | None = None  # the text and picture of the form with a light weight (G1)
    effort: Effort | None = None
    lift_cm: Range | None = None
    exhale: float = 0.6  # the breath out's share of a breath: longer than the breath in (I5, project default)
    countdown: bool = False
    dynamic: bool = False  # a movement, not a hold: its speed may be chosen
    fixed: bool = False  # plain time that does not change with the speed
    ids: tuple[str, ...] = ()

    @property
    def pictures(self) -> tuple[str, ...]:
        """Every picture it may show."""
        apart = [part.picture for part in (self.ready, self.weight) if part]
        return tuple(dict.fromkeys(filter(None, (self.picture, self.off_picture, *apart))))


class Block(Struct, frozen=True):
    """A part of a routine done in one place; with `sides`, one side before the other (I4, project default)."""

    name: str
    title: str
    moves: tuple[Move, ...]
    set_up: tuple[SetUp, ...] = ()
    sides: bool = False
    rounds: Range = Range(1, 1, 1)
    change: float = 10  # seconds that changing sides is reckoned to take; it waits for a key
    turn: str = ""  # how to change sides, where it is not obvious
    again: SetUp | None = None  # the set-up of the other side, in short
    feel: Cue | None = None
    optional: bool = False
    included: bool = True  # whether an optional block is selected by default
    ids: tuple[str, ...] = ()

    def pictures(self) -> Iterator[str]:
        """Every picture it may show."""
        for part in (*self.set_up, self.again):
            if part and part.picture:
                yield part.picture
        for move in self.moves:
            yield from move.pictures


class Routine(Struct, frozen=True):
    """A session as data: `kind` is exercise or test; `core` names the blocks that alone count as its core (I1)."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    about: str = ""
    needs: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    kind: str = "exercise"
    order: int = 100  # its position in lists
    ids: tuple[str, ...] = ()
    own: bool = False  # the person's, not shipped

    def pictures(self) -> frozenset[str]:
        """Every picture it may show."""
        return frozenset(picture for block in self.blocks for picture in block.pictures())

    @property
    def main_picture(self) -> str:
        """The picture of its longest movement; empty if that has none."""
        moves = [move for block in self.blocks if not block.optional for move in block.moves]
        return max(moves, key=lambda move: move.seconds.default * move.reps.default * move.sets.default).picture

    @property
    def sided(self) -> bool:
        """Whether it has a first side to choose."""
        return any(block.sides for block in self.blocks)

    @property
    def weighted(self) -> bool:
        """Whether it has a form with a light weight (G1)."""
        return any(move.weight for block in self.blocks for move in block.moves)
