"""Writes some weeks of desk time, sessions, self-tests and corrections into a log, always the same."""

from datetime import datetime, timedelta
from random import Random

from hipbreak.core.facts import programme_facts
from hipbreak.core.facts.base import Fact
from hipbreak.store.event_log.event_log import EventLog
from tests.store.log_generator import working_day


def write_weeks(log: EventLog, now: datetime, weeks: int) -> int:
    """Append the working days of so many weeks before the day of `now`, with a programme; return how many days."""
    chance = Random(1)
    first = now.date() - timedelta(days=7 * weeks - 1)
    begin = datetime.combine(first, now.timetz().replace(hour=7, minute=0, second=0, microsecond=0))
    log.append([programme_facts.ProgrammeBegan(begin)])
    before: datetime | None = None
    written = 0
    for n in range(7 * weeks - 1):
        day = first + timedelta(days=n)
        at = begin + timedelta(days=n, hours=11)
        facts: list[Fact] = []
        if day.weekday() < 5:
            facts = [fact for fact in working_day(day, before, chance) if fact.at < now]
            before = facts[-1].at
            written += 1
        facts += _exercise(at, n, chance)
        log.append(facts)
    return written


def _exercise(at: datetime, number: int, chance: Random) -> list[Fact]:
    if number % 14 == 13:
        return [programme_facts.SelfTested(at, chance.choice(("rests", "floats")), "not sure")]
    if number == 5:
        return [programme_facts.PainReported(at, "mini", "presses", "front of the hip")]
    if number >= 14 and number % 2:
        return []
    extent = chance.choice(("whole", "whole", "whole", "core", "part"))
    routine = "mini" if number < 14 else "full"
    return [programme_facts.SessionDone(at, routine, extent, timedelta(minutes=4), 100 if extent == "whole" else 60)]
