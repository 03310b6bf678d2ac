"""R6: the limit of standing, "Time to sit"."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import Face, Status, status_of
from hipbreak.core.tracking.trace import read_trace
from tests.core.short_trace import facts_of, replayed, trace_of, without_cue

LIMIT = without_cue(standing_limit=timedelta(minutes=30))
OFFERS = "prompted later skipped ignored withdrawn started"


def offers(events: str, settings: Settings = LIMIT) -> list[str]:
    return replayed(events, OFFERS, settings)


def state_of(events: str, settings: Settings = LIMIT) -> State:
    state: State | None = None
    for line in read_trace(trace_of(events)):
        if state is None:
            state, _ = step(initial_state(line.at), inputs.Launch(), line.at, settings)
        state, _ = step(state, line.event, line.at, settings)
    assert state is not None
    return state


def status_at(events: str) -> Status:
    return status_of(state_of(events), LIMIT)


def test_there_is_no_limit_unless_one_is_set() -> None:
    assert offers("09:00 active\n09:10 standing\n12:00 end", without_cue()) == []


def test_at_the_limit_the_card_comes() -> None:
    assert offers("09:00 active\n09:10 standing\n09:40:30 end") == ["09:40:00 prompted sit bound 0:00"]
    assert offers("09:00 active\n09:10 standing\n09:39:59 sitting\n09:41 end") == []


def test_sitting_down_answers_the_card_and_is_no_break_of_its_own() -> None:
    events = "09:00 active\n09:10 standing\n09:40:20 sitting\n09:41 end"
    assert offers(events) == ["09:40:00 prompted sit bound 0:00", "09:40:20 started sit"]
    (taken,) = [fact for fact in facts_of(events, LIMIT) if isinstance(fact, tracking_facts.Break)]
    assert (taken.credit, taken.how) == ("confirmed", "standing")
    assert status_at(events).phase == "sitting"


def test_a_limit_raised_after_skip_holds_for_the_standing_that_runs() -> None:
    skipped = state_of("09:00 active\n09:10 standing\n09:40:10 skip\n09:41 end")
    for limit, minutes in ((120, 89), (45, 29 + 10 / 60), (10, 9 + 10 / 60)):
        raised = without_cue(standing_limit=timedelta(minutes=limit))
        assert status_of(skipped, raised).sit_in == timedelta(minutes=minutes)


def test_skipped_it_comes_again_after_half_an_hour_or_a_shorter_limit() -> None:
    skipped = "09:00 active\n09:10 standing\n{} skip\n12:00 sitting\n12:01 end"
    long = without_cue(standing_limit=timedelta(minutes=90))
    assert offers(skipped.format("10:40:10"), long)[:3] == [
        "10:40:00 prompted sit bound 0:00",
        "10:40:10 skipped sit",
        "11:10:10 prompted sit bound 0:00",
    ]
    short = without_cue(standing_limit=timedelta(minutes=10))
    assert offers(skipped.format("09:20:10"), short)[2] == "09:30:10 prompted sit bound 0:00"


def test_later_brings_it_back_at_its_time() -> None:
    events = "09:00 active\n09:10 standing\n09:40:10 later minutes=5\n09:46 end"
    assert offers(events) == [
        "09:40:00 prompted sit bound 0:00",
        "09:40:10 later 09:45:10",
        "09:45:10 prompted sit asked 0:00",
    ]


def test_a_snoozed_one_is_dropped_by_sitting_down() -> None:
    events = "09:00 active\n09:10 standing\n09:40:10 later minutes=5\n09:42 sitting\n09:50 end"
    assert offers(events)[2:] == []
    assert state_of(events).logged.offer is None


def test_unanswered_it_folds_away_and_comes_again() -> None:
    assert offers("09:00 active\n09:10 standing\n10:11:30 end") == [
        "09:40:00 prompted sit bound 0:00",
        "09:41:00 ignored sit",
        "10:11:00 prompted sit bound 0:00",
    ]


@pytest.mark.parametrize(
    ("block", "end"),
    [
        ("call_start", "call_end"),
        ("fullscreen_on", "fullscreen_off"),
        ("dnd_on", "dnd_off"),
        ("pause", "resume_prompts"),
    ],
)
def test_a_block_holds_it_back(block: str, end: str) -> None:
    events = f"09:00 active\n09:10 standing\n09:35 {block}\n09:50 {end}\n09:50:10 end"
    assert offers(events) == ["09:50:00 prompted sit coarse 0:00"]
    waits = status_at(events.partition("09:50")[0] + "09:45 end")
    assert (waits.sit_waits, waits.sit_in) == (True, timedelta(0))


def test_a_block_withdraws_the_card_and_its_end_brings_it_back() -> None:
    events = "09:00 active\n09:10 standing\n09:40:10 later minutes=5\n09:45:30 call_start\n09:55 call_end\n09:55:30 end"
    assert offers(events)[2:] == [
        "09:45:10 prompted sit asked 0:00",
        "09:45:30 withdrawn sit",
        "09:55:00 prompted sit asked 0:00",
    ]


def test_it_is_not_shown_at_an_empty_desk() -> None:
    events = "09:00 active\n09:10 standing\n09:38:30 idle\n09:41 active\n09:41:10 end"
    assert offers(events) == ["09:41:00 prompted sit coarse 0:00"]


def test_leaving_withdraws_it_and_ends_the_standing() -> None:
    events = "09:00 active\n09:10 standing\n09:40:10 lock\n09:50 unlock\n10:00 end"
    assert offers(events) == ["09:40:00 prompted sit bound 0:00", "09:41:10 withdrawn sit"]
    assert status_at(events).phase == "sitting"


@pytest.mark.parametrize(("answer", "until"), [("undo", "09:41"), ("away", "09:46")])
def test_what_ends_the_standing_otherwise_takes_the_card_down(answer: str, until: str) -> None:
    events = f"09:00 active\n09:10 standing\n09:40:10 {answer}\n{until} end"
    assert "withdrawn sit" in offers(events)[1]
    assert state_of(events).logged.offer is None


def test_taking_the_limit_away_takes_a_snoozed_card_away() -> None:
    state = state_of("09:00 active\n09:10 standing\n09:40:10 later minutes=10\n09:41 end")
    state, facts = step(state, inputs.Settle(), state.at, without_cue())
    assert [fact.name for fact in facts] == ["withdrawn"]
    assert state.logged.offer is None


def test_a_break_of_the_guide_while_standing_leaves_it_for_later() -> None:
    events = "09:00 active\n09:10 standing\n09:40:10 start\n09:40:40 finish\n09:45:30 end"
    assert offers(events) == [
        "09:40:00 prompted sit bound 0:00",
        "09:40:10 withdrawn sit",
        "09:40:10 started stand",
        "09:45:00 prompted sit coarse 0:00",
    ]


def test_the_hourly_cue_gives_way() -> None:
    settings = Settings(standing_limit=timedelta(minutes=50))
    events = "09:00 active\n09:15 standing\n10:05:10 skip\n10:10:10 end"
    assert offers(events, settings) == [
        "10:05:00 prompted sit bound 0:00",
        "10:05:10 skipped sit",
        "10:10:00 prompted cue hourly 0:00",
    ]


def test_the_limit_survives_a_restart() -> None:
    first = "09:00 active\n09:10 standing\n09:30 stop\n09:30:30 start\n09:40:10 skip\n"
    assert offers(f"{first}09:50 stop\n09:50:30 start\n10:11 end") == [
        "09:40:00 prompted sit bound 0:00",
        "09:40:10 skipped sit",
        "10:10:10 prompted sit bound 0:00",
    ]


QUESTION = "prompted standing_asked"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (60, ["09:45:00 standing_asked", "10:00:00 prompted sit bound 0:00"]),
        (50, ["09:45:00 standing_asked", "09:50:00 prompted sit bound 0:00"]),
        (49, ["09:49:00 prompted sit bound 0:00"]),
        (45, ["09:45:00 prompted sit bound 0:00"]),
        (30, ["09:30:00 prompted sit bound 0:00"]),
    ],
)
def test_the_question_gives_way_to_a_card_that_is_near(limit: int, expected: list[str]) -> None:
    settings = without_cue(standing_limit=timedelta(minutes=limit))
    last = "10:00:10 skip\n10:10 end" if limit == 60 else f"09:{limit:02}:10 skip\n09:59 end"
    assert replayed(f"09:00 standing\n{last}", QUESTION, settings) == expected


def test_after_an_ignored_card_the_question_comes() -> None:
    settings = without_cue(standing_limit=timedelta(minutes=45))
    events = "09:00 standing\n09:55 sitting\n09:56 end"
    assert replayed(events, "ignored standing_asked", settings) == ["09:46:00 ignored sit", "09:50:00 standing_asked"]
    (taken,) = [fact for fact in facts_of(events, settings) if isinstance(fact, tracking_facts.Break)]
    assert taken.how == "standing_unconfirmed"


@pytest.mark.parametrize("answer", ["skip", "later minutes=5"])
def test_who_skips_or_snoozes_the_card_is_standing(answer: str) -> None:
    settings = without_cue(standing_limit=timedelta(minutes=60))
    events = f"09:00 standing\n10:00:10 {answer}\n10:04 sitting\n10:05 end"
    assert replayed(events, QUESTION, settings)[0] == "09:45:00 standing_asked"
    (taken,) = [fact for fact in facts_of(events, settings) if isinstance(fact, tracking_facts.Break)]
    assert taken.how == "standing_asked"
    assert not state_of(events.partition("10:04")[0] + "10:01 end", settings).asks_about_standing()


def test_the_question_is_not_shown_beside_the_card() -> None:
    settings = without_cue(standing_limit=timedelta(minutes=50), prompt_folds=timedelta(minutes=1))
    before, during, after = (f"09:00 standing\n{at} end" for at in ("09:49", "09:50:30", "09:51:30"))
    assert [state_of(events, settings).asks_about_standing() for events in (before, during, after)] == [
        True,
        False,
        True,
    ]


def test_the_status_tells_how_long_and_shows_the_card() -> None:
    before = status_at("09:00 active\n09:10 standing\n09:20 end")
    assert (before.sit_in, before.sit_waits, before.face) == (timedelta(minutes=20), False, Face.STANDING)
    shown = status_at("09:00 active\n09:10 standing\n09:40:10 end")
    assert (shown.phase, shown.face, shown.fill, shown.sit_in) == ("prompting", Face.OTHER_DUE, 1.0, None)
    snoozed = status_at("09:00 active\n09:10 standing\n09:40:10 later minutes=5\n09:41:10 end")
    assert (snoozed.sit_in, snoozed.sit_waits) == (timedelta(minutes=4), False)
    assert status_at("09:00 active\n09:10 end").sit_in is None
