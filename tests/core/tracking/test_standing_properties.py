"""Properties of any day with much standing, by Hypothesis: the limit, and a desk that reports."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.projection import fold
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import Card, SnoozedCard, Standing, State
from tests.core.short_trace import without_cue
from tests.core.tracking.test_properties import START, pieces_of

LIMIT = timedelta(minutes=15)
OPTIONS = without_cue(
    standing_limit=LIMIT, standing_question_after=timedelta(minutes=17), presence_limit=timedelta(days=1)
)
UP, DOWN = inputs.DeskReport("standing"), inputs.DeskReport("sitting")
EVENTS: list[inputs.Input] = [
    UP, DOWN, UP, DOWN, inputs.Stand(), inputs.Sit(), inputs.StayUp(), inputs.Skip(), inputs.Snooze(), inputs.Undo(),
    inputs.Start(), inputs.Finish(), inputs.BusyChanged("dnd", True), inputs.BusyChanged("dnd", False),
    inputs.Lock(), inputs.Unlock(), inputs.Unlock(), inputs.InputActive(), inputs.InputActive(), inputs.InputIdle(),
]  # fmt: skip
GAPS = st.sampled_from([0, 1, 10, 25, 59, 61, 300, 900, 900, 1200])
DAYS = st.lists(st.tuples(GAPS, st.sampled_from(EVENTS)), min_size=15, max_size=30)
Day = list[tuple[int, inputs.Input]]
Step = tuple[inputs.Input, State, tuple[Fact, ...]]


def steps_of(day: Day) -> list[Step]:
    """Each event with the state and the facts after it; time alone is settled before."""
    state, facts = step(initial_state(START), inputs.Launch(), START, OPTIONS)
    steps: list[Step] = [(inputs.Launch(), state, facts)]
    for gap, event in day:
        now = state.at + timedelta(seconds=gap)
        for received in (inputs.Settle(), event):
            try:
                state, facts = step(state, received, now, OPTIONS)
            except inputs.Refused:
                state, facts = step(state, inputs.Present(), now, OPTIONS)
            steps.append((received, state, facts))
    return steps


@given(DAYS)
def test_time_to_sit_is_asked_only_of_those_who_stand(day: Day) -> None:
    for _event, state, _facts in steps_of(day):
        card, posture = state.logged.offer, state.logged.posture
        if isinstance(card, Card | SnoozedCard) and card.kind == "sit":
            assert isinstance(posture, Standing)
            assert state.at - posture.since >= LIMIT


@given(DAYS)
def test_the_question_and_the_card_never_come_within_five_minutes(day: Day) -> None:
    facts = [fact for _event, _state, facts in steps_of(day) for fact in facts]
    asked = [
        fact
        for fact in facts
        if isinstance(fact, tracking_facts.StandingAsked)
        or (isinstance(fact, tracking_facts.Prompted) and fact.kind == "sit")
    ]
    assert all(later.at - sooner.at >= OPTIONS.spacing for sooner, later in pairwise(asked))


@given(DAYS)
def test_a_desk_changes_no_posture_behind_a_lock(day: Day) -> None:
    is_locked = False
    for event, _state, facts in steps_of(day):
        is_locked = isinstance(event, inputs.Lock) or (is_locked and not isinstance(event, inputs.Unlock))
        if is_locked and isinstance(event, inputs.DeskReport):
            assert not [fact for fact in facts if isinstance(fact, tracking_facts.Stood | tracking_facts.Sat)]


@given(DAYS)
def test_a_repeated_report_changes_nothing(day: Day) -> None:
    """The desk reports once, and then again after whatever happens."""
    often: Day = []
    last: Day = []
    for gap, event in day:
        last = [(0, event)] if isinstance(event, inputs.DeskReport) else last
        often += [(gap, event), *last]
    assert [fact for _e, _s, facts in steps_of(often) for fact in facts] == [
        fact for _e, _s, facts in steps_of(day) for fact in facts
    ]


@given(DAYS)
def test_the_state_and_the_day_follow_from_the_facts(day: Day) -> None:
    steps = steps_of(day)
    facts = [fact for _event, _state, facts in steps for fact in facts]
    assert fold(facts) == steps[-1][1].logged
    pieces = sorted(pieces_of(facts), key=lambda piece: (piece.start, piece.end))
    assert all(sooner.end == later.start for sooner, later in pairwise(pieces))
