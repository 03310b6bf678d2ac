"""R9-R20: when a prompt comes, and its answers."""

from datetime import timedelta

import pytest

from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from tests.core.short_trace import facts_of, names, replayed, without_cue

PROMPTS = "prompted withdrawn later skipped ignored started finished stopped"


def test_r9_nothing_before_thirty_minutes() -> None:
    assert replayed("09:00 active\n09:28 idle\n09:29:59 active\n09:30 end", PROMPTS) == []


@pytest.mark.parametrize(
    ("events", "line"),
    [
        ("09:29:20 lock\n09:30 unlock", "09:30:00 prompted stand coarse 30:00"),
        ("09:31 idle\n09:32 active", "09:32:00 prompted stand coarse 32:00"),
        ("09:20 call_start\n09:33 call_end", "09:33:00 prompted stand coarse 33:00"),
        ("09:20 fullscreen_on\n09:34 fullscreen_off", "09:34:00 prompted stand coarse 34:00"),
        ("09:37:29 window_switch\n09:37:30 window_switch", "09:37:30 prompted stand medium 37:30"),
        ("09:38 idle", "09:38:15 prompted stand medium 38:15"),
        ("09:37:10 idle", "09:37:30 prompted stand medium 37:30"),
        ("09:42:29 idle\n09:42:33 active\n09:43 idle", "09:43:05 prompted stand fine 43:05"),
        ("09:44 window_switch", "09:44:00 prompted stand medium 44:00"),
        ("09:44:58 idle", "09:45:00 prompted stand bound 45:00"),
    ],
)
def test_r10_the_breakpoints_of_the_window(events: str, line: str) -> None:
    assert replayed(f"09:00 active\n{events}\n09:45:30 end", "prompted") == [line]


def test_r10_fifteen_seconds_without_input_are_no_breakpoint_before_the_middle() -> None:
    assert replayed("09:00 active\n09:32 idle\n09:32:40 active\n09:45 end", "prompted") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r10_no_prompt_during_an_absence() -> None:
    events = "09:00 active\n09:43:30 call_start\n09:43:40 idle\n09:43:50 call_end"
    assert replayed(f"{events}\n09:44 active\n09:44:01 end", "prompted") == ["09:43:50 prompted stand coarse 43:50"]
    events = "09:00 active\n09:44:00 dnd_on\n09:44:10 idle\n09:45:20 dnd_off\n09:46 end\n09:48 active\n09:49 end"
    assert replayed(events, "prompted") == ["09:48:00 prompted stand coarse 48:00"]


def test_r10_a_film_is_presence() -> None:
    assert replayed("09:00 active\n09:20 awake_on\n09:21 idle\n09:40 end", "prompted") == [
        "09:37:30 prompted stand medium 37:30"
    ]


@pytest.mark.parametrize("block", ["call", "fullscreen", "dnd"])
def test_r11_a_block_delays_the_bound(block: str) -> None:
    on, off = ("start", "end") if block == "call" else ("on", "off")
    assert replayed(f"09:00 active\n09:40 {block}_{on}\n10:05 {block}_{off}\n10:06 end", PROMPTS + " break") == [
        "10:05:00 prompted stand coarse 65:00",
        "10:06:00 ignored stand",
    ]


def test_r11_do_not_disturb_that_ends_before_the_bound_changes_nothing() -> None:
    assert replayed("09:00 active\n09:33 dnd_on\n09:40 dnd_off\n09:46 end", "prompted") == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r11_a_snooze_that_ends_in_a_call_returns_after_it() -> None:
    events = "09:00 active\n09:45:10 later minutes=5\n09:49 call_start\n10:00 call_end\n10:00:30 end"
    assert replayed(events, "prompted later") == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 later 09:50:10",
        "10:00:00 prompted stand asked 60:00",
    ]


def test_r11_two_blocks_must_both_end() -> None:
    events = "09:00 active\n09:40 call_start\n09:41 dnd_on\n09:50 call_end\n09:55 dnd_off\n09:55:30 end"
    assert replayed(events, "prompted") == ["09:55:00 prompted stand coarse 55:00"]


def test_r11_a_call_hides_the_card_until_its_end() -> None:
    events = "09:00 active\n09:45:20 call_start\n09:55 call_end\n09:55:10 end"
    assert replayed(events, PROMPTS) == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:20 withdrawn stand",
        "09:55:00 prompted stand coarse 55:00",
    ]


def test_r11_outside_working_hours_nothing_is_shown() -> None:
    hours = without_cue(working_hours=parse_hours("mon-fri 10:00-12:00"))
    assert replayed("09:00 active\n10:00:30 end", "prompted", hours) == ["10:00:00 prompted stand coarse 60:00"]


