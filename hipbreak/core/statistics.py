"""The figures of a day and of a range, from the pieces of time and the prompts that the log holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hipbreak.core import facts as f
from hipbreak.core import metrics
from hipbreak.core.state import Gone, Sitting, Standing, Story

_ZERO = timedelta(0)
PROLONGED = timedelta(minutes=30)  # the research cut for a prolonged bout, at or above (evidence: Evans 2012)
BEYOND = timedelta(minutes=45)  # the end of the programme's window
OUTCOMES = ("started", "later", "skipped", "ignored", "withdrawn")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day: `kind` sitting, standing, away or unobserved; `credit` when it was a break."""

    kind: str
    start: datetime
    end: datetime
    credit: str = ""

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Sum:
    """Figures of one day or of several together; durations are timedelta, bouts whole even over midnight."""

    sitting: timedelta = _ZERO
    standing: timedelta = _ZERO
    away: timedelta = _ZERO
    unobserved: timedelta = _ZERO
    beyond: timedelta = _ZERO
    prolonged: timedelta = _ZERO
    bouts: tuple[timedelta, ...] = ()
    ended_by_break: int = 0
    confirmed: int = 0
    assumed: int = 0
    offered: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    pulses: int = 0

    @property
    def desk(self) -> timedelta:
        """Desk time (estimated): sitting and standing."""
        return self.sitting + self.standing

    @property
    def longest(self) -> timedelta:
        return max(self.bouts, default=_ZERO)

    @property
    def breaks_per_hour(self) -> float | None:
        """Bouts ended by a break per hour of sitting; a bout still running or ended unseen counts in the time only."""
        hours = self.sitting / timedelta(hours=1)
        return self.ended_by_break / hours if hours > 0 else None


@dataclass(frozen=True, slots=True)
class Day:
    """One local calendar day: its spans in order, what was prompted when, and its figures."""

    date: date
    spans: tuple[Span, ...]
    points: tuple[f.Fact, ...]
    sum: Sum


_KINDS = {"bout": "sitting", "away": "away", "unobserved": "unobserved"}
_STANDING = ("pulse", "standing")


def _kind(piece: f.Interval) -> str:
    if isinstance(piece, f.Break):
        return "standing" if piece.how in _STANDING else "away"
    return _KINDS[piece.name]


def _by_day(start: datetime, end: datetime) -> Iterator[tuple[date, datetime, datetime]]:
    """Cut at the local midnights of the offset recorded with the start."""
    end = end.astimezone(start.tzinfo)
    while start < end:
        day = start.date()
        midnight = datetime.combine(day + timedelta(days=1), time(), start.tzinfo)
        cut = min(midnight, end)
        yield day, start, cut
        start = cut


class _Books:
    """Adds facts up, day by day."""

    def __init__(self) -> None:
        self.spans: dict[date, list[Span]] = {}
        self.points: dict[date, list[f.Fact]] = {}
        self.time: dict[date, Counter[str]] = {}
        self.counts: dict[date, Counter[str]] = {}
        self.bouts: dict[date, list[timedelta]] = {}

    def _clock(self, day: date, what: str, start: datetime, end: datetime) -> None:
        self.time.setdefault(day, Counter())[what] += int((end - start) / timedelta(microseconds=1))

    def count(self, day: date, what: str) -> None:
        self.counts.setdefault(day, Counter())[what] += 1

    def piece(self, piece: f.Interval) -> None:
        kind, credit = _kind(piece), piece.credit if isinstance(piece, f.Break) else ""
        for day, start, end in _by_day(piece.start, piece.end):
            self.spans.setdefault(day, []).append(Span(kind, start, end, credit))
            self._clock(day, kind, start, end)
        if isinstance(piece, f.Bout):
            self._bout(piece)
        elif credit:
            self.count(piece.start.date(), credit)

    def _bout(self, bout: f.Bout) -> None:
        length = bout.end - bout.start
        self.bouts.setdefault(bout.start.date(), []).append(length)
        if length >= PROLONGED:
            for day, start, end in _by_day(bout.start, bout.end):
                self._clock(day, "prolonged", start, end)
        if length > BEYOND:
            for day, start, end in _by_day(bout.start + BEYOND, bout.end):
                self._clock(day, "beyond", start, end)

    def point(self, fact: f.Fact) -> None:
        day = fact.at.date()
        self.points.setdefault(day, []).append(fact)
        self.count(day, fact.name)

    def day(self, day: date) -> Day:
        spent, count = self.time.get(day, Counter()), self.counts.get(day, Counter())

        def clock(what: str) -> timedelta:
            return timedelta(microseconds=spent[what])

        figures = Sum(
            sitting=clock("sitting"),
            standing=clock("standing"),
            away=clock("away"),
            unobserved=clock("unobserved"),
            beyond=clock("beyond"),
            prolonged=clock("prolonged"),
            bouts=tuple(self.bouts.get(day, ())),
            ended_by_break=count["ended"],
            confirmed=count["confirmed"],
            assumed=count["assumed"],
            offered=count["prompted"],
            outcomes={outcome: count[outcome] for outcome in OUTCOMES},
            pulses=count["finished"],
        )
        spans = tuple(sorted(self.spans.get(day, ()), key=lambda span: span.start))
        return Day(day, spans, tuple(self.points.get(day, ())), figures)


