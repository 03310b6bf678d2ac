"""The cost of reading a day, in SQLite's own steps, is independent of the length of the log."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from hipbreak.core.statistics.daily import Day, total_of
from hipbreak.store.event_log.days import days_between, days_including
from hipbreak.store.event_log.event_log import EventLog
from tests.store.log_generator import generate, working_days

_YOUNG, _OLD = 10, 150
_LAST = list(working_days(_OLD))[-1]


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EventLog, EventLog]]:
    """One with a few days, and one with these days at the end of fifteen times as many."""
    folder = tmp_path_factory.mktemp("ages")
    with EventLog.open(folder / "old.sqlite") as old, EventLog.open(folder / "young.sqlite") as young:
        generate(old, _OLD)
        since = list(working_days(_OLD))[-_YOUNG]
        young.append([entry.fact for entry in old.entries() if entry.fact.at.date() >= since])
        yield young, old


def steps(log: EventLog, read: Callable[[EventLog], object]) -> int:
    """How many instructions SQLite carries out meanwhile."""
    count = 0

    def one_more() -> int:
        nonlocal count
        count += 1
        return 0

    with log.edit() as connection:
        connection.set_progress_handler(one_more, 1)
    try:
        read(log)
    finally:
        with log.edit() as connection:
            connection.set_progress_handler(None, 1)
    return count


def last_days(count: int) -> Callable[[EventLog], list[Day]]:
    return lambda log: days_between(log, _LAST - timedelta(days=count - 1), _LAST)


@pytest.mark.parametrize("days", [1, 7])
def test_the_last_days_cost_the_same_in_a_long_log(logs: tuple[EventLog, EventLog], days: int) -> None:
    young, old = logs
    read = last_days(days)
    assert read(young) == read(old)
    assert steps(young, read) > 500 and steps(old, read) <= 1.02 * steps(young, read)


def test_the_recent_facts_cost_the_same_in_a_long_log(logs: tuple[EventLog, EventLog]) -> None:
    young, old = logs
    heard = old.last_alive()
    assert heard is not None
    assert steps(old, lambda log: log.recent(heard)) <= 1.02 * steps(young, lambda log: log.recent(heard))


def test_the_first_days_cost_at_most_as_much_as_the_last(logs: tuple[EventLog, EventLog]) -> None:
    _, old = logs
    first = next(iter(working_days(1)))
    assert steps(old, lambda log: days_between(log, first, first)) < 1.5 * steps(old, last_days(1))


def test_a_full_scan_is_detected(logs: tuple[EventLog, EventLog]) -> None:
    young, old = logs
    assert steps(old, lambda log: list(log.entries())) > 10 * steps(young, lambda log: list(log.entries()))


def test_counted_prompts_are_those_of_their_facts(logs: tuple[EventLog, EventLog]) -> None:
    young, _ = logs
    first = _LAST - timedelta(days=6)
    in_full = days_including(young, first, _LAST, None, in_full=True)
    counted = days_including(young, first, _LAST, None)
    assert [day.sum for day in counted] == [day.sum for day in in_full]
    assert total_of(counted).decided > total_of(counted).followed > 0
