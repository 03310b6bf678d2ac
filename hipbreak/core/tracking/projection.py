"""The logged state as a fold over the facts."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.tracking.state import (
    Absent,
    Card,
    Guiding,
    LoggedState,
    Sitting,
    SnoozedCard,
    Standing,
    Tally,
)

_INTERVALS_KEPT = 64  # for corrections: about a day's
_MOVED_WITH_CLOCK = (
    "posture", "offer", "call_until", "declined_at", "ignored", "last_prompt", "reminder", "cue_base", "pulse_base",
)  # fmt: skip
_LONG_GAP = timedelta(hours=1)  # desk time before a longer gap does not count for the cue (project default)


def fold(facts: Iterable[Fact], logged: LoggedState | None = None) -> LoggedState:
    """The state after these facts, in the order of the log."""
    logged = logged or LoggedState()
    for fact in facts:
        logged = apply(logged, fact)
    return logged


def apply(logged: LoggedState, fact: Fact) -> LoggedState:
    """The state after one more fact; facts of the programme leave it unchanged."""
    handler = _HANDLERS.get(fact.name)
    return handler(logged, fact) if handler else logged


def _with_interval(logged: LoggedState, interval: Interval) -> LoggedState:
    return replace(logged, intervals=(*logged.intervals[-_INTERVALS_KEPT + 1 :], interval))


def _tally(logged: LoggedState, at: datetime, breaks: int = 0, pulses: int = 0) -> Tally:
    day = at.date()
    tally = logged.tally if logged.tally and logged.tally.day == day else Tally(day)
    return Tally(day, tally.breaks + breaks, tally.pulses + pulses)


def _latest(a: datetime | None, b: datetime) -> datetime:
    return b if a is None or a < b else a


def _bout(logged: LoggedState, fact: tracking_facts.Bout) -> LoggedState:
    posture = logged.posture
    if isinstance(posture, Standing) and (posture.bout_since, posture.since) == (fact.start, fact.end):
        offer = None if isinstance(logged.offer, SnoozedCard) else logged.offer
        logged = replace(_bout_over(logged, fact), posture=replace(posture, bout_since=None), offer=offer)
    return replace(_with_interval(logged, fact), question=None)


def _break(logged: LoggedState, fact: tracking_facts.Break) -> LoggedState:
    cue_base, pulse_base = logged.cue_base, logged.pulse_base
    if fact.how in ("away", "said", "asked", "elsewhere"):
        cue_base = _latest(cue_base, fact.end)
    if fact.how == "away" and pulse_base is not None:
        same_day = fact.start.date() == fact.end.date()
        pulse_base = pulse_base + (fact.end - fact.start) if same_day else fact.end
    return replace(
        _with_interval(logged, fact),
        tally=_tally(logged, fact.at, breaks=fact.start.date() == fact.at.date()),
        cue_base=cue_base,
        pulse_base=pulse_base,
    )


def _unobserved(logged: LoggedState, fact: tracking_facts.Unobserved) -> LoggedState:
    gap = fact.end - fact.start
    same_day = fact.start.date() == fact.end.date()
    return replace(
        logged,
        posture=None,
        offer=None,
        question=None,
        declined_at=None,
        ignored=None,
        snooze_count=0,
        cue_base=logged.cue_base + gap if logged.cue_base and gap <= _LONG_GAP else fact.end,
        pulse_base=logged.pulse_base + gap if logged.pulse_base and same_day else fact.end,
    )


def _began(logged: LoggedState, fact: tracking_facts.Began) -> LoggedState:
    return replace(logged, cue_base=logged.cue_base or fact.at, pulse_base=logged.pulse_base or fact.at)


def _sat(logged: LoggedState, fact: tracking_facts.Sat) -> LoggedState:
    posture = logged.posture
    logged = replace(logged, posture=Sitting(fact.since))
    if isinstance(posture, Standing) and posture.bout_since == fact.since:
        return logged  # too short to be a break: as if the person had not stood up (R6)
    if isinstance(posture, Sitting) and fact.since <= posture.since:
        return logged
    offer = None if isinstance(logged.offer, SnoozedCard) else logged.offer
    return replace(logged, offer=offer, ignored=None)


def _bout_over(logged: LoggedState, _: Fact) -> LoggedState:
    """The bout is over, and with it the offered prompt."""
    return replace(logged, offer=None, snooze_count=0, declined_at=None, ignored=None, question=None)


def _stood(logged: LoggedState, fact: tracking_facts.Stood) -> LoggedState:
    """The bout is over with its own fact, which follows; logs of version 4 have it before."""
    if fact.since is not None:
        return replace(_bout_over(logged, fact), posture=Standing(fact.since, source=fact.source))
    posture, last = logged.posture, logged.intervals[-1] if logged.intervals else None
    is_open = isinstance(posture, Sitting) and posture.since < fact.at
    if isinstance(posture, Sitting) and is_open and not (last and (last.start, last.end) == (posture.since, fact.at)):
        return replace(logged, posture=Standing(fact.at, posture.since, source=fact.source), question=None)
    return replace(_bout_over(logged, fact), posture=Standing(fact.at, source=fact.source))


def _change_standing(logged: LoggedState, **changes: bool) -> LoggedState:
    posture = logged.posture
    return replace(logged, posture=replace(posture, **changes)) if isinstance(posture, Standing) else logged


def _prompted(logged: LoggedState, fact: tracking_facts.Prompted) -> LoggedState:
    if fact.kind == "routine":
        return _routine_prompted(logged, fact)
    return replace(
        logged,
        offer=Card(fact.kind, fact.trigger, fact.at, fact.again, fact.pulse_due),
        last_prompt=fact.at,
        snooze_count=logged.snooze_count if fact.trigger == "asked" else 0,
        ignored=None if fact.kind == "stand" else logged.ignored,
    )


def _routine_prompted(logged: LoggedState, fact: tracking_facts.Prompted) -> LoggedState:
    last, day = logged.reminder, fact.at.date()
    return replace(
        logged,
        offer=Card(fact.kind, fact.trigger, fact.at),
        last_prompt=fact.at,
        reminder=replace(
            last,
            last_day=day,
            returns_at=None,
            snoozed=False,
            is_folded=False,
            snooze_count=last.snooze_count if last.last_day == day else 0,
        ),
    )


def _offer_over(logged: LoggedState, _: Fact) -> LoggedState:
    return replace(logged, offer=None, snooze_count=0)


def _withdrawn(logged: LoggedState, fact: tracking_facts.Withdrawn) -> LoggedState:
    """The prompt was not answered, so the snooze count stays, and the routine's reminder stays due."""
    card, reminder = logged.offer, logged.reminder
    if fact.kind == "routine":
        snoozed = isinstance(card, Card) and card.trigger == "asked"
        reminder = replace(reminder, returns_at=fact.at, snoozed=snoozed)
    return replace(logged, offer=None, reminder=reminder)


