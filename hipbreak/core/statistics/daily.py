"""Figures of a day and of a range, computed from facts."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct, field

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.statistics.counts import DECIDED, DECIDING, FOLLOWED, FOLLOWED_WITHIN, STARTED_UNPROMPTED
from hipbreak.core.statistics.quantiles import median_of
from hipbreak.core.statistics.split_by_day import DayPart, split_by_day
from hipbreak.core.tracking.state import Absent, LoggedState, Sitting, Standing

_ZERO = timedelta(0)
PROLONGED = timedelta(minutes=30)  # the research cut for a prolonged bout, at or above (evidence: Evans 2012)
BEYOND = timedelta(minutes=45)  # the end of the programme's window
OUTCOMES = ("started", "later", "skipped", "ignored", "withdrawn")
ENOUGH_FOR_RATES = timedelta(hours=1)  # of sitting (project default)


class Span(Struct, frozen=True):
    """A stretch of one day: `kind` sitting, standing, away or unobserved; `credit` when it was a break."""

    kind: str
    start: datetime
    end: datetime
    credit: str = ""
    unconfirmed: bool = False  # standing without an answer to the question of R6

    @property
    def length(self) -> timedelta:
        return self.end - self.start


class Totals(Struct, frozen=True):
    """Figures of one day or of several together; durations are timedelta, bouts whole even over midnight."""

    sitting: timedelta = _ZERO
    standing: timedelta = _ZERO
    standing_unconfirmed: timedelta = _ZERO
    standing_guided: timedelta = _ZERO
    """In guided breaks and sessions."""
    standing_asked: timedelta = _ZERO
    """Confirmed when Hipbreak asked."""
    standing_sensed: timedelta = _ZERO
    """Reported by the desk."""
    away: timedelta = _ZERO
    unobserved: timedelta = _ZERO
    beyond: timedelta = _ZERO
    prolonged: timedelta = _ZERO
    bouts: tuple[timedelta, ...] = ()
    carried: timedelta = _ZERO
    """The longest bout that began before the first day and lasted into these days."""
    ended_by_break: int = 0
    confirmed: int = 0
    assumed: int = 0
    offered: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    decided: int = 0
    """Stand-up prompts that were started, skipped or ignored: not those that wait, come again or were withdrawn."""
    followed: int = 0
    """How many of these a break followed within 5 min."""
    pulses: int = 0

    @property
    def desk(self) -> timedelta:
        """Desk time (estimated): sitting and standing."""
        return self.sitting + self.standing

    @property
    def standing_declared(self) -> timedelta:
        """Standing that the person declared, confirmed or not."""
        return self.standing - self.standing_guided - self.standing_asked - self.standing_sensed

    @property
    def breaks(self) -> int:
        """All breaks, without those taken back."""
        return self.confirmed + self.assumed

    @property
    def long_bouts(self) -> int:
        """How many bouts were longer than 45 min."""
        return sum(bout > BEYOND for bout in self.bouts)

    @property
    def longest(self) -> timedelta:
        """The longest bout that began in these days."""
        return max(self.bouts, default=_ZERO)

    @property
    def longest_shown(self) -> timedelta:
        """The longest bout that began in these days or, if none did, that lasted into them."""
        return self.longest or self.carried

    @property
    def breaks_per_hour(self) -> float | None:
        """Bouts ended by a break per hour of sitting; a bout still running or ended unseen counts in the time only."""
        hours = self.sitting / timedelta(hours=1)
        return self.ended_by_break / hours if hours > 0 else None

    @property
    def rate_shown(self) -> float | None:
        """`breaks_per_hour` from an hour of sitting on."""
        return self.breaks_per_hour if self.sitting >= ENOUGH_FOR_RATES else None

    @property
    def beyond_share(self) -> float | None:
        """The share of sitting beyond 45 min, from an hour of sitting on."""
        return self.beyond / self.sitting if self.sitting >= ENOUGH_FOR_RATES else None

    @property
    def prolonged_share(self) -> float | None:
        """The share of sitting in bouts of 30 min or more."""
        return self.prolonged / self.sitting if self.sitting else None

    @property
    def mean_bout(self) -> timedelta | None:
        return sum(self.bouts, _ZERO) / len(self.bouts) if self.bouts else None

    @property
    def median_bout(self) -> timedelta | None:
        return median_of(self.bouts)


class Day(Struct, frozen=True):
    """One local calendar day: its spans in order, what was prompted when, and its figures."""

    date: date
    spans: tuple[Span, ...]
    points: tuple[Fact, ...]
    sum: Totals


_KINDS = {"bout": "sitting", "away": "away", "unobserved": "unobserved"}
_STANDING = {
    "standing": "",
    "pulse": "standing_guided",
    tracking_facts.STANDING_UNCONFIRMED: "standing_unconfirmed",
    tracking_facts.STANDING_ASKED: "standing_asked",
    tracking_facts.STANDING_SENSED: "standing_sensed",
}
"""The `how` of breaks spent standing, and the part of the standing that they are."""
_DURATIONS = (*_KINDS.values(), "standing", *filter(None, _STANDING.values()), "beyond", "prolonged")
_COUNTS = {
    "ended_by_break": "ended", "confirmed": "confirmed", "assumed": "assumed", "offered": "prompted",
    "decided": DECIDED, "followed": FOLLOWED, "pulses": "finished",
}  # fmt: skip
"""The fields of `Totals` that add up: durations, and numbers by what is counted."""


class _DayAggregator:
    """Adds facts up, day by day, from `first` to `last`."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self.spans: defaultdict[date, list[Span]] = defaultdict(list)
        self.points: defaultdict[date, list[Fact]] = defaultdict(list)
        self.time: defaultdict[tuple[date, str], timedelta] = defaultdict(timedelta)
        self.counts: Counter[tuple[date, str]] = Counter()
        self.bouts: defaultdict[date, list[timedelta]] = defaultdict(list)
        self.carried: defaultdict[date, timedelta] = defaultdict(timedelta)

    def add_interval(self, interval: Interval) -> None:
        if isinstance(interval, tracking_facts.Break):
            kind, credit = "standing" if interval.how in _STANDING else "away", interval.credit
            part_of_standing = _STANDING.get(interval.how, "")
        else:
            kind, credit, part_of_standing = _KINDS[interval.name], "", ""
        unconfirmed = part_of_standing == "standing_unconfirmed"
        parts = split_by_day(interval.start, interval.end, self._first, self._last)
        for day, start, end in parts:
            self.spans[day].append(Span(kind, start, end, credit, unconfirmed))
            self.time[day, kind] += end - start
            if part_of_standing:
                self.time[day, part_of_standing] += end - start
        if isinstance(interval, tracking_facts.Bout):
            self._add_bout(interval, parts)
        elif credit:
            self.counts[interval.start.date(), credit] += 1

    def _add_bout(self, bout: tracking_facts.Bout, parts: Sequence[DayPart]) -> None:
        length, limit = bout.end - bout.start, bout.start + BEYOND
        self.bouts[bout.start.date()].append(length)
        for day, start, end in parts:
            if day != bout.start.date():
                self.carried[day] = max(self.carried[day], length)
            if length >= PROLONGED:
                self.time[day, "prolonged"] += end - start
            if length > BEYOND:
                self.time[day, "beyond"] += max(end - max(start, limit), _ZERO)

    def add_point(self, fact: Fact) -> None:
        day = fact.at.date()
        self.points[day].append(fact)
        is_unprompted = isinstance(fact, tracking_facts.Started) and not fact.prompted
        self.counts[day, STARTED_UNPROMPTED if is_unprompted else fact.name] += 1

    def day(self, day: date) -> Day:
        parts: dict[str, Any] = {name: self.time[day, name] for name in _DURATIONS}
        parts |= {name: self.counts[day, counted] for name, counted in _COUNTS.items()}
        figures = Totals(
            bouts=tuple(self.bouts[day]),
            carried=self.carried[day],
            outcomes={outcome: self.counts[day, outcome] for outcome in OUTCOMES},
            **parts,
        )
        spans = tuple(sorted(self.spans[day], key=lambda span: span.start))
        return Day(day, spans, tuple(self.points[day]), figures)


