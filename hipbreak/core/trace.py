"""A recorded or written day: one JSON object a line, in order of time."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hipbreak.core import inputs as i
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings import Settings
from hipbreak.core.state import State
from hipbreak.core.step import begin, step


class TraceError(ValueError):
    """The trace cannot be read; the text names the line."""


def _moment(line: dict[str, Any], key: str) -> datetime | None:
    if line.get(key) is None:
        return None
    moment = datetime.fromisoformat(line[key])
    if moment.tzinfo is None:
        raise ValueError(f"'{key}' needs an offset from UTC")
    return moment


def _seconds(line: dict[str, Any], key: str) -> timedelta | None:
    value = line.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"'{key}' must be a number of seconds")
    return timedelta(seconds=value)


def _start(line: dict[str, Any]) -> i.Start:
    kind = line.get("kind", "stand")
    if kind not in ("stand", "pulse", "routine"):
        raise ValueError("'kind' must be stand, pulse or routine")
    return i.Start(kind)


def _minutes(line: dict[str, Any]) -> timedelta | None:
    minutes = line.get("minutes")
    if minutes is None:
        return None
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes <= 0:
        raise ValueError("'minutes' must be a number above 0")
    return timedelta(minutes=minutes)


def _log(line: dict[str, Any]) -> i.LogBreak:
    length = _seconds(line, "for_s")
    return i.LogBreak(_seconds(line, "ago_s"), timedelta(seconds=30) if length is None else length)


_EVENTS: dict[str, Callable[[dict[str, Any]], i.Input]] = {
    "active": lambda _: i.InputFlows(),
    "idle": lambda _: i.InputEnds(),
    "lock": lambda _: i.Lock(),
    "unlock": lambda _: i.Unlock(),
    "suspend": lambda _: i.Suspend(),
    "resume": lambda _: i.Wake(),
    "stop": lambda _: i.Halt(),
    "start": _start,  # of the app while it is not running, else the person's
    "call_start": lambda _: i.Busy("call", True),
    "call_end": lambda _: i.Busy("call", False),
    "fullscreen_on": lambda _: i.Busy("fullscreen", True),
    "fullscreen_off": lambda _: i.Busy("fullscreen", False),
    "dnd_on": lambda _: i.Busy("dnd", True),
    "dnd_off": lambda _: i.Busy("dnd", False),
    "awake_on": lambda _: i.Busy("awake", True),
    "awake_off": lambda _: i.Busy("awake", False),
    "window_switch": lambda _: i.WindowSwitch(),
    "routine_at": lambda line: i.RoutineAt(_moment(line, "moment")),
    "consider": lambda _: i.Consider(),
    "finish": lambda line: i.Finish(_seconds(line, "held_s")),
    "abandon": lambda line: i.Abandon(_seconds(line, "held_s")),
    "later": lambda line: i.Later(_minutes(line)),
    "skip": lambda _: i.Skip(),
    "standing": lambda _: i.Stand(),
    "sitting": lambda _: i.Sit(),
    "pause": lambda line: i.Pause(_moment(line, "until")),
    "resume_prompts": lambda _: i.Resume(),
    "in_call": lambda line: i.Call(_minutes(line) or i.CALL_LENGTHS[0]),
    "call_over": lambda _: i.EndCall(),
    "away": lambda _: i.Leave(),
    "yes_i_was_up": lambda _: i.Yes(),
    "log": _log,
    "undo": lambda _: i.Undo(),
    "end": lambda _: i.Settle(),
}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One line of a trace: its number in the file, its moment, and what happened."""

    number: int
    at: datetime
    happening: i.Input


def read_trace(lines: Iterable[str]) -> list[TraceLine]:
    """All lines of a trace, checked; TraceError names the first that cannot be used. Empty lines are passed over."""
    found: list[TraceLine] = []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _read_line(number, text)
        if found and line.at < found[-1].at:
            raise TraceError(f"line {number}: {line.at.isoformat()} is earlier than the line before it")
        found.append(line)
    return found


def _read_line(number: int, text: str) -> TraceLine:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        raise TraceError(f"line {number}: not a whole JSON object") from None
    if not isinstance(line, dict) or not isinstance(line.get("at"), str) or not isinstance(line.get("event"), str):
        raise TraceError(f"line {number}: needs the texts 'at' and 'event'")
    try:
        at = datetime.fromisoformat(line["at"])
    except ValueError:
        raise TraceError(f"line {number}: '{line['at']}' is not a moment in ISO 8601") from None
    if at.tzinfo is None:
        raise TraceError(f"line {number}: '{line['at']}' needs an offset from UTC")
    if not 1900 <= at.year <= 9000:
        raise TraceError(f"line {number}: '{line['at']}' is of no year that can be reckoned with")
    read = _EVENTS.get(line["event"])
    if read is None:
        raise TraceError(f"line {number}: unknown event '{line['event']}'")
    try:
        return TraceLine(number, at, read(line))
    except OverflowError:
        raise TraceError(f"line {number}: a number is too large") from None
    except (ValueError, TypeError) as error:
        raise TraceError(f"line {number}: {error}") from None


def replay(trace: Iterable[TraceLine], settings: Settings, refused: Callable[[TraceLine, str], None]) -> Iterator[Fact]:
    """Run a trace through the engine and give its facts; words that did not fit their moment go to `refused`."""
    state: State | None = None
    for line in trace:
        happening = line.happening
        if state is None:
            state, facts = step(begin(line.at), i.Launch(), line.at, settings)
            yield from facts
            if isinstance(happening, i.Start):
                continue
        elif isinstance(happening, i.Start) and not state.running:
            happening = i.Launch()
        try:
            state, facts = step(state, happening, line.at, settings)
        except i.Refused as reason:
            refused(line, str(reason))
            state, facts = step(state, i.Present() if state.running else i.Settle(), line.at, settings)
        yield from facts
