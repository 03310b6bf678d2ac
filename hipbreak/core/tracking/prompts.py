"""When a card comes and goes: the window, the cue, blocks and bounds (R9-R19)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.tracking.state import Card, Guiding, Sitting, SnoozedCard, considering
from hipbreak.core.tracking.transition import Transition

_READING = timedelta(minutes=5)  # for which a card waits while what it opened is read (ours)


def settle_pause(turn: Transition) -> None:
    """A pause whose moment has come is over (R20)."""
    until = turn.story.paused_until
    if turn.story.paused and until is not None and until <= turn.at:
        turn.tell(tracking_facts.Resumed(turn.at))


def settle_call(turn: Transition) -> None:
    """A call by word whose moment has come is over; whoever was in it was there until then (R3)."""
    until = turn.story.call_until
    if until is not None and until <= turn.at:
        end_call(turn, until)


def end_call(turn: Transition, when: datetime) -> None:
    """The call that the person spoke of ended at `when`: a coarse breakpoint (R10)."""
    turn.tell(tracking_facts.CallOver(turn.at))
    turn.sense(seen=when)
    turn.coarse = True


def folds_at(turn: Transition) -> datetime | None:
    """When the shown card folds away; None while it stays (R12)."""
    card = turn.story.offer
    if not isinstance(card, Card) or turn.senses.gone is not None:
        return None
    if considering(turn.story, turn.senses) and turn.senses.considered is not None:
        return turn.senses.considered + _READING
    after = turn.settings.folds(card.kind)
    return card.shown + after + turn.senses.hidden if after else None


def settle_card(turn: Transition) -> None:
    """The card folds when its time is up, and withdraws while nothing may be shown (R11, R12)."""
    card = turn.story.offer
    if not isinstance(card, Card):
        return
    fold = folds_at(turn)
    if fold is not None and fold <= turn.at:
        turn.tell(tracking_facts.Ignored(turn.at, card.kind))
    elif turn.blocked() or (card.kind == "routine" and not turn.routine_meant()):
        turn.tell(tracking_facts.Withdrawn(turn.at, card.kind))
        if card.kind == "stand":
            turn.sense(due="asked" if card.trigger == "asked" else "coarse")


def settle_offers(turn: Transition) -> None:
    """Show what is due, if now is its moment."""
    story = turn.story
    if story.posture is None:
        return
    if isinstance(story.offer, Guiding):
        if story.base is not None and turn.at - story.base >= turn.settings.window()[3]:
            turn.sense(due="coarse")  # the bound passed in a guided session, which blocks (R11)
        return
    if isinstance(story.posture, Sitting):
        _settle_stand(turn)
    elif turn.senses.due is not None:
        turn.sense(due=None)
    if turn.senses.routine_at is not None and not isinstance(turn.story.offer, Card):
        _settle_routine(turn)
    if not isinstance(turn.story.offer, Card):
        _settle_cue(turn)


def _settle_stand(turn: Transition) -> None:
    story = turn.story
    if isinstance(story.offer, Card) and story.offer.kind == "stand":
        return
    trigger = _stand_trigger(turn)
    if trigger is None:
        return
    if turn.blocked() or turn.empty_chair():
        # Only what cannot be missed is held back: the bound, a snooze that has ended, and what already waits (R11).
        if trigger == "bound":
            turn.sense(due="coarse")
        return
    if isinstance(story.offer, Card) or too_close(turn):
        if trigger not in ("asked", "bound"):
            turn.sense(due=trigger)
        return
    _prompt(turn, "stand", trigger)


def _stand_trigger(turn: Transition) -> str | None:
    story, senses, settings = turn.story, turn.senses, turn.settings
    if isinstance(story.offer, SnoozedCard) and story.offer.kind == "stand":
        return "asked" if story.offer.until <= turn.at else None
    if senses.due is not None:
        return senses.due
    base = story.base
    assert base is not None
    opens, medium, fine, closes = settings.window()
    w = turn.at - base
    again = story.ignored is not None and turn.at - story.ignored >= settings.reoffer_after
    if turn.coarse and (opens <= w or again):
        return "coarse"
    if w >= closes:
        return "bound"
    idle = turn.idle() if turn.sure else timedelta(0)
    if w >= medium and (turn.switched or idle >= settings.idle_medium):
        return "medium"
    if w >= fine and idle >= settings.idle_fine:
        return "fine"
    return None


def _settle_routine(turn: Transition) -> None:
    """R18: at the chosen moment, or as soon after it as nothing blocks and no other prompt is on its way."""
    trigger = _routine_trigger(turn)
    if trigger is None or isinstance(turn.story.offer, SnoozedCard):
        return
    ended = turn.story.reminder.ended
    just_ended = ended is not None and turn.at - ended < turn.settings.spacing
    if turn.blocked() or turn.empty_chair() or too_close(turn) or just_ended or _is_starting(turn):
        return
    _prompt(turn, "routine", trigger)


def _is_starting(turn: Transition) -> bool:
    """A session is not to be the first thing on the screen: who starts the day's work has come for that (ours)."""
    started = turn.senses.started
    return started is not None and turn.at - started < turn.settings.short_absence