def test_r12_a_snooze_ends_exactly_and_at_most_twice() -> None:
    refused: list[str] = []
    events = (
        "09:00 active\n09:45:10 later minutes=5\n09:50:30 later minutes=10\n"
        "10:00:40 later minutes=5\n10:00:50 skip\n10:01 end"
    )
    lines = list(replayed(events, PROMPTS))
    assert lines == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 later 09:50:10",
        "09:50:10 prompted stand asked 50:10",
        "09:50:30 later 10:00:30",
        "10:00:30 prompted stand asked 60:30",
        "10:00:50 skipped stand",
    ]
    facts_of(events, refused=refused)
    assert len(refused) == 1 and "snoozed as often" in refused[0]


def test_r12_an_unanswered_card_closes_after_its_time_or_never() -> None:
    assert replayed("09:00 active\n09:46:00 end", "ignored") == ["09:46:00 ignored stand"]
    assert replayed("09:00 active\n10:30 end", PROMPTS, without_cue(prompt_folds=timedelta(0))) == [
        "09:45:00 prompted stand bound 45:00"
    ]


def test_r13_skip_restarts_the_window_while_sitting_continues() -> None:
    assert replayed("09:00 active\n09:45:30 skip\n10:31 end", "prompted", without_cue()) == [
        "09:45:00 prompted stand bound 45:00",
        "10:30:30 prompted stand bound 90:30",
    ]


def test_r13_an_ignored_prompt_is_repeated_once_at_a_coarse_breakpoint() -> None:
    events = (
        "09:00 active\n09:48 lock\n09:48:30 unlock\n09:55 lock\n09:55:30 unlock\n10:05 lock\n10:05:30 unlock\n10:20 end"
    )
    assert replayed(events, "prompted ignored", without_cue()) == [
        "09:45:00 prompted stand bound 45:00",
        "09:46:00 ignored stand",
        "09:55:30 prompted stand coarse 55:30",
        "09:56:30 ignored stand",
    ]


def test_r14_an_absence_withdraws_the_card() -> None:
    assert replayed("09:00 active\n09:45:30 lock\n09:50 unlock\n09:51 end", PROMPTS + " bout break") == [
        "09:45:00 prompted stand bound 45:00",
        "09:46:30 withdrawn stand",
        "09:46:30 bout 09:00:00-09:45:30",
        "09:50:00 break 09:45:30-09:50:00 assumed",
    ]


def test_r14_a_short_lock_only_hides_the_card() -> None:
    assert replayed("09:00 active\n09:45:20 lock\n09:46:10 unlock\n09:47 end", PROMPTS) == [
        "09:45:00 prompted stand bound 45:00",
        "09:46:50 ignored stand",
    ]


def test_r15_twenty_seconds_are_a_break_from_the_start() -> None:
    assert replayed(
        "09:00 active\n09:45:10 start\n09:45:40 finish\n10:31 end", PROMPTS + " bout break", without_cue()
    ) == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 started stand",
        "09:45:40 finished stand 0:30",
        "09:45:40 bout 09:00:00-09:45:10",
        "09:45:40 break 09:45:10-09:45:40 confirmed",
        "10:30:40 prompted stand bound 45:00",
    ]


def test_r15_stopped_earlier_sitting_continues() -> None:
    assert replayed(
        "09:00 active\n09:45:10 start\n09:45:29 abandon\n10:31 end", PROMPTS + " bout break", without_cue()
    ) == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 started stand",
        "09:45:29 stopped stand 0:19",
        "10:30:29 prompted stand bound 90:29",
    ]


def test_r15_stopped_after_twenty_seconds_it_is_a_break() -> None:
    assert names(replayed("09:00 active\n09:45:10 start\n09:45:30 abandon\n09:46 end", PROMPTS + " bout break")) == [
        "prompted", "started", "finished", "bout", "break",
    ]  # fmt: skip


def test_r15_a_ten_second_pulse_is_no_break() -> None:
    assert replayed("09:00 active\n09:20 start\n09:20:10 finish\n09:45:01 end", PROMPTS + " bout break") == [
        "09:20:00 started stand",
        "09:20:10 finished stand 0:10",
        "09:45:00 prompted stand bound 45:00",
    ]


def test_r15_a_suspend_ends_the_guide() -> None:
    events = "09:00 active\n09:45:10 start\n09:45:35 suspend\n11:00 resume\n11:01 end"
    assert replayed(events, "finished stopped bout break") == [
        "09:46:35 finished stand 0:25",
        "09:46:35 bout 09:00:00-09:45:10",
        "09:46:35 break 09:45:10-09:45:35 confirmed",
        "11:00:00 break 09:45:35-11:00:00 assumed",
    ]


def test_r16_the_cue_comes_after_an_hour_at_the_desk() -> None:
    assert replayed("09:00 active\n09:10 standing\n11:01 end", PROMPTS) == [
        "10:00:00 prompted cue hourly 0:00",
        "10:00:30 ignored cue",
        "11:00:30 prompted cue hourly 0:00",
        "11:01:00 ignored cue",
    ]


