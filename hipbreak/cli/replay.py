"""`hipbreak replay`: run a trace through the reducer and print its facts."""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import to_record
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.trace import TraceLine, read_trace, replay
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths, create_folders
from hipbreak.store.settings_file import load_settings, read_settings
from hipbreak.store.transfer.import_jsonl import enter_facts


class AlreadyLogged(Exception):
    """What was to be saved is of a time that the log knows already."""


def replay_file(trace: Path, own_settings: Path | None, places: AppPaths, save: bool) -> None:
    """Print the facts of a trace, one JSON object a line; with `save` also enter them in the log, all or none.

    The settings are the profile's, or those of a file of the trace's own, which must then be there and readable.
    """
    settings = _settings(own_settings, places)
    with trace.open(encoding="utf-8-sig") as lines:
        read = read_trace(lines)
    facts = replay(read, settings, _say_refused)
    if save:
        facts = iter(_saved(list(facts), read, places))
    for fact in facts:
        if fact.published:
            print(json.dumps(_to_the_second(to_record(fact))))


def _settings(named: Path | None, places: AppPaths) -> Settings:
    """UnusableSettings if the file named on the command line is missing or cannot be understood."""
    settings, notes = load_settings(places.settings) if named is None else read_settings(named)
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    return settings


def _say_refused(line: TraceLine, reason: str) -> None:
    print(f"hipbreak: line {line.number}: {reason}", file=sys.stderr)


def _saved(facts: list[Fact], trace: list[TraceLine], places: AppPaths) -> list[Fact]:
    create_folders(places)
    with EventLog.open(places.log) as log:
        if trace and log.overlaps(trace[0].at, trace[-1].at):
            raise AlreadyLogged("The log already has entries of that time, so nothing was saved.")
        enter_facts(log, facts)
        heard = log.last_alive()
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
