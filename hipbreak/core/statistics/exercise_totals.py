"""What was done of the programme in a period: counts and time, and nothing about what was missed."""

from datetime import date, timedelta

from msgspec import Struct

from hipbreak.core.programme.progress import LoggedSession, Programme

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
    return SessionTotals(
        days=len({session.day for session in played if session.counts}),
        whole=_count(played, "whole"),
        core=_count(played, "core"),
        part=_count(played, "part"),
        exercised=sum((session.held for session in played), timedelta(0)),
        walks=sum(first <= day <= last for day in programme.walks),
    )


def _count(played: list[LoggedSession], extent: str) -> int:
    return sum(session.extent == extent for session in played)
