"""`hipbreak stats`: statistics, read from the log without a running app."""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta

from hipbreak.cli.errors import USAGE, CommandError, log_errors, print_warnings
from hipbreak.core.formats import start_of_week
from hipbreak.core.i18n import gettext as _
from hipbreak.core.statistics.daily import Day, Totals, total_of
from hipbreak.core.statistics.records import range_record, record_of
from hipbreak.core.text.day import standing_share
from hipbreak.core.text.formatting import percent
from hipbreak.core.text.status import day_sentence
from hipbreak.core.time_limits import check_day, clip_days
from hipbreak.store.event_log.days import DayLog, days_between, running_at_last
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.store.shared.state import state_file
from hipbreak.store.transfer.export_csv import flat


def run(args: Namespace, paths: AppPaths) -> None:
    """Print the statistics of a day or a range. CommandError."""
    is_range = not args.day and (args.span, args.first, args.last) != (None, None, None)
    try:
        first, last = _chosen_days(args.day, args.span, args.first, args.last)
        with log_errors():
            days = read_days(paths, first, last)
    except ValueError as error:
        raise CommandError(str(error), USAGE) from None
    if args.json or args.csv:
        _print_record(days, "json" if args.json else "csv", is_range)
    else:
        _print_sentences(days, is_range, _standing_target(paths))


def _chosen_days(day: str | None, span: str | None, first: str | None, last: str | None) -> tuple[date, date]:
    """The first and the last day that the options name; ValueError with one sentence."""
    today = _today()
    if first or last:
        if day or span:
            raise ValueError(_("--from and --to stand alone"))
        start, end = _date(first, today) if first else date.min, _date(last, today) if last else today
        if first and last and start > end:
            raise ValueError(_("--from must not be later than --to"))
        return start, end
    if span == "week":
        return start_of_week(today), today
    if span == "month":
        return today.replace(day=1), today
    if span == "year":
        return today.replace(month=1, day=1), today
    chosen = check_day(_date(day, today), today) if day else today
    return chosen, chosen


def _today() -> date:
    return datetime.now().astimezone().date()


def day_of(text: str | None) -> date | None:
    """The day of `--from` or `--to`: a date, today or yesterday; ValueError with one sentence."""
    return _date(text, _today()) if text else None


def _date(text: str, today: date) -> date:
    names = {"today": today, "yesterday": today - timedelta(days=1)}
    if text in names:
        return names[text]
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("'{text}' is not a date like 2026-03-02").format(text=text)) from None


def read_days(paths: AppPaths, first: date, last: date) -> list[Day]:
    """The days of a range in the log, with the running interval; ImplausibleTime, LogError."""
    with ExitStack() as stack:
        log = stack.enter_context(EventLog.read(paths.log))
        days = clip_days(first, last, (log.first_day(), log.last_day()), _today())
        found = days_between(log, *days, datetime.now(UTC), _with_others(paths, log, stack))
        print_warnings(log.notes)
        return found


def _with_others(paths: AppPaths, log: EventLog, stack: ExitStack) -> DayLog | None:
    """The log with those of other machines, if they share a folder."""
    if not state_file(paths.log).exists():
        return None
    from hipbreak.store.settings_file import load_settings
    from hipbreak.store.shared.folder import open_others
    from hipbreak.store.shared.merged_log import MergedLogs

    settings, _notes = load_settings(paths.settings)
    others = open_others(paths.log, stack) if settings.shared_folder else []
    return MergedLogs(log, others, settings.idle_limit, running_at_last(log)) if others else None


def _standing_target(paths: AppPaths) -> int:
    """The share of standing in percent that the settings name, else 0."""
    from hipbreak.store.settings_file import load_settings

    return load_settings(paths.settings)[0].standing_share


def _print_record(days: Sequence[Day], form: str, is_range: bool) -> None:
    """`form` is json or csv; a range has a total."""
    if form == "json":
        whole = range_record(days)
        alone = {"date": days[0].date.isoformat(), **record_of(days[0].sum)}
        print(json.dumps(whole if is_range else {**alone, "days": [alone]}))
        return
    writer = csv.writer(sys.stdout)
    rows = [{"date": day.date.isoformat(), **flat(record_of(day.sum))} for day in days]
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)


def _print_sentences(days: Sequence[Day], is_range: bool, target: int) -> None:
    def sentence(figures: Totals) -> str:
        return " ".join(filter(None, (day_sentence(figures), standing_share(figures, target, percent))))

    for day in days:
        print(f"{day.date}  {sentence(day.sum)}")
    if is_range:
        print(f"Together    {sentence(total_of(days))}")
