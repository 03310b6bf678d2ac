"""A fact as a row of the log and back: moments and durations as integers in columns, the rest as JSON."""

from binascii import crc32
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct, json

from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.facts.codec import FACT_TYPES, from_record

COLUMNS = 'fact, at, at_offset, start, start_offset, "end", end_offset, span, body'
Row = tuple[str, int, int, int | None, int | None, int | None, int | None, int | None, str]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SPANS = {
    name: [n for n in kind.__struct_fields__ if kind.__annotations__.get(n) is timedelta]
    for name, kind in FACT_TYPES.items()
}
_STARTED, _ENDED = (
    {name for name, kind in FACT_TYPES.items() if column in kind.__struct_fields__} for column in ("start", "end")
)
_START, _END = attrgetter("start"), attrgetter("end")
_RESTS = {
    name: [n for n in kind.__struct_fields__ if n not in ("at", "start", "end", *_SPANS[name])]
    for name, kind in FACT_TYPES.items()
}
_TIMED = {
    name
    for name, kind in FACT_TYPES.items()
    if any("datetime" in str(kind.__annotations__.get(n)) for n in _RESTS[name])
}
_NOTHING: tuple[tuple[Any, ...], tuple[Any, ...]] = ((), ())
_SOME_RECORD = {"at": _EPOCH.isoformat(), "from": _EPOCH.isoformat(), "to": _EPOCH.isoformat()}


class Entry(Struct, frozen=True):
    """A fact as an entry of the log: with its id (UUIDv7, 16 bytes) and the id of the entry it takes back.

    The log itself finds what an entry takes back that is added to it. Written twice, it is one entry.
    """

    id: bytes
    fact: Fact
    of: bytes | None = None

    @property
    def latest(self) -> datetime:
        """The latest moment that it tells of."""
        return max(self.fact.at, self.fact.end) if isinstance(self.fact, Interval) else self.fact.at


def checksum(key: int, identity: bytes, of: bytes | None, row: Row) -> int:
    """Of all columns but `seq`; its upper 32 bits are `key`, which differs between logs."""
    fact, at, at_offset, start, start_offset, end, end_offset, span, body = row
    text = f"{fact} {at} {at_offset} {start} {start_offset} {end} {end_offset} {span} {body}"
    return key << 32 | crc32(text.encode(errors="surrogatepass"), crc32(identity + (of or b""), key))


def key_of(value: int) -> int:
    """The key with which a checksum was made."""
    return value >> 32


def is_intact(row: tuple[Any, ...]) -> bool:
    """Whether a row of the columns, id, of and checksum is as it was written."""
    *_, identity, of, check = row
    try:
        return bool(checksum(key_of(check), identity, of, row[:9]) == check)
    except (TypeError, ValueError, OverflowError):
        return False


def to_columns(moment: datetime) -> tuple[int, int]:
    """Microseconds since 1970 in UTC, and seconds of the local offset; ValueError if `moment` has none."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment.isoformat()} has no offset from UTC")
    return (moment - _EPOCH) // _MICROSECOND, offset // timedelta(seconds=1)


def to_moment(microseconds: int, offset: int) -> datetime:
    """The moment, with the fixed offset that its local clock had."""
    return _epoch(offset) + _MICROSECOND * microseconds


@lru_cache(maxsize=64)
def _epoch(offset: int) -> datetime:
    return _EPOCH.astimezone(timezone(timedelta(seconds=offset)))


def to_row(fact: Fact) -> Row:
    """The values of COLUMNS."""
    name, rest = fact.name, _RESTS[fact.name]
    start: tuple[int | None, int | None] = (None, None)
    end, span = start, None
    if name in _STARTED:
        start = to_columns(_START(fact))
    if name in _ENDED:
        end = to_columns(_END(fact))
    for field in _SPANS[name]:
        span = getattr(fact, field) // _MICROSECOND
    values = tuple([getattr(fact, field) for field in rest])
    body = (_body if name in _TIMED else _body_again)(name, values) if rest else ""
    return (name, *to_columns(fact.at), *start, *end, span, body)


def _body(name: str, values: tuple[Any, ...]) -> str:
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return json.encode(dict(zip(_RESTS[name], plain, strict=True))).decode()


_body_again = lru_cache(maxsize=512)(_body)  # not for moments: those of two zones may be equal


def to_fact(row: Row) -> Fact:
    """The fact of a row; KeyError, TypeError or ValueError when it is none that this version knows."""
    name, at, at_offset, start, start_offset, end, end_offset, span, body = row
    make: Callable[..., Fact] = FACT_TYPES[name]
    before, after = _rest(name, body) if body else _NOTHING
    moment = _epoch(at_offset) + _MICROSECOND * at
    if start is None or start_offset is None:
        return make(moment, *before, *after) if span is None else make(moment, *before, _MICROSECOND * span, *after)
    began = _epoch(start_offset) + _MICROSECOND * start
    if end is None or end_offset is None:
        return make(moment, *before, began, *after)
    ended = moment if end == at and end_offset == at_offset else _epoch(end_offset) + _MICROSECOND * end
    return make(moment, *before, began, ended, *after)


def to_json(row: Row, identity: str, of: str | None) -> str:
    """`to_record` of a row's fact as JSON, with its ids, in a quarter of the time; the same errors as `to_fact`."""
    name, at, at_offset, start, start_offset, end, end_offset, span, body = row
    text = f'{{"id":"{identity}","at":"{_iso(at, at_offset)}","fact":"{name}"'
    if start is not None and start_offset is not None:
        text += f',"from":"{_iso(start, start_offset)}"'
    if end is not None and end_offset is not None:
        text += f',"to":"{_iso(end, end_offset)}"'
    if span is not None:
        text += f',"{_SPANS[name][0]}_s":{(_MICROSECOND * span).total_seconds()}'
    if of is not None:
        text += f',"of_id":"{of}"'
    _rest(name, body or "{}")  # whether it can be read back
    return f"{text},{body[1:]}" if body else f"{text}}}"


@lru_cache(maxsize=64)
def _iso(microseconds: int, offset: int) -> str:
    """Cached, since one interval begins where another ends: most moments come several times in a row."""
    return to_moment(microseconds, offset).isoformat()


@lru_cache(maxsize=512)
def _rest(name: str, body: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """The values of the fields without a column: those before and those after the fields that have one.

    They are read by the one reader of records; few bodies differ, so that most are read once.
    """
    spans = {f"{span}_s": 0 for span in _SPANS[name]}
    fact = from_record({**_SOME_RECORD, **spans, **json.decode(body), "fact": name})
    values: tuple[list[Any], list[Any]] = ([], [])
    passed = False
    for field in fact.__struct_fields__[1:]:
        if field in ("start", "end", *_SPANS[name]):
            passed = True
        else:
            values[passed].append(getattr(fact, field))
    return tuple(values[0]), tuple(values[1])
