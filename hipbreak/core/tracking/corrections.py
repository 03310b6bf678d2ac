"""Saying afterwards how it was: log a break, take one back; nothing is rewritten (R21)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.i18n import gettext as _
from hipbreak.core.tracking.command_handlers import split
from hipbreak.core.tracking.inputs import Refused
from hipbreak.core.tracking.state import Piece, Sitting, Standing
from hipbreak.core.tracking.transition import Transition

_LONGEST = timedelta(days=366)  # farther back no told piece is kept, and dates end somewhere


def log_break(turn: Transition, ago: timedelta | None, length: timedelta) -> None:
    """A break that began `ago` before now (no `ago`: it ended now) and lasted `length`."""
    back = length if ago is None else ago
    if not timedelta(0) < length <= _LONGEST or not timedelta(0) < back <= _LONGEST:
        raise Refused(_("A break has to lie in the past, and to have a length."))
    was_up(turn, turn.at - back, turn.at - back + length)


def was_up(turn: Transition, start: datetime, end: datetime) -> None:
    """A break from `start` to `end`, or as much of it as was sitting of one bout."""
    end = min(end, turn.at)
    if start >= end:
        raise Refused(_("A break has to lie in the past, and to have a length."))
    posture = turn.story.posture
    if isinstance(posture, Sitting) and end > posture.since:
        split(turn, posture, start, end)
        return
    for piece in reversed(turn.story.told):
        if piece.of == "bout" and piece.start < end and start < piece.end:
            _split_told(turn, piece, max(start, piece.start), min(end, piece.end))
            return
    raise Refused(_("You were not sitting then, so there is nothing to correct."))


def _split_told(turn: Transition, bout: Piece, start: datetime, end: datetime) -> None:
    turn.tell(tracking_facts.Corrected(turn.at, "bout", bout.start))
    if start > bout.start:
        turn.tell(tracking_facts.Bout(turn.at, bout.start, start))
    turn.tell(tracking_facts.Break(turn.at, start, end, "confirmed", "said"))
    if end < bout.end:
        turn.tell(tracking_facts.Bout(turn.at, end, bout.end))


def undo(turn: Transition) -> None:
    """Take the break told last back."""
    if isinstance(turn.story.posture, Standing):
        _sit_again(turn, turn.story.posture)
        return
    last = next((p for p in reversed(turn.story.told) if p.of == "break"), None)
    if last is None:
        raise Refused(_("There is no break to take back."))
    _was_sitting(turn, last)


def take_back(turn: Transition, start: datetime) -> None:
    """Take back the break, or the absence, that was going on at `start`: it was sitting."""
    posture = turn.story.posture
    if isinstance(posture, Standing) and posture.since <= start:
        _sit_again(turn, posture)
        return
    gone = (p for p in reversed(turn.story.told) if p.of in ("break", "away") and p.start <= start < p.end)
    piece = next(gone, None)
    if piece is None:
        raise Refused(_("That cannot be changed any more: corrections reach back about a day."))
    _was_sitting(turn, piece)


def _sit_again(turn: Transition, posture: Standing) -> None:
    turn.tell(tracking_facts.Sat(turn.at, _joined(turn, posture.since)))


def _was_sitting(turn: Transition, piece: Piece) -> None:
    """The sitting before and after the piece, and the piece itself, become one bout."""
    posture = turn.story.posture
    after = next((p for p in turn.story.told if p.of == "bout" and p.start == piece.end), None)
    turn.tell(tracking_facts.Corrected(turn.at, piece.of, piece.start))
    since = _joined(turn, piece.start)
    if isinstance(posture, Sitting) and posture.since == piece.end:
        turn.tell(tracking_facts.Sat(turn.at, since))
        return
    end = piece.end
    if after is not None:
        turn.tell(tracking_facts.Corrected(turn.at, "bout", after.start))
        end = after.end
    turn.tell(tracking_facts.Bout(turn.at, since, end))


def _joined(turn: Transition, start: datetime) -> datetime:
    """Where the bout that ended at `start` began; it is taken back, since it goes on."""
    before = next((p for p in turn.story.told if p.of == "bout" and p.end == start), None)
    if before is None:
        return start
    turn.tell(tracking_facts.Corrected(turn.at, "bout", before.start))
    return before.start
