"""The programme's facts, read from the whole log at once."""

import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hipbreak.core.facts import programme_facts, tracking_facts
from hipbreak.core.facts.codec import FACT_TYPES
from hipbreak.store.event_log.database import open_for_writing
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.event_log.queries import OF_PROGRAMME, PROGRAMME
from hipbreak.store.event_log.schema import MIGRATIONS
from tests.store.log_generator import generate

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FACTS = (
    programme_facts.HealthScreened(AT, "sore"),
    programme_facts.ProgrammeBegan(AT),
    programme_facts.SessionDone(AT + timedelta(hours=1), "mini", "whole", timedelta(seconds=230), 100),
    programme_facts.SelfTested(AT + timedelta(hours=2), "rests", "not sure"),
)


def test_programme_gives_all_of_its_facts_in_order() -> None:
    with EventLog.in_memory() as log:
        log.append(
            [
                tracking_facts.Began(AT),
                FACTS[0],
                tracking_facts.Paused(AT, None),
                *FACTS[1:],
                tracking_facts.Resumed(AT),
            ]
        )
        assert log.programme() == list(FACTS)


def test_the_query_has_every_programme_fact_and_uses_the_index() -> None:
    names = {name for name, kind in FACT_TYPES.items() if issubclass(kind, programme_facts.ProgrammeFact)}
    assert {name.strip("'") for name in OF_PROGRAMME[len("fact IN (") : -1].split(", ")} == names != set()
    with EventLog.in_memory() as log, log.edit() as connection:
        plan = " ".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {PROGRAMME}"))
    assert "entry_programme" in plan


def test_a_log_without_the_index_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    connection, _ = open_for_writing(path, migrations=MIGRATIONS[:1])
    connection.close()
    with closing(open_for_writing(path)[0]) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE name = 'entry_programme'").fetchone()
    assert found == ("entry_programme",)


def test_an_older_log_is_read_and_its_index_recreated(tmp_path: Path) -> None:
    """Version 2 knew no walk taken back, and kept a pain with the title of its move."""
    path = tmp_path / "log.sqlite"
    connection, _ = open_for_writing(path, migrations=MIGRATIONS[:2])
    connection.close()
    titled, taken_back = (
        programme_facts.PainReported(AT, "mini", "Press and relax", "low back"),
        programme_facts.WalkWithdrawn(AT),
    )
    with EventLog.open(path) as log, log.edit() as connection:
        plan = " ".join(row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {PROGRAMME}"))
    with EventLog.open(path) as log:
        log.append([titled, taken_back])
        assert log.programme() == [titled, taken_back]
    assert "entry_programme" in plan


def test_other_entries_do_not_slow_the_query() -> None:
    with EventLog.in_memory() as log:
        log.append(FACTS)
        generate(log, days=250)
        begun = time.thread_time()
        assert log.programme() == list(FACTS)
        assert time.thread_time() - begun < 0.02
