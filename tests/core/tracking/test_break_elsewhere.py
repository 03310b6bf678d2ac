"""A break that was confirmed on another machine splits the bout that runs here."""

from datetime import datetime, timedelta

from hipbreak.core.facts.tracking_facts import Bout, Break, Withdrawn
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Absent, Sitting, State

NINE = datetime.fromisoformat("2026-03-02T09:00:00+01:00")
RULES = Settings()


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def sitting_until(minute: float) -> State:
    state, _ = step(initial_state(NINE), inputs.Launch(), NINE, RULES)
    state, _ = step(state, inputs.InputActive(), NINE, RULES)
    return step(state, inputs.Settle(), at(minute), RULES)[0]


def test_it_splits_the_running_bout() -> None:
    state, facts = step(sitting_until(30), inputs.BreakElsewhere(at(20), at(21)), at(30), RULES)
    assert [fact for fact in facts if isinstance(fact, Bout | Break)] == [
        Bout(at(30), NINE, at(20)),
        Break(at(30), at(20), at(21), "confirmed", "elsewhere"),
    ]
    assert state.logged.posture == Sitting(at(21))
    assert state.sitting() == timedelta(minutes=9)


def test_it_withdraws_the_card_that_is_shown() -> None:
    _, facts = step(sitting_until(45), inputs.BreakElsewhere(at(44), at(44.5)), at(45), RULES)
    assert any(isinstance(fact, Withdrawn) for fact in facts)


def test_it_is_no_sign_of_somebody_here() -> None:
    state, _ = step(sitting_until(10), inputs.InputIdle(), at(10), RULES)
    state, _ = step(state, inputs.BreakElsewhere(at(5), at(6)), at(12), RULES)
    assert state.sensors is not None and state.sensors.last_input == at(10)
    state, _ = step(state, inputs.Settle(), at(16), RULES)
    assert state.logged.posture == Absent(at(10))


def test_a_break_outside_the_running_bout_changes_nothing() -> None:
    state = sitting_until(30)
    for start, end in ((-5, 1), (31, 32), (29, 31)):
        after, facts = step(state, inputs.BreakElsewhere(at(start), at(end)), at(30), RULES)
        assert facts == () and after.logged == state.logged
