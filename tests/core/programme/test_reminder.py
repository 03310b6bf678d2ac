"""The next reminder of the programme (R18): its day and time, and when there is none."""

from datetime import datetime, time, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.facts import programme_facts
from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.programme.reminder import next_reminder, reminder_at, shown_at
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from tests.core.programme.test_progress import MONDAY, ZONE, at, day, programme_of, session

EIGHT = Settings(routine_time=time(8))


def eight(number: int) -> datetime:
    return datetime.combine(day(number), time(8), ZONE)


def test_it_is_at_the_chosen_time_on_the_next_day_with_a_session() -> None:
    assert reminder_at(programme_of(""), at(2, 7), EIGHT) == eight(2)
    assert reminder_at(programme_of(""), at(2, 22), EIGHT) == eight(2), "blocked, it waits"
    assert reminder_at(programme_of("2 mini"), at(2, 9), EIGHT) == eight(3), "done"
    assert reminder_at(programme_of("2 mini core"), at(2, 9), EIGHT) == eight(3), "the core counts"
    assert reminder_at(programme_of("2 mini part"), at(2, 9), EIGHT) == eight(2)
    assert reminder_at(programme_of("2 walk"), at(2, 9), EIGHT) == eight(2)
    assert reminder_at(programme_of("15 full"), at(16, 9), EIGHT) == eight(17), "a day of rest between two"


def test_without_a_programme_or_switched_off_there_is_none() -> None:
    programme = programme_of("")
    assert reminder_at(Programme(), at(1), EIGHT) is None
    ended = fold([programme_facts.ProgrammeEnded(at(3))], programme)
    assert reminder_at(ended, at(4), EIGHT) is None and ended.sessions == programme.sessions
    assert reminder_at(programme, at(2), replace(EIGHT, routine_reminder=False)) is None


def test_a_blocking_health_answer_excludes_it() -> None:
    asks = fold([programme_facts.HealthScreened(at(1), "strain")], programme_of(""))
    assert reminder_at(asks, at(2), EIGHT) is None
    assert reminder_at(
        fold([programme_facts.HealthScreened(at(2), "strain", cleared=True)], asks), at(2), EIGHT
    ) == eight(2)
    assert reminder_at(fold([programme_facts.HealthScreened(at(1), "sore")], programme_of("")), at(2), EIGHT) == eight(
        2
    ), "gently"


def test_a_day_with_pain_has_none() -> None:
    assert reminder_at(
        fold([programme_facts.PainReported(at(2), "mini", "hold", "")], programme_of("")), at(2, 10), EIGHT
    ) == eight(3)


def test_a_time_before_the_start_or_the_choice_is_past() -> None:
    begun = fold([programme_facts.ProgrammeBegan(at(1, 9))])
    assert reminder_at(begun, at(1, 9), EIGHT) == eight(2)
    assert reminder_at(begun, at(1, 9), replace(EIGHT, routine_time=time(9))) == at(1, 9)
    assert reminder_at(programme_of(""), at(3, 9), EIGHT, since=at(3, 9)) == eight(4)
    assert reminder_at(programme_of(""), at(4, 7), EIGHT, since=at(3, 9)) == eight(4)


def test_the_next_reminder_as_text() -> None:
    assert next_reminder(programme_of(""), at(2, 7), EIGHT, day(1)) == eight(2)
    assert next_reminder(programme_of(""), at(2, 22), EIGHT, day(1)) == eight(2), "as soon as nothing blocks"
    assert next_reminder(programme_of(""), at(2, 22), EIGHT, day(2)) == eight(3), "once"
    assert next_reminder(programme_of("15 full"), at(15, 9), EIGHT, day(15)) == eight(17)
    assert next_reminder(Programme(), at(2), EIGHT, None) is None


def test_the_chosen_time_is_local_wall_clock_time() -> None:
    """The app asks with the offset of the moment: after the clocks change it is 17:00 by the new one."""
    before, after = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
    began = fold([programme_facts.ProgrammeBegan(datetime(2026, 3, 20, 9, tzinfo=before))])
    for offset in (before, after):
        now = datetime(2026, 3, 29, 1, 30, tzinfo=offset)
        moment = reminder_at(began, now, Settings(routine_time=time(17)))
        assert moment == datetime(2026, 3, 29, 17, tzinfo=offset)


def test_working_hours_can_exclude_it() -> None:
    hours = replace(EIGHT, working_hours=parse_hours("mon-fri 09:00-17:30"))
    assert shown_at(EIGHT, eight(1)) == eight(1)
    assert shown_at(hours, eight(1)) == at(1, 9), "it waits for nine"
    assert shown_at(hours, at(1, 18)) is None and shown_at(hours, eight(6)) is None
    assert MONDAY.weekday() == 0


@given(st.lists(st.integers(1, 60), max_size=30), st.integers(1, 60), st.integers(0, 23), st.times())
def test_a_day_with_a_session_has_none(done: list[int], number: int, hour: int, chosen: time) -> None:
    programme = fold([session(n, "full") for n in sorted(done) if n <= number], programme_of(""))
    chosen = chosen.replace(second=0, microsecond=0)
    moment = reminder_at(programme, at(number, hour), Settings(routine_time=chosen))
    assert moment is not None
    assert moment.timetz().replace(tzinfo=None) == chosen
    assert moment.date() >= day(number)
    assert moment.date() not in {s.day for s in programme.sessions if s.day == day(number)}
