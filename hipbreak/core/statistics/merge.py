"""The intervals of several machines of one person as one: sitting at two at once is sitting once (decision 0043)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import Away, Bout, Break, Unobserved

_UNOBSERVED, _AWAY, _ASSUMED, _SITTING, _BREAK = range(5)
"""What wins over what was recorded for the same moment elsewhere: the later."""


class _Piece(Struct, frozen=True):
    """A part of an interval, from `start` to `end`; `cut` if the interval is longer."""

    start: datetime
    end: datetime
    rank: int
    credit: str
    how: str
    cut: bool


def merged(machines: Sequence[Iterable[Fact]], idle_limit: timedelta) -> list[Fact]:
    """The intervals of all machines, in order, without overlaps; those of one machine alone stay as they are.

    The order of the machines and of their intervals does not matter.
    """
    recorded = [[fact for fact in facts if isinstance(fact, Interval) and fact.start < fact.end] for facts in machines]
    if sum(bool(intervals) for intervals in recorded) < 2:
        return [fact for facts in machines for fact in facts]
    pieces = _joined(_swept([interval for intervals in recorded for interval in intervals]))
    return [_interval(piece) for piece in _joined(_without_walks(pieces, idle_limit))]


def _rank(interval: Interval) -> int:
    match interval:
        case Break():
            return _ASSUMED if interval.credit == "assumed" else _BREAK
        case Bout():
            return _SITTING
        case Away():
            return _AWAY
        case _:
            return _UNOBSERVED


def _order(interval: Interval) -> tuple[object, ...]:
    """The later wins at a moment; the same for any order of the intervals."""
    offsets = interval.start.utcoffset(), interval.end.utcoffset()
    return _rank(interval), interval.end, interval.start, *_credited(interval), *offsets


def _credited(interval: Interval) -> tuple[str, str]:
    return (interval.credit, interval.how) if isinstance(interval, Break) else ("", "")


def _swept(intervals: list[Interval]) -> Iterator[_Piece]:
    """The part that wins between every two moments at which an interval begins or ends."""
    ordered = sorted(intervals, key=_order)
    moments = sorted({moment: None for one in ordered for moment in (one.start, one.end)})
    waiting = sorted(enumerate(ordered), key=lambda one: one[1].start, reverse=True)
    active: list[tuple[int, Interval]] = []  # with its place in the order: the later wins
    for start, end in pairwise(moments):
        while waiting and waiting[-1][1].start <= start:
            active.append(waiting.pop())
        active = [one for one in active if one[1].end > start]
        if active:
            best = max(active, key=itemgetter(0))[1]
            yield _Piece(start, end, _rank(best), *_credited(best), best.start < start or best.end > end)


def _joined(pieces: Iterable[_Piece]) -> list[_Piece]:
    """Join adjacent parts of the same kind."""
    found: list[_Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if last is not None and last.end == piece.start and last.rank == piece.rank:
            credit = last.credit or piece.credit  # a standing that goes on has none yet
            found[-1] = replace(last, end=piece.end, credit=credit, cut=last.cut or piece.cut)
        else:
            found.append(piece)
    return found


def _without_walks(pieces: Sequence[_Piece], idle_limit: timedelta) -> Iterator[_Piece]:
    """What is left of an absence between sitting and sitting, shorter than the idle limit, is sitting (R1)."""
    for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
        around = before and after and (before.end, before.rank, after.start, after.rank)
        between = around == (piece.start, _SITTING, piece.end, _SITTING)
        is_rest = piece.rank in (_AWAY, _ASSUMED) and piece.cut and piece.end - piece.start < idle_limit
        yield replace(piece, rank=_SITTING) if between and is_rest else piece


def _interval(piece: _Piece) -> Interval:
    start, end = piece.start, piece.end
    if piece.rank in (_BREAK, _ASSUMED):
        return Break(end, start, end, piece.credit, piece.how)
    kind = {_SITTING: Bout, _AWAY: Away, _UNOBSERVED: Unobserved}[piece.rank]
    return kind(end, start, end)
