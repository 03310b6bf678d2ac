"""A short notation for traces and facts: `09:00 active` in, `09:45:00 prompted stand bound 45:00` out."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.trace import read_trace, replay

ZONE = "+01:00"
_DAY = datetime.fromisoformat(f"2026-03-02T00:00:00{ZONE}")
_LINE = re.compile(r"(\+?)(\d\d:\d\d(?::\d\d)?) (\w+)(.*)")


def moment(text: str, days: int = 0) -> datetime:
    """`09:45` or `09:45:30` on the day of the trace."""
    parts = [int(n) for n in text.split(":")]
    return _DAY + timedelta(days=days, hours=parts[0], minutes=parts[1], seconds=parts[2] if len(parts) > 2 else 0)


def trace_of(events: str) -> list[str]:
    """The events as lines of a trace file; a line that begins with + is of the next day."""
    lines = []
    for text in filter(None, (line.strip() for line in events.splitlines())):
        match = _LINE.fullmatch(text)
        assert match, text
        extra = "".join(f', "{key}": {value}' for key, value in re.findall(r"(\w+)=(\S+)", match[4]))
        at = moment(match[2], days=len(match[1]))
        lines.append(f'{{"at": "{at.isoformat()}", "event": "{match[3]}"{extra}}}')
    return lines


def facts_of(events: str, settings: Settings | None = None, refused: list[str] | None = None) -> list[Fact]:
    """All facts of the day."""
    said = refused if refused is not None else []
    return list(replay(read_trace(trace_of(events)), settings or Settings(), lambda _, why: said.append(why)))


def replayed(events: str, only: str = "", settings: Settings | None = None) -> list[str]:
    """What replay would print, in short; `only` names the facts that matter."""
    names = only.split()
    return [short(x) for x in facts_of(events, settings) if x.in_replay_output and (not names or x.name in names)]


def short(fact: Fact) -> str:
    """One fact in a line."""
    words = [f"{fact.at:%H:%M:%S}", fact.name]
    match fact:
        case tracking_facts.Prompted(_, kind, trigger, sitting):
            words += [kind, trigger, _length(sitting)]
        case tracking_facts.Finished(_, kind, held) | tracking_facts.Stopped(_, kind, held):
            words += [kind, _length(held)]
        case tracking_facts.Break(_, start, end, credit):
            words += [f"{start:%H:%M:%S}-{end:%H:%M:%S}", credit]
        case Interval(_, start, end):
            words += [f"{start:%H:%M:%S}-{end:%H:%M:%S}"]
        case tracking_facts.Corrected(_, of, start):
            words += [of, f"{start:%H:%M:%S}"]
        case tracking_facts.Paused(_, until) | tracking_facts.Snoozed(_, _, until) | tracking_facts.InCall(_, until):
            words += [f"{until:%H:%M:%S}" if until else "on"]
        case (
            tracking_facts.Withdrawn(_, kind)
            | tracking_facts.Skipped(_, kind)
            | tracking_facts.Ignored(_, kind)
            | tracking_facts.Started(_, kind)
        ):
            words += [kind]
    return " ".join(words)


def _length(duration: timedelta) -> str:
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"


def without_cue(**changes: object) -> Settings:
    """Settings in which only stand-up prompts come."""
    return replace(Settings(cue=False), **changes)  # type: ignore[arg-type]


def names(lines: Sequence[str]) -> list[str]:
    """Only what happened, not when."""
    return [line.split()[1] for line in lines]