Counts = Iterable[tuple[date, str, int]]


def days_of(facts: Iterable[Fact], first: date, last: date, counted: Counts = ()) -> list[Day]:
    """Every day from `first` to `last`, from the facts that touch them; intervals outside the range are left out.

    Prompts, pulses and questions that only count can come as (day, name, how many) in `counted`; by their facts, those
    of the range are in order of time. A bout or break
    over midnight gives each day its time (`split_by_day`), and is counted whole on the day it began. One without
    length is ignored: a bout is a period of time (SBRN).
    """
    aggregator = _DayAggregator(first, last)
    bouts: list[tracking_facts.Bout] = []
    broken: set[datetime] = set()
    for fact in facts:
        if isinstance(fact, Interval) and not isinstance(fact, tracking_facts.Asked):
            if fact.end <= fact.start:
                continue
            aggregator.add_interval(fact)
            if isinstance(fact, tracking_facts.Bout):
                bouts.append(fact)
            elif isinstance(fact, tracking_facts.Break):
                broken.add(fact.start)
        else:
            aggregator.add_point(fact)
    for bout in bouts:
        if bout.end in broken:
            aggregator.counts[bout.start.date(), "ended"] += 1
    for prompt, is_followed in _decided_prompts(aggregator.points, sorted(broken)):
        aggregator.counts[prompt.date(), DECIDED] += 1
        aggregator.counts[prompt.date(), FOLLOWED] += is_followed
    for day, name, count in counted:
        aggregator.counts[day, name] += count
    length = (last - first).days + 1
    return [aggregator.day(first + timedelta(days=n)) for n in range(length)]


