"""A written day at a standing desk, from the desk's reports to the figures."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import from_record, to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, days_of
from hipbreak.core.statistics.records import record_of
from hipbreak.core.statistics.timeline import items_of
from hipbreak.core.text.day import figures, item_sentence, standing_share
from hipbreak.core.text.statistics import figures as figures_of_period
from hipbreak.core.text.statistics import item_row
from tests.core.short_trace import facts_of, short, without_cue

DAY = """
09:00 active
09:30 desk_up
10:20:20 desk_down
11:00 standing
11:47 standing
11:50:10 later minutes=10
12:00:20 sitting
12:10 lock
13:00 unlock
13:01 active
13:20 standing
13:40 sitting
13:50 start
13:50:30 finish
14:00 idle
14:02 active
14:02:10 yes_i_was_up
14:20 end
"""
"""The desk goes up for 50 min; standing by hand, asked about; lunch; standing by hand; a guided break; an answer."""
SETTINGS = without_cue(standing_limit=timedelta(minutes=50), window_closes=timedelta(minutes=60))
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return facts_of(DAY, SETTINGS)


@pytest.fixture(scope="module")
def day(facts: list[Fact]) -> Day:
    return days_of(facts, facts[0].at.date(), facts[0].at.date())[0]


def test_prompts_and_questions(facts: list[Fact]) -> None:
    names = ("prompted", "later", "started", "standing_asked", "standing_confirmed", "asked")
    assert [short(fact) for fact in facts if fact.name in names] == [
        "10:20:00 prompted sit bound 0:00",
        "10:20:20 started sit",
        "11:45:00 standing_asked",
        "11:47:00 standing_confirmed",
        "11:50:00 prompted sit bound 0:00",
        "11:50:10 later 12:00:10",
        "12:00:10 prompted sit asked 0:00",
        "12:00:20 started sit",
        "13:50:00 started stand",
        "14:02:00 asked 14:00:00-14:02:00",
    ]


def test_every_break_has_its_source(facts: list[Fact]) -> None:
    breaks = [(f"{fact.start:%H:%M}", fact.how) for fact in facts if isinstance(fact, tracking_facts.Break)]
    assert breaks == [
        ("09:30", "standing_sensed"),
        ("11:00", "standing_asked"),
        ("12:10", "away"),
        ("13:20", "standing"),
        ("13:50", "pulse"),
        ("14:00", "asked"),
    ]


def test_the_figures_tell_the_sources_apart(day: Day) -> None:
    record = record_of(day.sum)
    parts = [record[f"standing_{part}s"] for part in ("", "declared_", "asked_", "sensed_", "unconfirmed_")]
    assert parts == [3020 + 3620 + 1200 + 30, 1200, 3620, 3020, 0]
    shown = {label: number for number, label, _note in figures(day, Settings().shortest_break)}
    assert shown["Standing, declared by you"] == "20 min"
    assert shown["Standing, confirmed when asked"] == "1 h"
    assert shown["Standing, by your desk"] == "50 min"
    week = {label: number for number, label, _note in figures_of_period(day.sum, (1, 1), MINUTE)}
    assert shown.items() & week.items() >= {(label, shown[label]) for label in shown if label.startswith("Standing, ")}


def test_without_a_desk_and_a_question_the_figures_are_as_before() -> None:
    facts = facts_of("09:00 active\n09:20 standing\n09:40 sitting\n09:41 end")
    (day,) = days_of(facts, facts[0].at.date(), facts[0].at.date())
    labels = [label for _number, label, _note in figures(day, Settings().shortest_break)]
    assert [label for label in labels if label.startswith("Standing")] == ["Standing"]


def test_the_day_tells_of_time_to_sit(day: Day) -> None:
    sits = [item for item in items_of(day) if item.what == "sit"]
    assert [item_sentence(item) for item in sits] == [
        "10:20, time to sit: you sat down",
        "11:50, time to sit: you chose Later",
        "12:00, time to sit: you sat down",
    ]
    assert item_row(sits[0])[2:] == ("time to sit", "", "", "done")


def test_sitting_down_at_the_card_is_an_answer(day: Day) -> None:
    assert (day.sum.offered, day.sum.outcomes["started"], day.sum.outcomes["later"]) == (3, 2, 1)
    assert day.sum.decided == 0, "only stand-up prompts can be followed by standing up"


def test_the_share_of_the_day(day: Day) -> None:
    def percent(share: float) -> str:
        return f"{share:.0%}"

    assert standing_share(day.sum, 30, percent) == "Stood 2 h 11 min of 4 h 10 min at the desk, 52% of your 30%."
    assert standing_share(day.sum, 0, percent) == ""
    assert standing_share(days_of([], day.date, day.date)[0].sum, 30, percent) == ""


def test_the_facts_survive_the_log(facts: list[Fact]) -> None:
    assert [from_record(to_record(fact)) for fact in facts] == facts


def test_a_standing_of_an_older_log_was_declared(facts: list[Fact]) -> None:
    (record, *_) = [to_record(fact) for fact in facts if isinstance(fact, tracking_facts.Stood)]
    assert record.pop("source") == "sensed"
    stood = from_record(record)
    assert isinstance(stood, tracking_facts.Stood)
    assert stood.source == "declared"
