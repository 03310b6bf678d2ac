"""What the command line reads from the log without a running app: statistics, export, replay."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hipbreak.core.facts import Fact, Interval, to_record
from hipbreak.core.figures import range_record, record_of
from hipbreak.core.sentences import day_sentence
from hipbreak.core.settings import Settings
from hipbreak.core.statistics import Day, days_of, running_piece, total_of
from hipbreak.core.story import fold
from hipbreak.core.trace import TraceLine, read_trace, replay
from hipbreak.store.identity import id_text
from hipbreak.store.log import Log
from hipbreak.store.places import Places, prepare
from hipbreak.store.settings_file import load_settings

_RECENT = timedelta(days=2)  # what a fold needs to know of the past: no bout is longer
_MARGIN = timedelta(hours=15)  # no local midnight is farther from the one in UTC


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
    log = Log.read(places.log)
    try:
        if first == date.min:
            first = log.first_day() or last
        start = datetime.combine(first, time(), tzinfo=datetime.now().astimezone().tzinfo) - _MARGIN
        end = datetime.combine(last, time(), tzinfo=start.tzinfo) + timedelta(days=1) + _MARGIN
        facts: list[Fact] = list(log.pieces(start, end))
        heard = log.heard()
        if heard is not None:
            running = running_piece(fold(log.recent(heard - _RECENT)), heard)
            if running is not None and running.start < end and running.end > start:
                facts.append(running)
        counted = log.counts(start, end)
    finally:
        log.close()
    return days_of(facts, first, last, counted)


def print_stats(days: Sequence[Day], form: str, ranged: bool) -> None:
    """Statistics on stdout: `form` json, csv or text; a range has a total."""
    if form == "json":
        whole = range_record(days)
        print(json.dumps(whole if ranged else {"date": days[0].date.isoformat(), **record_of(days[0].sum)}))
        return
    if form == "csv":
        writer = csv.writer(sys.stdout)
        rows = [{"date": day.date.isoformat(), **_flat(record_of(day.sum))} for day in days]
        writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
        return
    for day in days:
        print(f"{day.date}  {day_sentence(day.sum)}")
    if ranged:
        print(f"Together    {day_sentence(total_of(days))}")


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{inner}": v for inner, v in value.items()}
        else:
            flat[key] = value
    return flat


def export(places: Places, file: Path) -> int:
    """Write the whole log as JSON Lines, or its bouts and breaks as CSV if the name ends so; gives the count."""
    log = Log.read(places.log)
    try:
        with file.open("w", encoding="utf-8", newline="") as out:
            if file.suffix.lower() == ".csv":
                return _write_csv((entry.fact for entry in log.all()), csv.writer(out))
            count = 0
            for entry in log.all():
                record = {"id": id_text(entry.id)} | to_record(entry.fact)
                if entry.of is not None:
                    record["of_id"] = id_text(entry.of)
                out.write(json.dumps(record) + "\n")
                count += 1
            return count
    finally:
        log.close()


def _write_csv(facts: Iterator[Fact], writer: Any) -> int:
    writer.writerow(("fact", "from", "to", "seconds", "credit", "how", "recorded"))
    count = 0
    for fact in facts:
        if isinstance(fact, Interval):
            r = to_record(fact)
            seconds = (fact.end - fact.start).total_seconds()
            writer.writerow((fact.name, r["from"], r["to"], seconds, r.get("credit"), r.get("how"), r["at"]))
            count += 1
    return count


def replay_file(trace: Path, settings_file: Path, save_in: Places | None) -> None:
    """Print the facts of a trace, one JSON object a line; with `save_in` also enter them in that log, all or none."""
    settings = _settings(settings_file)
    with trace.open(encoding="utf-8") as lines:
        read = read_trace(lines)
    facts = replay(read, settings, _say_refused)
    if save_in is not None:
        facts = iter(_saved(list(facts), read, save_in))
    for fact in facts:
        if fact.published:
            print(json.dumps(_to_the_second(to_record(fact))))


def _settings(file: Path) -> Settings:
    settings, notes = load_settings(file)
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    return settings


def _say_refused(line: TraceLine, reason: str) -> None:
    print(f"hipbreak: line {line.number}: {reason}", file=sys.stderr)


def _saved(facts: list[Fact], trace: list[TraceLine], places: Places) -> list[Fact]:
    prepare(places)
    log = Log.open(places.log)
    try:
        if trace and log.overlaps(trace[0].at, trace[-1].at):
            raise AlreadyLogged("The log already has entries of that time, so nothing was saved.")
        log.append(facts, live=False)
        heard = log.heard()
        if trace and (heard is None or heard < trace[-1].at):
            log.beat(trace[-1].at)
    finally:
        log.close()
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
