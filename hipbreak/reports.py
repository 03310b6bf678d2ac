"""What the command line reads from the log without a running app: statistics and replay."""

import csv
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day, total_of
from hipbreak.core.statistics.records import range_record, record_of
from hipbreak.core.text.status import day_sentence
from hipbreak.core.tracking.trace import TraceLine, read_trace, replay
from hipbreak.store.event_log.days import days_between
from hipbreak.store.event_log.event_log import Log
from hipbreak.store.paths import Places, prepare
from hipbreak.store.settings_file import load_settings
from hipbreak.store.transfer.export_csv import flat
from hipbreak.store.transfer.import_jsonl import enter_facts


class AlreadyLogged(Exception):
    """What was to be saved is of a time that the log knows already."""


def chosen_days(day: str | None, span: str | None, first: str | None, last: str | None) -> tuple[date, date]:
    """The first and last day meant by the options of `stats`; ValueError with one sentence."""
    today = datetime.now().astimezone().date()
    if first or last:
        if day or span:
            raise ValueError("--from and --to stand alone")
        start, end = _date(first, today) if first else date.min, _date(last, today) if last else today
        if start > end:
            raise ValueError("--from must not be later than --to")
        return start, end
    if span == "week":
        return today - timedelta(days=today.weekday()), today
    if span == "month":
        return today.replace(day=1), today
    if span == "year":
        return today.replace(month=1, day=1), today
    chosen = _date(day, today) if day else today
    return chosen, chosen


def day_of(text: str | None) -> date | None:
    """The day of `--from` or `--to`: a date, today or yesterday; ValueError with one sentence."""
    return _date(text, datetime.now().astimezone().date()) if text else None


def _date(text: str, today: date) -> date:
    words = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in words:
        return words[text]
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date like 2026-03-02") from None


def read_days(places: Places, first: date, last: date) -> list[Day]:
    """The days of a range from the log, with the piece that is still running."""
    with Log.read(places.log) as log:
        if first == date.min:
            first = log.first_day() or last
        return days_between(log, first, last)


def print_stats(days: Sequence[Day], form: str, ranged: bool) -> None:
    """Statistics on stdout: `form` json, csv or text; a range has a total."""
    if form == "json":
        whole = range_record(days)
        alone = {"date": days[0].date.isoformat(), **record_of(days[0].sum)}
        print(json.dumps(whole if ranged else {**alone, "days": [alone]}))
        return
    if form == "csv":
        writer = csv.writer(sys.stdout)
        rows = [{"date": day.date.isoformat(), **flat(record_of(day.sum))} for day in days]
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
        return
    for day in days:
        print(f"{day.date}  {day_sentence(day.sum)}")
    if ranged:
        print(f"Together    {day_sentence(total_of(days))}")


def replay_file(trace: Path, own_settings: Path | None, places: Places, save: bool) -> None:
    """Print the facts of a trace, one JSON object a line; with `save` also enter them in the log, all or none.

    The settings are the profile's, or those of a file of the trace's own, which must then be there and readable.
    """
    if own_settings is not None:
        _check_settings(own_settings)
    settings = _settings(own_settings or places.settings)
    with trace.open(encoding="utf-8-sig") as lines:
        read = read_trace(lines)
    facts = replay(read, settings, _say_refused)
    if save:
        facts = iter(_saved(list(facts), read, places))
    for fact in facts:
        if fact.published:
            print(json.dumps(_to_the_second(to_record(fact))))


class UnusableSettings(Exception):
    """A settings file named on the command line is missing or cannot be parsed; it is left as it is."""


def _check_settings(file: Path) -> None:
    import tomllib

    try:
        tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnusableSettings(f"{file} cannot be read: {error.strerror or error}.") from None
    except ValueError as error:
        raise UnusableSettings(f"{file} cannot be understood: {error}.") from None


def _settings(file: Path) -> Settings:
    settings, notes = load_settings(file)
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    return settings


def _say_refused(line: TraceLine, reason: str) -> None:
    print(f"hipbreak: line {line.number}: {reason}", file=sys.stderr)


def _saved(facts: list[Fact], trace: list[TraceLine], places: Places) -> list[Fact]:
    prepare(places)
    with Log.open(places.log) as log:
        if trace and log.overlaps(trace[0].at, trace[-1].at):
            raise AlreadyLogged("The log already has entries of that time, so nothing was saved.")
        enter_facts(log, facts)
        heard = log.heard()
        if trace and (heard is None or heard < trace[-1].at):
            log.beat(trace[-1].at)
    return facts


def _to_the_second(record: dict[str, Any]) -> dict[str, Any]:
    for key, value in record.items():
        if key in ("at", "from", "to", "until", "start") and isinstance(value, str):
            record[key] = _rounded(value)
        elif key.endswith("_s"):
            record[key] = round(value)
    return record


def _rounded(moment: str) -> str:
    if "." not in moment:
        return moment
    return (datetime.fromisoformat(moment) + timedelta(microseconds=500_000)).isoformat(timespec="seconds")
