"""Presence at the desk: input, locks, suspends, gaps, and times when the app did not run (R1-R6)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.tracking.state import Absent, Card, Guiding, Sitting, SnoozedCard, Standing
from hipbreak.core.tracking.transition import Transition

_LOCK_MARGIN_S = 5  # input this close before a lock belongs to the lock
_LEAVING_TIME = timedelta(seconds=10)  # input this soon after "I'm away" belongs to leaving (project default)


def launch(transition: Transition, last_alive: datetime | None, idle: timedelta | None) -> None:
    """The app starts (R2, R7), by a person unless there was no input during a short restart in an absence."""
    if transition.running:
        return
    transition.last_alive = last_alive or transition.last_alive
    end_unobserved(transition)
    if isinstance(transition.logged.offer, Guiding):
        end_guide(transition, max(transition.last_alive or transition.at, transition.logged.offer.since), stopped=True)
    transition.running, transition.last_alive = True, None
    away = transition.sensors.locked or transition.sensors.suspended
    posture = transition.logged.posture
    goes_on = isinstance(posture, Absent) and idle is not None and transition.at - idle <= posture.since
    transition.update_sensors(
        last_input=posture.since if isinstance(posture, Absent) and goes_on else transition.at,
        input_active=not away and not goes_on,
        input_before_start=transition.at - (idle or timedelta(0)),
        last_presence=None,
        away=False,
        absent_since=transition.at if away else None,
        desk=None,
        desk_changed=None,
        desk_heard=None,
        desk_due=None,
    )
    transition.update_sensors(app_started=transition.at)
    transition.emit(tracking_facts.Began(transition.at))
    if transition.logged.posture is None:
        transition.emit(tracking_facts.Sat(transition.at, transition.at))
    elif isinstance(transition.logged.posture, Absent) and not away and not goes_on:
        record_return(transition)


def halt(transition: Transition) -> None:
    """The app stops; the time until its next start is settled then."""
    if transition.running:
        transition.running, transition.last_alive = False, transition.at


def end_unobserved(transition: Transition) -> None:
    """The app was not running: ignore a short time, else end the bout at the last moment of the earlier run (R2)."""
    last_alive, posture = transition.last_alive, transition.logged.posture
    if last_alive is None:
        return
    behind = transition.at < last_alive  # the wall clock was set back meanwhile, by an unknown time
    if posture is not None and not behind and transition.at - last_alive < transition.settings.short_absence:
        return
    _end_offer(transition, last_alive)
    posture = transition.logged.posture
    transition.end_bout(last_alive)
    transition.end_standing(last_alive)
    if isinstance(posture, Absent) and last_alive > posture.since:
        transition.emit(tracking_facts.Away(transition.at, posture.since, last_alive))
    if transition.at > last_alive or behind:
        transition.emit(tracking_facts.Unobserved(transition.at, last_alive, max(transition.at, last_alive)))
    if behind:
        transition.emit(tracking_facts.Reclocked(transition.at, transition.at - last_alive))
    transition.update_sensors(due_trigger=None)
    transition.last_alive = transition.at


def note_input(transition: Transition, continues: bool) -> None:
    """Input came now; `continues` if it continues until reported otherwise."""
    sensors = transition.sensors
    if sensors.locked or sensors.suspended:
        return
    transition.update_sensors(input_before_start=None)
    if sensors.away:
        return_from(transition, "away")
    if isinstance(transition.logged.posture, Absent):
        transition.update_sensors(last_input=transition.at, input_active=continues)
        record_return(transition)
        return
    if transition.idle() >= transition.settings.unexplained_idle:
        transition.coarse_breakpoint = True
        _ask_about_idle(transition)
    transition.update_sensors(last_input=transition.at, input_active=continues)


def _ask_about_idle(transition: Transition) -> None:
    posture = transition.logged.posture
    if not isinstance(posture, Sitting) or transition.present_without_input:
        return
    since = max(transition.last_presence(), posture.since)
    if transition.at - since >= transition.settings.unexplained_idle:
        transition.emit(tracking_facts.Asked(transition.at, since, transition.at))


def leave(transition: Transition, what: str) -> None:
    """The screen is locked, the machine suspended, or the person declared away (`what`): absent from now on."""
    if transition.sensors.input_active:
        transition.update_sensors(last_input=transition.at, input_active=False)
    if transition.sensors.absent_since is None:
        transition.update_sensors(absent_since=transition.at)
    transition.update_sensors(**{what: True})


def return_from(transition: Transition, what: str) -> None:
    """The lock, suspend or declared absence (`what`) is over; input continues unless locked or suspended."""
    if not getattr(transition.sensors, what):
        return
    transition.update_sensors(**{what: False, "away": False})
    since = transition.sensors.absent_since
    if transition.sensors.locked or transition.sensors.suspended or since is None:
        return
    settle_absence(transition, returning=True)
    transition.update_sensors(absent_since=None)
    if isinstance(transition.logged.posture, Absent):
        transition.update_sensors(last_input=transition.at, input_active=True)
        record_return(transition)
        return
    transition.update_sensors(hidden_for=transition.sensors.hidden_for + (transition.at - since))
    _ask_about_idle(transition)
    transition.coarse_breakpoint = True
    transition.update_sensors(last_input=transition.at, input_active=True)


def is_leaving(transition: Transition, last: datetime) -> bool:
    """Whether input at `last` still belongs to the command "I'm away"."""
    sensors = transition.sensors
    return sensors.away and sensors.absent_since is not None and last - sensors.absent_since < _LEAVING_TIME


def settle_absence(transition: Transition, returning: bool = False, present: bool | None = None) -> None:
    """Emit the absence whose limit is reached now (R1, R2); `present`: R3 holds (None: as now)."""
    if isinstance(transition.logged.posture, Absent) or transition.logged.posture is None:
        return
    sensors, settings = transition.sensors, transition.settings
    present = transition.present_without_input if present is None else present
    idle_since = transition.last_presence()
    by_idle = not present and transition.at - idle_since >= settings.idle_limit
    if sensors.absent_since is not None and transition.at - sensors.absent_since >= settings.short_absence:
        if by_idle:
            _record_absence(transition, min(idle_since, sensors.absent_since))
            return
        end_known = present or (sensors.absent_since - idle_since).total_seconds() < _LOCK_MARGIN_S
        if end_known or returning:
            _record_absence(transition, sensors.absent_since)
        else:
            _end_offer(transition, sensors.absent_since)
    elif by_idle and not sensors.input_active:
        _record_absence(transition, idle_since)


def settle_standing(transition: Transition) -> None:
    """End the bout once standing counts as a break; ask about a long standing (R6)."""
    posture = transition.logged.posture
    if not isinstance(posture, Standing) or transition.sensors.absent_since is not None:
        return
    lasted = transition.at - posture.since
    if lasted >= transition.settings.shortest_break:
        transition.end_bout_before_standing()
    if (
        lasted >= transition.settings.standing_question_after
        and not posture.question_asked
        and not posture.confirmed
        and posture.source != tracking_facts.SENSED
        and not transition.blocked()
        and not transition.appears_absent()
        and not _limit_asks(transition)
    ):
        transition.emit(tracking_facts.StandingAsked(transition.at))


def _limit_asks(transition: Transition) -> bool:
    """Whether "Time to sit" is shown, snoozed or near, so that the question gives way to it."""
    due, offer = transition.sit_due(), transition.logged.offer
    if due is None:
        return False
    is_open = isinstance(offer, Card | SnoozedCard) and offer.kind == "sit"
    return is_open or transition.within_spacing() or due - transition.at < transition.settings.spacing


def _record_absence(transition: Transition, since: datetime) -> None:
    posture = transition.logged.posture
    if isinstance(posture, Sitting | Standing):
        since = max(since, posture.since)
    _end_offer(transition, since)
    posture = transition.logged.posture
    if isinstance(posture, Sitting | Standing):
        since = max(since, posture.since)
    transition.end_bout(since)
    transition.end_standing(since)
    transition.emit(tracking_facts.Left(transition.at, since))
    transition.update_sensors(due_trigger=None)
    if isinstance(posture, Standing) and transition.sensors.desk == "standing":
        transition.update_sensors(desk_due=transition.at)  # a return to a raised desk is standing


def _end_offer(transition: Transition, when: datetime) -> None:
    """The person left at `when`: withdraw the card (R14), end the guide."""
    offer = transition.logged.offer
    if isinstance(offer, Card):
        transition.emit(tracking_facts.Withdrawn(transition.at, offer.kind))
    elif isinstance(offer, Guiding):
        end_guide(transition, max(when, offer.since), stopped=True)


def end_guide(transition: Transition, end: datetime, stopped: bool, held: timedelta | None = None) -> None:
    """End the guide at `end`; from the shortest break on it is a confirmed break (R15)."""
    offer = transition.logged.offer
    assert isinstance(offer, Guiding)
    time_held = held if held is not None else end - offer.since
    counts = time_held >= transition.settings.shortest_break
    done = tracking_facts.Stopped if stopped and not counts else tracking_facts.Finished
    transition.emit(done(transition.at, offer.kind, time_held))
    transition.update_sensors(
        last_presence=end, due_trigger=None if counts or offer.kind == "stand" else transition.sensors.due_trigger
    )
    posture = transition.logged.posture
    if counts and isinstance(posture, Sitting):
        start = max(offer.since, posture.since)
        transition.end_bout(start)
        if end > start:
            transition.emit(tracking_facts.Break(transition.at, start, end, "confirmed", "pulse"))
        transition.emit(tracking_facts.Sat(transition.at, end))


def record_return(transition: Transition) -> None:
    """The absence is over; it was an assumed break (R4)."""
    posture = transition.logged.posture
    assert isinstance(posture, Absent)
    if transition.at > posture.since:
        transition.emit(tracking_facts.Break(transition.at, posture.since, transition.at, "assumed", "away"))
    transition.emit(tracking_facts.Sat(transition.at, transition.at))
    transition.coarse_breakpoint = True


def bridge_gap(transition: Transition, last_alive: datetime, input_since: bool, was_present: bool) -> None:
    """No beat came since `last_alive` although the app was running: an absence from that moment (R2).

    It continues if there was no `input_since`; `was_present` is whether R3 held at its start.
    """
    transition.update_sensors(input_active=False)
    if transition.sensors.absent_since is None:
        transition.update_sensors(absent_since=last_alive)
    settle_absence(transition, returning=True, present=was_present)
    if transition.sensors.locked or transition.sensors.suspended or (transition.sensors.away and not input_since):
        return
    transition.update_sensors(absent_since=None, away=False)
    if input_since:
        transition.update_sensors(last_input=transition.at)
        if isinstance(transition.logged.posture, Absent):
            record_return(transition)
