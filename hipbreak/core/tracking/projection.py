"""The fold: one fact more, and the story that follows from it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.tracking.state import Card, Gone, Guiding, LoggedState, Piece, Sitting, SnoozedCard, Standing, Tally

_KEPT = 64  # told pieces that corrections can reach: about a day's
_RUNNING = (
    "posture", "offer", "call_until", "declined_at", "ignored", "last_prompt", "reminder", "cue_base", "pulse_base",
)  # fmt: skip
_LONG_GAP = timedelta(hours=1)  # desk time from before a longer gap says nothing about the cue (ours)


def fold(facts: Iterable[Fact], story: LoggedState | None = None) -> LoggedState:
    """The story after these facts, told in the order of the log."""
    story = story or LoggedState()
    for fact in facts:
        story = tell(story, fact)
    return story


def tell(story: LoggedState, fact: Fact) -> LoggedState:
    """The story after one more fact; what belongs to the programme leaves the day's story as it is."""
    teller = _TELLERS.get(fact.name)
    return teller(story, fact) if teller else story


def _remember(story: LoggedState, piece: Piece) -> tuple[Piece, ...]:
    return (*story.told[-_KEPT + 1 :], piece)


def _count(story: LoggedState, at: datetime, breaks: int = 0, pulses: int = 0) -> Tally:
    day = at.date()
    tally = story.tally if story.tally and story.tally.day == day else Tally(day)
    return Tally(day, tally.breaks + breaks, tally.pulses + pulses)


def _latest(a: datetime | None, b: datetime) -> datetime:
    return b if a is None or a < b else a


def _bout(story: LoggedState, fact: tracking_facts.Bout) -> LoggedState:
    return replace(story, told=_remember(story, Piece("bout", fact.start, fact.end)), question=None)


def _break(story: LoggedState, fact: tracking_facts.Break) -> LoggedState:
    cue_base, pulse_base = story.cue_base, story.pulse_base
    if fact.how in ("away", "said"):
        cue_base = _latest(cue_base, fact.end)
    if fact.how == "away" and pulse_base is not None:
        same_day = fact.start.date() == fact.end.date()
        pulse_base = pulse_base + (fact.end - fact.start) if same_day else fact.end
    piece = Piece("break", fact.start, fact.end, fact.credit, fact.how)
    return replace(
        story,
        told=_remember(story, piece),
        tally=_count(story, fact.at, breaks=fact.start.date() == fact.at.date()),
        cue_base=cue_base,
        pulse_base=pulse_base,
    )


def _away(story: LoggedState, fact: tracking_facts.Away) -> LoggedState:
    return replace(story, told=_remember(story, Piece("away", fact.start, fact.end)))


def _unobserved(story: LoggedState, fact: tracking_facts.Unobserved) -> LoggedState:
    gap = fact.end - fact.start
    same_day = fact.start.date() == fact.end.date()
    return replace(
        story,
        posture=None,
        offer=None,
        question=None,
        declined_at=None,
        ignored=None,
        snooze_count=0,
        cue_base=story.cue_base + gap if story.cue_base and gap <= _LONG_GAP else fact.end,
        pulse_base=story.pulse_base + gap if story.pulse_base and same_day else fact.end,
    )


def _began(story: LoggedState, fact: tracking_facts.Began) -> LoggedState:
    return replace(story, cue_base=story.cue_base or fact.at, pulse_base=story.pulse_base or fact.at)


def _sat(story: LoggedState, fact: tracking_facts.Sat) -> LoggedState:
    posture = story.posture
    story = replace(story, posture=Sitting(fact.since))
    if isinstance(posture, Sitting) and fact.since <= posture.since:
        return story
    offer = None if isinstance(story.offer, SnoozedCard) else story.offer
    return replace(story, offer=offer, ignored=None)


def _dropped(story: LoggedState, _: Fact) -> LoggedState:
    """A bout is over, and with it what was on offer."""
    return replace(story, offer=None, snooze_count=0, declined_at=None, ignored=None, question=None)


def _stood(story: LoggedState, fact: tracking_facts.Stood) -> LoggedState:
    return replace(_dropped(story, fact), posture=Standing(fact.at))


def _left(story: LoggedState, fact: tracking_facts.Left) -> LoggedState:
    return replace(_dropped(story, fact), posture=Gone(fact.since))


def _asked(story: LoggedState, fact: tracking_facts.Asked) -> LoggedState:
    return replace(story, question=(fact.start, fact.end))


def _prompted(story: LoggedState, fact: tracking_facts.Prompted) -> LoggedState:
    if fact.kind == "routine":
        return _reminded(story, fact)
    return replace(
        story,
        offer=Card(fact.kind, fact.trigger, fact.at, fact.again, fact.pulse_due),
        last_prompt=fact.at,
        snooze_count=story.snooze_count if fact.trigger == "asked" else 0,
        ignored=None if fact.kind == "stand" else story.ignored,
    )


def _reminded(story: LoggedState, fact: tracking_facts.Prompted) -> LoggedState:
    last, day = story.reminder, fact.at.date()
    return replace(
        story,
        offer=Card(fact.kind, fact.trigger, fact.at),
        last_prompt=fact.at,
        reminder=replace(
            last, day=day, returns_at=None, snoozed=False, snooze_count=last.snooze_count if last.day == day else 0
        ),
    )


