"""Saying afterwards how it was: log a break, take one back; nothing is rewritten (R21)."""

from datetime import datetime, timedelta

from hipbreak.core import facts as f
from hipbreak.core.answers import split
from hipbreak.core.inputs import Refused
from hipbreak.core.state import Piece, Sitting, Standing
from hipbreak.core.turn import Turn

_LONGEST = timedelta(days=366)  # farther back no told piece is kept, and dates end somewhere


def log_break(turn: Turn, ago: timedelta | None, length: timedelta) -> None:
    """A break that began `ago` before now (no `ago`: it ended now) and lasted `length`."""
    back = length if ago is None else ago
    if not timedelta(0) < length <= _LONGEST or not timedelta(0) < back <= _LONGEST:
        raise Refused("A break has to lie in the past, and to have a length.")
    start = turn.at - back
    end = min(start + length, turn.at)
    posture = turn.story.posture
    if isinstance(posture, Sitting) and end > posture.since:
        split(turn, posture, start, end)
        return
    for piece in reversed(turn.story.told):
        if piece.of == "bout" and piece.start < end and start < piece.end:
            _split_told(turn, piece, max(start, piece.start), min(end, piece.end))
            return
    raise Refused("You were not sitting then, so there is nothing to correct.")


def _split_told(turn: Turn, bout: Piece, start: datetime, end: datetime) -> None:
    turn.tell(f.Corrected(turn.at, "bout", bout.start))
    if start > bout.start:
        turn.tell(f.Bout(turn.at, bout.start, start))
    turn.tell(f.Break(turn.at, start, end, "confirmed", "said"))
    if end < bout.end:
        turn.tell(f.Bout(turn.at, end, bout.end))


def undo(turn: Turn) -> None:
    """Take the break told last back: the sitting before and after it becomes one bout."""
    posture, told = turn.story.posture, turn.story.told
    if isinstance(posture, Standing):
        turn.tell(f.Sat(turn.at, _joined(turn, posture.since)))
        return
    last = next((p for p in reversed(told) if p.of == "break"), None)
    if last is None:
        raise Refused("There is no break to take back.")
    after = next((p for p in told if p.of == "bout" and p.start == last.end), None)
    turn.tell(f.Corrected(turn.at, "break", last.start))
    since = _joined(turn, last.start)
    if isinstance(posture, Sitting) and posture.since == last.end:
        turn.tell(f.Sat(turn.at, since))
        return
    end = last.end
    if after is not None:
        turn.tell(f.Corrected(turn.at, "bout", after.start))
        end = after.end
    turn.tell(f.Bout(turn.at, since, end))


def _joined(turn: Turn, start: datetime) -> datetime:
    """Where the bout that ended at `start` began; it is taken back, since it goes on."""
    before = next((p for p in turn.story.told if p.of == "bout" and p.end == start), None)
    if before is None:
        return start
    turn.tell(f.Corrected(turn.at, "bout", before.start))
    return before.start
