"""What a session came to, in words and as entries of the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hipbreak.core import session_words as words
from hipbreak.core.exercise import player as play
from hipbreak.core.exercise.player import Player
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import Options, chosen
from hipbreak.core.exercise.session_progress import extent, share
from hipbreak.core.exercise.session_steps import Part
from hipbreak.core.facts.base import Fact
from hipbreak.core.facts.programme_facts import Hurt, SelfTested, SessionDone, WalkDone
from hipbreak.core.programme_words import core_done, self_test_note, stopped_early

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


def log_entry(
    routine: Routine, options: Options, player: Player, answers: Mapping[str, str] | None = None
) -> tuple[Fact, ...]:
    """What the log keeps of a halted session: nothing before the first exercise; of a self-test both answers."""
    held = play.held(player, _ZERO)
    if routine.kind != "exercise":
        return (SelfTested(_UNSET, answers["left"], answers["right"]),) if answers and len(answers) == 2 else ()
    if not held:
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
    title = words.done_title() if finished else words.stopped_title()
    if routine.kind != "exercise":
        return Outcome(routine, title, self_test_note(), ())
    done, percent = play.spent(player, _ZERO, Part.EXERCISE), _percent(player)
    if not done:
        return Outcome(routine, title, words.nothing_yet(), ())
    far, parts = _extent(routine, player), []
    if far != "whole":
        parts.append(words.passed_over(percent) if finished else stopped_early(percent))
    if far == "core":
        parts.append(core_done())
    parts.append(words.took(done + play.spent(player, _ZERO, Part.REST), play.spent(player, _ZERO)))
    lines = [
        words.block_done(block.title, share(player, _ZERO, frozenset({block.name})))
        for block in chosen(routine, options).blocks
    ]
    return Outcome(routine, title, " ".join(parts), tuple(lines) if len(lines) > 1 else ())
