"""What the log is asked, in SQL."""

from hipbreak.core.statistics.daily import STARTED_UNPROMPTED
from hipbreak.store.event_log.rows import COLUMNS
from hipbreak.store.event_log.schema import LONG, OF_PROGRAMME

ALIVE = "NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.of = entry.id)"
PIECES = "fact IN ('bout', 'break', 'away', 'unobserved')"
POINTS = "fact IN ('prompted', 'later', 'skipped', 'ignored', 'withdrawn', 'started', 'finished', 'stopped', 'asked')"

INSERT = f"""
INSERT INTO entry(id, of, {COLUMNS}) VALUES (
    ?,
    CASE WHEN ?2 IS NOT NULL THEN (
        SELECT id FROM entry WHERE fact = ?2 AND start = ?6 AND "end" IS NOT NULL AND {ALIVE} ORDER BY seq DESC LIMIT 1
    ) END,
    ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11
)"""

FIRST_RECENT = "SELECT MIN(seq) FROM entry WHERE at BETWEEN ? AND ? + (SELECT at FROM entry ORDER BY seq DESC LIMIT 1)"
RECENT = f"""
SELECT * FROM (
    SELECT {COLUMNS} FROM entry WHERE fact IN ('paused', 'resumed') AND seq < ?1 ORDER BY seq DESC LIMIT 1
) UNION ALL SELECT * FROM (SELECT {COLUMNS} FROM entry WHERE seq >= ?1 ORDER BY seq)"""

PROGRAMME = f"SELECT {COLUMNS} FROM entry WHERE {OF_PROGRAMME} ORDER BY seq"

_SHORT = f"""start >= ?1 - {LONG} AND start < ?2 AND "end" IS NOT NULL AND ("end" > ?1 OR start >= ?1)
    AND "end" - start <= {LONG}"""
_LONG = f'"end" - start > {LONG} AND "end" > ?1 AND start < ?2'
PIECES_BETWEEN = f"""
SELECT {COLUMNS} FROM entry WHERE {_SHORT} AND {PIECES} AND {ALIVE}
UNION ALL SELECT {COLUMNS} FROM entry INDEXED BY entry_long WHERE {_LONG} AND {PIECES} AND {ALIVE}
ORDER BY start"""
POINTS_BETWEEN = f"SELECT {COLUMNS} FROM entry WHERE at >= ? AND at < ? AND {POINTS} ORDER BY at, seq"
_DAY_US, _SECOND_US = 86_400_000_000, 1_000_000
COUNTS = f"""
SELECT (at + at_offset * {_SECOND_US}) / {_DAY_US} AS day,
    CASE WHEN fact = 'started' AND body LIKE '%"prompted":false%' THEN '{STARTED_UNPROMPTED}' ELSE fact END AS name,
    COUNT(*)
FROM entry WHERE at >= ? AND at < ? AND {POINTS} GROUP BY day, name"""
LAST = "SELECT at, at_offset FROM entry ORDER BY at DESC LIMIT 1"
FIRST = (
    "SELECT at, at_offset FROM entry ORDER BY at LIMIT 1",
    'SELECT start, start_offset FROM entry WHERE "end" IS NOT NULL ORDER BY start LIMIT 1',
)
OVERLAPS = f"""
SELECT EXISTS (SELECT 1 FROM entry WHERE at BETWEEN ?1 AND ?2)
    OR EXISTS (SELECT 1 FROM entry WHERE {_SHORT} AND fact != 'unobserved')
    OR EXISTS (SELECT 1 FROM entry WHERE {_LONG} AND fact != 'unobserved')"""
