"""`hipbreak rehearse`: when Hipbreak would have asked in a recorded time, compared with plain timers."""

import json
from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import Any

from hipbreak.cli.errors import CommandError, print_warnings
from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.rehearsal import RESTART_AFTER, TIMERS, Outcome, Rehearsal, rehearse
from hipbreak.core.text.formatting import clock, format_duration
from hipbreak.core.text.statistics import long_time
from hipbreak.core.tracking.trace import TraceError
from hipbreak.store.event_log.import_batch import ImportRefused
from hipbreak.store.paths import AppPaths
from hipbreak.store.settings_file import load_settings
from hipbreak.store.transfer.history import History, read_history

_KEYS = ("recorded", "hipbreak", "timer_30", "timer_45")
_HEADINGS = ("", N_("prompts"), N_("in a call"), N_("at an empty chair"), N_("stretches beyond 45 min"))
_DAYS_SHOWN = 7
_LINE = 110


def run(args: Namespace, paths: AppPaths) -> None:
    """Print the comparison; with the profile's settings. CommandError."""
    settings, notes = load_settings(paths.settings)
    print_warnings(notes)
    history = _read(Path(args.file), settings, args.host)
    if not history.trace:
        raise CommandError(_("{file} is empty.").format(file=args.file))
    found = rehearse(history.trace, settings)
    if args.json:
        print(json.dumps(rehearsal_record(found)))
        return
    first, last = history.trace[0].at.date(), history.trace[-1].at.date()
    print("\n".join(_lines(found, first, last, settings)))


def _read(file: Path, settings: Settings, host: str | None) -> History:
    try:
        return read_history(file, settings, host)
    except ImportRefused as error:
        raise CommandError(str(error)) from None
    except TraceError as error:
        raise CommandError(f"{file}, {error}.") from None
    except UnicodeDecodeError:
        raise CommandError(_("{file} cannot be used: it is not UTF-8.").format(file=file)) from None
    except OSError as error:
        raise CommandError(_("{file} cannot be used: {why}.").format(file=file, why=error.strerror or error)) from None


def rehearsal_record(found: Rehearsal) -> dict[str, Any]:
    """`rehearse --json`: the outcomes by name, and each moment at which Hipbreak would have asked."""
    return {
        "sitting_s": round(found.sitting.total_seconds()),
        "knows_calls": found.knows_calls,
        **{key: _record(outcome) for key, outcome in zip(_KEYS, _outcomes(found), strict=True)},
        "asked": [at.isoformat(timespec="seconds") for at in found.asked],
    }


def _outcomes(found: Rehearsal) -> tuple[Outcome, ...]:
    return (found.recorded, found.hipbreak, *found.timers)


def _record(outcome: Outcome) -> dict[str, int]:
    return {
        "prompts": outcome.prompts,
        "in_call": outcome.in_call,
        "empty_chair": outcome.empty_chair,
        "stretches": len(outcome.bouts),
        "beyond_45": outcome.beyond,
    }


def _lines(found: Rehearsal, first: date, last: date, settings: Settings) -> list[str]:
    names = (
        _("as it was recorded"),
        "Hipbreak",
        *(_("a timer of {length}").format(length=format_duration(every)) for every in TIMERS),
    )
    rows = [
        tuple(_(heading) for heading in _HEADINGS),
        *(_row(name, outcome) for name, outcome in zip(names, _outcomes(found), strict=True)),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    table = [
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
    count = len(found.recorded.bouts)
    return [
        _n(
            "From {first} to {last}: {length} of sitting at the desk (estimated), in {n} stretch.",
            "From {first} to {last}: {length} of sitting at the desk (estimated), in {n} stretches.",
            count,
        ).format(first=first, last=last, length=long_time(found.sitting), n=count),
        "",
        *(line.rstrip() for line in table),
        "",
        *_asked(found.asked),
        "",
        *_assumptions(found, settings),
    ]


def _row(name: str, outcome: Outcome) -> tuple[str, ...]:
    beyond = _("{n} of {m}").format(n=outcome.beyond, m=len(outcome.bouts))
    return (name, str(outcome.prompts), str(outcome.in_call), str(outcome.empty_chair), beyond)


def _asked(asked: Sequence[datetime]) -> list[str]:
    days = [(day, list(moments)) for day, moments in groupby(asked, key=datetime.date)]
    if not days:
        return [_("Hipbreak would not have asked.")]
    heading = (
        _("Hipbreak would have asked:")
        if len(days) <= _DAYS_SHOWN
        else _("Hipbreak would have asked, on the last days:")
    )
    return [heading, *(f"  {day}  {', '.join(clock(at) for at in moments)}" for day, moments in days[-_DAYS_SHOWN:])]


def _assumptions(found: Rehearsal, settings: Settings) -> list[str]:
    length, idle, restart = (
        format_duration(duration) for duration in (settings.pulse_length, settings.idle_limit, RESTART_AFTER)
    )
    lines = [
        _(
            "Assumed, the same for all three: each prompt at the desk and outside a call is answered at once, by a "
            "break of {length}. All else stays as it was recorded. A plain timer counts from the first to the last "
            "moment at the desk, and anew after {restart} away."
        ).format(length=length, restart=restart),
        _(
            "Not known: whether you would have stood up, and absences shorter than {idle}, which count as sitting."
        ).format(idle=idle),
        _(
            "A prompt that comes within seconds of leaving counts as at an empty chair; Hipbreak takes it back once "
            "the absence is known."
        ),
    ]
    if not found.knows_calls:
        lines.append(
            _(
                "The file has no calls. Where it has no short pauses and window switches either, Hipbreak asks only at "
                "the end of its window here, and in life earlier."
            )
        )
    return [line for text in lines for line in wrap(text, _LINE)]
