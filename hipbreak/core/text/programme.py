"""Texts of the programme: progress, today's session, calendar, self-test, reminder."""

from datetime import date, datetime, timedelta

from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.facts.programme_facts import SelfTested
from hipbreak.core.formats import format_date
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.programme.progress import LoggedSession
from hipbreak.core.programme.schedule import DayPlan
from hipbreak.core.text.formatting import clock, full_stop, listed, listed_apart, on_weekday

begin_programme = lazy("&Begin the programme")
end_programme = lazy("End the programme")
not_begun = lazy("The programme has not begun. It starts on the day you say so.")
nothing_done = lazy("Nothing on this day.")
self_test_note = lazy("A rough self-check, easily fooled by an arching back; not a diagnosis.")
# Translators: What a thigh that is higher than level can mean (Z2).
self_test_meaning = lazy(
    "A thigh that stays higher than level can mean that the front of the hip gave less room that day. An arching "
    "back, or a knee not hugged close, looks the same. It shows no cause, and it is not a diagnosis."
)
self_test_reminder = lazy("Two weeks have passed since you last looked. A self-test takes about a minute, if you like.")
# Translators: Shown after days without a session; does not mention the days.
return_note = lazy("Good to have you back. You continue where you were.")
short_version_done = lazy("The short version is done, and counts as a session.")
# Translators: The switch before the field with the time.
remind_at_label = lazy("&Remind me of the day's session at")


def progress_sentence(where: DayPlan) -> str:
    """`Week 2, day 9; 7 of 9 sessions.`; later the sessions of the week."""
    place = _("Week {week}, day {day}").format(week=where.week, day=where.day)
    if where.phase.number == 1:
        count = _n("{done} of {due} session", "{done} of {due} sessions", where.due)
    elif where.phase.number == 2:
        count = _n("{done} of {due} full session this week", "{done} of {due} full sessions this week", where.due)
    else:
        count = _("{done} of {due} to {most} sessions this week")
    count = count.format(done=where.done, due=where.due, most=where.most)
    extra = _n("{n} extra", "{n} extra", where.extra).format(n=where.extra) if where.extra else ""
    return full_stop(listed_apart((place, listed(filter(None, (count, extra))))))


def phase_sentence(where: DayPlan) -> str:
    """What this phase is about."""
    return {
        1: _("The first two weeks: the mini routine once a day."),
        2: _("Weeks 3 to 6: the full routine on three days a week, and a fourth, mini, if you like."),
        3: _("From week 7: three or four times a week, for as long as you like."),
    }[where.phase.number]


def today_sentence(where: DayPlan, title: str | None, length: timedelta | None) -> str:
    """What is meant for today; `title` and `length` of its routine."""
    if title and length is not None:
        return _("Today: {title}, {time}.").format(title=translate(title), time=clock_length(length))
    if where.done_today:
        return _("Today's session is done.")
    return _("Nothing is due today.")


def optional_sentence(title: str) -> str:
    return _("If you like: {title}.").format(title=translate(title))


def next_sentence(where: DayPlan, today: bool) -> str:
    """When the next session is meant; `today` if that is today."""
    if where.next_day is None:
        return ""
    if today:
        return _("The next session is for today.")
    return next_on(where.next_day)


def next_on(day: date) -> str:
    """When the next session is meant, on a later day."""
    # Translators: {on_weekday} is one of "on Monday" to "on Sunday".
    return _("The next session is {on_weekday}.").format(on_weekday=on_weekday(day))


def progression_texts() -> dict[str, tuple[str, str]]:
    """What is offered from week 3 on: a title and a line each."""
    return {
        "weight": (_("Light weight"), _("Hold a light kettlebell, or a book, at the chest in the split squat.")),
        "long-step": (_("Long-step split squat"), _("Slow lowers with a long step, six to eight on each side.")),
        "walk": (_("Walking with intent"), _("Five minutes a day: push off, and let the hip open behind you.")),
        "single-bridge": (_("Single-leg bridge"), _("When the plain bridge is easy and stays clean.")),
    }


def extent_label(done: LoggedSession) -> str:
    """How far a session got; neutral, whatever it was."""
    if done.extent == "whole":
        return _("whole")
    if done.extent == "core":
        return _("the short version")
    return _("{n} %").format(n=done.percent)


def session_line(done: LoggedSession, title: str) -> str:
    """One session in the calendar."""
    line = _("{title}: {extent}, {time} of exercise").format(
        title=translate(title), extent=extent_label(done), time=clock_length(done.held)
    )
    # Translators: {line} is such as "Mini routine: whole, 3:50 min of exercise".
    felt = {"easy": _("{line}, felt easy"), "right": _("{line}, felt just right"), "hard": _("{line}, felt hard")}
    return felt.get(done.effort, "{line}").format(line=line)


def efforts() -> dict[str, str]:
    """The answers to how a session felt, by their names in the log."""
    return {"easy": _("Easy"), "right": _("Just right"), "hard": _("Hard")}


def title_with_length(title: str, length: timedelta) -> str:
    """A routine with its computed length, within a sentence or before a stop."""
    return _("{title}, {time}").format(title=translate(title), time=clock_length(length))


def clock_length(length: timedelta) -> str:
    """A computed length to the second: `3:50`."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    # Translators: minutes and seconds.
    return _("{m}:{s:02} min").format(m=minutes, s=seconds)


def self_test_question(side: str) -> str:
    """The question once the leg hangs (Z2)."""
    return (
        _("Where does the right thigh come to rest?")
        if side == "right"
        else _("Where does the left thigh come to rest?")
    )


def self_test_answers() -> dict[str, str]:
    """The three answers."""
    return {
        "rests": _("Level or lower"),
        "floats": _("Higher than level"),
        "not sure": _("Not sure"),
    }


def self_test_sentence(test: SelfTested) -> str:
    """One self-test in words, a leg at a time; a position and never a cause or a score (I17)."""
    left = {
        "rests": _("left thigh level or lower"),
        "floats": _("left thigh higher than level"),
        "not sure": _("left thigh: not sure"),
    }[test.left]
    right = {
        "rests": _("right thigh level or lower"),
        "floats": _("right thigh higher than level"),
        "not sure": _("right thigh: not sure"),
    }[test.right]
    return _("{day}: {left}, {right}.").format(day=format_date(test.day), left=left, right=right)


def stopped_early(percent: int) -> str:
    """After Stop."""
    return _("Stopped at {n} %. It is logged as far as it got.").format(n=percent)


def reminder_line(moment: datetime | None, shown: datetime | None, now: datetime) -> str:
    """When the next reminder comes: set to `moment`, `shown` when working hours let it through; `weekday` of that."""
    if moment is None:
        return ""
    if shown is None:
        return _("The reminder is set to {time}, outside your working hours: nothing is shown then.").format(
            time=clock(moment)
        )
    if shown <= now:
        return _("The reminder comes as soon as nothing is in its way.")
    if shown.date() == now.date():
        return _("The reminder comes today at {time}.").format(time=clock(shown))
    # Translators: {on_weekday} is one of "on Monday" to "on Sunday".
    return _("The reminder comes {on_weekday} at {time}.").format(on_weekday=on_weekday(shown), time=clock(shown))
