"""What the command line tells of the programme and its routines, without a running app."""

import json
import sys
from datetime import date, datetime, timedelta

from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.programme.reminder import next_reminder, shown_at
from hipbreak.core.programme.schedule import day_plan
from hipbreak.core.programme.session_options import options_for
from hipbreak.core.text.routine_listing import programme_lines, programme_record, routine_lines, routine_records
from hipbreak.core.text.session_reminder import reminder_line
from hipbreak.core.tracking.projection import fold as fold_story
from hipbreak.core.tracking.state import LoggedState
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import AppPaths
from hipbreak.store.routine_library import RoutineLibrary, read_library
from hipbreak.store.settings_file import load_settings

_RECENT = timedelta(days=2)  # a reminder of an earlier day is over


def tell(what: str, places: AppPaths, as_json: bool) -> None:
    """Print the routine or programme report; LogError when the log cannot be read."""
    (print_routines if what == "routine" else print_programme)(places, as_json)


def print_routines(places: AppPaths, as_json: bool) -> None:
    """Every routine with its computed lengths; a file that cannot be used is told on stderr."""
    library = _library(places)
    if as_json:
        print(json.dumps(routine_records(library.routines)))
    else:
        print("\n".join(routine_lines(library.routines)))


def print_programme(places: AppPaths, as_json: bool, now: datetime | None = None) -> None:
    """Where the person is, and when the next reminder comes; LogError when the log cannot be read."""
    now = now or datetime.now().astimezone()
    settings, notes = load_settings(places.settings)
    for note in notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    programme, reminded = read_programme(places)
    reminder = next_reminder(programme, now, settings, reminded)
    if reminder is not None:
        reminder = reminder.replace(tzinfo=None).astimezone()  # by then the clocks may have changed
    shown = shown_at(settings, max(reminder, now)) if reminder is not None else None
    if as_json:
        print(json.dumps(programme_record(programme, now.date(), reminder=shown)))
        return
    library, at = _library(places), day_plan(programme, now.date())
    session = library.get(at.today) if at and at.today else None
    options = options_for(programme, session) if session else None
    line = reminder_line(reminder, shown, now, f"{shown:%A}" if shown else "")
    print("\n".join(programme_lines(programme, now.date(), library.routines, options=options, reminder=line)))


def read_programme(places: AppPaths) -> tuple[Programme, date | None]:
    """What the log says of the programme, and the day of its last reminder; LogError when it cannot be read."""
    with EventLog.read(places.log) as log:
        heard = log.last_alive()
        story = LoggedState() if heard is None else fold_story(log.recent(heard - _RECENT))
        return fold(log.programme()), story.reminder.last_day


def _library(places: AppPaths) -> RoutineLibrary:
    library = read_library(places.settings)
    for note in library.notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    return library
