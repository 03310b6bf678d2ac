"""Properties of any day, by Hypothesis."""

import itertools
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import from_record, to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import days_of, running_interval, total_of
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State

START = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=1)))
DAY = tuple[tuple[int, inputs.Input], ...]

GAPS = st.one_of(
    st.integers(0, 90), st.integers(0, 900), st.sampled_from([5, 15, 59, 60, 61, 299, 300, 301, 1800, 2700])
)
SENSED = st.sampled_from(
    [
        inputs.InputActive(),
        inputs.InputIdle(),
        inputs.Lock(),
        inputs.Unlock(),
        inputs.Suspend(),
        inputs.Wake(),
        inputs.WindowSwitch(),
    ]
    + [inputs.DeskReport(posture) for posture in ("sitting", "standing")]
    + [inputs.BusyChanged(what, on) for what in ("call", "fullscreen", "dnd", "awake") for on in (True, False)]
)
HOURS = st.integers(-30, 30).map(lambda n: inputs.RoutineAt(START + timedelta(minutes=40 * n)))
SENSED = st.one_of(SENSED, HOURS, st.just(inputs.RoutineAt(None)))
SAID = st.sampled_from(
    [
        inputs.Start("stand"),
        inputs.Start("pulse"),
        inputs.Start("routine"),
        inputs.Preview(),
        inputs.Finish(),
        inputs.Abandon(),
        inputs.Skip(),
        inputs.Snooze(),
        inputs.Snooze(timedelta(minutes=2)),
        inputs.Snooze(after_meeting=True),
        inputs.Stand(),
        inputs.StayUp(),
        inputs.Sit(),
        inputs.Pause(),
        inputs.Resume(),
        inputs.ConfirmAbsence(),
        inputs.StartCall(timedelta(minutes=3)),
        inputs.StartCall(timedelta(minutes=30)),
        inputs.EndCall(),
        inputs.Leave(),
    ]
)
RESTARTS = st.sampled_from([inputs.Halt(), inputs.Launch()])
CORRECTIONS = st.sampled_from(
    [inputs.Undo(), inputs.LogBreak(), inputs.LogBreak(timedelta(minutes=10), timedelta(minutes=3))]
)
ORDINARY = st.lists(st.tuples(GAPS, st.one_of(SENSED, SAID)), max_size=40).map(tuple)
WITH_RESTARTS = st.lists(st.tuples(GAPS, st.one_of(SENSED, SAID, RESTARTS)), max_size=40).map(tuple)
ANYTHING = st.lists(st.tuples(GAPS, st.one_of(SENSED, SAID, RESTARTS, CORRECTIONS)), max_size=40).map(tuple)
OPTIONS = Settings(standing_limit=timedelta(minutes=15))


def step_or_settle(state: State, event: inputs.Input, now: datetime) -> tuple[State, tuple[Fact, ...]]:
    """Where the event is refused, only time passes."""
    try:
        return step(state, event, now, OPTIONS)
    except inputs.Refused:
        return step(state, inputs.Settle(), now, OPTIONS)


def play(day: DAY, tick: int = 0, start: datetime = START) -> tuple[list[Fact], list[State]]:
    """The facts of a day and its states after each event; with `tick` time also settles every so many seconds."""
    state, facts = step(initial_state(start), inputs.Launch(), start, OPTIONS)
    history, states, now = list(facts), [state], start
    for gap, event in day:
        then = now + timedelta(seconds=gap)
        while tick and (now := now + timedelta(seconds=tick)) < then:
            if state.running:
                state, facts = step(state, inputs.Settle(), now, OPTIONS)
                history += facts
        now = then
        state, facts = step_or_settle(state, event, now)
        history += facts
        states.append(state)
    return history, states


def pieces_of(history: list[Fact]) -> list[Interval]:
    """The pieces of the day that no correction has withdrawn."""
    pieces: dict[tuple[str, datetime], Interval] = {}
    for fact in history:
        if isinstance(fact, tracking_facts.Corrected):
            pieces.pop((fact.of, fact.start), None)
        elif isinstance(fact, Interval) and not isinstance(fact, tracking_facts.Asked):
            pieces[fact.name, fact.start] = fact
    return list(pieces.values())


@given(ANYTHING)
def test_sitting_is_between_zero_and_the_elapsed_time(day: DAY) -> None:
    for state in play(day)[1]:
        assert timedelta(0) <= state.sitting() <= state.at - START


@given(WITH_RESTARTS)
def test_pieces_have_neither_gaps_nor_overlaps(day: DAY) -> None:
    history, states = play((*day, (400, inputs.Settle())))
    pieces = sorted(pieces_of(history), key=lambda x: (x.start, x.end))
    last = states[-1]
    if last.running:
        running = running_interval(last.logged, last.at)
        pieces += [running] if running else []
    edge = START
    for piece in pieces:
        assert piece.start == edge, pieces
        assert piece.end > piece.start
        edge = piece.end
    assert edge == last.at


@given(ANYTHING)
def test_the_sums_of_a_day_are_the_observed_time(day: DAY) -> None:
    history, states = play((*day, (400, inputs.Launch())))
    last = states[-1]
    running = running_interval(last.logged, last.at)
    whole = [*pieces_of(history), *([running] if running else [])]
    figures = total_of(days_of(whole, START.date(), last.at.date()))
    assert figures.sitting + figures.standing + figures.away + figures.unobserved == last.at - START


