"""What the command line tells of the programme and its routines, without a running app."""

import json
import sys
from datetime import date

from hipbreak.core.programme import Programme, fold
from hipbreak.core.programme_options import options_for
from hipbreak.core.routine_listing import programme_lines, programme_record, routine_lines, routine_records
from hipbreak.store.log import Log
from hipbreak.store.places import Places
from hipbreak.store.routines import Library, read_library


def tell(what: str, places: Places, as_json: bool) -> None:
    """Print the routine or programme report; LogError when the log cannot be read."""
    (print_routines if what == "routine" else print_programme)(places, as_json)


def print_routines(places: Places, as_json: bool) -> None:
    """Every routine with its computed lengths; a file that cannot be used is told on stderr."""
    library = _library(places)
    if as_json:
        print(json.dumps(routine_records(library.routines)))
    else:
        print("\n".join(routine_lines(library.routines)))


def print_programme(places: Places, as_json: bool, today: date | None = None) -> None:
    """Where the person is; LogError when the log cannot be read."""
    today = today or date.today()  # noqa: DTZ011 - the programme goes by local days
    programme = read_programme(places)
    if as_json:
        print(json.dumps(programme_record(programme, today)))
        return
    library = _library(places)
    session = next((r for r in library.routines if r.name == programme_record(programme, today).get("today")), None)
    options = options_for(programme, session) if session else None
    print("\n".join(programme_lines(programme, today, library.routines, options=options)))


def read_programme(places: Places) -> Programme:
    """What the log says of the programme; LogError when it cannot be read."""
    with Log.read(places.log) as log:
        return fold(log.programme())


def _library(places: Places) -> Library:
    library = read_library(places.settings)
    for note in library.notes:
        print(f"hipbreak: {note}", file=sys.stderr)
    return library
