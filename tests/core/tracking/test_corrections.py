"""R21 in the statistics window: a break is withdrawn, or logged for an exact interval."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, days_of, running_interval, total_of
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.trace import TraceLine, read_trace, replay
from tests.core.short_trace import moment, short, trace_of

MORNING = "09:00 active\n09:20 lock\n09:25 unlock\n10:00 lock\n10:10 unlock\n10:30 lock\n10:40 unlock\n"
NOW = moment("11:00")


def after(events: str, *commands: inputs.Command, refused: list[str] | None = None) -> list[Fact]:
    """All facts of the events and of these commands at eleven."""
    lines = read_trace(trace_of(events))
    lines += [TraceLine(len(lines) + n, NOW, command) for n, command in enumerate(commands, 1)]
    said = refused if refused is not None else []
    found = list(replay([*lines, TraceLine(0, NOW, inputs.Settle())], Settings(), lambda _, why: said.append(why)))
    assert refused is not None or not said, said
    return found


def replayed(events: str, *commands: inputs.Command) -> list[str]:
    """What the commands added."""
    before = len(after(events))
    return [short(fact) for fact in after(events, *commands)[before:] if fact.in_replay_output]


def back(text: str) -> inputs.RevertToSitting:
    return inputs.RevertToSitting(moment(text))


def up(start: str, end: str) -> inputs.LogBreakBetween:
    return inputs.LogBreakBetween(moment(start), moment(end))


def test_a_break_is_withdrawn_by_its_start() -> None:
    assert replayed(MORNING, back("10:00")) == [
        "11:00:00 corrected break 10:00:00",
        "11:00:00 corrected bout 09:25:00",
        "11:00:00 corrected bout 10:10:00",
        "11:00:00 bout 09:25:00-10:30:00",
    ]


def test_withdrawing_the_last_break_extends_the_running_bout() -> None:
    facts = after(MORNING, back("10:30"))
    logged = fold(facts)
    assert logged.posture is not None and logged.posture.since == moment("10:10")


def test_any_time_within_a_break_identifies_it() -> None:
    assert replayed(MORNING, back("10:04")) == replayed(MORNING, back("10:00"))


def test_an_absence_with_an_unobserved_end_can_be_sitting() -> None:
    events = "09:00 active\n09:20 lock\n09:40 stop\n10:00 start\n10:00 active\n"
    assert replayed(events, back("09:20")) == [
        "11:00:00 corrected away 09:20:00",
        "11:00:00 corrected bout 09:00:00",
        "11:00:00 bout 09:00:00-09:40:00",
    ]


def test_continuing_standing_can_be_sitting() -> None:
    said = replayed("09:00 active\n10:50 standing\n", back("10:50"))
    assert said == ["11:00:00 corrected bout 09:00:00", "11:00:00 prompted stand bound 120:00"]


@pytest.mark.parametrize("text", ["08:00", "09:22:00", "10:15"])
def test_no_break_or_one_too_long_ago_is_refused(text: str) -> None:
    refused: list[str] = []
    events = "09:00 active\n10:00 lock\n10:10 unlock\n"
    facts = after(events, back(text), refused=refused)
    assert refused == ["That cannot be changed any more: corrections reach back about a day."]
    assert facts == after(events)


def test_an_exact_break_splits_the_recorded_bout() -> None:
    assert replayed(MORNING, up("09:30", "09:34:30")) == [
        "11:00:00 corrected bout 09:25:00",
        "11:00:00 bout 09:25:00-09:30:00",
        "11:00:00 break 09:30:00-09:34:30 confirmed",
        "11:00:00 bout 09:34:30-10:00:00",
    ]


def test_a_break_in_the_running_bout_starts_a_new_one() -> None:
    assert replayed(MORNING, up("10:45", "10:50")) == [
        "11:00:00 bout 10:40:00-10:45:00",
        "11:00:00 break 10:45:00-10:50:00 confirmed",
    ]


def test_a_break_for_a_whole_bout_replaces_it() -> None:
    assert replayed(MORNING, up("09:25", "10:00")) == [
        "11:00:00 corrected bout 09:25:00",
        "11:00:00 break 09:25:00-10:00:00 confirmed",
    ]


@pytest.mark.parametrize(("start", "end"), [("09:30", "09:30"), ("09:40", "09:30"), ("11:00", "11:05")])
def test_a_break_needs_a_length_in_the_past(start: str, end: str) -> None:
    refused: list[str] = []
    after(MORNING, up(start, end), refused=refused)
    assert refused == ["A break must be in the past and have a length."]


def test_a_break_logged_and_withdrawn_restores_the_day() -> None:
    plain, there_and_back = after(MORNING), after(MORNING, up("09:30", "09:35"), back("09:30"))
    assert _days(there_and_back)[0].spans == _days(plain)[0].spans


@pytest.mark.parametrize(
    "commands",
    [(back("09:20"),), (back("10:00"), up("09:50", "10:20")), (up("09:00", "09:20"), back("09:20")), (back("10:30"),)],
)
def test_corrections_keep_the_sum_of_the_day(commands: tuple[inputs.Command, ...]) -> None:
    facts = after(MORNING, *commands)
    running = running_interval(fold(facts), NOW)
    assert running is not None
    day = total_of(_days([*facts, running]))
    assert day.sitting + day.standing + day.away == timedelta(hours=2)


def _days(facts: list[Fact]) -> list[Day]:
    """The day as the log would tell it: without what was taken back."""
    holding: list[Fact] = []
    for fact in facts:
        if isinstance(fact, tracking_facts.Corrected):
            taken = next(h for h in reversed(holding) if h.name == fact.of and getattr(h, "start", None) == fact.start)
            holding.remove(taken)
        else:
            holding.append(fact)
    return days_of(holding, NOW.date(), NOW.date())
