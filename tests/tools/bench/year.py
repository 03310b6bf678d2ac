"""Writes a trace of a working year for `hipbreak replay`, always the same lines."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random

EVENTS_A_DAY = 200
_LENGTH = timedelta(hours=8)
_PAIRS = {
    "idle": "active",
    "lock": "unlock",
    "call_start": "call_end",
    "fullscreen_on": "fullscreen_off",
    "start": "finish",
    "standing": "sitting",
}
_COMMON = ("idle",) * 60 + ("window_switch",) * 60
_RARE = ("lock",) * 4 + ("call_start", "fullscreen_on", "start", "start", "standing", "later", "skip", "log")


def write_year(trace: Path, days: int) -> int:
    """Write that many days of eight hours with EVENTS_A_DAY lines each; return the number of lines."""
    lines = year_lines(days)
    trace.write_text("".join(lines))
    return len(lines)


def year_lines(days: int) -> list[str]:
    """The lines of that many days."""
    chance = Random(1)
    return [line for day in _working_days(days) for line in _day(day, chance)]


def _working_days(count: int) -> Iterator[date]:
    day = date(2025, 1, 6)
    while count:
        if day.weekday() < 5:
            yield day
            count -= 1
        day += timedelta(days=1)


def _day(day: date, chance: Random) -> Iterator[str]:
    zone = timezone(timedelta(hours=2 if 4 <= day.month <= 10 else 1))
    begin = datetime(day.year, day.month, day.day, 9, tzinfo=zone)
    moments = sorted(begin + _LENGTH * chance.random() for _ in range(EVENTS_A_DAY - 3))
    yield _line(begin, "start")
    yield _line(begin, "active")
    closing = ""
    for moment in moments:
        event = closing or chance.choice(_COMMON + _RARE)
        closing = "" if closing else _PAIRS.get(event, "")
        yield _line(moment, event)
    yield _line(begin + _LENGTH, "stop")


def _line(at: datetime, event: str) -> str:
    return json.dumps({"at": at.isoformat(timespec="milliseconds"), "event": event}) + "\n"
