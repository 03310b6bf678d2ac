"""What can be said afterwards about a piece of the day, and the command that says it (R21)."""

from datetime import datetime, timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.tracking.inputs import Command, LogBreakBetween, RevertToSitting

_REACH = timedelta(hours=48)  # the core says no earlier, by the pieces that it keeps
_PARTS = timedelta(minutes=2)  # a stretch shorter than that has no part worth telling

up_for_a_part = lazy("I was up for a part of it...")
out_of_reach = lazy("Too long ago to change: corrections reach back about a day")
menu = lazy("Correct this")


def choices(piece: TimelineItem, now: datetime) -> tuple[tuple[str, Command | None], ...]:
    """What to offer for the piece; None stands for asking which part. Nothing for what cannot be corrected."""
    if piece.what == "sitting":
        whole = (_("I was up all this time"), LogBreakBetween(piece.start, min(piece.end, now)))
        part = (up_for_a_part(), None)
        return (part, whole) if piece.length >= _PARTS else (whole,)
    if piece.credit:
        return ((_("Not a break: I was sitting"), RevertToSitting(piece.start)),)
    if piece.what in ("standing", "away"):
        return ((_("I was sitting"), RevertToSitting(piece.start)),)
    return ()


def reachable(piece: TimelineItem, now: datetime) -> bool:
    """Whether it is worth offering at all."""
    return now - piece.end <= _REACH


def hint(correctable: bool) -> str:
    """Below the strip; `correctable` when something can still be said about one of its pieces."""
    read = _("Point at a piece, or walk with the arrow keys, to read what it was.")
    return _("{read} Click or Enter corrects it.").format(read=read) if correctable else read


def part_title() -> str:
    return _("I was up - Hipbreak")
