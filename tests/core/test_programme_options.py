"""How answers and choices shape a routine."""

from datetime import UTC, datetime

import pytest

from hipbreak.core import programme_facts as p
from hipbreak.core.programme import Programme, fold
from hipbreak.core.programme_options import gate_outcome, may_start, options_for
from hipbreak.core.safety import Outcome
from hipbreak.core.session import Options
from hipbreak.store.routines import read_library

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIBRARY = read_library()


@pytest.mark.parametrize(
    ("answers", "outcome", "may"),
    [
        ([], None, False),
        ([p.GateAnswered(AT, "")], Outcome.OPEN, True),
        ([p.GateAnswered(AT, "sore")], Outcome.GENTLE, True),
        ([p.GateAnswered(AT, "strain")], Outcome.ASK_FIRST, False),
        ([p.GateAnswered(AT, "strain", cleared=True)], Outcome.GENTLE, True),
        ([p.GateAnswered(AT, "strain"), p.GateAnswered(AT, "")], Outcome.OPEN, True),
    ],
)
def test_the_last_answers_decide(answers: list[p.Fact], outcome: Outcome | None, may: bool) -> None:
    programme = fold(answers)
    assert gate_outcome(programme) is outcome
    assert may_start(programme, "mini") is may
    assert may_start(programme, "pulse-30"), "the stand-up breaks go on"


def test_what_was_taken_up_reaches_the_routines_it_belongs_to() -> None:
    taken = fold([p.ProgressionSet(AT, "weight", True), p.ProgressionSet(AT, "long-step", True)])
    full = LIBRARY.get("full")
    stretch = LIBRARY.get("couch-stretch")
    assert full
    assert stretch
    options = options_for(taken, full)
    assert options.weight
    assert options.blocks is not None
    assert "long-step" in options.blocks
    assert not options_for(taken, stretch).weight
    assert not options_for(Programme(), full).weight


def test_answers_only_ever_make_it_gentler() -> None:
    mini = LIBRARY.get("mini")
    assert mini
    asked = Options(gentle=True, blocks=())
    open_ = options_for(fold([p.GateAnswered(AT, "")]), mini, asked)
    assert open_.gentle
    assert open_.blocks == ()
    assert options_for(fold([p.GateAnswered(AT, "sore")]), mini).gentle
