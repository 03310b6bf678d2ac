"""A desk reports its posture (decision 0047): it is followed once that is safe, and a repetition changes nothing."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.statistics.daily import days_of
from tests.core.short_trace import facts_of, moment, without_cue

UP, DOWN = "desk_up", "desk_down"
Break = tuple[str, str, str]


def breaks_of(events: str) -> list[Break]:
    return [
        (f"{fact.start:%H:%M:%S}", f"{fact.end:%H:%M:%S}", fact.how)
        for fact in kept(events)
        if isinstance(fact, tracking_facts.Break)
    ]


def kept(events: str) -> list[Fact]:
    """The facts, without those that a correction took back."""
    found: list[Fact] = []
    for fact in facts_of(events, without_cue()):
        if isinstance(fact, tracking_facts.Corrected):
            found = [x for x in found if (x.name, getattr(x, "start", None)) != (fact.of, fact.start)]
        found.append(fact)
    return found


def test_a_desk_that_goes_up_and_down_is_a_sensed_standing() -> None:
    events = f"09:00 active\n09:20 {UP}\n09:50 {DOWN}\n09:51 end"
    assert breaks_of(events) == [("09:20:00", "09:50:00", "standing_sensed")]
    (stood,) = [fact for fact in kept(events) if isinstance(fact, tracking_facts.Stood)]
    assert stood.source == "sensed"


def test_repeated_reports_change_nothing() -> None:
    once = f"09:00 active\n09:20 {UP}\n09:50 {DOWN}\n10:00 end"
    often = f"09:00 active\n09:10 {DOWN}\n09:20 {UP}\n09:21 {UP}\n09:40 {UP}\n09:50 {DOWN}\n09:59 {DOWN}\n10:00 end"
    assert facts_of(often, without_cue()) == facts_of(once, without_cue())


@pytest.mark.parametrize("seconds", [1, 7, 19])
def test_a_desk_that_flaps_gives_no_breaks_and_hides_no_prompt(seconds: int) -> None:
    moved = [moment("09:20") + timedelta(seconds=n) for n in range(0, 3600, seconds)]
    flaps = "\n".join(f"{at:%H:%M:%S} {(UP, DOWN)[n % 2]}" for n, at in enumerate(moved))
    events = f"09:00 active\n{flaps}\n10:20 {DOWN}\n10:20:30 end"
    names = [fact.name for fact in kept(events) if not isinstance(fact, tracking_facts.Began | tracking_facts.Sat)]
    assert names == ["stood", "prompted", "ignored"]
    assert breaks_of(f"{events}\n10:30 {UP}\n10:40 {DOWN}\n10:41 end")[0][:2] == ("10:30:00", "10:40:00")


def test_a_desk_that_rests_after_flapping_is_followed_then() -> None:
    events = f"09:00 active\n09:20 {UP}\n09:20:05 {DOWN}\n09:20:10 {UP}\n09:50 {DOWN}\n09:51 end"
    assert breaks_of(events) == [("09:20:30", "09:50:00", "standing_sensed")]
    assert breaks_of(events.replace("09:50", "09:20:20 sitting\n09:50")) == []


def test_what_the_person_says_holds_until_the_desk_moves() -> None:
    high_chair = (
        f"09:00 active\n09:20 {UP}\n09:30 sitting\n09:31 {UP}\n09:40 {DOWN}\n09:50 {UP}\n10:00 {DOWN}\n10:01 end"
    )
    assert [taken[:2] for taken in breaks_of(high_chair)] == [("09:20:00", "09:30:00"), ("09:50:00", "10:00:00")]
    beside = f"09:00 active\n09:05 {DOWN}\n09:20 standing\n09:21 {DOWN}\n09:30 sitting\n09:31 end"
    assert breaks_of(beside) == [("09:20:00", "09:30:00", "standing")]


def test_a_report_of_what_was_declared_changes_nothing() -> None:
    events = f"09:00 active\n09:20 standing\n09:20:30 {UP}\n09:30 {DOWN}\n09:31 end"
    assert breaks_of(events) == [("09:20:00", "09:30:00", "standing")]


@pytest.mark.parametrize("leaving", ["lock", "away", "suspend"])
def test_a_report_during_an_absence_waits_for_the_return(leaving: str) -> None:
    back = {"lock": "unlock", "away": "active", "suspend": "resume"}[leaving]
    events = f"09:00 active\n09:20 {leaving}\n09:25 {UP}\n09:30 {back}\n09:31 active\n09:40 {DOWN}\n09:41 end"
    assert breaks_of(events) == [("09:20:00", "09:30:00", "away"), ("09:30:00", "09:40:00", "standing_sensed")]
    lowered = events.replace(f"09:30 {back}", f"09:26 {DOWN}\n09:30 {back}")
    assert breaks_of(lowered) == [("09:20:00", "09:30:00", "away")]


def test_a_report_at_an_empty_chair_extends_no_sitting() -> None:
    events = f"09:00 active\n09:20 idle\n09:23 {UP}\n09:40 active\n09:50 {DOWN}\n09:51 end"
    assert breaks_of(events) == [("09:20:00", "09:40:00", "away"), ("09:40:00", "09:50:00", "standing_sensed")]
    bouts = [fact for fact in kept(events) if isinstance(fact, tracking_facts.Bout)]
    assert [(bout.start, bout.end) for bout in bouts[:1]] == [(moment("09:00"), moment("09:20"))]


def test_a_return_to_a_raised_desk_is_standing() -> None:
    events = f"09:00 active\n09:20 {UP}\n09:40 lock\n09:50 unlock\n10:00 {DOWN}\n10:01 end"
    assert breaks_of(events) == [
        ("09:20:00", "09:40:00", "standing_sensed"),
        ("09:40:00", "09:50:00", "away"),
        ("09:50:00", "10:00:00", "standing_sensed"),
    ]


def test_a_raised_desk_that_is_not_heard_of_any_more_waits_for_its_next_report() -> None:
    """The helper has ended, or slept with the machine: nobody stands for days because of its last report."""
    events = f"09:00 active\n09:20 {UP}\n09:40 suspend\n12:30 resume\n12:31 active\n12:40 end"
    assert breaks_of(events) == [("09:20:00", "09:40:00", "standing_sensed"), ("09:40:00", "12:30:00", "away")]
    heard = events.replace("12:40 end", f"12:33 {UP}\n12:50 {DOWN}\n12:51 end")
    assert breaks_of(heard)[2:] == [("12:33:00", "12:50:00", "standing_sensed")]
    repeated = events.replace("09:40", f"09:35 {UP}\n09:40").replace("12:40 end", f"12:40 {DOWN}\n12:41 end")
    assert breaks_of(repeated)[2:] == [("12:30:00", "12:40:00", "standing_sensed")]


def test_but_not_who_said_that_they_sit_there() -> None:
    events = f"09:00 active\n09:20 {UP}\n09:30 sitting\n09:40 lock\n09:50 unlock\n10:00 end"
    assert breaks_of(events) == [("09:20:00", "09:30:00", "standing_sensed"), ("09:40:00", "09:50:00", "away")]


def test_a_desk_raised_in_a_guided_break_goes_on_as_standing_from_its_start() -> None:
    events = f"09:00 active\n09:20 start\n09:20:10 {UP}\n09:20:30 finish\n09:50 {DOWN}\n09:51 end"
    assert breaks_of(events) == [("09:20:00", "09:50:00", "standing_sensed")]
    facts = kept(events)
    (day,) = days_of(facts, facts[0].at.date(), facts[0].at.date())
    assert (day.sum.confirmed, day.sum.pulses) == (1, 1)


def test_a_desk_raised_in_a_session_is_standing_after_it() -> None:
    events = f'09:00 active\n09:20 start kind="routine"\n09:25 {UP}\n09:35 finish\n09:50 {DOWN}\n09:51 end'
    assert breaks_of(events) == [("09:20:00", "09:35:00", "pulse"), ("09:35:00", "09:50:00", "standing_sensed")]


def test_a_raised_desk_answers_the_stand_up_card() -> None:
    events = f"09:00 active\n09:45:10 {UP}\n10:00 {DOWN}\n10:01 end"
    assert [fact.name for fact in kept(events) if fact.name in ("prompted", "withdrawn", "stood")] == [
        "prompted",
        "withdrawn",
        "stood",
    ]


def test_a_sensed_standing_is_not_asked_about() -> None:
    assert "standing_asked" not in [fact.name for fact in kept(f"09:00 active\n09:20 {UP}\n11:00 end")]


def test_a_restart_forgets_the_report() -> None:
    """The desk is read anew (R7), so that its helper reports again."""
    events = f"09:00 active\n09:20 {UP}\n09:30 sitting\n09:40 stop\n09:40:30 start\n09:41 {UP}\n09:50 {DOWN}\n09:51 end"
    assert [taken[:2] for taken in breaks_of(events)] == [("09:20:00", "09:30:00"), ("09:41:00", "09:50:00")]


def test_a_sensed_standing_goes_on_over_a_restart() -> None:
    events = f"09:00 active\n09:20 {UP}\n09:40 stop\n09:40:30 start\n09:50 sitting\n09:51 end"
    assert breaks_of(events) == [("09:20:00", "09:50:00", "standing_sensed")]


def test_a_report_proves_no_presence() -> None:
    quiet = "09:00 active\n09:20 idle\n09:24:30 {}\n09:40 end"
    assert facts_of(quiet.format(UP)) == facts_of(quiet.format(DOWN))
    (left,) = [fact for fact in kept(quiet.format(UP)) if isinstance(fact, tracking_facts.Left)]
    assert left.since == moment("09:20")
