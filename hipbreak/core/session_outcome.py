"""What a session came to, in words and as entries of the log."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hipbreak.core import player as play
from hipbreak.core import session_words as words
from hipbreak.core.fact import Fact
from hipbreak.core.player import Player
from hipbreak.core.programme_facts import Hurt, SessionDone, WalkDone
from hipbreak.core.programme_words import core_done, stopped_early
from hipbreak.core.routine import Routine
from hipbreak.core.session import Options, chosen
from hipbreak.core.session_record import extent, share

_UNSET = datetime(1970, 1, 1, tzinfo=UTC)  # Note enters its fact at the present moment
_ZERO = timedelta(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is said at the end: one or two words, a sentence, a line for each block."""

    routine: Routine
    title: str
    sentence: str
    blocks: tuple[str, ...]


def _percent(player: Player) -> int:
    return min(round(100 * share(player, _ZERO)), 100)


def _extent(routine: Routine, player: Player) -> str:
    optional = frozenset(block.name for block in routine.blocks if block.optional)
    return extent(player, _ZERO, frozenset(routine.core), optional)


def left_at(player: Player) -> int:
    """The per cent of the exercise that a halted session has behind it."""
    return _percent(player)


def log_entry(routine: Routine, options: Options, player: Player) -> tuple[Fact, ...]:
    """What the log keeps of a halted session: nothing before the first exercise, and nothing of a look at oneself."""
    held = play.held(player, _ZERO)
    if not held or routine.kind != "exercise":
        return ()
    how_far = _extent(routine, player)
    if routine.name == "walk" and how_far == "whole":
        return (WalkDone(_UNSET, held),)
    weight = options.weight and routine.weighted
    return (SessionDone(_UNSET, routine.name, how_far, held, _percent(player), options.gentle, weight),)


def pain_entry(routine: Routine, move: str, where: str) -> Fact:
    """What the log keeps of a pain."""
    return Hurt(_UNSET, routine.name, move, where)


def outcome(routine: Routine, options: Options, player: Player, finished: bool) -> Outcome:
    """What is said of a halted session; neutral about what was passed over."""
    held, whole, percent = play.held(player, _ZERO), play.spent(player, _ZERO), _percent(player)
    far = _extent(routine, player)
    parts = [words.done_lines(held, whole)] if held else []
    if not finished and not held:
        parts = [words.nothing_yet()]
    elif far != "whole":
        parts.insert(0, words.passed_over(percent) if finished else stopped_early(percent))
        if far == "core":
            parts.append(core_done())
    blocks = [
        words.block_done(block.title, share(player, _ZERO, frozenset({block.name})))
        for block in chosen(routine, options).blocks
    ]
    title = words.done_title() if finished else words.stopped_title()
    return Outcome(routine, title, " ".join(parts), tuple(blocks) if len(blocks) > 1 and held else ())
