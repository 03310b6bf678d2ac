"""R6: standing is a break from 20 s on, and is asked about once after 45 minutes."""

from datetime import timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import from_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import days_of, running_interval
from hipbreak.core.statistics.timeline import items_of
from hipbreak.core.text.day import figures, item_sentence
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Card, Guiding, Sitting, State
from hipbreak.core.tracking.status import status_of
from hipbreak.core.tracking.trace import read_trace
from tests.core.short_trace import facts_of, moment, replayed, trace_of, without_cue
from tests.core.tracking.test_properties import OPTIONS, ORDINARY, START

PIECES = "bout break"
HOUR = timedelta(hours=1)


def test_below_20_seconds_nothing_changes() -> None:
    assert replayed("09:00 active\n09:20 standing\n09:20:19 sitting\n09:45 end") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_20_seconds_are_a_confirmed_break() -> None:
    assert replayed("09:00 active\n09:20 standing\n09:20:20 sitting\n09:21 end") == [
        "09:20:20 bout 09:00:00-09:20:00",
        "09:20:20 break 09:20:00-09:20:20 confirmed",
    ]


@pytest.mark.parametrize(("after", "end"), [("09:21:50", "09:23:50"), ("09:22:20", "09:23:50")])
def test_staying_up_after_the_guide_is_one_break_from_its_start(after: str, end: str) -> None:
    events = f"09:00 active\n09:21 start\n09:21:30 finish\n{after} stay_up\n{end} sitting\n09:30 end"
    facts = facts_of(events)
    withdrawn = {(x.of, x.start) for x in facts if isinstance(x, tracking_facts.Corrected)}
    left = [x for x in facts if isinstance(x, Interval) and (x.name, x.start) not in withdrawn]
    breaks = [x for x in facts if isinstance(x, tracking_facts.Break)]
    assert [(x.name, x.start, x.end) for x in left] == [("bout", moment("09:00"), moment("09:21"))]
    assert [(x.start, x.end, x.how) for x in breaks] == [
        (moment("09:21"), moment("09:21:30"), "pulse"),
        (moment("09:21"), moment(end), "standing"),
    ]
    day = days_of([x for x in facts if x is not breaks[0]], facts[0].at.date(), facts[0].at.date())[0].sum
    assert (day.confirmed, day.standing, day.pulses) == (1, moment(end) - moment("09:21"), 1)


def test_staying_up_without_a_guided_break_just_now_is_standing_from_now() -> None:
    late = "09:00 active\n09:21 start\n09:21:30 finish\n09:22:31 stay_up\n09:30 sitting\n09:31 end"
    assert replayed(late, PIECES)[2:] == [
        "09:22:51 bout 09:21:30-09:22:31",
        "09:30:00 break 09:22:31-09:30:00 confirmed",
    ]


def test_the_minimum_is_that_of_the_guided_break() -> None:
    events = "09:00 active\n09:20 standing\n09:20:19 sitting\n09:21 end"
    settings = without_cue(shortest_break=timedelta(seconds=10))
    assert replayed(events, PIECES, settings) == [
        "09:20:10 bout 09:00:00-09:20:00",
        "09:20:19 break 09:20:00-09:20:19 confirmed",
    ]


def test_a_short_standing_changes_no_answer_to_a_prompt() -> None:
    skipped = "09:00 active\n09:45:10 skip\n09:50 standing\n09:50:10 sitting\n10:16 end"
    assert replayed(skipped, "prompted", without_cue()) == ["09:45:00 prompted stand bound 45:00"]
    snoozed = "09:00 active\n09:45:10 later minutes=10\n09:50 standing\n09:50:10 sitting\n09:56 end"
    assert replayed(snoozed, "prompted")[1:] == ["09:55:10 prompted stand asked 55:10"]
    assert replayed(snoozed.replace("09:50:10", "09:50:20"), "prompted")[1:] == []


@pytest.mark.parametrize("leaving", ["lock", "idle"])
def test_an_absence_within_20_seconds_ends_the_bout_before(leaving: str) -> None:
    facts = facts_of(f"09:00 active\n09:20 standing\n09:20:10 {leaving}\n09:40 unlock\n09:40 active\n09:41 end")
    assert _kept(facts) == [("bout", "09:00:00", "09:20:10"), ("break", "09:20:10", "09:40:00")]