def days_of(facts: Iterable[f.Fact], first: date, last: date) -> list[Day]:
    """Every day from `first` to `last`, from the facts that touch them; pieces outside the range are left out.

    A bout or break over midnight gives each day its time, and is counted whole on the day it began.
    """
    books = _Books()
    bouts: list[f.Bout] = []
    broken: set[datetime] = set()
    for fact in facts:
        if isinstance(fact, f.Interval) and not isinstance(fact, f.Asked):
            books.piece(fact)
            if isinstance(fact, f.Bout):
                bouts.append(fact)
            elif isinstance(fact, f.Break):
                broken.add(fact.start)
        else:
            books.point(fact)
    for bout in bouts:
        if bout.end in broken:
            books.count(bout.start.date(), "ended")
    length = (last - first).days + 1
    return [books.day(first + timedelta(days=n)) for n in range(length)]


def running_piece(story: Story, until: datetime) -> f.Interval | None:
    """The piece of time that is still open, up to `until`; standing counts as a break once it is over."""
    posture = story.posture
    if posture is None or posture.since >= until:
        return None
    match posture:
        case Sitting(since):
            return f.Bout(until, since, until)
        case Standing(since):
            return f.Break(until, since, until, "", "standing")
        case Gone(since):
            return f.Away(until, since, until)


def total_of(days: Sequence[Day]) -> Sum:
    """The figures of several days together."""
    sums = [day.sum for day in days]
    return Sum(
        sitting=sum((s.sitting for s in sums), _ZERO),
        standing=sum((s.standing for s in sums), _ZERO),
        away=sum((s.away for s in sums), _ZERO),
        unobserved=sum((s.unobserved for s in sums), _ZERO),
        beyond=sum((s.beyond for s in sums), _ZERO),
        prolonged=sum((s.prolonged for s in sums), _ZERO),
        bouts=tuple(length for s in sums for length in s.bouts),
        ended_by_break=sum(s.ended_by_break for s in sums),
        confirmed=sum(s.confirmed for s in sums),
        assumed=sum(s.assumed for s in sums),
        offered=sum(s.offered for s in sums),
        outcomes={outcome: sum(s.outcomes.get(outcome, 0) for s in sums) for outcome in OUTCOMES},
        pulses=sum(s.pulses for s in sums),
    )


def record_of(figures: Sum) -> dict[str, object]:
    """The keys of `stats --json` for a day or a total; seconds are whole, missing measures None."""
    mean = sum(figures.bouts, _ZERO) / len(figures.bouts) if figures.bouts else _ZERO
    share = figures.prolonged / figures.sitting if figures.sitting else None
    return {
        "desk_s": _seconds(figures.desk),
        "sitting_s": _seconds(figures.sitting),
        "standing_s": _seconds(figures.standing),
        "away_s": _seconds(figures.away),
        "unobserved_s": _seconds(figures.unobserved),
        "breaks": {"confirmed": figures.confirmed, "assumed": figures.assumed},
        "prompts": {"offered": figures.offered, **figures.outcomes},
        "bouts": {
            "count": len(figures.bouts),
            "longest_s": _seconds(figures.longest),
            "mean_s": _seconds(mean),
        },
        "prolonged_share": share,
        "beyond_45_s": _seconds(figures.beyond),
        "breaks_per_sitting_hour": figures.breaks_per_hour,
        "pulses": figures.pulses,
    }


def range_record(days: Sequence[Day]) -> dict[str, object]:
    """`stats --json` of a range: each day, and the total with the measures that need ten bouts."""
    figures = total_of(days)
    minutes = [length / timedelta(minutes=1) for length in figures.bouts]
    enough = len(minutes) >= metrics.ENOUGH
    total = record_of(figures) | {
        "w50_min": metrics.w50(minutes) if enough else None,
        "gini": metrics.gini(minutes) if enough else None,
        "alpha": metrics.alpha(minutes) if enough else None,
        "hazard": metrics.hazard(minutes) if enough else None,
    }
    return {"days": [{"date": day.date.isoformat(), **record_of(day.sum)} for day in days], "total": total}


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())
