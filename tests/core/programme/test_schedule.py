"""Health answers and choices as the options of a routine."""

from datetime import UTC, datetime

import pytest

from hipbreak.core.facts import programme_facts
from hipbreak.core.programme.health_screening import Clearance, clearance_of, may_start
from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.programme.schedule import options_for
from hipbreak.core.settings.settings import Settings
from hipbreak.store.routine_library import read_library

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIBRARY = read_library()


@pytest.mark.parametrize(
    ("answers", "outcome", "may"),
    [
        ([], None, False),
        ([programme_facts.HealthScreened(AT, "")], Clearance.OPEN, True),
        ([programme_facts.HealthScreened(AT, "sore")], Clearance.GENTLE, True),
        ([programme_facts.HealthScreened(AT, "strain")], Clearance.ASK_FIRST, False),
        ([programme_facts.HealthScreened(AT, "strain", cleared=True)], Clearance.GENTLE, True),
        ([programme_facts.HealthScreened(AT, "strain"), programme_facts.HealthScreened(AT, "")], Clearance.OPEN, True),
    ],
)
def test_the_last_answers_apply(answers: list[programme_facts.Fact], outcome: Clearance | None, may: bool) -> None:
    programme = fold(answers)
    assert clearance_of(programme) is outcome
    assert may_start(programme, "mini") is may
    assert may_start(programme, "pulse-30"), "the stand-up breaks go on"


def test_accepted_progressions_change_their_routines() -> None:
    taken = fold(
        [programme_facts.ProgressionSet(AT, "weight", True), programme_facts.ProgressionSet(AT, "long-step", True)]
    )
    full = LIBRARY.get("full")
    stretch = LIBRARY.get("couch-stretch")
    assert full
    assert stretch
    options = options_for(taken, full, Settings())
    assert options.weight
    assert options.blocks is not None
    assert "long-step" in options.blocks
    assert not options_for(taken, stretch, Settings()).weight
    assert not options_for(Programme(), full, Settings()).weight


def test_answers_only_make_a_routine_gentler() -> None:
    mini = LIBRARY.get("mini")
    assert mini
    assert not options_for(fold([programme_facts.HealthScreened(AT, "")]), mini, Settings()).gentle
    assert options_for(fold([programme_facts.HealthScreened(AT, "sore")]), mini, Settings()).gentle