def _closed(story: LoggedState, _: Fact) -> LoggedState:
    return replace(story, offer=None, snooze_count=0)


def _withdrawn(story: LoggedState, fact: tracking_facts.Withdrawn) -> LoggedState:
    """The prompt was not answered, so the snooze count stays, and the routine's reminder is still owed."""
    card, reminder = story.offer, story.reminder
    if fact.kind == "routine":
        snoozed = isinstance(card, Card) and card.trigger == "asked"
        reminder = replace(reminder, returns_at=fact.at, snoozed=snoozed)
    return replace(story, offer=None, reminder=reminder)


def _snoozed(story: LoggedState, fact: tracking_facts.Snoozed) -> LoggedState:
    if fact.kind == "routine":  # not a SnoozedCard: a stand-up may come meanwhile, and an absence does not undo it
        count = story.reminder.snooze_count + 1
        reminder = replace(story.reminder, returns_at=fact.until, snoozed=True, snooze_count=count)
        return replace(story, offer=None, reminder=reminder)
    return replace(story, offer=SnoozedCard(fact.kind, fact.until), snooze_count=story.snooze_count + 1)


def _skipped(story: LoggedState, fact: tracking_facts.Skipped | tracking_facts.Ignored) -> LoggedState:
    if fact.kind == "routine":
        offer = None if isinstance(story.offer, Card) else story.offer
        return replace(story, offer=offer, reminder=replace(story.reminder, returns_at=None))
    if fact.kind == "cue":
        return replace(_closed(story, fact), cue_base=fact.at)
    return replace(_closed(story, fact), declined_at=fact.at)


def _ignored(story: LoggedState, fact: tracking_facts.Ignored) -> LoggedState:
    again = isinstance(story.offer, Card) and story.offer.again
    story = _skipped(story, fact)
    return story if fact.kind != "stand" or again else replace(story, ignored=fact.at)


def _started(story: LoggedState, fact: tracking_facts.Started) -> LoggedState:
    answers = fact.prompted or isinstance(story.offer, SnoozedCard)
    reminder = replace(story.reminder, returns_at=None) if fact.kind == "routine" else story.reminder
    return replace(story, offer=Guiding(fact.kind, fact.at, answers), snooze_count=0, reminder=reminder)


def _finished(story: LoggedState, fact: tracking_facts.Finished) -> LoggedState:
    return replace(
        _stopped(story, fact),
        cue_base=fact.at,
        pulse_base=fact.at,
        tally=_count(story, fact.at, pulses=1),
    )


def _stopped(story: LoggedState, fact: tracking_facts.Stopped | tracking_facts.Finished) -> LoggedState:
    """An answered stand-up prompt starts its window anew, as Skip does (ours: R13 does not name it)."""
    answered = isinstance(story.offer, Guiding) and story.offer.answers and fact.kind == "stand"
    reminder = replace(story.reminder, ended=fact.at) if fact.kind == "routine" else story.reminder
    return replace(_closed(story, fact), declined_at=fact.at if answered else story.declined_at, reminder=reminder)


def _paused(story: LoggedState, fact: tracking_facts.Paused) -> LoggedState:
    return replace(story, paused=True, paused_until=fact.until)


def _resumed(story: LoggedState, _: tracking_facts.Resumed) -> LoggedState:
    return replace(story, paused=False, paused_until=None)


def _in_call(story: LoggedState, fact: tracking_facts.InCall) -> LoggedState:
    return replace(story, call_until=fact.until)


def _call_over(story: LoggedState, _: tracking_facts.CallOver) -> LoggedState:
    return replace(story, call_until=None)


def _corrected(story: LoggedState, fact: tracking_facts.Corrected) -> LoggedState:
    gone = [p for p in story.told if p.of == fact.of and p.start == fact.start]
    tally = story.tally
    if gone and fact.of == "break" and tally and gone[0].start.date() == tally.day:
        tally = replace(tally, breaks=max(0, tally.breaks - 1))
    return replace(story, told=tuple(p for p in story.told if p not in gone), tally=tally)


def _reclocked(story: LoggedState, fact: tracking_facts.Reclocked) -> LoggedState:
    """Every running moment moves with the clock; a pause and what has been told are of the clock they were told in."""
    moved: LoggedState = shift(story, fact.by, _RUNNING)
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


_TELLERS: dict[str, Callable[[LoggedState, Any], LoggedState]] = {
    "bout": _bout, "break": _break, "away": _away, "unobserved": _unobserved, "began": _began,
    "sat": _sat, "stood": _stood, "left": _left, "asked": _asked, "prompted": _prompted, "withdrawn": _withdrawn,
    "later": _snoozed, "skipped": _skipped, "ignored": _ignored, "started": _started, "finished": _finished,
    "stopped": _stopped, "paused": _paused, "resumed": _resumed, "in_call": _in_call,
    "call_over": _call_over, "corrected": _corrected, "reclocked": _reclocked,
}  # fmt: skip
