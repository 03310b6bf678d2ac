"""R18: the reminder of the session comes once on its day, and blocks, prompts and absences delay it."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from hipbreak.core.statistics.daily import days_of
from hipbreak.core.statistics.timeline import items_of
from hipbreak.core.text import day as day_text
from hipbreak.core.text import statistics as statistics_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Card, State
from hipbreak.core.tracking.status import status_of
from hipbreak.core.tracking.trace import TraceError, read_trace
from tests.core.short_trace import facts_of, replayed, trace_of, without_cue

ALL = "prompted withdrawn later skipped ignored started finished stopped"
ONLY_IT = without_cue(window_opens=timedelta(hours=24), window_closes=timedelta(hours=24))
NINE = "09:00 active\n09:00 routine_at moment={}\n"


def chosen(time: str, day: int = 2, offset: str = "+01:00") -> str:
    """The moment as the trace has it."""
    return f'"2026-03-{day:02}T{time}:00{offset}"'


def reminded(events: str, at: str = "10:00", settings: Settings = ONLY_IT, only: str = ALL) -> list[str]:
    """A day at the desk from 9:00 on, with the reminder at `at`."""
    return replayed(f"{NINE.format(chosen(at))}{events}", only, settings)


def test_it_comes_once_at_the_chosen_time() -> None:
    assert reminded("10:00:20 skip\n18:00 end") == [
        "10:00:00 prompted routine bound 60:00",
        "10:00:20 skipped routine",
    ]


def test_an_unanswered_reminder_closes_and_is_not_repeated() -> None:
    events = "10:20 call_start\n10:30 call_end\n12:00 lock\n12:30 unlock\n18:00 end"
    assert reminded(events) == ["10:00:00 prompted routine bound 60:00", "10:01:00 ignored routine"]


def test_put_off_until_tomorrow_it_is_silent_today() -> None:
    events = (
        f"10:00:10 later minutes=1440\n18:00 stop\n+08:00 start\n+08:00 routine_at moment={chosen('10:00', 3)}\n"
        "+08:00 active\n+10:00:20 skip\n+18:00 end"
    )
    assert reminded(events) == [
        "10:00:00 prompted routine bound 60:00",
        "10:00:10 later 10:00:10",
        "10:00:00 prompted routine bound 120:00",
        "10:00:20 skipped routine",
    ]


def test_a_snooze_ends_exactly_and_at_most_twice() -> None:
    events = "10:00:10 later minutes=10\n10:10:20 later minutes=5\n10:15:30 later\n10:15:40 skip\n18:00 end"
    assert reminded(events) == [
        "10:00:00 prompted routine bound 60:00",
        "10:00:10 later 10:10:10",
        "10:10:10 prompted routine asked 70:10",
        "10:10:20 later 10:15:20",
        "10:15:20 prompted routine asked 75:20",
        "10:15:40 skipped routine",
    ]
    refused: list[str] = []
    facts_of(f"{NINE.format(chosen('10:00'))}{events}", ONLY_IT, refused)
    assert len(refused) == 1 and "snoozed as often" in refused[0]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        ("call_start", "call_end"),
        ("fullscreen_on", "fullscreen_off"),
        ("dnd_on", "dnd_off"),
        ("pause", "resume_prompts"),
    ],
)
def test_a_block_delays_it(begins: str, ends: str) -> None:
    assert reminded(f"09:50 {begins}\n11:30 {ends}\n18:00 end", only="prompted") == [
        "11:30:00 prompted routine coarse 150:00"
    ]


def test_working_hours_delay_it() -> None:
    hours = replace(ONLY_IT, working_hours=parse_hours("mon-fri 11:00-17:30"))
    assert reminded("18:00 end", settings=hours, only="prompted") == ["11:00:00 prompted routine coarse 120:00"]


def test_a_block_hides_the_card_until_its_end() -> None:
    assert reminded("10:00:20 call_start\n10:30 call_end\n10:30:10 skip\n18:00 end") == [
        "10:00:00 prompted routine bound 60:00",
        "10:00:20 withdrawn routine",
        "10:30:00 prompted routine coarse 90:00",
        "10:30:10 skipped routine",
    ]


def test_a_snooze_that_ends_in_a_call_comes_after_it_as_asked() -> None:
    assert reminded("10:00:10 later minutes=5\n10:04 call_start\n10:20 call_end\n10:20:10 skip\n11:00 end")[-2:] == [
        "10:20:00 prompted routine asked 80:00",
        "10:20:10 skipped routine",
    ]


def test_it_comes_a_minute_after_a_start() -> None:
    """Who starts the machine after the chosen time has a minute first; a lock in it, and the return is soon enough."""
    begins = f"09:00 active\n09:00 routine_at moment={chosen('08:30')}\n"
    assert replayed(f"{begins}09:30 end", "prompted", ONLY_IT) == ["09:01:00 prompted routine coarse 1:00"]
    assert replayed(f"{begins}09:00:30 call_start\n09:00:40 call_end\n09:30 end", "prompted", ONLY_IT) == [
        "09:01:00 prompted routine coarse 1:00"
    ]
    assert replayed(f"{begins}09:00:20 lock\n09:03 unlock\n09:30 end", "prompted", ONLY_IT) == [
        "09:03:00 prompted routine coarse 0:00"
    ]
    at_once = f"09:00 active\n09:00 routine_at moment={chosen('09:00')}\n09:30 end"
    assert replayed(at_once, "prompted", ONLY_IT) == ["09:01:00 prompted routine coarse 1:00"]


def test_no_reminder_during_an_absence() -> None:
    lines = reminded("09:40 lock\n10:20 unlock\n10:20:30 skip\n11:00 end")
    assert lines == ["10:20:00 prompted routine coarse 0:00", "10:20:30 skipped routine"]
    assert reminded("09:58 idle\n10:02 active\n11:00 end", only="prompted") == [
        "10:02:00 prompted routine coarse 62:00"
    ]


def test_an_absence_delays_it() -> None:
    """R14 takes it back, but an absence is no session."""
    assert reminded("10:00:10 lock\n10:20 unlock\n10:20:10 later minutes=10\n10:25 lock\n10:40 unlock\n11:00 end") == [
        "10:00:00 prompted routine bound 60:00",
        "10:01:10 withdrawn routine",
        "10:20:00 prompted routine coarse 0:00",
        "10:20:10 later 10:30:10",
        "10:40:00 prompted routine asked 0:00",
        "10:41:00 ignored routine",
    ]


def test_a_shown_or_snoozed_stand_up_delays_it() -> None:
    shown = reminded("09:45:40 skip\n12:00 end", "09:45", without_cue(), "prompted skipped")
    assert shown[:3] == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:40 skipped stand",
        "09:50:00 prompted routine coarse 50:00",
    ]
    snoozed = reminded("09:45:10 later minutes=10\n09:55:20 skip\n10:10 end", "09:50", without_cue(), "prompted")
    assert snoozed == [
        "09:45:00 prompted stand bound 45:00",
        "09:55:10 prompted stand asked 55:10",
        "10:00:10 prompted routine coarse 60:10",
    ]


def test_a_stand_up_due_at_the_same_time_comes_five_minutes_later() -> None:
    assert reminded("09:44:30 skip\n10:00 end", "09:44", without_cue(), "prompted skipped") == [
        "09:44:00 prompted routine bound 44:00",
        "09:44:30 skipped routine",
        "09:49:00 prompted stand bound 49:00",
    ]


def test_while_it_is_snoozed_a_stand_up_can_come() -> None:
    events = "09:40:10 later minutes=10\n09:45:10 skip\n09:50:20 skip\n10:00 end"
    assert reminded(events, "09:40", without_cue(), "prompted later skipped") == [
        "09:40:00 prompted routine bound 40:00",
        "09:40:10 later 09:50:10",
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 skipped stand",
        "09:50:10 prompted routine asked 50:10",
        "09:50:20 skipped routine",
    ]


def test_its_outcome_does_not_change_the_stand_up() -> None:
    """A Skip of the routine neither starts the window anew nor counts as a snooze of a break."""
    events = "09:31:10 later minutes=5\n09:36:20 skip\n09:45:10 later minutes=5\n09:50:20 later minutes=5\n10:00 end"
    assert reminded(events, "09:31", without_cue(), "prompted later")[3:] == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 later 09:50:10",
        "09:50:10 prompted stand asked 50:10",
        "09:50:20 later 09:55:20",
        "09:55:20 prompted stand asked 55:20",
    ]


def test_it_replaces_the_hourly_cue() -> None:
    settings = replace(ONLY_IT, cue=True)
    assert reminded("10:05:10 skip\n11:00 end", "10:05", settings, "prompted") == [
        "10:05:00 prompted routine bound 65:00",
        "10:10:00 prompted cue hourly 70:00",
    ]


def test_start_answers_it_and_is_a_break() -> None:
    assert reminded('10:00:30 start kind="routine"\n10:06 finish\n18:00 end', only=f"{ALL} break") == [
        "10:00:00 prompted routine bound 60:00",
        "10:00:30 started routine",
        "10:06:00 finished routine 5:30",
        "10:06:00 break 10:00:30-10:06:00 confirmed",
    ]


def test_a_stand_up_without_a_prompt_is_no_answer() -> None:
    lines = reminded("10:00:20 start\n10:00:50 finish\n10:05:30 skip\n18:00 end")
    assert lines[1:4] == ["10:00:20 withdrawn routine", "10:00:20 started stand", "10:00:50 finished stand 0:30"]
    assert lines[4] == "10:05:00 prompted routine coarse 4:10"


def test_it_does_not_come_between_a_session_and_its_record() -> None:
    """A session is told only after its end: a reminder that fell due in it must not come up in between."""
    none = f'09:50 start kind="routine"\n10:04 finish\n10:04:01 routine_at moment={chosen("10:00", 3)}\n18:00 end'
    assert reminded(none, only="prompted") == []
    other = '09:50 start kind="routine"\n10:04 finish\n18:00 end'
    assert reminded(other, only="prompted") == ["10:09:00 prompted routine coarse 5:00"], "a walk, say"


def test_a_session_done_or_a_programme_ended_withdraws_the_card() -> None:
    lines = reminded("10:00:20 routine_at\n18:00 end")
    assert lines == ["10:00:00 prompted routine bound 60:00", "10:00:20 withdrawn routine"]
    assert reminded("09:59 routine_at\n18:00 end") == []


def test_a_delayed_reminder_expires_with_its_day() -> None:
    events = f"23:30 active\n23:30 routine_at moment={chosen('23:55')}\n23:55:10 later minutes=10\n+00:20 end"
    assert replayed(events, ALL, ONLY_IT) == ["23:55:00 prompted routine bound 25:00", "23:55:10 later 00:05:10"]
    events = f"23:30 active\n23:30 routine_at moment={chosen('23:50')}\n23:40 call_start\n+00:20 call_end\n+00:30 end"
    assert replayed(events, ALL, ONLY_IT) == []
    next_day = f"{events.removesuffix('+00:30 end')}+00:20:30 routine_at moment={chosen('00:25', 3)}\n+00:30 end"
    assert replayed(next_day, "prompted", ONLY_IT) == ["00:25:00 prompted routine bound 55:00"]


def test_a_card_without_a_timeout_closes_with_its_day() -> None:
    settings = replace(ONLY_IT, prompt_folds=timedelta(0))
    events = f"23:30 active\n23:30 routine_at moment={chosen('23:50')}\n+00:00 window_switch\n+00:20 end"
    assert replayed(events, ALL, settings) == ["23:50:00 prompted routine bound 20:00", "00:00:00 withdrawn routine"]


def test_the_card_waits_while_its_session_is_open() -> None:
    assert reminded('10:00:10 consider\n10:04 start kind="routine"\n10:10 finish\n18:00 end') == [
        "10:00:00 prompted routine bound 60:00",
        "10:04:00 started routine",
        "10:10:00 finished routine 6:00",
    ]
    assert reminded("10:00:10 consider\n18:00 end")[-1] == "10:05:10 ignored routine", "not for ever"
    assert reminded("10:00:10 consider\n10:02 skip\n18:00 end")[-1] == "10:02:00 skipped routine"
    assert reminded("10:00:10 consider\n10:02 call_start\n10:30 call_end\n18:00 end")[1:3] == [
        "10:02:00 withdrawn routine",
        "10:30:00 prompted routine coarse 90:00",
    ]


def test_it_is_not_counted_as_a_break_prompt() -> None:
    events = '10:00:20 skip\n11:00 start kind="routine"\n11:06 finish\n12:00 end'
    facts = facts_of(f"{NINE.format(chosen('10:00'))}{events}", ONLY_IT)
    (day,) = days_of(facts, MORNING.date(), MORNING.date())
    items = [piece for piece in items_of(day) if piece.what in ("routine", "session")]
    assert [day_text.item_sentence(piece) for piece in items] == [
        "10:00, the reminder of the session: you chose Skip",
        "11:00, a session: you started, and it was done",
    ]
    assert [statistics_text.item_row(piece)[2] for piece in items] == ["reminder of the session", "session"]


# What short traces cannot contain: restarts, zones, and what is shown

PLUS_1, PLUS_2 = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
MORNING = datetime(2026, 3, 2, 9, tzinfo=PLUS_1)
TEN = MORNING + timedelta(hours=1)
TimedInputs = Sequence[tuple[inputs.Input, datetime]]


def play(events: TimedInputs, state: State | None = None) -> tuple[State, list[Fact]]:
    state, facts = state or initial_state(events[0][1]), []
    for event, now in events:
        state, new = step(state, event, now, ONLY_IT)
        facts += new
    return state, facts


def prompts(facts: Sequence[Fact]) -> list[datetime]:
    return [fact.at for fact in facts if isinstance(fact, tracking_facts.Prompted)]


def to_ten() -> tuple[State, list[Fact]]:
    at = MORNING
    return play(
        [(inputs.RoutineAt(TEN), at), (inputs.Launch(), at), (inputs.InputActive(), at), (inputs.Settle(), TEN)]
    )


@pytest.mark.parametrize("gap", [timedelta(seconds=20), timedelta(minutes=30)])
def test_it_comes_once_despite_a_restart(gap: timedelta) -> None:
    state, facts = to_ten()
    answered, more = play([(inputs.Skip(), TEN), (inputs.Halt(), TEN)], state)
    again = State(TEN, logged=fold([*facts, *more]), last_alive=TEN)
    later, new = play(
        [(inputs.RoutineAt(TEN), TEN), (inputs.Launch(TEN), TEN + gap), (inputs.Settle(), TEN + timedelta(hours=3))],
        again,
    )
    assert prompts(facts) == [TEN] and prompts(new) == []
    assert later.logged.reminder == answered.logged.reminder


def test_the_card_returns_after_a_restart() -> None:
    _, facts = to_ten()
    again = State(TEN, logged=fold(facts), last_alive=TEN)
    soon, _ = play([(inputs.RoutineAt(TEN), TEN), (inputs.Launch(TEN), TEN + timedelta(seconds=20))], again)
    assert isinstance(soon.logged.offer, Card)
    half_past = TEN + timedelta(minutes=30)
    later = half_past + timedelta(minutes=5)
    _, new = play([(inputs.RoutineAt(TEN), TEN), (inputs.Launch(TEN), half_past), (inputs.Settle(), later)], again)
    assert prompts(new) == [half_past + timedelta(minutes=1)]


def test_a_snooze_survives_a_restart() -> None:
    state, facts = to_ten()
    _, more = play([(inputs.Snooze(timedelta(minutes=10)), TEN), (inputs.Halt(), TEN)], state)
    again = State(TEN, logged=fold([*facts, *more]), last_alive=TEN)
    at = TEN + timedelta(minutes=2)
    _, new = play(
        [(inputs.RoutineAt(TEN), TEN), (inputs.Launch(TEN), at), (inputs.Settle(), TEN + timedelta(hours=1))], again
    )
    assert prompts(new) == [TEN + timedelta(minutes=10)]


def test_a_zone_change_over_midnight_is_a_day_with_its_own_reminder() -> None:
    state, facts = to_ten()
    state, _ = play([(inputs.Skip(), TEN)], state)
    evening = datetime(2026, 3, 2, 23, 50, tzinfo=PLUS_1)
    there = evening.astimezone(PLUS_2)  # 0:50 on Tuesday
    tuesday = there.replace(hour=10, minute=0)
    _, new = play(
        [
            (inputs.Settle(), evening),
            (inputs.RoutineAt(tuesday), evening),
            (inputs.Settle(), there),
            (inputs.Settle(), tuesday),
        ],
        state,
    )
    assert prompts(new) == [tuesday] and prompts(facts) == [TEN]


def test_a_zone_change_to_the_west_does_not_repeat_it() -> None:
    state, _ = to_ten()
    state, _ = play([(inputs.Skip(), TEN)], state)
    there = TEN.astimezone(timezone(timedelta(hours=-5)))  # 4:00 on the same Monday
    again = there.replace(hour=10)
    _, new = play(
        [(inputs.RoutineAt(again), TEN), (inputs.Settle(), there), (inputs.Settle(), again + timedelta(hours=8))], state
    )
    assert prompts(new) == []


def test_a_snoozed_reminder_is_in_the_status_and_can_be_skipped() -> None:
    state, _ = to_ten()
    assert status_of(state, ONLY_IT).card is not None
    state, _ = play([(inputs.Snooze(timedelta(minutes=10)), TEN)], state)
    status = status_of(state, ONLY_IT)
    assert (status.card, status.routine_snooze_ends_in, status.snooze_ends_in) == (None, timedelta(minutes=10), None)
    state, _ = play([(inputs.Skip(), TEN)], state)
    assert status_of(state, ONLY_IT).routine_snooze_ends_in is None
    _, new = play([(inputs.Settle(), TEN + timedelta(hours=2))], state)
    assert prompts(new) == []
    tomorrow, _ = play([(inputs.Snooze(timedelta(days=1)), TEN)], to_ten()[0])
    assert status_of(tomorrow, ONLY_IT).routine_snooze_ends_in is None


def test_an_opened_session_shows_no_card() -> None:
    state, _ = play([(inputs.Preview(), TEN)], to_ten()[0])
    status = status_of(state, ONLY_IT)
    assert (status.card, status.phase) == (None, "sitting")
    early, _ = play([(inputs.Launch(), MORNING), (inputs.Settle(), TEN)])
    with pytest.raises(inputs.Refused, match="No prompt"):
        step(early, inputs.Preview(), TEN, ONLY_IT)


def test_a_trace_refuses_an_invalid_time() -> None:
    with pytest.raises(TraceError, match="'moment' needs an offset"):
        read_trace(trace_of('09:00 routine_at moment="2026-03-02T10:00:00"'))
    with pytest.raises(TraceError, match="'kind' must be"):
        read_trace(trace_of('09:00 active\n09:01 start kind="nap"'))
