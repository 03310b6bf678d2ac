"""R21: a break logged afterwards, and undo."""

import pytest

from tests.core.short_trace import facts_of, replayed

PIECES = "bout break corrected prompted"


def test_a_logged_break_splits_the_bout() -> None:
    assert replayed("09:00 active\n09:30 log ago_s=600 for_s=180\n10:09 end", PIECES) == [
        "09:30:00 bout 09:00:00-09:20:00",
        "09:30:00 break 09:20:00-09:23:00 confirmed",
        "10:08:00 prompted stand bound 45:00",
    ]


def test_a_logged_break_splits_an_earlier_bout() -> None:
    events = "09:00 active\n09:40 lock\n09:50 unlock\n10:00 log ago_s=2400 for_s=300\n10:01 end"
    assert replayed(events, PIECES) == [
        "09:41:00 bout 09:00:00-09:40:00",
        "09:50:00 break 09:40:00-09:50:00 assumed",
        "10:00:00 corrected bout 09:00:00",
        "10:00:00 bout 09:00:00-09:20:00",
        "10:00:00 break 09:20:00-09:25:00 confirmed",
        "10:00:00 bout 09:25:00-09:40:00",
    ]


def test_undo_withdraws_an_assumed_break() -> None:
    events = "09:00 active\n09:20 lock\n09:25 unlock\n09:26 undo\n09:45 end"
    assert replayed(events, PIECES) == [
        "09:21:00 bout 09:00:00-09:20:00",
        "09:25:00 break 09:20:00-09:25:00 assumed",
        "09:26:00 corrected break 09:20:00",
        "09:26:00 corrected bout 09:00:00",
        "09:45:00 prompted stand bound 45:00",
    ]


def test_undo_withdraws_break_after_break() -> None:
    events = "09:00 active\n09:10 log for_s=60\n09:20 log for_s=60\n09:21 undo\n09:21 undo\n09:22 undo\n09:45 end"
    refused: list[str] = []
    facts_of(events, refused=refused)
    assert refused == ["There is no break to take back."]
    assert replayed(events, "prompted") == ["09:45:00 prompted stand bound 45:00"]


def test_undo_withdraws_standing() -> None:
    assert replayed("09:00 active\n09:20 standing\n09:21 undo\n09:45 end", PIECES) == [
        "09:20:20 bout 09:00:00-09:20:00",
        "09:21:00 corrected bout 09:00:00",
        "09:45:00 prompted stand bound 45:00",
    ]


@pytest.mark.parametrize(
    ("said", "counts"),
    [("for_s=5", False), ("for_s=19", False), ("for_s=20", True), ("ago_s=19 for_s=600", False), ("ago_s=20", True)],
)
def test_a_break_too_short_to_count_is_refused(said: str, counts: bool) -> None:
    """As standing is (R6); of a break that would end in the future the past part counts."""
    refused: list[str] = []
    events = f"09:00 active\n09:20 log {said}\n09:21 end"
    facts_of(events, refused=refused)
    assert refused == ([] if counts else ["A break counts from 20s on, so nothing was recorded."])
    assert bool(replayed(events, PIECES)) == counts


def test_a_break_without_sitting_is_refused() -> None:
    refused: list[str] = []
    facts_of("09:00 active\n09:20 log ago_s=7200 for_s=60\n09:21 end", refused=refused)
    assert refused == ["You were not sitting then, so there is nothing to correct."]


def test_a_logged_break_withdraws_the_card() -> None:
    assert replayed("09:00 active\n09:45:10 log for_s=60\n09:46 end", "prompted withdrawn ignored") == [
        "09:45:00 prompted stand bound 45:00",
        "09:45:10 withdrawn stand",
    ]
