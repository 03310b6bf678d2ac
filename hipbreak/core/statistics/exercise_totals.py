"""What was done of the programme in a period: counts and time, and nothing about what was missed."""

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from hipbreak.core.programme.progress import Programme

_NOT_PLAYED = ("walk", "self-test")


class SessionTotals(Struct, frozen=True):
    """Days with a session, the sessions by how far they got, the time truly exercised, and days with a walk."""

    days: int
    whole: int
    core: int
    part: int
    exercised: timedelta
    walks: int

    @property
    def sessions(self) -> int:
        return self.whole + self.core + self.part

    @property
    def anything(self) -> bool:
        """Whether anything was done."""
        return bool(self.sessions or self.walks)


def session_totals(programme: Programme, first: date, last: date) -> SessionTotals:
    """Of the days from `first` to `last`."""
    played = [s for s in programme.sessions if first <= s.day <= last and s.routine not in _NOT_PLAYED]
    extents = Counter(session.extent for session in played)
    return SessionTotals(
        days=len({session.day for session in played if session.counts}),
        whole=extents["whole"],
        core=extents["core"],
        part=extents["part"],
        exercised=sum((session.held for session in played), timedelta(0)),
        walks=sum(first <= day <= last for day in programme.walks),
    )
