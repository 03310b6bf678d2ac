"""When the reminder of the next session is due (R18), by programme and settings."""

from datetime import date, datetime, timedelta

from hipbreak.core.programme.health_screening import Clearance, clearance_of
from hipbreak.core.programme.progress import Programme, next_day
from hipbreak.core.settings.settings import Settings

_DAY = timedelta(days=1)


def reminder_at(
    programme: Programme, now: datetime, settings: Settings, since: datetime | None = None
) -> datetime | None:
    """The chosen time of the next day on which a session is due, today included, in the offset of `now`.

    A moment of today that has passed stays (blocked, it waits), but for one before the programme began or before
    `since`, when the time was chosen. None while there is nothing to remind of: it is switched off, the programme does
    not run, or the answers about health say to ask a clinician first.
    """
    if not settings.routine_reminder or clearance_of(programme) is Clearance.ASK_FIRST:
        return None
    early = max(filter(None, (programme.begun_at, since)), default=None)
    today = _moment(programme, now.date(), now, settings)
    if today is None or early is None or today >= early:
        return today
    return _moment(programme, today.date() + _DAY, now, settings)


def next_reminder(
    programme: Programme, now: datetime, settings: Settings, reminded: date | None, since: datetime | None = None
) -> datetime | None:
    """The reminder that is still to come; one of today that has passed comes as soon as nothing blocks.

    `reminded` is the day of the last one; `since` as for `reminder_at`.
    """
    moment = reminder_at(programme, now, settings, since)
    if moment is not None and moment.date() == reminded:
        return _moment(programme, moment.date() + _DAY, now, settings)
    return moment


def shown_at(settings: Settings, moment: datetime) -> datetime | None:
    """When working hours let a reminder of this moment through (R11); None if not before its day ends."""
    edge: datetime | None = moment
    while edge is not None and edge.date() == moment.date():
        if settings.working_hours.open_at(edge):
            return edge
        edge = settings.working_hours.next_edge(edge)
    return None


def tomorrow_at(settings: Settings, now: datetime) -> datetime | None:
    """When tomorrow's reminder is shown (R11); None if it is not, or more than a day ahead."""
    shown = shown_at(settings, datetime.combine(now.date() + _DAY, settings.routine_time, now.tzinfo))
    return shown if shown is not None and shown - now <= _DAY else None


def _moment(programme: Programme, day: date, now: datetime, settings: Settings) -> datetime | None:
    due = next_day(programme, day)
    return datetime.combine(due, settings.routine_time, now.tzinfo) if due else None
