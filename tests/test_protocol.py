"""The programme of the source, item by item: what is carried is used, and every number lies in the source's range."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from hipbreak.core.exercise.routine import Move, MoveKind, Range
from hipbreak.core.exercise.session_plan import RoutineOptions, build, lengths
from hipbreak.core.exercise.session_steps import Side, StepKind, StepPart, length
from hipbreak.core.programme import progress
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import notes as notes_text
from tests.core.exercise.shipped import NAMES, library, protocol_ids, routine

PROTOCOL = {
    item["id"]: item for item in json.loads((Path(__file__).parent / "programme_items.json").read_text("utf-8"))
}
NOT_CARRIED = {"N1", "N2", "N3"}
NOT_ASSERTED = {"P3", "P4", "F4"}
OWN_MEANS = {"N4"}  # the source's video: instead there are our drawings, text and voice
SCREENS = {"Z1": "self-test", "Z2": "self-test"}  # played by the guide like a routine


def carried() -> dict[str, set[str]]:
    """Every id that something shipped carries, and what carries it."""
    found: dict[str, set[str]] = {}
    for this in library().routines:
        for id_ in protocol_ids(this):
            found.setdefault(id_, set()).add(f"routine {this.name}")
    notes = [("tip", notes_text.tips()), ("mistake", notes_text.mistakes())]
    notes += [("reason", notes_text.reasons()), ("answer", notes_text.answers())]
    for kind, several in notes:
        for note in several:
            for id_ in note.ids:
                found.setdefault(id_, set()).add(f"{kind} {note.name}")
    for question in health_screening_text.questions():
        for id_ in question.ids:
            found.setdefault(id_, set()).add(f"gate {question.name}")
    for id_ in health_screening_text.pain_advice().ids:
        found.setdefault(id_, set()).add("pain stop")
    for phase in progress.PHASES:
        for id_ in phase.ids:
            found.setdefault(id_, set()).add(f"phase {phase.number}")
    for name, ids in progress.PROGRESSIONS.items():
        for id_ in ids:
            found.setdefault(id_, set()).add(f"progression {name}")
    return found


def test_the_protocol_is_whole() -> None:
    assert len(PROTOCOL) == 72
    says_not = {i for i, item in PROTOCOL.items() if item["group"] == "not carried"}
    assert says_not == NOT_CARRIED | OWN_MEANS
    assert {i for i, item in PROTOCOL.items() if item["handling"].lower().startswith("not asserted")} <= NOT_ASSERTED
    assert {i for i, item in PROTOCOL.items() if item["handling"].startswith("Do not assert")} <= NOT_ASSERTED


@pytest.mark.parametrize("id_", sorted(set(PROTOCOL) - NOT_CARRIED - NOT_ASSERTED - OWN_MEANS))
def test_what_is_carried_is_used_by_a_routine_card_tip_or_screen(id_: str) -> None:
    assert carried().get(id_), PROTOCOL[id_]


def test_what_is_not_carried_is_used_nowhere_and_no_id_is_invented() -> None:
    assert not set(carried()) & (NOT_CARRIED | NOT_ASSERTED)
    assert set(carried()) <= set(PROTOCOL)


def moves(id_: str) -> Iterator[tuple[str, Move]]:
    """Every move that carries the id itself (not by a cue), with its routine."""
    for this in library().routines:
        for block in this.blocks:
            for move in block.moves:
                if id_ in move.ids:
                    yield this.name, move


# id: what its numbers say in the source, and the number of the move that must lie inside.
RANGES: dict[str, tuple[str, dict[str, tuple[float, float]]]] = {
    "SA": ("20-30 s; 4-5 slow breaths", {"reps": (4, 5), "seconds": (4, 7.5)}),
    "SB1": ("30-40 % effort; 5-8 s", {"seconds": (5, 8), "percent": (30, 40)}),
    "SB2": ("5-8 s; equal", {"seconds": (5, 8)}),
    "SB3": ("3-4", {"reps": (3, 4)}),
    "F2": ("5-8 s; 3-4", {"seconds": (5, 8), "reps": (3, 4)}),
    "SC1": ("10-15 reps; 2-s hold", {"reps": (10, 15), "seconds": (2, 2)}),
    "T8": ("20-30 s", {"seconds": (20, 30)}),
    "T9": ("2-3 holds per side", {"reps": (2, 3)}),
    "M2": ("2-3 holds x 20-30 s per side", {"reps": (2, 3), "seconds": (20, 30)}),
    "Q3": ("2-3 x 20-30 s per side", {"reps": (2, 3), "seconds": (20, 30)}),
    "X2": ("-", {"seconds": (3, 3), "reps": (8, 12)}),
    "X3": ("1-2 inches (2.5-5 cm); 8-12 reps", {"reps": (8, 12), "lift_cm": (2.5, 5)}),
    "M3": ("6-8 reps; 3-s squeeze", {"reps": (6, 8), "seconds": (3, 3)}),
    "Q4": ("2 x 8; 3-s top", {"reps": (8, 12), "seconds": (3, 3), "sets": (2, 2)}),
    "G2": ("weeks 3-6; 6-8 reps", {"reps": (6, 8)}),
    "G3": ("weeks 3-6; 5 min/day", {"seconds": (300, 300)}),
    "Q5": ("3x/day; 10 s", {"seconds": (10, 10)}),
}


def numbers(move: Move, what: str) -> Range:
    if what == "percent":
        assert move.effort
        return move.effort.percent
    found = getattr(move, what)
    assert isinstance(found, Range)
    return found


@pytest.mark.parametrize("id_", RANGES)
def test_every_number_lies_inside_the_sources_range(id_: str) -> None:
    said, ranges = RANGES[id_]
    assert PROTOCOL[id_]["numbers"] == said, "the source says something else"
    using = list(moves(id_))
    assert using
    for name, move in using:
        for what, (low, high) in ranges.items():
            number = numbers(move, what)
            assert low <= number.low <= number.default <= number.high <= high, (name, move.name, what)


def test_bridges_are_eight_by_default_and_three_seconds_everywhere() -> None:
    """X1: 3 s, 8-12; M3: 6-8; Q4: 2 x 8. Eight by three satisfies all (I10)."""
    assert PROTOCOL["X1"]["numbers"] == "3 s; 8-12 reps"
    for name, move in moves("X1"):
        low, high = (6, 8) if "M3" in move.ids else (8, 12)
        assert low <= move.reps.low <= move.reps.default == 8 <= move.reps.high <= high, name
        assert move.seconds == Range(3, 3, 3)


def test_every_breath_block_is_twenty_to_thirty_seconds() -> None:
    for name, move in moves("SA"):
        for end in ("low", "default", "high"):
            assert 20 <= getattr(move.reps, end) * getattr(move.seconds, end) <= 30, name


@pytest.mark.parametrize("breath", [4.0, 4.5, 5.0, 5.5, 6.0, 6.5, 7.0])
def test_at_every_pace_of_the_setting_it_is_too_with_four_or_five_breaths(breath: float) -> None:
    """SA: 20-30 s, 4-5 breaths; M1: 45-60 s a side of the mini routine."""
    paced = RoutineOptions(breath=timedelta(seconds=breath))
    for name in ("mini", "full", "couch-stretch"):
        for options in (paced, replace(paced, gentle=True)):
            steps = [s for s in build(routine(name), options) if s.kind in (StepKind.IN, StepKind.OUT)]
            steps = [s for s in steps if s.side is Side.RIGHT]
            assert 20 <= length(steps).total_seconds() <= 30 and len(steps) in (8, 10), name
    assert 45 <= couch_per_side("mini", breath=timedelta(seconds=breath)) <= 60


def test_the_usual_breath_is_slower_than_five_seconds() -> None:
    assert timedelta(seconds=5) < Settings().breath_length <= timedelta(seconds=7)


def test_the_relaxing_is_as_long_as_the_press_in_every_routine() -> None:
    for _, move in moves("SB2"):
        assert move.kind is MoveKind.PRESS and move.release == Range(0, 0, 0)


def test_efforts_stay_near_a_third() -> None:
    """SB1: 30-40 %; K2: above 50-60 % is too hard (I7)."""
    assert PROTOCOL["K2"]["numbers"] == ">50-60 % effort"
    efforts = [m.effort for r in library().routines for b in r.blocks for m in b.moves if m.effort]
    assert efforts and all(30 <= effort.percent.low <= effort.percent.high <= 40 for effort in efforts)


def couch_per_side(name: str, **options: object) -> float:
    steps = build(routine(name), RoutineOptions(**options))  # type: ignore[arg-type]
    time = length(s for s in steps if s.block == "couch" and s.side is Side.RIGHT and s.part is StepPart.EXERCISE)
    return time.total_seconds()


def test_the_lengths_that_the_source_names() -> None:
    assert PROTOCOL["M1"]["numbers"] == "45-60 s per side"
    for reps in (3, 4):
        assert 45 <= couch_per_side("mini", numbers=(("press.reps", reps),)) <= 60
    assert PROTOCOL["Q2"]["numbers"] == "90 s/side"
    assert couch_per_side("full") == 90
    assert PROTOCOL["S5"]["numbers"] == "1-2 rounds per side"
    assert routine("couch-stretch").blocks[0].rounds == Range(1, 1, 2)
    assert PROTOCOL["Q1"]["numbers"] == "3 days/week; 8-10 min"
    for gentle in (False, True):
        assert 480 <= lengths(routine("full"), RoutineOptions(gentle=gentle)).total.total_seconds() <= 600
    assert PROTOCOL["S0"]["numbers"] == "2 min"
    assert 90 <= lengths(routine("mini-core")).exercise.total_seconds() <= 120, "I1: 90-120 s"


def test_the_breaks_and_pulses() -> None:
    assert PROTOCOL["D2"]["numbers"] == "every 30-45 min; 20-30 s"
    assert 20 <= lengths(routine("pulse-30")).total.total_seconds() <= 30
    opens, _, _, closes = Settings().window()
    assert (opens.total_seconds(), closes.total_seconds()) == (30 * 60, 45 * 60)
    assert PROTOCOL["Q6"]["numbers"] == "30 s; hourly; 10-s squeeze"
    assert Settings().cue_every.total_seconds() == 3600
    squeezes = [m for r in library().routines for b in r.blocks for m in b.moves if m.name == "squeeze"]
    assert [m.seconds for m in squeezes] == [Range(10, 10, 10)] * 2


def test_the_schedule() -> None:
    assert PROTOCOL["M4"]["numbers"] == "1/day; 2 weeks; 3-4/week"
    first, second, third = progress.PHASES
    assert (first.first, first.last, first.weekly, first.routine) == (1, 14, 7, "mini")
    assert PROTOCOL["G1"]["numbers"].startswith("weeks 3-6")
    assert (second.first, second.last, second.weekly, second.routine) == (2 * 7 + 1, 6 * 7, 3, "full")
    assert (third.first, third.last, third.weekly, third.most) == (6 * 7 + 1, None, 3, 4)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_of_a_routine_names_what_it_carries(name: str) -> None:
    for step in build(routine(name)):
        assert set(step.ids) <= set(PROTOCOL)
        assert step.ids or step.part is StepPart.SET_UP


def test_the_self_test_is_a_screen_of_both_sides() -> None:
    for id_, name in SCREENS.items():
        assert id_ in protocol_ids(routine(name))
    assert {step.side for step in build(routine("self-test"))} == set(Side)
