"""When cards are shown and withdrawn: the window, the cue, blocks and bounds (R9-R19)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.tracking.state import Absent, Card, Guiding, Sitting, SnoozedCard, Standing, previewing
from hipbreak.core.tracking.transition import Transition

_PREVIEW_TIME = timedelta(minutes=5)  # how long a card stays while its overview is read (project default)


def settle_pause(transition: Transition) -> None:
    """End a pause whose time is up (R20)."""
    until = transition.logged.paused_until
    if transition.logged.paused and until is not None and until <= transition.at:
        transition.emit(tracking_facts.Resumed(transition.at))


def settle_call(transition: Transition) -> None:
    """End a declared call whose time is up; it proves presence until then (R3)."""
    until = transition.logged.call_until
    if until is not None and until <= transition.at:
        end_call(transition, until)


def end_call(transition: Transition, when: datetime) -> None:
    """The declared call ended at `when`: a coarse breakpoint (R10)."""
    transition.emit(tracking_facts.CallOver(transition.at))
    transition.update_sensors(last_presence=when, call_ended=when)
    transition.coarse_breakpoint = True


def folds_at(transition: Transition) -> datetime | None:
    """When the shown card is dismissed as ignored; None while it stays (R12)."""
    card = transition.logged.offer
    if not isinstance(card, Card) or transition.sensors.absent_since is not None:
        return None
    if previewing(transition.logged, transition.sensors) and transition.sensors.preview_since is not None:
        return transition.sensors.preview_since + _PREVIEW_TIME
    after = transition.settings.folds(card.kind)
    return card.shown + after + transition.sensors.hidden_for if after else None


def settle_card(transition: Transition) -> None:
    """Dismiss the card when its time is up; withdraw it while prompts are blocked (R11, R12)."""
    card = transition.logged.offer
    if isinstance(card, Card | SnoozedCard) and card.kind == "sit" and transition.sit_due() is None:
        transition.emit(tracking_facts.Withdrawn(transition.at, card.kind))
    if not isinstance(card, Card) or transition.logged.offer is None:
        return
    fold = folds_at(transition)
    if fold is not None and fold <= transition.at:
        transition.emit(tracking_facts.Ignored(transition.at, card.kind))
    elif transition.blocked() or (card.kind == "routine" and not transition.session_due_today()):
        transition.emit(tracking_facts.Withdrawn(transition.at, card.kind))
        if card.kind == "stand":
            transition.update_sensors(due_trigger="asked" if card.trigger == "asked" else "coarse")


def settle_offers(transition: Transition) -> None:
    """Show the prompt that is due, if now is its moment."""
    logged = transition.logged
    if logged.posture is None:
        return
    if isinstance(logged.offer, Guiding):
        if logged.base is not None and transition.at - logged.base >= transition.settings.window()[3]:
            transition.update_sensors(due_trigger="coarse")  # the bound passed in a session, which blocks (R11)
        return
    if isinstance(logged.posture, Sitting):
        _settle_stand(transition)
    elif transition.sensors.due_trigger is not None and not _may_go_on_sitting(logged.posture):
        transition.update_sensors(due_trigger=None)
    if isinstance(logged.posture, Standing):
        _settle_sit(transition)
    if transition.sensors.routine_at is not None and not isinstance(transition.logged.offer, Card):
        _settle_routine(transition)
    if not isinstance(transition.logged.offer, Card):
        _settle_cue(transition)


def _may_go_on_sitting(posture: Absent | Standing) -> bool:
    """Whether the standing is still too short to have ended the bout (R6)."""
    return isinstance(posture, Standing) and posture.bout_since is not None


def _settle_stand(transition: Transition) -> None:
    logged = transition.logged
    if isinstance(logged.offer, Card) and logged.offer.kind == "stand":
        return
    trigger = _stand_trigger(transition)
    if trigger is None:
        return
    if transition.blocked() or transition.appears_absent():
        # Only these are held back: the bound, a snooze that has ended, and a prompt already held back (R11).
        if trigger == "bound":
            transition.update_sensors(due_trigger="coarse")
        return
    if isinstance(logged.offer, Card) or transition.within_spacing():
        if trigger not in ("asked", "bound"):
            transition.update_sensors(due_trigger=trigger)
        return
    _prompt(transition, "stand", trigger)


def _stand_trigger(transition: Transition) -> str | None:
    logged, sensors, settings = transition.logged, transition.sensors, transition.settings
    if isinstance(logged.offer, SnoozedCard) and logged.offer.kind == "stand":
        return "asked" if transition.snooze_is_over(logged.offer) else None
    if sensors.due_trigger is not None:
        return sensors.due_trigger
    base = logged.base
    assert base is not None
    opens, medium, fine, closes = settings.window()
    w = transition.at - base
    again = logged.ignored is not None and transition.at - logged.ignored >= settings.reoffer_after
    if transition.coarse_breakpoint and (opens <= w or again):
        return "coarse"
    if w >= closes:
        return "bound"
    idle = transition.idle() if transition.input_known else timedelta(0)
    if w >= medium and (transition.window_switched or idle >= settings.idle_medium):
        return "medium"
    if w >= fine and idle >= settings.idle_fine:
        return "fine"
    return None


def _settle_sit(transition: Transition) -> None:
    """R6: at the limit of standing, or as soon after it as nothing blocks and no other prompt is near."""
    offer, due = transition.logged.offer, transition.sit_due()
    if due is None or isinstance(offer, Card):
        return
    if isinstance(offer, SnoozedCard) and offer.kind == "sit":
        is_due = transition.snooze_is_over(offer)
    else:
        is_due = due <= transition.at
    if not is_due or transition.held_back():
        return
    was_snoozed = transition.logged.snooze_count > 0  # also one that was withdrawn since
    _prompt(transition, "sit", "asked" if was_snoozed else "bound" if transition.at == due else "coarse")


def _settle_routine(transition: Transition) -> None:
    """R18: at the chosen moment, or as soon after it as nothing blocks and no other prompt is near."""
    trigger = _routine_trigger(transition)
    if trigger is None or isinstance(transition.logged.offer, SnoozedCard):
        return
    ended = transition.logged.reminder.session_ended
    just_ended = ended is not None and transition.at - ended < transition.settings.spacing
    if transition.held_back() or just_ended or transition.has_just_started:  # the person came to work (project default)
        return
    _prompt(transition, "routine", trigger)


def _routine_trigger(transition: Transition) -> str | None:
    chosen, reminder = transition.sensors.routine_at, transition.logged.reminder
    if chosen is None or not transition.session_due_today():
        return None
    if reminder.last_day != transition.at.date():
        return None if transition.at < chosen else "bound" if transition.at == chosen else "coarse"
    if reminder.returns_at is None or reminder.returns_at > transition.at:
        return None
    return "asked" if reminder.snoozed else "coarse"


def _routine_is_near(transition: Transition) -> bool:
    """Whether the routine's reminder comes so soon that the cue gives way to it."""
    chosen, near = transition.sensors.routine_at, transition.settings.cue_yields
    comes = (
        chosen if transition.logged.reminder.last_day != transition.at.date() else transition.routine_snoozed_until()
    )
    return comes is not None and transition.session_due_today() and timedelta(0) <= comes - transition.at <= near


