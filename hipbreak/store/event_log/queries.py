"""SQL queries of the log."""

from datetime import date, timedelta

from msgspec import Struct

from hipbreak.core.statistics.counts import DECIDING, FOLLOWED_WITHIN, STARTED_UNPROMPTED
from hipbreak.core.time_limits import EARLIEST
from hipbreak.store.event_log.rows import COLUMNS

_EPOCH = date(1970, 1, 1)
_DAY_US = 86_400_000_000
_SECOND_US = 1_000_000
_FOLLOWED_US = FOLLOWED_WITHIN // timedelta(microseconds=1)

LOCAL_START = f"(start + start_offset * {_SECOND_US})"
LOCAL_END = f'("end" + end_offset * {_SECOND_US})'
_LOCAL_AT = f"(at + at_offset * {_SECOND_US})"

IN_RANGE = f"""(CASE WHEN "end" IS NOT NULL
    THEN {LOCAL_START} < ?2 AND ({LOCAL_END} > ?1 OR {LOCAL_START} >= ?1)
    ELSE {_LOCAL_AT} >= ?1 AND {_LOCAL_AT} < ?2 END)"""
"""Intervals count by the time they cover, other facts by `at`; in their own local time."""

IN_RANGE_OR_CORRECTING = f"({IN_RANGE} OR (of IS NOT NULL AND of IN (SELECT id FROM entry WHERE {IN_RANGE})))"
"""The same, and all corrections of such entries."""


class LocalRange(Struct, frozen=True):
    """A range of local days as the numbers that the conditions above compare with (microseconds of a local clock)."""

    start: int
    end: int


def local_range(first: date | None, last: date | None) -> LocalRange | None:
    """The days from `first` to `last`, each included; None when neither bounds it. ValueError if turned round."""
    if first is None and last is None:
        return None
    first, last = first or date.min, last or date.max
    if first > last:
        raise ValueError("The first day is later than the last.")
    return LocalRange(_number(first), _number(last) + _DAY_US)


def _number(day: date) -> int:
    return (day - _EPOCH) // timedelta(days=1) * _DAY_US


ALIVE = "NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.of = entry.id)"
INTERVAL_FACTS = "fact IN ('bout', 'break', 'away', 'unobserved')"
PROMPT_FACTS = (
    "fact IN ('prompted', 'later', 'skipped', 'ignored', 'withdrawn', 'started', 'finished', 'stopped', 'asked')"
)

INSERT = f"""INSERT INTO entry(id, of, {COLUMNS}, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT(id) DO NOTHING"""
TARGET = (
    f"""SELECT id FROM entry WHERE fact = ? AND start = ? AND "end" IS NOT NULL AND {ALIVE} ORDER BY seq DESC LIMIT 1"""
)
"""What a correction of this kind and start takes back."""

ENTRY = f"{COLUMNS}, id, of, checksum"
"""The columns from which an entry is read."""

FIRST_RECENT = "SELECT MIN(seq) FROM entry WHERE at BETWEEN ? AND ? + (SELECT at FROM entry ORDER BY seq DESC LIMIT 1)"
RECENT = f"""
SELECT * FROM (
    SELECT {ENTRY} FROM entry WHERE fact IN ('paused', 'resumed') AND seq < ?1 ORDER BY seq DESC LIMIT 1
) UNION ALL SELECT * FROM (SELECT {ENTRY} FROM entry WHERE seq >= ?1 ORDER BY seq)"""

OF_PROGRAMME = (
    "fact IN ('programme_began', 'programme_ended', 'session_done', 'walk_done', 'walk_taken_back', 'self_tested', "
    "'hurt', 'gate_answered', 'progression_set', 'tip_dismissed', 'session_rated')"
)
"""The programme's facts: the condition of the index `entry_programme`, which serves no query with another one."""
PROGRAMME = f"SELECT {ENTRY} FROM entry WHERE {OF_PROGRAMME} ORDER BY seq"

_LONG_US = 259_200_000_000  # 3 days, as in the index `entry_long`: longer intervals, such as a holiday, are few
_SHORT = f"""start >= ?1 - {_LONG_US} AND start < ?2 AND "end" IS NOT NULL AND ("end" > ?1 OR start >= ?1)
    AND "end" - start <= {_LONG_US}"""
_LONG = f'"end" - start > {_LONG_US} AND "end" > ?1 AND start < ?2'
INTERVAL_FACTS_BETWEEN = f"""
SELECT {ENTRY} FROM entry WHERE {_SHORT} AND {INTERVAL_FACTS} AND {ALIVE}
UNION ALL SELECT {ENTRY} FROM entry INDEXED BY entry_long WHERE {_LONG} AND {INTERVAL_FACTS} AND {ALIVE}
ORDER BY start"""
PROMPT_FACTS_BETWEEN = f"SELECT {ENTRY} FROM entry WHERE at >= ? AND at < ? AND {PROMPT_FACTS} ORDER BY at, seq"
CORRECTIONS_BETWEEN = f"SELECT {ENTRY} FROM entry WHERE at >= ? AND at < ? AND fact = 'corrected' ORDER BY at, seq"
COUNTS = f"""
SELECT (at + at_offset * {_SECOND_US}) / {_DAY_US} AS day,
    CASE WHEN fact = 'started' AND body LIKE '%"prompted":false%' THEN '{STARTED_UNPROMPTED}' ELSE fact END AS name,
    COUNT(*)
FROM entry WHERE at >= ? AND at < ? AND {PROMPT_FACTS} GROUP BY day, name"""
PROMPT_COUNTS = f"""
WITH offer AS (
    SELECT at, at_offset, fact, LEAD(fact) OVER (ORDER BY at, seq) AS outcome FROM entry
    WHERE at >= ? AND at < ? AND fact IN ('prompted', 'later', 'skipped', 'ignored', 'withdrawn', 'started')
        AND body LIKE '%"kind":"stand"%'
)
SELECT (at + at_offset * {_SECOND_US}) / {_DAY_US} AS day, COUNT(*), SUM(EXISTS (
    SELECT 1 FROM entry WHERE start BETWEEN offer.at AND offer.at + {_FOLLOWED_US} AND "end" > start
        AND fact = 'break' AND {ALIVE}
)) FROM offer WHERE fact = 'prompted' AND outcome IN {DECIDING} GROUP BY day"""
"""By local day: stand-up prompts with an outcome of `DECIDING`, and how many of them a break followed."""
FINGERPRINT = "SELECT COUNT(*), COALESCE(SUM(checksum & 4294967295), 0) FROM entry WHERE seq <= ?"
BEGAN = "SELECT at, at_offset FROM entry WHERE fact = 'began' ORDER BY seq LIMIT 1"
"""The first start: what was imported from before lies in front of it."""
LAST = "SELECT at, at_offset FROM entry ORDER BY at DESC LIMIT 1"
_EARLIEST_US = _number(EARLIEST.date())
FIRST = (
    f"SELECT at, at_offset FROM entry WHERE at >= {_EARLIEST_US} ORDER BY at LIMIT 1",
    f'SELECT start, start_offset FROM entry WHERE "end" IS NOT NULL AND start >= {_EARLIEST_US} ORDER BY start LIMIT 1',
)
"""Without what a clock of 1970 recorded: no range begins there."""
OVERLAPS = f"""
SELECT EXISTS (SELECT 1 FROM entry WHERE at BETWEEN ?1 AND ?2)
    OR EXISTS (SELECT 1 FROM entry WHERE {_SHORT} AND fact != 'unobserved')
    OR EXISTS (SELECT 1 FROM entry WHERE {_LONG} AND fact != 'unobserved')"""
