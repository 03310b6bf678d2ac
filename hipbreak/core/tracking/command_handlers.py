"""What the person says, and what follows from it (R5, R6, R12-R15, R20)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.i18n import gettext as _
from hipbreak.core.tracking import prompts
from hipbreak.core.tracking.inputs import Refused
from hipbreak.core.tracking.presence import end_guide
from hipbreak.core.tracking.state import Card, Gone, Guiding, Sitting, SnoozedCard, Standing
from hipbreak.core.tracking.transition import Transition

_LONGEST_SNOOZE = timedelta(days=1)
_LONGEST_CALL = timedelta(hours=12)  # ours


def start(turn: Transition, kind: str) -> None:
    """Open the guide."""
    _at_the_desk(turn)
    offer = turn.story.offer
    if isinstance(offer, Guiding):
        raise Refused(_("The guide is already open."))
    if isinstance(offer, Card) and (offer.kind == "routine") is (kind == "routine"):
        turn.tell(tracking_facts.Started(turn.at, offer.kind))
    elif isinstance(offer, SnoozedCard) and kind != "routine":
        turn.tell(tracking_facts.Started(turn.at, offer.kind, prompted=False))
    else:
        withdraw(turn)  # a routine is the break; a stand-up is no routine, and its card comes again
        turn.tell(tracking_facts.Started(turn.at, kind, prompted=False))
    turn.sense(due=None)


def consider(turn: Transition) -> None:
    """The routine's card was answered, and what it opens is read."""
    if _card(turn).kind != "routine":
        raise Refused(_("No session is on offer."))
    turn.sense(considered=turn.at)


def finish(turn: Transition, held: timedelta | None, stopped: bool) -> None:
    """The guide was finished or stopped now."""
    if not isinstance(turn.story.offer, Guiding):
        raise Refused(_("The guide is not open."))
    end_guide(turn, turn.at, stopped, held)


def snooze(turn: Transition, delay: timedelta | None) -> None:
    """Snooze the card for exactly `delay`."""
    card = _card(turn)
    if turn.snooze_count(card.kind) >= turn.settings.later_in_a_row:
        raise Refused(_("This prompt has been put off as often as the settings allow; Start or Skip it."))
    delay = delay or turn.settings.later_short
    if delay > _LONGEST_SNOOZE:
        raise Refused(_("Later is for a day at most; Pause is for longer."))
    turn.tell(tracking_facts.Snoozed(turn.at, card.kind, turn.at + delay))


def skip(turn: Transition) -> None:
    """Skip the card; a snoozed one can be skipped before it comes back."""
    offer = turn.story.offer
    if not isinstance(offer, Card | SnoozedCard) and turn.routine_snoozed_until() is not None:
        turn.tell(tracking_facts.Skipped(turn.at, "routine"))
        return
    kind = offer.kind if isinstance(offer, SnoozedCard) else _card(turn).kind
    turn.tell(tracking_facts.Skipped(turn.at, kind))


def _at_the_desk(turn: Transition) -> None:
    if isinstance(turn.story.posture, Gone):
        raise Refused(_("The screen is locked, so you count as away."))


def _card(turn: Transition) -> Card:
    offer = turn.story.offer
    if not isinstance(offer, Card):
        raise Refused(_("No prompt is waiting for an answer."))
    return offer


def withdraw(turn: Transition) -> None:
    """The reason for the card is gone."""
    if isinstance(turn.story.offer, Card):
        turn.tell(tracking_facts.Withdrawn(turn.at, turn.story.offer.kind))


def close_guide(turn: Transition) -> None:
    """Another word ends the guide."""
    if isinstance(turn.story.offer, Guiding):
        end_guide(turn, turn.at, stopped=True)


def stand(turn: Transition) -> None:
    """I'm standing (R6)."""
    _at_the_desk(turn)
    if isinstance(turn.story.posture, Standing):
        return
    close_guide(turn)
    withdraw(turn)
    turn.end_bout(turn.at)
    turn.tell(tracking_facts.Stood(turn.at))


def sit(turn: Transition) -> None:
    """I'm sitting again (R6)."""
    posture = turn.story.posture
    if isinstance(posture, Standing):
        close_guide(turn)
        if turn.at > posture.since:
            turn.tell(tracking_facts.Break(turn.at, posture.since, turn.at, "confirmed", "standing"))
        turn.tell(tracking_facts.Sat(turn.at, turn.at))


def pause(turn: Transition, until: datetime | None) -> None:
    """No prompts until then (R20)."""
    if until is not None and until <= turn.at:
        raise Refused(_("That moment is already over."))
    turn.tell(tracking_facts.Paused(turn.at, until))


def resume(turn: Transition) -> None:
    """Prompts again."""
    if turn.story.paused:
        turn.tell(tracking_facts.Resumed(turn.at))


def call(turn: Transition, length: timedelta) -> None:
    """I'm in a call: it defers as one that is sensed, and credits nothing (R3, R11)."""
    if not timedelta(0) < length <= _LONGEST_CALL:
        raise Refused(_("A call needs a length, of 12 hours at most; Pause is for longer."))
    turn.tell(tracking_facts.InCall(turn.at, turn.at + length))


def end_call(turn: Transition) -> None:
    """The call is over."""
    if turn.story.call_until is not None:
        prompts.end_call(turn, turn.at)


def yes(turn: Transition) -> None:
    """I was up, over the idle that was asked about (R5)."""
    question, posture = turn.story.question, turn.story.posture
    if question is None or not isinstance(posture, Sitting):
        raise Refused(_("There is no question to answer."))
    split(turn, posture, *question)


def split(turn: Transition, posture: Sitting, start: datetime, end: datetime) -> None:
    """A confirmed break inside the running bout: what was before is a bout of its own, what follows a new one."""
    start = max(start, posture.since)
    withdraw(turn)
    turn.end_bout(start)
    turn.tell(tracking_facts.Break(turn.at, start, end, "confirmed", "said"))
    turn.tell(tracking_facts.Sat(turn.at, end))
    turn.sense(due=None)