def test_quitting_within_20_seconds_ends_the_bout_before() -> None:
    facts = facts_of("09:00 active\n09:20 standing\n09:20:10 stop\n09:40 start\n09:41 end")
    assert _kept(facts) == [("bout", "09:00:00", "09:20:10"), ("unobserved", "09:20:10", "09:40:00")]


def test_a_restart_within_20_seconds_changes_nothing() -> None:
    assert replayed("09:00 active\n09:20 standing\n09:20:05 stop\n09:20:10 start\n09:20:15 sitting\n09:45 end") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_a_correction_within_20_seconds_finds_the_bout_before() -> None:
    facts = facts_of("09:00 active\n09:20 standing\n09:20:05 log ago_s=605 for_s=60\n09:20:10 sitting\n09:30 end")
    assert _kept(facts) == [("bout", "09:00:00", "09:10:00"), ("break", "09:10:00", "09:11:00")]
    state = _state_of("09:00 active\n09:20 standing\n09:20:05 log ago_s=605 for_s=60\n09:20:10 sitting\n09:30 end")
    assert state.logged.posture == Sitting(moment("09:11"))


def test_undo_withdraws_it() -> None:
    refused: list[str] = []
    events = "09:00 active\n09:20 standing\n09:20:10 undo\n09:45 end"
    assert replayed(events) == ["09:45:00 prompted stand bound 45:00"]
    facts_of(events.replace("undo\n", "undo\n09:30 undo\n"), refused=refused)
    assert refused == ["There is no break to take back."]


def test_within_20_seconds_the_statistics_show_one_bout() -> None:
    state = _state_of("09:00 active\n09:20 standing\n09:20:10 end")
    assert status_of(state, Settings()).phase == "standing"
    running = running_interval(state.logged, state.at)
    assert running is not None
    (day,) = days_of([running], moment("09:00").date(), moment("09:00").date())
    assert (day.sum.bouts, day.sum.standing) == ((timedelta(minutes=20, seconds=10),), timedelta(0))


def _kept(facts: list[Fact]) -> list[tuple[str, str, str]]:
    """The pieces that hold, without those that were taken back."""
    kept: list[Interval] = []
    for fact in facts:
        if isinstance(fact, tracking_facts.Corrected):
            kept = [x for x in kept if (x.name, x.start) != (fact.of, fact.start)]
        elif isinstance(fact, Interval) and not isinstance(fact, tracking_facts.Asked):
            kept.append(fact)
    return [(x.name, f"{x.start:%H:%M:%S}", f"{x.end:%H:%M:%S}") for x in sorted(kept, key=lambda x: x.start)]


def _state_of(events: str) -> State:
    state: State | None = None
    for line in read_trace(trace_of(events)):
        if state is None:
            state, _ = step(initial_state(line.at), inputs.Launch(), line.at, Settings())
        state, _ = step(state, line.event, line.at, Settings())
    assert state is not None
    return state


_HELD_BACK = (  # by full screen, from the bound on
    *((300, inputs.InputActive()),) * 9,
    (50, inputs.BusyChanged(what="fullscreen", on=True)),
    (20, inputs.BusyChanged(what="fullscreen", on=False)),
    (20, inputs.InputActive()),
)


_REPORTED_LONG_AGO = (  # by a desk, and not followed since
    (0, inputs.DeskReport("standing")),
    *((2700, inputs.RoutineAt(None)),) * 4,
    (0, inputs.Suspend()),
    (100, inputs.Lock()),
)


@effort(max_examples=100, deadline=None)
@given(ORDINARY, st.integers(0, 19), ORDINARY)
@example(_REPORTED_LONG_AGO, 9, ((0, inputs.DeskReport("standing")),))
@example(_HELD_BACK, 19, ((240, inputs.InputActive()), (60, inputs.InputActive())))
def test_a_short_standing_at_any_time_leaves_no_fact(
    before: tuple[tuple[int, inputs.Input], ...], seconds: int, after: tuple[tuple[int, inputs.Input], ...]
) -> None:
    """Compared with a day in which the person says at both moments that they sit, which answers the desk as well."""
    state, _ = step(initial_state(START), inputs.Launch(), START, OPTIONS)
    state, _ = _run(state, before)
    state, _ = _run(state, ((0, inputs.Unlock()), (0, inputs.Wake()), (0, inputs.InputActive())))
    posture, offer = state.logged.posture, state.logged.offer
    assume(isinstance(posture, Sitting) and not isinstance(offer, Card | Guiding) and state.logged.question is None)
    plain, facts = _run(state, ((0, inputs.Sit()), (seconds, inputs.Sit())))
    assume(not any(isinstance(x, tracking_facts.Prompted) for x in facts))
    stood, _ = _run(state, ((0, inputs.Stand()), (seconds, inputs.Sit())))
    assert stood.logged == plain.logged
    assert _run(stood, after)[1] == _run(plain, after)[1]