def _decided_prompts(
    points: Mapping[date, Iterable[Fact]], breaks: Sequence[datetime]
) -> Iterator[tuple[datetime, bool]]:
    """When each decided stand-up prompt came, and whether a break followed; `breaks` are sorted starts."""
    prompt: datetime | None = None
    for fact in (fact for day in sorted(points) for fact in points[day]):
        if isinstance(fact, tracking_facts.Prompted) and fact.kind == "stand":
            prompt = fact.at
        elif prompt is not None and fact.name in OUTCOMES and getattr(fact, "kind", "") == "stand":
            if fact.name in DECIDING:
                n = bisect_left(breaks, prompt)
                yield prompt, n < len(breaks) and breaks[n] - prompt <= FOLLOWED_WITHIN
            prompt = None


def running_interval(logged: LoggedState, until: datetime) -> Interval | None:
    """The interval that is still open, up to `until`; standing counts as a break once it is over."""
    posture = logged.posture
    if posture is None or posture.since >= until:
        return None
    match posture:
        case Sitting(since):
            return tracking_facts.Bout(until, since, until)
        case Standing(_, bout_since) if bout_since is not None:
            return tracking_facts.Bout(until, bout_since, until)  # not long enough yet to have ended the bout (R6)
        case Standing(since):
            return tracking_facts.Break(until, since, until, "", posture.how)
        case Absent(since):
            return tracking_facts.Away(until, since, until)


def recorded(days: Sequence[Day]) -> int:
    """How many of the days have any time at the desk."""
    return sum(bool(day.sum.desk) for day in days)


def total_of(days: Sequence[Day]) -> Totals:
    """The figures of several days together."""
    sums = [day.sum for day in days]
    parts: dict[str, Any] = {name: sum((getattr(one, name) for one in sums), _ZERO) for name in _DURATIONS}
    parts |= {name: sum(getattr(one, name) for one in sums) for name in _COUNTS}
    return Totals(
        bouts=tuple(length for one in sums for length in one.bouts),
        carried=max((one.carried for one in sums), default=_ZERO),
        outcomes={outcome: sum(one.outcomes.get(outcome, 0) for one in sums) for outcome in OUTCOMES},
        **parts,
    )