def _settle_cue(transition: Transition) -> None:
    logged, settings = transition.logged, transition.settings
    if not settings.cue or logged.cue_base is None:
        return
    if isinstance(logged.offer, SnoozedCard):
        if logged.offer.kind != "cue" or not transition.snooze_is_over(logged.offer):
            return
        trigger = "asked"
    elif transition.at - logged.cue_base >= settings.cue_every:
        trigger = "hourly"
    else:
        return
    is_near = _stand_is_near(transition) or _sit_is_near(transition) or _routine_is_near(transition)
    if not is_near and not transition.held_back():
        _prompt(transition, "cue", trigger)


def _stand_is_near(transition: Transition) -> bool:
    base = transition.logged.base
    if base is None:
        return False
    closes = transition.settings.window()[3]
    return transition.sensors.due_trigger is not None or base + closes - transition.at <= transition.settings.cue_yields


def _sit_is_near(transition: Transition) -> bool:
    due = transition.sit_due()
    return due is not None and due - transition.at <= transition.settings.cue_yields


def _prompt(transition: Transition, kind: str, trigger: str) -> None:
    logged, settings = transition.logged, transition.settings
    posture = logged.posture
    sitting = transition.at - posture.since if isinstance(posture, Sitting) else timedelta(0)
    pulse_base = logged.pulse_base if kind in ("stand", "cue") else None
    pulse_due = pulse_base is not None and transition.at - pulse_base >= settings.pulse_due_after
    early = logged.base is not None and transition.at - logged.base < settings.window_opens
    again = kind == "stand" and logged.ignored is not None and early
    transition.emit(tracking_facts.Prompted(transition.at, kind, trigger, sitting, pulse_due, again))
    transition.update_sensors(hidden_for=timedelta(0))
    if kind == "stand":
        transition.update_sensors(due_trigger=None)


def next_moments(transition: Transition) -> list[datetime]:
    """The moments at which time alone may change what the rules for prompts give."""
    logged, sensors, settings = transition.logged, transition.sensors, transition.settings
    edge = settings.working_hours.next_edge(transition.at)
    moments = (folds_at(transition), logged.paused_until, logged.call_until, edge)
    found = [moment for moment in moments if moment is not None]
    if isinstance(logged.offer, SnoozedCard):
        found += (transition.snooze_ends(logged.offer), *transition.settled_after_start())
    if logged.last_prompt is not None:
        found.append(logged.last_prompt + settings.spacing)
    found += _routine_moments(transition, sensors.routine_at) if sensors.routine_at is not None else ()
    if settings.cue and logged.cue_base is not None:
        found.append(logged.cue_base + settings.cue_every)
    base = logged.base
    if base is not None:
        _, medium, fine, closes = settings.window()
        found += (base + medium, base + fine, base + closes)
        if not sensors.input_active and transition.input_known:
            short, slight = sensors.last_input + settings.idle_medium, sensors.last_input + settings.idle_fine
            if short > base + medium:
                found.append(short)
            if slight > base + fine:
                found.append(slight)
    return found


def _routine_moments(transition: Transition, chosen: datetime) -> list[datetime]:
    reminder = transition.logged.reminder
    rested = reminder.session_ended + transition.settings.spacing if reminder.session_ended is not None else None
    moments = (chosen, reminder.returns_at, rested, *transition.settled_after_start())
    return [moment for moment in moments if moment is not None]
