"""Whether the clock was wrong, which `clock_correction` then corrects."""

from datetime import datetime, timedelta

from hipbreak.core.time_limits import FIRST_RELEASE
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.rows import to_moment

SMALLEST_ERROR = timedelta(minutes=1)


def looks_wrong(log: EventLog, now: datetime, by: timedelta | None = None) -> bool:
    """Whether the last entries are ahead of now, or older than what was recorded before them. LogError.

    With `by`, by which the clock was set right now: whether that is more than its usual corrections.
    """
    alive = log.last_alive()
    if alive is None or now < FIRST_RELEASE:
        return False
    if by is not None:
        return abs(by) >= SMALLEST_ERROR
    with log.edit(beside=True) as connection:
        last = connection.execute("SELECT at FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
        if last is None:
            return False
        newest = max(to_moment(connection.execute("SELECT MAX(at) FROM entry").fetchone()[0], 0), alive)
    latest = min(to_moment(last[0], 0), alive)
    return newest - now >= SMALLEST_ERROR or latest < max(newest - SMALLEST_ERROR, FIRST_RELEASE)
