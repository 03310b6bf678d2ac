"""Handlers for the person's commands (R5, R6, R12-R15, R20)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.i18n import gettext as _
from hipbreak.core.tracking import prompts
from hipbreak.core.tracking.inputs import Refused
from hipbreak.core.tracking.presence import end_guide
from hipbreak.core.tracking.state import Absent, Card, Guiding, Sitting, SnoozedCard, Standing
from hipbreak.core.tracking.transition import Transition

_LONGEST_SNOOZE = timedelta(days=1)
_LONGEST_CALL = timedelta(hours=12)  # project default


def start(transition: Transition, kind: str) -> None:
    """Open the guide."""
    _require_presence(transition)
    offer = transition.logged.offer
    if isinstance(offer, Guiding):
        raise Refused(_("The guide is already open."))
    if isinstance(offer, Card) and offer.kind != "sit" and (offer.kind == "routine") is (kind == "routine"):
        transition.emit(tracking_facts.Started(transition.at, offer.kind))
    elif isinstance(offer, SnoozedCard) and offer.kind != "sit" and kind != "routine":
        transition.emit(tracking_facts.Started(transition.at, offer.kind, prompted=False))
    else:
        # A routine replaces the break; a stand-up is no routine, so the routine's card comes again.
        withdraw(transition)
        transition.emit(tracking_facts.Started(transition.at, kind, prompted=False))
    transition.update_sensors(due_trigger=None)


def preview(transition: Transition) -> None:
    """The routine's card was answered; its overview is being read."""
    if _card(transition).kind != "routine":
        raise Refused(_("No session is on offer."))
    transition.update_sensors(preview_since=transition.at)


def finish(transition: Transition, held: timedelta | None, stopped: bool) -> None:
    """The guide was finished or stopped now."""
    if not isinstance(transition.logged.offer, Guiding):
        raise Refused(_("The guide is not open."))
    end_guide(transition, transition.at, stopped, held)


def snooze(transition: Transition, delay: timedelta | None, after_meeting: bool = False) -> None:
    """Snooze the card for exactly `delay`, or until the meeting that is sensed is over."""
    card = _card(transition)
    if transition.snooze_count(card.kind) >= transition.settings.later_in_a_row:
        raise Refused(_("This prompt has been snoozed as often as the settings allow; Start or Skip it."))
    if after_meeting:
        _snooze_until_meeting_ends(transition, card)
        return
    delay = delay or transition.settings.later_short
    if delay > _LONGEST_SNOOZE:
        raise Refused(_("Later is for a day at most; Pause is for longer."))
    transition.emit(tracking_facts.Snoozed(transition.at, card.kind, transition.at + delay))


def _snooze_until_meeting_ends(transition: Transition, card: Card) -> None:
    if card.kind == "routine":
        raise Refused(_("A session's reminder needs a time to come back."))
    if not transition.in_meeting:
        raise Refused(_("No call or meeting is sensed now."))
    transition.emit(tracking_facts.Snoozed(transition.at, card.kind, None))


def skip(transition: Transition) -> None:
    """Skip the card; a snoozed one can be skipped before it comes back."""
    offer = transition.logged.offer
    if not isinstance(offer, Card | SnoozedCard) and transition.routine_snoozed_until() is not None:
        transition.emit(tracking_facts.Skipped(transition.at, "routine"))
        return
    kind = offer.kind if isinstance(offer, SnoozedCard) else _card(transition).kind
    transition.emit(tracking_facts.Skipped(transition.at, kind))


def _require_presence(transition: Transition) -> None:
    if isinstance(transition.logged.posture, Absent):
        raise Refused(_("The screen is locked, so you count as away."))


def _card(transition: Transition) -> Card:
    offer = transition.logged.offer
    if not isinstance(offer, Card):
        raise Refused(_("No prompt is waiting for an answer."))
    return offer


def withdraw(transition: Transition) -> None:
    """Withdraw the card: its reason no longer holds."""
    if isinstance(transition.logged.offer, Card):
        transition.emit(tracking_facts.Withdrawn(transition.at, transition.logged.offer.kind))


