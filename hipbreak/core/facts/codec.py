"""Encode facts as records of plain values, and decode them."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_type_hints

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.i18n import gettext as _

FACT_TYPES: dict[str, type[Fact]] = {
    kind.name: kind
    for module in (tracking_facts, programme_facts)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Fact) and kind.name
}
"""All facts by their logged names."""
_KEYS = {"start": "from", "end": "to"}


def _key(name: str, kind: object) -> str:
    return f"{name}_s" if kind is timedelta else _KEYS.get(name, name)


@cache
def _fields_of(name: str) -> list[tuple[str, str, Any]]:
    """Name, key in the record, and type of each field of the facts with this name."""
    hints = get_type_hints(FACT_TYPES[name])
    return [(field, _key(field, hints[field]), hints[field]) for field in FACT_TYPES[name].__struct_fields__]


_LATER_FIELDS = {("stood", "since"), ("stood", "source")}
"""Fields that older logs and exports do not have."""


def to_record(fact: Fact) -> dict[str, Any]:
    """The fact as plain JSON values: moments in ISO 8601, durations in seconds under `..._s`."""
    record: dict[str, Any] = {"at": fact.at.isoformat(), "fact": fact.name}
    for name, key, _kind in _fields_of(fact.name)[1:]:
        value = getattr(fact, name)
        if isinstance(value, datetime):
            value = value.isoformat()
        elif isinstance(value, timedelta):
            value = value.total_seconds()
        record[key] = value
    return record


def from_record(record: dict[str, Any]) -> Fact:
    """The fact that `to_record` wrote; KeyError, TypeError or ValueError when it is not one."""
    name = record["fact"]
    values: dict[str, Any] = {}
    for field_name, key, kind in _fields_of(name):
        if key not in record and (name, field_name) in _LATER_FIELDS:
            continue
        raw = record[key]
        if kind is datetime or (kind == datetime | None and raw is not None):
            raw = read_moment(raw, key)
        elif kind is timedelta:
            raw = _read_duration(raw, key)
        elif kind in (str, bool, int) and type(raw) is not kind:
            raise TypeError(_("{key} has a value of another kind").format(key=key))
        values[field_name] = raw
    return FACT_TYPES[name](**values)


def read_moment(raw: object, key: str) -> datetime:
    """The moment under `key`; ValueError with one clause."""
    try:
        moment = datetime.fromisoformat(raw)  # type: ignore[arg-type]  # what it raises for others is caught
    except (TypeError, ValueError):
        raise ValueError(_("{key} is not a moment like 2026-03-02T09:00:00+01:00").format(key=key)) from None
    if moment.tzinfo is None:
        raise ValueError(_("{key} has no offset").format(key=key))
    return moment


def _read_duration(raw: Any, key: str) -> timedelta:
    try:
        return timedelta(seconds=raw)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(_("{key} is not a number of seconds").format(key=key)) from None
