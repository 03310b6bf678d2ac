"""The posture that a desk reports (decision 0047)."""

from hipbreak.core.facts.tracking_facts import SENSED
from hipbreak.core.tracking import command_handlers
from hipbreak.core.tracking.state import Guiding, Sitting
from hipbreak.core.tracking.transition import Transition


def note_report(transition: Transition, posture: str) -> None:
    """The desk reported this posture; the same once more changes nothing, but shows that its helper still runs.

    A rise right after the last movement has to last as long as a break: a desk that flaps gives no breaks.
    """
    changed, lasting = transition.sensors.desk_changed, transition.settings.shortest_break
    transition.update_sensors(desk_heard=transition.at)
    if posture == transition.sensors.desk:
        return
    flaps = posture == "standing" and changed is not None and transition.at - changed < lasting
    due = transition.at + lasting if flaps else transition.at
    transition.update_sensors(desk=posture, desk_changed=transition.at, desk_due=due)


def settle_desk(transition: Transition) -> None:
    """Follow the last report, but not before the person is back, and the guide over."""
    sensors, logged = transition.sensors, transition.logged
    if sensors.desk_due is None or transition.at < sensors.desk_due:
        return
    if isinstance(logged.offer, Guiding) or transition.appears_absent():
        return
    stale = sensors.desk_heard is not None and transition.at - sensors.desk_heard > transition.settings.presence_limit
    if stale and sensors.desk == "standing":
        return  # a person who returns to a desk whose helper has ended would stand for ever
    transition.update_sensors(desk_due=None)
    if sensors.desk == "sitting":
        command_handlers.sit(transition)
    elif isinstance(logged.posture, Sitting):
        if logged.posture.since == logged.reminder.session_ended:
            command_handlers.stand(transition, SENSED)
        else:
            command_handlers.stay_up(transition, SENSED)
