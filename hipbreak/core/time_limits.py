"""The limits for moments, stretches and days from outside (a file, a program, a person), and the offset of moments."""

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from hipbreak.core.i18n import gettext as _

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""A computer whose clock battery is empty starts in 1970 or 1980; nothing that Hipbreak can read is as old."""
FIRST_RELEASE = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock that shows an earlier time while Hipbreak runs is wrong."""
LONGEST = timedelta(days=366)
"""No bout, break or event of another program is longer."""

_EARLIEST_DAY = EARLIEST.date()


class ImplausibleTime(ValueError):
    """A time that cannot be right; the text is a clause, like `it is in the future`."""


def is_past(moment: datetime, now: datetime) -> bool:
    """Whether the moment is between 1990 and now."""
    return EARLIEST <= moment <= now


def clip_stretch(start: datetime, end: datetime, now: datetime) -> tuple[datetime, datetime]:
    """The stretch up to now; ImplausibleTime if it is out of order, too long, too old, or begins in the future."""
    if end < start:
        raise ImplausibleTime(_("it ends before it begins"))
    if end - start > LONGEST:
        raise ImplausibleTime(_("it is longer than a year"))
    if start < EARLIEST:
        raise ImplausibleTime(_("it is before 1990"))
    if start > now:
        raise ImplausibleTime(_("it is in the future"))
    return start, min(end, now)


def check_day(day: date, today: date) -> date:
    """The day, if it is between 1990 and today; ImplausibleTime."""
    if not _EARLIEST_DAY <= day <= today:
        raise ImplausibleTime(_("{day} is not a day from 1990 until today").format(day=day))
    return day


def clip_days(first: date, last: date, recorded: tuple[date | None, date | None], today: date) -> tuple[date, date]:
    """The range of days between 1990 and today; one longer than a year also within the first and last day `recorded`.

    ImplausibleTime if the range is before 1990 or in the future.
    """
    first, last = check_day(max(first, _EARLIEST_DAY), today), check_day(min(last, today), today)
    if last - first > LONGEST:
        oldest, newest = recorded
        last = max(min(last, newest or last), first)
        first = min(max(first, oldest or last), last)
    return first, last


def local_moment(moment: datetime, zone: tzinfo | None) -> datetime:
    """With the fixed offset that `zone` (None: this machine's) had then.

    Differences of moments in one named zone would be those of its wall clock.
    """
    local = moment.astimezone(zone)
    return local.astimezone(timezone(local.utcoffset() or timedelta(0)))