def _run(state: State, day: tuple[tuple[int, inputs.Input], ...]) -> tuple[State, list[Fact]]:
    facts: list[Fact] = []
    for gap, event in day:
        at = state.at + timedelta(seconds=gap)
        try:
            state, more = step(state, event, at, OPTIONS)
        except inputs.Refused:
            state, more = step(state, inputs.Present(), at, OPTIONS)
        facts += more
    return state, facts


QUESTION = "standing_asked standing_confirmed"


def test_after_45_minutes_one_question() -> None:
    assert replayed("09:00 standing\n12:00 end", QUESTION) == ["09:45:00 standing_asked"]
    assert replayed("09:00 standing\n09:44:59 sitting\n12:00 end", QUESTION) == []


def test_without_an_answer_the_standing_is_not_confirmed() -> None:
    facts = facts_of("09:00 active\n09:20 standing\n10:20 sitting\n10:21 end")
    (taken,) = [x for x in facts if isinstance(x, tracking_facts.Break)]
    assert (taken.credit, taken.how) == ("confirmed", "standing_unconfirmed")
    (day,) = days_of(facts, taken.start.date(), taken.start.date())
    assert (day.sum.standing, day.sum.standing_unconfirmed, day.sum.confirmed) == (HOUR, HOUR, 1)
    assert figures(day, Settings().shortest_break)[2] == ("1 h", "Standing", "1 h not confirmed")
    assert item_sentence(items_of(day)[1]) == "09:20 to 10:20, standing, 1 h: not confirmed"


def test_yes_confirms_the_whole_break() -> None:
    events = "09:00 active\n09:20 standing\n10:10 standing\n10:20 standing\n11:30 sitting\n11:31 end"
    assert replayed(events, QUESTION) == ["10:05:00 standing_asked", "10:10:00 standing_confirmed"]
    (taken,) = [x for x in facts_of(events) if isinstance(x, tracking_facts.Break)]
    assert (taken.credit, taken.how) == ("confirmed", "standing_asked")


def test_the_time_of_the_question_is_a_setting() -> None:
    settings = without_cue(standing_question_after=timedelta(minutes=5))
    assert replayed("09:00 standing\n09:10 end", QUESTION, settings) == ["09:05:00 standing_asked"]


@pytest.mark.parametrize(
    ("events", "asked"),
    [
        ("09:30 call_start\n10:00 call_end", "10:00:00"),
        ("09:30 dnd_on\n10:00 dnd_off", "10:00:00"),
        ("09:43 idle\n09:46 active", "09:46:00"),
        ("09:30 pause\n10:00 resume_prompts", "10:00:00"),
        ("09:44:30 lock\n09:45:20 unlock", "09:45:20"),
    ],
)
def test_a_block_or_an_absence_delays_the_question(events: str, asked: str) -> None:
    assert replayed(f"09:00 standing\n{events}\n10:01 end", QUESTION) == [f"{asked} standing_asked"]


def test_the_question_survives_a_restart_and_is_asked_once() -> None:
    events = "09:00 standing\n09:50 stop\n09:50:30 start\n09:51 standing\n10:50 sitting\n10:51 end"
    assert replayed(events, QUESTION) == ["09:45:00 standing_asked", "09:51:00 standing_confirmed"]
    facts = facts_of(events)
    assert fold(facts).question is None


def test_status_has_the_question_until_its_answer() -> None:
    asked = _state_of("09:00 standing\n09:46 end")
    assert status_of(asked, Settings()).standing_question
    assert not status_of(_state_of("09:00 standing\n09:46 standing\n09:47 end"), Settings()).standing_question
    assert not status_of(_state_of("09:00 standing\n09:46 sitting\n09:47 end"), Settings()).standing_question


def test_a_standing_of_an_older_log_begins_at_its_moment() -> None:
    at = moment("09:20")
    assert from_record({"at": at.isoformat(), "fact": "stood"}) == tracking_facts.Stood(at)