def _snoozed(logged: LoggedState, fact: tracking_facts.Snoozed) -> LoggedState:
    if fact.kind == "routine":  # not a SnoozedCard: a stand-up may come meanwhile, and an absence does not undo it
        count = logged.reminder.snooze_count + 1
        reminder = replace(logged.reminder, returns_at=fact.until, snoozed=True, snooze_count=count)
        return replace(logged, offer=None, reminder=reminder)
    logged = _sit_answered(logged, fact)
    return replace(logged, offer=SnoozedCard(fact.kind, fact.until, fact.at), snooze_count=logged.snooze_count + 1)


def _sit_answered(logged: LoggedState, fact: tracking_facts.Snoozed | tracking_facts.Skipped) -> LoggedState:
    """Who puts "Time to sit" off or skips it is still standing (R6)."""
    return _change_standing(logged, confirmed=True) if fact.kind == "sit" else logged


def _skipped(logged: LoggedState, fact: tracking_facts.Skipped | tracking_facts.Ignored) -> LoggedState:
    if fact.kind == "routine":
        offer = None if isinstance(logged.offer, Card) else logged.offer
        is_folded = isinstance(fact, tracking_facts.Ignored)
        return replace(logged, offer=offer, reminder=replace(logged.reminder, returns_at=None, is_folded=is_folded))
    if fact.kind == "cue":
        return replace(_offer_over(logged, fact), cue_base=fact.at)
    if isinstance(fact, tracking_facts.Skipped):
        logged = _sit_answered(logged, fact)
    return replace(_offer_over(logged, fact), declined_at=fact.at)


