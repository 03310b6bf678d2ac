"""Corrects what was recorded while the clock was wrong: in the past, like 1970, or ahead (R8, decision 0042)."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.tracking_facts import Corrected, Reclocked, Unobserved
from hipbreak.core.time_limits import FIRST_RELEASE
from hipbreak.store.event_log.clock_check import SMALLEST_ERROR
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.insertion_order import insert_rows, without_trigger
from hipbreak.store.event_log.queries import ENTRY
from hipbreak.store.event_log.rows import is_intact, to_columns, to_fact, to_moment, to_row

_LONGEST_ESTIMATE = timedelta(days=7)
"""A clock that is ahead for longer is noticed sooner; then it is more likely that the clock is behind now."""
_GAP = timedelta(minutes=1)  # between two runs of the app, if the clock was set meanwhile, by an unknown time
_MOST_SECTIONS = 1000
_ZERO = timedelta(0)
_UNREADABLE = (LookupError, TypeError, ValueError, OverflowError)


class _Row(Struct, frozen=True):
    seq: int
    id: bytes
    of: bytes | None
    fact: Fact


class ClockCorrection(Struct, frozen=True):
    """Entries as they were before the correction, and the moments in them by what became of them."""

    originals: Sequence[_Row]
    original_moments: Mapping[datetime, datetime]
    alive: datetime
    """The last heartbeat before the correction."""
    is_estimate: bool
    """Whether it would be wrong if the clock is behind now."""


class _Section(Struct):
    """Entries made without a change of the clock: from a start of the app, or a change, up to the next one.

    `start` and `end` are by the clock of that time; the first `opening` rows tell what was before the start.
    """

    first: int
    start: datetime
    step: timedelta | None
    rows: list[_Row] = field(default_factory=list)
    opening: int = 0
    end: datetime = FIRST_RELEASE
    shift: timedelta = _ZERO


def correct_clock(
    log: EventLog, now: datetime, by: timedelta | None = None, estimate: ClockCorrection | None = None
) -> ClockCorrection | None:
    """Move what a wrong clock recorded last to where it belongs, if it `looks_wrong`; None if it was not. LogError.

    `by` is by how much the clock was set right now. None at the start of the app, when that is unknown: then the run
    with the wrong clock is taken to have ended a minute ago. `estimate` is what was done so at the start, if the clock
    is set for the first time since then: set forward, it was behind, and the log right, so that this is taken back.
    """
    alive = log.last_alive()
    if alive is None:
        return None
    known_moments: Mapping[datetime, datetime] = {}
    with log.edit() as connection:
        if estimate is not None and by is not None and by > _ZERO and now >= estimate.alive:
            _replace(connection, estimate.originals)
            known_moments = estimate.original_moments
        sections = _wrong_sections(connection, now, by, alive, known_moments)
        known = _last_moment(connection, sections[0].first) if sections else None
        if not sections or (known is not None and known > now):
            return ClockCorrection((), {}, alive, False) if known_moments else None
        if by is None and known is not None:  # the gap may be shorter
            delay = min(max(known - sections[0].start - sections[0].shift, _ZERO), _GAP)
            for section in sections:
                section.shift += delay
        moved = _Mover(sections, known, now, known_moments)
        originals = [row for section in sections for row in section.rows]
        rows = moved.rows()
        if sections[0].step is not None:  # by which the clock was set wrong
            originals += (set_wrong := _rows(connection, sections[0].first - 1, sections[0].first - 1))
            rows += [replace(row, fact=Reclocked(row.fact.at, _ZERO)) for row in set_wrong]
        _replace(connection, rows)
        heartbeat = now if by is not None else moved.moment(sections[-1].end, sections[-1])
        connection.execute("INSERT OR REPLACE INTO heartbeat VALUES (1, ?, ?)", to_columns(heartbeat))
        last = sections[-1]
        is_estimate = by is None and last.shift < _ZERO and (last.step is None or last.shift != -last.step)
    return ClockCorrection(originals, moved.originals, alive, is_estimate)


# What the clock was


def _wrong_sections(
    connection: sqlite3.Connection,
    now: datetime,
    by: timedelta | None,
    alive: datetime,
    known_moments: Mapping[datetime, datetime],
) -> list[_Section]:
    """The sections that a wrong clock recorded last, in order, each with its shift."""
    wrong: list[_Section] = []
    start, shift, step = now, _ZERO, by  # of what came after
    end: datetime | None = now - by if by is not None else alive
    for section in _sections(connection, before_step=by is not None):
        section.end = max([end or section.start, *(row.fact.at for row in section.rows[section.opening :])])
        known = _last_moment(connection, section.first)
        is_behind = section.start < FIRST_RELEASE or (known is not None and section.start < known <= now)
        if step is not None:
            section.shift = shift + step
            is_wrong = abs(section.shift) >= SMALLEST_ERROR and (section.shift < _ZERO or is_behind)
        else:
            earliest = known if known is not None and known <= now else FIRST_RELEASE
            is_same_clock = bool(wrong) and earliest <= section.start + shift and section.end + shift <= start
            section.shift = shift if is_same_clock else start - _GAP - section.end
            is_wrong = section.end - start >= SMALLEST_ERROR or is_behind
            if section.step is not None and abs(section.step) >= SMALLEST_ERROR:
                was_set_wrong = bool(wrong) and abs(section.step + shift) < SMALLEST_ERROR
                is_possible = earliest <= section.start - section.step and section.end - section.step <= start
                if was_set_wrong or (is_wrong and is_possible):
                    section.shift, is_wrong = -section.step, True
        if not is_wrong:
            break
        wrong.insert(0, section)
        if by is None and section.shift < _ZERO and wrong[-1].end - section.start > _LONGEST_ESTIMATE:
            return []
        start, shift, step = section.start + section.shift, section.shift, section.step
        end = section.start - step if step is not None else _end_before(section)
        end = known_moments.get(end, end) if end is not None else None
    return wrong


def _sections(connection: sqlite3.Connection, before_step: bool) -> Iterator[_Section]:
    """The sections since the last import, the last one first.

    `before_step`: only up to the last change of the clock.
    """
    upto = (1 << 63) - 1
    (imported,) = connection.execute("SELECT COALESCE(MAX(seq), -1 << 62) FROM imported").fetchone()
    beginnings = connection.execute(
        "SELECT seq, fact, at, at_offset, span FROM entry WHERE fact IN ('began', 'reclocked') AND seq > ? "
        f"ORDER BY seq DESC LIMIT {_MOST_SECTIONS}",
        (imported,),
    ).fetchall()
    for seq, fact, at, offset, span in beginnings:
        if before_step:
            upto, before_step = seq, fact != "reclocked"
        elif seq <= upto:
            section = _Section(seq + 1, to_moment(at, offset), None)
            if fact == "began":  # what the start has entered before it has the same moment
                before = "SELECT COALESCE(MAX(seq), -1 << 62) FROM entry WHERE seq < ? AND (at != ? OR fact = 'began')"
                query = f"SELECT MIN(seq) FROM entry WHERE seq > ({before})"
                (section.first,) = connection.execute(query, (seq, at)).fetchone()
            else:
                section.step = timedelta(microseconds=span)
                section.start += section.step
            section.rows = _rows(connection, section.first, upto)
            section.opening = sum(row.seq < seq for row in section.rows)
            upto = section.first - 1
            yield section


def _rows(connection: sqlite3.Connection, first: int, last: int) -> list[_Row]:
    found: list[_Row] = []
    query = f"SELECT seq, {ENTRY} FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
    for seq, *row in connection.execute(query, (first, last)):
        if is_intact(tuple(row)):
            with suppress(*_UNREADABLE):
                found.append(_Row(seq, row[9], row[10], to_fact(tuple(row[:9]))))
    return found


def _end_before(section: _Section) -> datetime | None:
    """The end of the run before a start of the app, by the clock of that run."""
    opening = [row.fact for row in section.rows[: section.opening]]
    return next((fact.start for fact in opening if isinstance(fact, Unobserved)), None)


def _last_moment(connection: sqlite3.Connection, before: int) -> datetime | None:
    """The last moment of the entries before one; what a clock of 1970 recorded does not count."""
    (last,) = connection.execute(
        'SELECT MAX(MAX(at), MAX(COALESCE("end", at))) FROM entry WHERE seq < ?', (before,)
    ).fetchone()
    return None if last is None or to_moment(last, 0) < FIRST_RELEASE else to_moment(last, 0)


# What becomes of the entries


class _Mover:
    """Moves the entries of the sections."""

    def __init__(
        self,
        sections: Sequence[_Section],
        known: datetime | None,
        now: datetime,
        known_moments: Mapping[datetime, datetime],
    ) -> None:
        """`known` is the last right moment before, `known_moments` what became of moments before the sections."""
        self._sections, self._known, self._now = sections, known, now
        self._known_moments = known_moments
        self._starts: dict[tuple[str, datetime], datetime] = {}
        self.originals: dict[datetime, datetime] = {}
        """The moments before, by those after."""

    def rows(self) -> list[_Row]:
        """The entries as they have to be."""
        return [
            replace(row, fact=self._fact(row.fact, n, number < section.opening))
            for n, section in enumerate(self._sections)
            for number, row in enumerate(section.rows)
        ]

    def moment(self, moment: datetime, section: _Section) -> datetime:
        """The moment as a right clock would have shown it."""
        right = min(moment + section.shift, self._now).astimezone(self._now.tzinfo)
        if self._known is not None and section.step is None:  # the shift may be an estimate
            right = max(right, self._known.astimezone(self._now.tzinfo))
        self.originals[right] = moment
        return right

    def _earlier(self, moment: datetime, n: int) -> datetime:
        """A moment of before the n-th section."""
        for section in reversed(self._sections[:n]):
            if moment >= section.start or section.step is not None:
                return self.moment(moment, section)
        return self._known_moments.get(moment, moment)

    def _fact(self, fact: Fact, n: int, is_opening: bool) -> Fact:
        section = self._sections[n]
        at = self.moment(fact.at, section)
        if isinstance(fact, Reclocked):
            shift = self._sections[n + 1].shift if n + 1 < len(self._sections) else _ZERO
            return replace(fact, at=at, by=_ZERO if is_opening else fact.by + shift - section.shift)
        if isinstance(fact, Corrected):
            return replace(fact, at=at, start=self._starts.get((fact.of, fact.start), fact.start))
        changes: dict[str, Any] = {"at": at}
        for name in fact.__struct_fields__:
            value = getattr(fact, name)
            if name == "until" and isinstance(value, datetime):
                changes[name] = (value + section.shift).astimezone(self._now.tzinfo)
            elif isinstance(value, datetime) and name != "at":
                is_earlier = value != fact.at if is_opening else section.step is None and value < section.start
                changes[name] = self._earlier(value, n) if is_earlier else self.moment(value, section)
        if isinstance(fact, Interval):
            changes["end"] = at if isinstance(fact, Unobserved) and is_opening else changes["end"]
            changes["start"] = min(changes["start"], changes["end"])
            self._starts[fact.name, fact.start] = changes["start"]
        return replace(fact, **changes)


def _replace(connection: sqlite3.Connection, rows: Sequence[_Row]) -> None:
    with without_trigger(connection, "entry_kept"):
        connection.executemany("DELETE FROM entry WHERE seq = ?", [(row.seq,) for row in rows])
    insert_rows(connection, [(row.seq, row.id, row.of, *to_row(row.fact)) for row in rows])
