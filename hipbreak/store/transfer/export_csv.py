"""The log as one table: a row for each bout, each break and each day, and at the end the measures of the whole range.

One file with a column for the kind of a row, not three files: `export FILE` names one, so it can be piped, mailed
and replaced as a whole, and a spreadsheet filters by the first column.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, TextIO

from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.quoting import visible
from hipbreak.core.statistics.daily import Day, days_of, total_of
from hipbreak.core.statistics.records import ADVANCED, range_record, record_of
from hipbreak.core.text.metrics import measures
from hipbreak.store.event_log.days import running_at_last, utc_span, with_running
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.work_progress import Progress, ProgressGenerator


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """The record without records inside: `breaks_confirmed` for `breaks`, `confirmed`."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            found |= {f"{key}_{inner}": v for inner, v in value.items()}
        else:
            found[key] = value
    return found


_INTERVAL = ("row", "date", "from", "to", "seconds", "credit", "how", "recorded")
_FIGURES = tuple(flat(record_of(total_of(()))))
_MEASURE = ("measure", "value", "from_bouts", "definition", "source")
_SLICE = timedelta(days=14)
_ONE = timedelta(days=1)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Row = dict[str, object]


def table(log: EventLog, out: TextIO, first: date, last: date) -> ProgressGenerator[int]:
    """Write the table of these local days; gives the number of rows under the head. LogError, OSError."""
    writer = csv.DictWriter(out, (*_INTERVAL, *_FIGURES, *_MEASURE))
    writer.writeheader()
    running = running_at_last(log)
    count, written = 0, list[Day]()
    begin = first
    while begin <= last:
        end = min(begin + _SLICE - _ONE, last)
        intervals = with_running(log.intervals(*utc_span(begin, end)), running, begin, end)
        days = days_of(intervals, begin, end, log.counts(*utc_span(begin, end)))
        rows = list(_rows(days, intervals))
        writer.writerows(rows)
        count += len(rows)
        written += [replace(day, spans=()) for day in days]
        begin = end + _ONE
        yield Progress((begin - first).days, (last - first).days + 1)
    measured = list(_measures(written))
    writer.writerows(measured)
    return count + len(measured)


def _rows(days: Iterable[Day], intervals: Iterable[Fact]) -> Iterator[Row]:
    """Each day, and under it the bouts and breaks that began on it."""
    begun: dict[date, list[Interval]] = {}
    for interval in intervals:
        if isinstance(interval, tracking_facts.Bout | tracking_facts.Break) and interval.end > interval.start:
            begun.setdefault(interval.start.date(), []).append(interval)
    for day in days:
        yield {"row": "day", "date": day.date.isoformat()} | flat(record_of(day.sum))
        yield from (_interval_row(interval) for interval in begun.get(day.date, ()))


def _interval_row(interval: Interval) -> Row:
    start, seconds = interval.start.isoformat(), (interval.end - interval.start).total_seconds()
    kind = (_text(interval.credit), _text(interval.how)) if isinstance(interval, tracking_facts.Break) else ("", "")
    cells = (interval.name, start[:10], start, interval.end.isoformat(), seconds, *kind, interval.at.isoformat())
    return dict(zip(_INTERVAL, cells, strict=True))


def _text(value: str) -> str:
    """Text as a cell that no spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection"""
    return f"'{visible(value)}" if value.startswith(_FORMULA) else visible(value)


def _measures(days: list[Day]) -> Iterator[Row]:
    """The advanced measures with what they are; no value where there are too few bouts or it is not defined."""
    values: Any = range_record(days)["total"]
    total = total_of(days)
    for key, measure in zip(ADVANCED, measures(total, str)[-len(ADVANCED) :], strict=True):
        cells = (key, values[key], len(total.bouts), measure.definition, measure.source)
        yield {"row": "measure"} | dict(zip(_MEASURE, cells, strict=True))
