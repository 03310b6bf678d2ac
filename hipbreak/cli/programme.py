"""`hipbreak programme`, without a running app."""

import json
from datetime import date, datetime, timedelta

from hipbreak.cli.errors import log_errors, print_warnings
from hipbreak.cli.routine import read_routines
from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.programme.reminder import next_reminder, shown_at
from hipbreak.core.programme.schedule import day_plan, options_for
from hipbreak.core.text.programme import reminder_line
from hipbreak.core.text.routine_listing import programme_lines, programme_record
from hipbreak.core.tracking.projection import fold as fold_state
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.store.settings_file import load_settings

_RECENT = timedelta(days=2)  # a reminder of an earlier day is over


def print_programme(paths: AppPaths, as_json: bool, now: datetime | None = None) -> None:
    """Print the current day of the programme, and when the next reminder comes. CommandError."""
    now = now or datetime.now().astimezone()
    settings, notes = load_settings(paths.settings)
    print_warnings(notes)
    programme, last_reminded = _read_programme(paths)
    reminder = next_reminder(programme, now, settings, last_reminded)
    if reminder is not None:
        reminder = reminder.replace(tzinfo=None).astimezone()  # by then the clocks may have changed
    shown = shown_at(settings, max(reminder, now)) if reminder is not None else None
    library = read_routines(paths)
    own = library.own_session(settings.own_session)
    if as_json:
        print(json.dumps(programme_record(programme, now.date(), reminder=shown, own=own)))
        return
    at = day_plan(programme, now.date(), own)
    session = library.get(at.today) if at and at.today else None
    options = options_for(programme, session, settings) if session else None
    line = reminder_line(reminder, shown, now)
    print("\n".join(programme_lines(programme, now.date(), library.routines, options=options, reminder=line, own=own)))


def _read_programme(paths: AppPaths) -> tuple[Programme, date | None]:
    """The programme in the log, and the day of its last reminder."""
    with log_errors(), EventLog.read(paths.log) as log:
        last_seen = log.last_alive()
        state = LoggedState() if last_seen is None else fold_state(log.recent(last_seen - _RECENT))
        programme = fold(log.programme())
        print_warnings(log.notes)
        return programme, state.reminder.last_day