def _ignored(logged: LoggedState, fact: tracking_facts.Ignored) -> LoggedState:
    again = isinstance(logged.offer, Card) and logged.offer.again
    logged = _skipped(logged, fact)
    return logged if fact.kind != "stand" or again else replace(logged, ignored=fact.at)


def _started(logged: LoggedState, fact: tracking_facts.Started) -> LoggedState:
    if fact.kind == "sit":
        return _offer_over(logged, fact)
    answers = fact.prompted or isinstance(logged.offer, SnoozedCard)
    reminder = logged.reminder
    if fact.kind == "routine":
        reminder = replace(reminder, returns_at=None, is_folded=False)
    return replace(logged, offer=Guiding(fact.kind, fact.at, answers), snooze_count=0, reminder=reminder)


def _finished(logged: LoggedState, fact: tracking_facts.Finished) -> LoggedState:
    return replace(
        _stopped(logged, fact),
        cue_base=fact.at,
        pulse_base=fact.at,
        tally=_tally(logged, fact.at, pulses=1),
    )


def _stopped(logged: LoggedState, fact: tracking_facts.Stopped | tracking_facts.Finished) -> LoggedState:
    """An answered stand-up prompt restarts the window, like Skip (project default: R13 does not name it)."""
    answered = isinstance(logged.offer, Guiding) and logged.offer.answers and fact.kind == "stand"
    reminder = replace(logged.reminder, session_ended=fact.at) if fact.kind == "routine" else logged.reminder
    return replace(
        _offer_over(logged, fact), declined_at=fact.at if answered else logged.declined_at, reminder=reminder
    )


def _corrected(logged: LoggedState, fact: tracking_facts.Corrected) -> LoggedState:
    withdrawn = [p for p in logged.intervals if p.name == fact.of and p.start == fact.start]
    tally = logged.tally
    if withdrawn and fact.of == "break" and tally and withdrawn[0].start.date() == tally.day:
        tally = replace(tally, breaks=max(0, tally.breaks - 1))
    return replace(logged, intervals=tuple(p for p in logged.intervals if p not in withdrawn), tally=tally)


def _reclocked(logged: LoggedState, fact: tracking_facts.Reclocked) -> LoggedState:
    """Moments of what still runs move with the clock; a pause and past intervals keep theirs."""
    moved: LoggedState = shift(logged, fact.by, _MOVED_WITH_CLOCK)
    return moved


def shift(record: Any, by: timedelta, names: tuple[str, ...]) -> Any:
    """The frozen record with the named moments (and those of the records inside) moved by `by`."""
    moved: dict[str, Any] = {}
    for name in names:
        value = getattr(record, name)
        if isinstance(value, datetime):
            moved[name] = value + by
        elif value is not None:
            inner = tuple(n for n in value.__slots__ if isinstance(getattr(value, n), datetime))
            moved[name] = shift(value, by, inner)
    return replace(record, **moved)


_HANDLERS: dict[str, Callable[[LoggedState, Any], LoggedState]] = {
    "bout": _bout, "break": _break, "away": _with_interval, "unobserved": _unobserved, "began": _began,
    "sat": _sat, "stood": _stood, "prompted": _prompted, "withdrawn": _withdrawn, "later": _snoozed,
    "skipped": _skipped, "ignored": _ignored, "started": _started, "finished": _finished, "stopped": _stopped,
    "corrected": _corrected, "reclocked": _reclocked,
    "standing_asked": lambda logged, _: _change_standing(logged, question_asked=True),
    "standing_confirmed": lambda logged, _: _change_standing(logged, confirmed=True),
    "left": lambda logged, fact: replace(_bout_over(logged, fact), posture=Absent(fact.since)),
    "asked": lambda logged, fact: replace(logged, question=(fact.start, fact.end)),
    "paused": lambda logged, fact: replace(logged, paused=True, paused_until=fact.until),
    "resumed": lambda logged, _: replace(logged, paused=False, paused_until=None),
    "in_call": lambda logged, fact: replace(logged, call_until=fact.until),
    "call_over": lambda logged, _: replace(logged, call_until=None),
}  # fmt: skip
