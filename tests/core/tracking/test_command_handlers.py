"""Declared calls (R3, R11) and declared absences (R2, R4)."""

from datetime import timedelta

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Absent, State
from hipbreak.core.tracking.status import Face, status_of
from tests.core.short_trace import facts_of, moment, replayed

PIECES = "bout break asked"
SETTINGS = Settings()


class Day:
    """A day in single inputs, for what a trace does not have: beats, and the state."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.state: State = initial_state(moment("09:00"))
        self.take("09:00", inputs.Launch())

    def take(self, at: str, event: inputs.Input) -> "Day":
        self.state, facts = step(self.state, event, moment(at), SETTINGS)
        self.facts += facts
        return self

    @property
    def pieces(self) -> list[tuple[str, str, str]]:
        """Bouts and breaks."""
        kept = [x for x in self.facts if isinstance(x, tracking_facts.Bout | tracking_facts.Break)]
        return [(x.name, f"{x.start:%H:%M:%S}", f"{x.end:%H:%M:%S}") for x in kept]


def test_a_declared_call_delays_the_bound_until_its_end() -> None:
    assert replayed("09:00 active\n09:40 in_call minutes=30\n10:10:30 end") == [
        "09:40:00 in_call 10:10:00",
        "10:10:00 call_over",
        "10:10:00 prompted stand coarse 70:00",
    ]


def test_ending_a_declared_call_early_is_a_breakpoint() -> None:
    assert replayed("09:00 active\n09:20 in_call minutes=60\n09:33 call_over\n09:34 end") == [
        "09:20:00 in_call 10:20:00",
        "09:33:00 call_over",
        "09:33:00 prompted stand coarse 33:00",
        "09:34:00 ignored stand",
    ]


def test_a_refused_command_is_still_a_return() -> None:
    """A card that is not there cannot be snoozed; the command still proves presence."""
    away = "09:00 active\n09:20 away\n"
    assert replayed(f"{away}09:40 later\n10:00 end", "bout break") == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:40:00 break 09:20:00-09:40:00 assumed",
    ]
    assert replayed(f"{away}10:00 end", "break") == []
    locked = "09:00 active\n09:20 lock\n09:40 later\n10:00 end"
    assert replayed(locked, "break") == [], "behind a lock nobody is at the desk"


def test_without_a_call_ending_it_is_refused() -> None:
    assert replayed("09:00 active\n09:20 call_over\n09:30 end") == []


def test_a_call_declared_again_counts_from_now() -> None:
    assert replayed("09:00 active\n09:20 in_call minutes=30\n09:40 in_call minutes=30\n10:11 end", "call_over") == [
        "10:10:00 call_over"
    ]


def test_a_declared_call_hides_the_card_until_its_end() -> None:
    events = "09:00 active\n09:45:20 in_call minutes=30\n10:15:10 end"
    assert (
        replayed(events, "prompted withdrawn skipped later")
        == [
            "09:45:00 prompted stand bound 45:00",
            "09:45:20 withdrawn stand",
            "10:15:20 prompted stand coarse 75:20",
        ][:2]
    )
    assert replayed(f"{events[:-12]}\n10:16 end", "prompted withdrawn skipped later")[2:] == [
        "10:15:20 prompted stand coarse 75:20"
    ]


def test_presence_in_a_declared_call_needs_no_input() -> None:
    assert replayed("09:00 active\n09:10 in_call minutes=30\n09:10:05 idle\n09:44 active\n09:44:30 end", PIECES) == [
        "09:44:00 asked 09:40:00-09:44:00"
    ]


def test_an_absence_counts_from_the_end_of_the_call() -> None:
    assert replayed("09:00 active\n09:10 in_call minutes=30\n09:10:05 idle\n10:00 active\n10:00:30 end", PIECES) == [
        "09:45:00 bout 09:00:00-09:40:00",
        "10:00:00 break 09:40:00-10:00:00 assumed",
    ]


def test_a_declared_call_credits_nothing_and_a_lock_in_it_is_an_absence() -> None:
    assert replayed("09:00 active\n09:10 in_call minutes=60\n09:20 lock\n09:30 unlock\n10:15 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:30:00 break 09:20:00-09:30:00 assumed",
    ]


def test_a_sensed_call_outlasts_the_declared_one() -> None:
    events = "09:00 active\n09:40 in_call minutes=30\n09:41 call_start\n10:30 call_end\n10:30:30 end"
    assert replayed(events, "prompted") == ["10:30:00 prompted stand coarse 90:00"]


@pytest.mark.parametrize(("off_for", "over"), [("09:41", "10:10:00"), ("09:55", "10:10:00"), ("10:30", "10:30:00")])
def test_a_declared_call_survives_a_restart(off_for: str, over: str) -> None:
    """R7: an absolute moment, as that of a pause."""
    events = f"09:00 active\n09:40 in_call minutes=30\n09:40:30 stop\n{off_for} start\n11:00 end"
    assert replayed(events, "call_over") == [f"{over} call_over"]
    assert "prompted" not in replayed(events.replace("11:00", over))


def test_a_clock_change_keeps_the_length_of_a_declared_call() -> None:
    day = Day().take("09:00", inputs.InputActive()).take("09:20", inputs.StartCall(timedelta(minutes=30)))
    day.take("09:30", inputs.ClockSet(timedelta(hours=-1)))
    assert day.state.logged.call_until == moment("08:50")
    assert fold(day.facts) == day.state.logged


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=-5), timedelta(hours=13)])
def test_a_call_of_an_invalid_length_is_refused(length: timedelta) -> None:
    with pytest.raises(inputs.Refused, match="12 hours"):
        Day().take("09:10", inputs.StartCall(length))


def test_a_suspend_over_the_end_of_a_call_is_an_absence_from_its_start() -> None:
    """No beat from 09:30:30 on, the call until 09:40, back at 10:00: the call was sat through until the hole."""
    day = Day().take("09:00", inputs.StartCall(timedelta(minutes=40)))
    for half in range(62):
        day.take(f"09:{half // 2:02}:{half % 2 * 30:02}", inputs.Beat(timedelta(seconds=30 * half)))
    day.take("10:00", inputs.Beat(timedelta(0)))
    assert day.pieces == [("bout", "09:00:00", "09:30:30"), ("break", "09:30:30", "10:00:00")]
    assert day.state.logged.call_until is None


def test_status_has_the_call_and_the_waiting_prompt() -> None:
    day = (
        Day()
        .take("09:00", inputs.InputActive())
        .take("09:30", inputs.StartCall(timedelta(hours=1)))
        .take("09:50", inputs.Settle())
    )
    status = status_of(day.state, SETTINGS)
    assert (status.call_until, status.break_waits, status.face) == (moment("10:30"), True, Face.DUE)


def test_a_declared_absence_begins_at_the_command() -> None:
    assert replayed("09:00 active\n09:20 away\n09:50 sitting\n09:51 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:50:00 break 09:20:00-09:50:00 assumed",
    ]


def test_r4_a_declared_absence_below_a_minute_changes_nothing() -> None:
    assert replayed(
        "09:00 active\n09:20 away\n09:20:59 sitting\n09:21 active\n09:46 end", "bout break asked prompted"
    ) == ["09:45:00 prompted stand bound 45:00"]


@pytest.mark.parametrize("word", ["standing", "pause", "in_call", "active", "lock\n09:51 unlock"])
def test_any_command_or_input_is_the_return(word: str) -> None:
    taken = [
        x for x in facts_of(f"09:00 active\n09:20 away\n09:50 {word}\n09:52 end") if isinstance(x, tracking_facts.Break)
    ]
    assert taken[0].start == moment("09:20") and taken[0].end in (moment("09:50"), moment("09:51"))


def test_declared_twice_it_is_one_absence() -> None:
    assert replayed("09:00 active\n09:20 away\n09:30 away\n09:50 sitting\n09:51 end", PIECES)[1:] == [
        "09:50:00 break 09:20:00-09:50:00 assumed"
    ]


def test_a_declared_absence_hides_the_card_and_later_withdraws_it() -> None:
    assert replayed("09:00 active\n09:45:20 away\n09:50 sitting\n09:50:30 end", "withdrawn break prompted") == [
        "09:45:00 prompted stand bound 45:00",
        "09:46:20 withdrawn stand",
        "09:50:00 break 09:45:20-09:50:00 assumed",
    ]


def test_a_declared_absence_ends_the_guide() -> None:
    assert replayed("09:00 active\n09:45:10 start\n09:45:20 away\n09:50 sitting\n09:51 end", "stopped break") == [
        "09:45:20 stopped stand 0:10",
        "09:50:00 break 09:45:20-09:50:00 assumed",
    ]


def test_without_idle_time_a_beat_is_no_return() -> None:
    day = Day()
    for minute in range(20):
        day.take(f"09:{minute:02}", inputs.Beat(None)).take(f"09:{minute:02}:30", inputs.Beat(None))
    day.take("09:20", inputs.Leave())
    for minute in range(20, 50):
        day.take(f"09:{minute}:15", inputs.Beat(None)).take(f"09:{minute}:45", inputs.Beat(None))
    status = status_of(day.state, SETTINGS)
    assert isinstance(day.state.logged.posture, Absent)
    assert (status.no_idle_source, status.declared_away, status.phase, status.face) == (True, True, "away", Face.AWAY)
    assert status.away_for == timedelta(minutes=29, seconds=45)
    day.take("09:50", inputs.Sit())
    assert day.pieces == [("bout", "09:00:00", "09:20:00"), ("break", "09:20:00", "09:50:00")]
    assert not status_of(day.state, SETTINGS).declared_away


def test_input_of_the_command_itself_is_no_return() -> None:
    day = Day().take("09:20", inputs.Leave())
    day.take("09:20:05", inputs.Beat(timedelta(seconds=1))).take("09:20:30", inputs.Beat(timedelta(seconds=26)))
    day.take("09:20:55", inputs.Settle()).take("09:21:20", inputs.Beat(timedelta(seconds=76))).take(
        "09:22", inputs.Settle()
    )
    assert isinstance(day.state.logged.posture, Absent)
    day.take("09:22:10", inputs.Beat(timedelta(seconds=3)))
    assert day.pieces == [("bout", "09:00:00", "09:20:00"), ("break", "09:20:00", "09:22:07")]


def test_a_resume_after_a_declared_absence_is_the_return() -> None:
    day = Day().take("09:20", inputs.Leave()).take("09:20:30", inputs.Beat(None)).take("09:40", inputs.Beat(None))
    assert day.pieces == [("bout", "09:00:00", "09:20:00"), ("break", "09:20:00", "09:40:00")]


def test_a_start_of_the_app_is_the_return() -> None:
    assert replayed("09:00 active\n09:20 away\n09:30 stop\n09:30:20 start\n09:31 end", PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:30:20 break 09:20:00-09:30:20 assumed",
    ]