def test_r16_a_near_stand_up_prompt_replaces_the_cue() -> None:
    events = "09:00 active\n09:20 yes_i_was_up\n09:05 end"
    events = "09:00 active\n09:10 idle\n09:14 active\n09:14:05 yes_i_was_up\n09:59:30 skip\n10:14:01 end"
    assert replayed(events, "prompted") == [
        "09:59:00 prompted stand bound 45:00",
        "10:14:00 prompted cue hourly 60:00",
    ]
    near = Settings(window_opens=timedelta(minutes=50), window_closes=timedelta(minutes=65))
    assert replayed("09:00 active\n10:05:10 end", "prompted", near) == ["10:05:00 prompted stand bound 65:00"]


def test_r16_any_pulse_resets_the_cue() -> None:
    assert replayed("09:00 active\n09:30 standing\n09:50 start\n09:50:10 finish\n10:50:11 end", "prompted") == [
        "10:50:10 prompted cue hourly 0:00"
    ]


def test_r17_the_next_prompt_mentions_a_missing_pulse() -> None:
    facts = facts_of("09:00 active\n09:45:10 skip\n10:30:30 skip\n11:16 skip\n12:02 end", without_cue())
    due = [x.pulse_due for x in facts if x.name == "prompted"]  # type: ignore[attr-defined]
    assert due == [False, False, False, True]


def test_r19_never_two_prompts_within_five_minutes() -> None:
    soon = without_cue(window_opens=timedelta(minutes=2), window_closes=timedelta(minutes=3))
    lines = replayed("09:00 active\n09:03:10 start\n09:03:40 finish\n09:30 end", "prompted", soon)
    assert lines[:2] == ["09:03:00 prompted stand bound 3:00", "09:08:00 prompted stand bound 4:20"]


def test_r20_a_pause_delays_prompts_and_ends_by_itself() -> None:
    events = '09:00 active\n09:40 pause until="2026-03-02T10:10:00+01:00"\n10:10:10 end'
    assert replayed(events, "prompted paused resumed") == [
        "09:40:00 paused 10:10:00",
        "10:10:00 resumed",
        "10:10:00 prompted stand coarse 70:00",
    ]


def test_r20_a_pause_survives_a_restart() -> None:
    events = '09:00 active\n09:10 pause until="2026-03-02T11:00:00+01:00"\n09:20 stop\n09:30 start\n11:00:05 end'
    assert replayed(events, "prompted resumed") == ["11:00:00 resumed", "11:00:00 prompted stand coarse 90:00"]


def test_r20_a_pause_is_ended_by_command() -> None:
    assert replayed("09:00 active\n09:10 pause\n09:20 resume_prompts\n09:45:01 end", "prompted paused resumed") == [
        "09:10:00 paused on",
        "09:20:00 resumed",
        "09:45:00 prompted stand bound 45:00",
    ]


def test_r12_a_prompt_snoozed_in_a_meeting_comes_back_at_its_end() -> None:
    events = (
        "09:00 active\n09:20 awake_on\n09:45:10 later after_meeting=true\n09:58 call_start\n10:05 awake_off\n"
        "10:20 call_end\n10:20:10 end"
    )
    assert replayed(events, PROMPTS) == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 later on",
        "10:20:00 prompted stand asked 80:00",
    ]


def test_r12_a_meeting_without_an_end_is_believed_for_three_hours() -> None:
    events = "09:00 active\n09:20 awake_on\n09:45:10 later after_meeting=true\n12:45:20 end"
    assert replayed(events, "prompted") == [
        "09:45:00 prompted stand bound 45:00",
        "12:45:10 prompted stand asked 225:10",
    ]


def test_r12_after_a_restart_the_meeting_is_sensed_first() -> None:
    begin = "09:00 active\n09:20 awake_on\n09:45:10 later after_meeting=true\n"
    over = begin + "09:50 stop\n09:50:05 awake_off\n09:50:20 start\n09:53 end"
    assert replayed(over, "prompted")[1:] == ["09:51:20 prompted stand asked 51:20"]
    on = begin + "09:50 stop\n09:50:20 start\n09:55 awake_off\n09:56 end"
    assert replayed(on, "prompted")[1:] == ["09:55:00 prompted stand asked 55:00"]


def test_r12_after_this_meeting_needs_a_meeting_and_a_break() -> None:
    refused: list[str] = []
    facts_of("09:00 active\n09:45:10 later after_meeting=true\n09:46 end", refused=refused)
    facts_of(
        '09:00 active\n09:10 awake_on\n09:10 routine_at moment="2026-03-02T09:20:00+01:00"\n'
        "09:20:10 later after_meeting=true\n09:21 end",
        refused=refused,
    )
    assert refused == ["No call or meeting is sensed now.", "A session's reminder needs a time to come back."]
    skipped = "09:00 active\n09:10 awake_on\n09:45:10 later after_meeting=true\n09:50 skip\n09:51 end"
    assert names(replayed(skipped, PROMPTS)) == ["prompted", "later", "skipped"]