def _routine_trigger(turn: Transition) -> str | None:
    chosen, reminder = turn.senses.routine_at, turn.story.reminder
    if chosen is None or not turn.routine_meant():
        return None
    if reminder.day != turn.at.date():
        return None if turn.at < chosen else "bound" if turn.at == chosen else "coarse"
    if reminder.returns_at is None or reminder.returns_at > turn.at:
        return None
    return "asked" if reminder.snoozed else "coarse"


def _routine_is_near(turn: Transition) -> bool:
    """Whether the routine's reminder comes so soon that the gentler cue gives way to it."""
    chosen, near = turn.senses.routine_at, turn.settings.cue_yields
    comes = chosen if turn.story.reminder.day != turn.at.date() else turn.routine_snoozed_until()
    return comes is not None and turn.routine_meant() and timedelta(0) <= comes - turn.at <= near


def _settle_cue(turn: Transition) -> None:
    story, settings = turn.story, turn.settings
    if not settings.cue or story.cue_base is None:
        return
    if isinstance(story.offer, SnoozedCard):
        if story.offer.kind != "cue" or story.offer.until > turn.at:
            return
        trigger = "asked"
    elif turn.at - story.cue_base >= settings.cue_every:
        trigger = "hourly"
    else:
        return
    if turn.blocked() or turn.empty_chair() or too_close(turn) or _stand_is_near(turn) or _routine_is_near(turn):
        return
    _prompt(turn, "cue", trigger)


def _stand_is_near(turn: Transition) -> bool:
    base = turn.story.base
    if base is None:
        return False
    closes = turn.settings.window()[3]
    return turn.senses.due is not None or base + closes - turn.at <= turn.settings.cue_yields


def too_close(turn: Transition) -> bool:
    """R19: never two prompts within five minutes."""
    last = turn.story.last_prompt
    return last is not None and turn.at - last < turn.settings.spacing


def _prompt(turn: Transition, kind: str, trigger: str) -> None:
    story, settings = turn.story, turn.settings
    posture = story.posture
    sitting = turn.at - posture.since if isinstance(posture, Sitting) else timedelta(0)
    pulse_base = story.pulse_base if kind != "routine" else None
    pulse_due = pulse_base is not None and turn.at - pulse_base >= settings.pulse_due_after
    early = story.base is not None and turn.at - story.base < settings.window_opens
    again = kind == "stand" and story.ignored is not None and early
    turn.tell(tracking_facts.Prompted(turn.at, kind, trigger, sitting, pulse_due, again))
    turn.sense(due=None, hidden=timedelta(0)) if kind == "stand" else turn.sense(hidden=timedelta(0))


def moments(turn: Transition) -> list[datetime]:
    """The moments at which a prompt's rule may change its answer by the passing of time alone."""
    story, senses, settings = turn.story, turn.senses, turn.settings
    found: list[datetime] = []
    fold = folds_at(turn)
    if fold is not None:
        found.append(fold)
    if story.paused_until is not None:
        found.append(story.paused_until)
    if story.call_until is not None:
        found.append(story.call_until)
    if settings.working_hours.ranges:
        edge = settings.working_hours.next_edge(turn.at)
        if edge is not None:
            found.append(edge)
    if isinstance(story.offer, SnoozedCard):
        found.append(story.offer.until)
    if story.last_prompt is not None:
        found.append(story.last_prompt + settings.spacing)
    found += _routine_moments(turn, senses.routine_at) if senses.routine_at is not None else ()
    if settings.cue and story.cue_base is not None:
        found.append(story.cue_base + settings.cue_every)
    base = story.base
    if base is not None:
        _, medium, fine, closes = settings.window()
        found += (base + medium, base + fine, base + closes)
        if not senses.flowing and turn.sure:
            short, slight = senses.last_input + settings.idle_medium, senses.last_input + settings.idle_fine
            if short > base + medium:
                found.append(short)
            if slight > base + fine:
                found.append(slight)
    return found


def _routine_moments(turn: Transition, chosen: datetime) -> list[datetime]:
    reminder = turn.story.reminder
    rested = reminder.ended + turn.settings.spacing if reminder.ended is not None else None
    started = turn.senses.started
    settled = started + turn.settings.short_absence if started is not None else None
    return [moment for moment in (chosen, reminder.returns_at, rested, settled) if moment is not None]
