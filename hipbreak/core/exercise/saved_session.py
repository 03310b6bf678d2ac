"""An interrupted session, saved over a restart: to be resumed, or logged as it is."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.exercise.player import Player, bookmark, player_at_bookmark
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import RoutineOptions, build
from hipbreak.core.exercise.session_result import percent_done, session_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.codec import from_record, read_moment, to_record
from hipbreak.core.facts.programme_facts import SessionDone, WalkDone
from hipbreak.core.time_limits import EARLIEST

_LONGEST = timedelta(hours=24)
_FACTS = (SessionDone, WalkDone)
RESUMABLE_FOR = timedelta(hours=2)
"""How long it can be resumed (project default); afterwards it is logged as it is."""


class SavedSession(Struct, frozen=True):
    """`at` is when it was last played, `mark` where, `facts` what is logged if it is not resumed."""

    routine: str
    options: RoutineOptions
    mark: dict[str, Any]
    at: datetime
    percent: int
    facts: tuple[Fact, ...]


def save_session(routine: Routine, options: RoutineOptions, halted: Player, at: datetime) -> SavedSession | None:
    """The saved form of a halted session; None before its first exercise, and for a routine without exercise."""
    facts = tuple(replace(fact, at=at) for fact in session_facts(routine, options, halted))
    if not facts:
        return None
    return SavedSession(routine.name, options, bookmark(halted, timedelta(0)), at, percent_done(halted), facts)


def left_by(kept: SavedSession, now: datetime) -> SavedSession:
    """The session, left at `now` at the latest: a clock that was ahead has left it in the future."""
    if kept.at <= now:
        return kept
    return replace(kept, at=now, facts=tuple(replace(fact, at=now) for fact in kept.facts))


def is_resumable(kept: SavedSession, now: datetime) -> bool:
    """Whether it may still be resumed."""
    return now - kept.at < RESUMABLE_FOR


def matches_routine(kept: SavedSession, routine: Routine) -> bool:
    """Whether it fits the routine as it is now."""
    try:
        resume_player(kept, routine)
    except ValueError:
        return False
    return True


def resume_player(kept: SavedSession, routine: Routine) -> Player:
    """A player at the start of the interrupted station; ValueError if the routine has changed."""
    try:
        player = player_at_bookmark(build(routine, replace(kept.options, speed=1.0)), kept.mark)
    except (KeyError, TypeError, IndexError, StopIteration, OverflowError) as error:
        raise ValueError("the session cannot be resumed") from error
    if not 0 < player.speed < 100 or any(not timedelta(0) <= spent <= _LONGEST for spent in player.spent):
        raise ValueError("the session cannot be resumed")
    return player


def session_to_record(kept: SavedSession) -> dict[str, Any]:
    """Plain JSON values."""
    return {
        "routine": kept.routine,
        "options": {name: _plain(getattr(kept.options, name)) for name in RoutineOptions.__struct_fields__},
        "mark": kept.mark,
        "at": kept.at.isoformat(),
        "percent": kept.percent,
        "facts": [to_record(fact) for fact in kept.facts],
    }


def session_from_record(plain: dict[str, Any]) -> SavedSession:
    """The session that `session_to_record` wrote; ValueError if it is invalid."""
    try:
        at = read_moment(plain["at"], "at")
        facts = tuple(from_record(record) for record in plain["facts"])
        durations = [fact.held for fact in facts if isinstance(fact, _FACTS)]
        percent = int(plain["percent"])
        is_of_session = all(isinstance(fact, _FACTS) and fact.at == at for fact in facts)
        is_possible = all(timedelta(0) <= held <= _LONGEST for held in durations)
        if at < EARLIEST or not 0 <= percent <= 100 or not is_of_session or not is_possible:
            raise ValueError("it has a value that cannot be right")
        return SavedSession(str(plain["routine"]), _options(plain["options"]), dict(plain["mark"]), at, percent, facts)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"no saved session: {error}") from error


_SHORTEST_BREATH = timedelta(seconds=1)


def _plain(value: Any) -> Any:
    return value.total_seconds() if isinstance(value, timedelta) else value


def _options(plain: dict[str, Any]) -> RoutineOptions:
    options = msgspec.convert(plain, RoutineOptions, strict=False)  # durations are numbers of seconds
    if options.breath is not None and options.breath < _SHORTEST_BREATH:
        raise ValueError("no saved session: a breath has a length")
    return options
