"""A change that an older version could not read has a version of its own."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256

from msgspec.structs import fields

from hipbreak.core.facts.codec import FACT_TYPES
from hipbreak.store.event_log.database import open_in_memory
from hipbreak.store.event_log.schema import MIGRATIONS, migrate

NEWEST = (11, "ce6e9385dc5839d1")
"""The number of steps in MIGRATIONS, and the digest of facts and tables with it."""


STEPS = [
    "bf8a2ec5",
    "e327ab63",
    "e3b0c442",
    "e49ed6ad",
    "e3b0c442",
    "0a013159",
    "c9cccbca",
    "f11f8f54",
    "e3b0c442",
    "88419976",
    "e3b0c442",
]
"""Digests of the steps that were released."""


def parts(connection: sqlite3.Connection) -> Iterator[str]:
    """Every fact with its fields, and every table with its columns."""
    for name, kind in sorted(FACT_TYPES.items()):
        yield f"fact {name}: " + ", ".join(f"{field.name} {field.type}" for field in fields(kind))
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"):
        columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,))
        yield f"table {table}: " + ", ".join(" ".join(map(str, column)) for column in columns)


def digest(lines: Iterator[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def test_a_new_fact_field_or_column_has_a_migration() -> None:
    """If this fails: append a step to MIGRATIONS, if only an empty one, and write both values here."""
    with closing(open_in_memory()) as connection:
        assert (len(MIGRATIONS), digest(parts(connection))) == NEWEST


def test_an_added_fact_field_or_column_is_detected() -> None:
    with closing(open_in_memory()) as connection:
        lines = list(parts(connection))
        connection.execute("ALTER TABLE entry ADD COLUMN note TEXT")
        assert digest(parts(connection)) != digest(iter(lines))
        assert digest(iter([*lines, "fact new: at datetime"])) != digest(iter(lines))


def test_released_migrations_are_unchanged() -> None:
    released = [sha256(step.encode()).hexdigest()[:8] for step in MIGRATIONS[: len(STEPS)]]
    assert released == STEPS


def test_each_version_is_migrated_to_the_same_tables() -> None:
    with closing(open_in_memory()) as new:
        expected = set(new.execute("SELECT name, sql FROM sqlite_master WHERE type != 'trigger'"))
        for version in range(1, len(MIGRATIONS)):
            with closing(sqlite3.connect(":memory:", isolation_level=None)) as old:
                migrate(old, MIGRATIONS[:version])
                migrate(old)
                assert set(old.execute("SELECT name, sql FROM sqlite_master WHERE type != 'trigger'")) == expected
