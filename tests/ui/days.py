"""Days for the windows, computed by the real core from short descriptions."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import Corrected
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, days_of
from hipbreak.core.text.day import standing_share
from hipbreak.core.tracking.trace import read_trace, replay
from hipbreak.ui.theme.locale_format import unbroken_percent

DATE = date(2026, 3, 12)  # a Thursday


def trace_lines(text: str, day: date = DATE, offset: str = "+01:00") -> list[str]:
    """Trace lines from `09:00 event [key=number ...] | ...`; a time may have seconds and its own offset."""
    lines = []
    for entry in filter(None, (part.strip() for part in text.replace("\n", "|").split("|"))):
        moment, event, *rest = entry.split()
        zone = "" if "+" in moment else offset
        numbers = {key: float(value) for key, value in (pair.split("=") for pair in rest)}
        lines.append(json.dumps({"at": f"{day.isoformat()}T{moment}{zone}", "event": event, **numbers}))
    return lines


def facts_of(lines: Iterable[str]) -> list[Fact]:
    """The facts that the core derives from the lines, without those that were corrected, as in the log."""
    facts = list(replay(read_trace(lines), Settings(), lambda line, reason: _fail(line.number, reason)))
    corrected = {(fact.of, fact.start) for fact in facts if isinstance(fact, Corrected)}
    return [fact for fact in facts if not (isinstance(fact, Interval) and (fact.name, fact.start) in corrected)]


def _fail(number: int, reason: str) -> None:
    raise AssertionError(f"line {number}: {reason}")


def day_of(text: str, day: date = DATE, offset: str = "+01:00") -> Day:
    """One day, from its description."""
    return days_of(facts_of(trace_lines(text, day, offset)), day, day)[0]


def week_to(last: Day) -> list[Day]:
    """Six days before, some of them empty, and `last`."""
    lines: list[str] = []
    for back, hours in ((6, 7), (5, 4), (3, 0), (2, 8), (1, 6)):
        if hours:
            lines += trace_lines(_plain_day(hours), last.date - timedelta(days=back))
    before = days_of(facts_of(lines), last.date - timedelta(days=6), last.date - timedelta(days=1))
    return [*before, last]


def _plain_day(hours: int) -> str:
    """Hours of work with a five-minute walk in each."""
    walks = "|".join(f"{9 + n:02}:40 lock|{9 + n:02}:45 unlock" for n in range(hours))
    return f"09:00 start|{walks}|{9 + hours:02}:00 stop|{9 + hours:02}:02 end"


FULL = """
07:40 active
08:05 stop
08:50 start
08:50:05 active
09:28 window_switch
09:28:15 later minutes=5
09:33:40 start
09:34:15 finish
10:10 lock
10:14 unlock
10:55 standing
11:55 sitting
12:33 lock
13:15 unlock
14:40 window_switch
14:40:10 skip
14:50 lock
14:56 unlock
15:34 window_switch
15:34:20 lock
15:41 unlock
16:20 window_switch
16:20:06 start
16:20:16 abandon
16:45 lock
16:49 unlock
17:05 start
17:05:31 finish
17:12 stop
17:14 end
"""
EMPTY = Day(DATE, (), (), days_of([], DATE, DATE)[0].sum)
EVENING = datetime.fromisoformat("2026-03-12T17:12:00+01:00")


def today() -> tuple[Day, datetime, str, str]:
    """A full day, its evening, and a session, as for the popover."""
    (day,) = days_of(facts_of(trace_lines(FULL, DATE)), DATE, DATE)
    return day, EVENING, "Mini routine, 3:50 min", ""


def today_with_target() -> tuple[Day, datetime, str, str]:
    """The same with a target of standing."""
    day, evening, session, _ = today()
    return day, evening, session, standing_share(day.sum, 30, unbroken_percent)