def close_guide(transition: Transition) -> None:
    """End the guide because of another command."""
    if isinstance(transition.logged.offer, Guiding):
        end_guide(transition, transition.at, stopped=True)


def stand(transition: Transition, source: str = tracking_facts.DECLARED) -> None:
    """I'm standing, or still standing (R6); `source` as in the fact."""
    _require_presence(transition)
    transition.update_sensors(desk_due=None)
    posture = transition.logged.posture
    if isinstance(posture, Standing):
        if posture.how == tracking_facts.STANDING_UNCONFIRMED:
            transition.emit(tracking_facts.StandingConfirmed(transition.at))
        return
    close_guide(transition)
    withdraw(transition)
    transition.emit(tracking_facts.Stood(transition.at, source=source))


def stay_up(transition: Transition, source: str = tracking_facts.DECLARED) -> None:
    """Continue the guided break that ended last as standing, or stand from now on (R15)."""
    posture, intervals = transition.logged.posture, transition.logged.intervals
    last = intervals[-1] if intervals else None
    just_sat = isinstance(posture, Sitting) and transition.at - posture.since < transition.settings.short_absence
    is_guided = isinstance(last, tracking_facts.Break) and last.how == "pulse"
    if just_sat and posture is not None and last is not None and is_guided and last.end == posture.since:
        withdraw(transition)
        transition.emit(tracking_facts.Corrected(transition.at, last.name, last.start))
        transition.emit(tracking_facts.Stood(transition.at, last.start, source))
    else:
        stand(transition, source)


def sit(transition: Transition) -> None:
    """I'm sitting again (R6), perhaps as the card asked."""
    transition.update_sensors(desk_due=None)
    posture, offer = transition.logged.posture, transition.logged.offer
    if isinstance(posture, Standing):
        close_guide(transition)
        if isinstance(offer, Card) and offer.kind == "sit":
            transition.emit(tracking_facts.Started(transition.at, offer.kind))
        if transition.at - posture.since < transition.settings.shortest_break:
            transition.emit(tracking_facts.Sat(transition.at, transition.bout_start_before_standing(posture)))
            return
        transition.end_standing(transition.at)
        transition.emit(tracking_facts.Sat(transition.at, transition.at))


def pause(transition: Transition, until: datetime | None) -> None:
    """Show no prompts until then (R20)."""
    if until is not None and until <= transition.at:
        raise Refused(_("That moment is already over."))
    transition.emit(tracking_facts.Paused(transition.at, until))


def resume(transition: Transition) -> None:
    """End the pause."""
    if transition.logged.paused:
        transition.emit(tracking_facts.Resumed(transition.at))


def start_call(transition: Transition, length: timedelta) -> None:
    """I'm in a call: it blocks prompts like a detected one, and credits no break (R3, R11)."""
    if not timedelta(0) < length <= _LONGEST_CALL:
        raise Refused(_("A call needs a length, of 12 hours at most; Pause is for longer."))
    if transition.logged.call_until is None and not transition.sensors.call:
        transition.begin_call()
    transition.emit(tracking_facts.InCall(transition.at, transition.at + length))


def end_call(transition: Transition) -> None:
    """The call is over."""
    if transition.logged.call_until is not None:
        prompts.end_call(transition, transition.at)


def confirm_absence(transition: Transition) -> None:
    """I was up during the idle time in question (R5)."""
    question, posture = transition.logged.question, transition.logged.posture
    if question is None or not isinstance(posture, Sitting):
        raise Refused(_("There is no question to answer."))
    split_bout(transition, posture, *question, "asked")


def split_bout(transition: Transition, posture: Sitting, start: datetime, end: datetime, how: str = "said") -> None:
    """Split the running bout by a confirmed break; `how` as in the fact."""
    start = max(start, posture.since)
    withdraw(transition)
    transition.end_bout(start)
    transition.emit(tracking_facts.Break(transition.at, start, end, "confirmed", how))
    transition.emit(tracking_facts.Sat(transition.at, end))
    transition.update_sensors(due_trigger=None)