@given(ANYTHING)
def test_never_two_prompts_within_five_minutes_and_never_two_cards(day: DAY) -> None:
    history, _ = play(day)
    prompts = [x.at for x in history if isinstance(x, tracking_facts.Prompted)]
    assert all(later - sooner >= OPTIONS.spacing for sooner, later in itertools.pairwise(prompts))


@given(ANYTHING)
def test_the_routine_reminder_comes_once_a_day_unless_snoozed_or_withdrawn(day: DAY) -> None:
    last: dict[object, Fact] = {}
    for fact in play(day)[0]:
        if getattr(fact, "kind", "") != "routine" or isinstance(fact, tracking_facts.Finished | tracking_facts.Stopped):
            continue
        date = fact.at.date()
        if isinstance(fact, tracking_facts.Prompted) and date in last:
            assert isinstance(last[date], tracking_facts.Snoozed | tracking_facts.Withdrawn)
        if isinstance(fact, tracking_facts.Prompted) or date in last:
            last[date] = fact


@given(ANYTHING)
def test_no_prompt_in_a_block_or_an_absence(day: DAY) -> None:
    """Seen from outside: a prompt never falls in a call, full screen, Do Not Disturb, a lock or a pause."""
    on: dict[str, bool] = {}
    facts, now, state = [], START, step(initial_state(START), inputs.Launch(), START, OPTIONS)[0]
    for gap, event in day:
        now += timedelta(seconds=gap)
        for move in (inputs.Settle(), event):
            try:
                state, facts = step(state, move, now, OPTIONS)
            except inputs.Refused:
                continue
            shown = [x for x in facts if isinstance(x, tracking_facts.Prompted)]
            if move is event and isinstance(event, inputs.BusyChanged):
                on[event.what] = event.on
            if move is event and isinstance(event, inputs.Lock | inputs.Unlock):
                on["lock"] = isinstance(event, inputs.Lock)
            assert not (shown and any(v for k, v in on.items() if k != "awake")), (shown, on)
            assert not (shown and (state.logged.paused or state.logged.call_until is not None))


@given(ANYTHING)
def test_the_state_is_a_fold_over_the_facts(day: DAY) -> None:
    history, states = play(day)
    assert fold(history) == states[-1].logged


@given(ANYTHING)
def test_facts_round_trip(day: DAY) -> None:
    history, _ = play(day)
    assert [from_record(to_record(x)) for x in history] == history


@settings(max_examples=40, deadline=None)
@given(ORDINARY, st.sampled_from([1, 7, 30]))
def test_beats_of_any_length_give_the_same_facts(day: DAY, tick: int) -> None:
    assert play(day, tick)[0] == play(day)[0]


@given(ORDINARY, st.integers(0, 39), st.integers(0, 59))
def test_a_short_restart_changes_no_fact(day: DAY, where: int, gap: int) -> None:
    """With input before and after, and the guide closed: what is behind a restart is not sensed."""
    quiet = (*day, (0, inputs.Finish()), (0, inputs.Unlock()), (0, inputs.Wake()), (0, inputs.InputActive()))
    tail: DAY = ((1900, inputs.Settle()), (1900, inputs.Settle()))
    blocks = tuple((0, inputs.BusyChanged(what, False)) for what in ("call", "fullscreen", "dnd", "awake"))
    whole, _ = play((*quiet, *blocks, (300, inputs.Settle()), (gap, inputs.Settle()), *tail))
    cut, _ = play((*quiet, *blocks, (300, inputs.Halt()), (gap, inputs.Launch()), *tail))
    pieces = (tracking_facts.Bout, tracking_facts.Break)
    assert [x for x in cut if isinstance(x, pieces)] == [x for x in whole if isinstance(x, pieces)]


@given(ORDINARY, st.integers(-40_000, 40_000), st.integers(0, 39))
def test_setting_the_wall_clock_keeps_every_length(day: DAY, seconds: int, where: int) -> None:
    """A pause ends at a moment of the wall clock, so days with one are left out."""
    day = tuple(x for x in day if not isinstance(x[1], inputs.Pause))
    by = timedelta(seconds=seconds)
    plain, _ = play(day)
    where = min(where, len(day))
    state, facts = step(initial_state(START), inputs.Launch(), START, OPTIONS)
    history, now = list(facts), START
    for n, (gap, event) in enumerate((*day, (0, inputs.Settle()))):
        if n == where:
            state, facts = step(state, inputs.ClockSet(by), now, OPTIONS)
            history += facts
            now += by
        now += timedelta(seconds=gap)
        state, facts = step_or_settle(state, event, now)
        history += facts

    def lengths(facts: list[Fact]) -> list[tuple[str, timedelta]]:
        return [(x.name, x.end - x.start) for x in facts if isinstance(x, Interval)]

    assert lengths([x for x in history if not isinstance(x, tracking_facts.Reclocked)]) == lengths(plain)


@given(ORDINARY, st.integers(-12, 12))
def test_a_change_of_zone_adds_no_time(day: DAY, hours: int) -> None:
    """A routine's reminder belongs to a local day, and midnight is elsewhere there, so days with one are left out."""
    day = tuple(x for x in day if not isinstance(x[1], inputs.RoutineAt))
    there = START.astimezone(timezone(timedelta(hours=hours)))
    assert play(day, start=there)[0] == play(day)[0]
