"""Traces: a recorded or written day, one JSON object a line, in order of time."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from hipbreak.core.facts.base import Fact
from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State

_LONGEST = timedelta(days=366)


class TraceError(ValueError):
    """The trace cannot be read; the text names the line."""


def _moment(line: dict[str, Any], key: str) -> datetime | None:
    return None if line.get(key) is None else _read_moment(line[key], key)


def _read_moment(raw: object, key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise ValueError(_("'{key}' must be a moment in ISO 8601, not {raw}").format(key=key, raw=quoted(raw)))
    if moment.tzinfo is None:
        raise ValueError(_("'{key}' needs an offset from UTC: {raw}").format(key=key, raw=quoted(raw)))
    if not 1900 <= moment.year <= 9000:
        raise ValueError(_("'{key}' must be in the years 1900 to 9000, not {raw}").format(key=key, raw=quoted(raw)))
    return moment


def _seconds(line: dict[str, Any], key: str) -> timedelta | None:
    value = line.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        raise ValueError(_("'{key}' must be a number of seconds").format(key=key))
    return timedelta(seconds=value)


def _held(line: dict[str, Any]) -> timedelta | None:
    held = _seconds(line, "held_s")
    if held is not None and held > _LONGEST:
        raise OverflowError
    return held


def _start(line: dict[str, Any]) -> inputs.Start:
    kind = line.get("kind", "stand")
    if kind not in ("stand", "pulse", "routine"):
        raise ValueError(_("'kind' must be stand, pulse or routine"))
    return inputs.Start(kind)


def _minutes(line: dict[str, Any]) -> timedelta | None:
    minutes = line.get("minutes")
    if minutes is None:
        return None
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or not minutes > 0:
        raise ValueError(_("'minutes' must be a number above 0"))
    return timedelta(minutes=minutes)


def _flag(line: dict[str, Any], key: str) -> bool:
    value = line.get(key, False)
    if not isinstance(value, bool):
        raise ValueError(_("'{key}' must be true or false").format(key=key))
    return value


def _log(line: dict[str, Any]) -> inputs.LogBreak:
    length = _seconds(line, "for_s")
    return inputs.LogBreak(_seconds(line, "ago_s"), timedelta(seconds=30) if length is None else length)


_EVENTS: dict[str, Callable[[dict[str, Any]], inputs.Input]] = {
    "active": lambda _: inputs.InputActive(),
    "idle": lambda _: inputs.InputIdle(),
    "lock": lambda _: inputs.Lock(),
    "unlock": lambda _: inputs.Unlock(),
    "suspend": lambda _: inputs.Suspend(),
    "resume": lambda _: inputs.Wake(),
    "stop": lambda _: inputs.Halt(),
    "start": _start,  # of the app while it is not running, else the person's command
    "call_start": lambda _: inputs.BusyChanged("call", True),
    "call_end": lambda _: inputs.BusyChanged("call", False),
    "fullscreen_on": lambda _: inputs.BusyChanged("fullscreen", True),
    "fullscreen_off": lambda _: inputs.BusyChanged("fullscreen", False),
    "dnd_on": lambda _: inputs.BusyChanged("dnd", True),
    "dnd_off": lambda _: inputs.BusyChanged("dnd", False),
    "awake_on": lambda _: inputs.BusyChanged("awake", True),
    "awake_off": lambda _: inputs.BusyChanged("awake", False),
    "window_switch": lambda _: inputs.WindowSwitch(),
    "desk_up": lambda _: inputs.DeskReport("standing"),
    "desk_down": lambda _: inputs.DeskReport("sitting"),
    "routine_at": lambda line: inputs.RoutineAt(_moment(line, "moment")),
    "consider": lambda _: inputs.Preview(),
    "finish": lambda line: inputs.Finish(_held(line)),
    "abandon": lambda line: inputs.Abandon(_held(line)),
    "later": lambda line: inputs.Snooze(_minutes(line), _flag(line, "after_meeting")),
    "skip": lambda _: inputs.Skip(),
    "standing": lambda _: inputs.Stand(),
    "stay_up": lambda _: inputs.StayUp(),
    "sitting": lambda _: inputs.Sit(),
    "pause": lambda line: inputs.Pause(_moment(line, "until")),
    "resume_prompts": lambda _: inputs.Resume(),
    "in_call": lambda line: inputs.StartCall(_minutes(line) or inputs.CALL_LENGTHS[0]),
    "call_over": lambda _: inputs.EndCall(),
    "away": lambda _: inputs.Leave(),
    "yes_i_was_up": lambda _: inputs.ConfirmAbsence(),
    "log": _log,
    "undo": lambda _: inputs.Undo(),
    "end": lambda _: inputs.Settle(),
}


class TraceLine(Struct, frozen=True):
    """One line of a trace: its number in the file, its moment and its input."""

    number: int
    at: datetime
    event: inputs.Input


def read_trace(lines: Iterable[str]) -> list[TraceLine]:
    """All lines of a trace, checked; TraceError names the first unusable one. Empty lines are skipped."""
    found: list[TraceLine] = []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _read_line(number, text)
        if found and line.at < found[-1].at:
            raise TraceError(
                _("line {number}: {moment} is earlier than the line before it").format(
                    number=number, moment=line.at.isoformat()
                )
            )
        found.append(line)
    return found


def _read_line(number: int, text: str) -> TraceLine:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        raise TraceError(_("line {number}: not a whole JSON object").format(number=number)) from None
    if not isinstance(line, dict) or not isinstance(line.get("at"), str) or not isinstance(line.get("event"), str):
        raise TraceError(_("line {number}: needs the texts 'at' and 'event'").format(number=number))
    read = _EVENTS.get(line["event"])
    if read is None:
        raise TraceError(_("line {number}: unknown event {event}").format(number=number, event=quoted(line["event"])))
    try:
        return TraceLine(number, _read_moment(line["at"], "at"), read(line))
    except OverflowError:
        raise TraceError(_("line {number}: a number is too large").format(number=number)) from None
    except ValueError as error:
        raise TraceError(f"line {number}: {error}") from None


def cut_trace(trace: Sequence[TraceLine], now: datetime) -> list[TraceLine]:
    """The lines up to `now`; if there are later ones, what runs is settled at `now`."""
    past = [line for line in trace if line.at <= now]
    if past and len(past) < len(trace):
        past.append(TraceLine(past[-1].number + 1, now.astimezone(past[-1].at.tzinfo), inputs.Settle()))
    return past


def replay(trace: Iterable[TraceLine], settings: Settings, refused: Callable[[TraceLine, str], None]) -> Iterator[Fact]:
    """Run a trace through the reducer and yield its facts; refused commands go to `refused`."""
    state: State | None = None
    for line in trace:
        event = line.event
        if state is None:
            state, facts = step(initial_state(line.at), inputs.Launch(), line.at, settings)
            yield from facts
            if isinstance(event, inputs.Start):
                continue
        elif isinstance(event, inputs.Start) and not state.running:
            event = inputs.Launch()
        try:
            state, facts = step(state, event, line.at, settings)
        except inputs.Refused as reason:
            refused(line, str(reason))
            state, facts = step(state, inputs.Present() if state.running else inputs.Settle(), line.at, settings)
        yield from facts
