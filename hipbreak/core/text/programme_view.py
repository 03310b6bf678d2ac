"""Texts of the programme: pages, buttons, calendar, health questions."""

from collections.abc import Sequence
from datetime import timedelta

from hipbreak.core.exercise.routine_text import needs_text, translate
from hipbreak.core.facts.programme_facts import PainReported, SelfTested
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.programme.schedule import CalendarDay
from hipbreak.core.text.formatting import full_stop, listed, listed_apart
from hipbreak.core.text.programme import clock_length, nothing_done, self_test_answers, session_line

pages = lazy("Pages")
today, calendar, self_test, routines = lazy("Programme"), lazy("Calendar"), lazy("Self-test"), lazy("Routines")
# Translators: Where there are none of one's own.
no_own_routines = lazy(
    "None yet. A routine is a text file with pictures if you like; the file docs/routines.md describes it."
)
add_title = lazy("Add a routine")
pack_title = lazy("Save a copy of a routine")
routine_filter = lazy("Routines (*.toml *.hipbreak-routine)")
packed_filter = lazy("Routine to give away (*.hipbreak-routine)")
remove_title = lazy("Remove a routine")
# Translators: What removing means.
remove_consequence = lazy(
    "Its file is deleted, and its pictures if it has a folder of its own. What you did stays in the log."
)
remove_now = lazy("&Remove")
# Translators: The first line before the programme has begun.
lead = lazy("A few minutes a day for your hips")
# Translators: On a day on which something hurt.
rest_after_pain = lazy("Something hurt today. Leave the exercises for today.")
not_answered = lazy("Before the first routine come a few questions about your health.")
end_question = lazy("End the programme?")
# Translators: What ending means.
end_line = lazy("What you have done stays in the calendar. If you begin again, that day is day 1.")

start = lazy("Start")
start_session = lazy("&Start")
start_optional = lazy("Start &this one")
start_walk = lazy("&Walk with the guide")
walk_done = lazy("I have walked &five minutes today")
offers = lazy("From week 3, if you like")
answers_again = lazy("&Answer the questions again...")
answers_first = lazy("&Answer the questions...")
take_test = lazy("&Take the self-test")
tests = lazy("What you saw")
month = lazy("What was done in the month")
earlier, later, this_month = lazy("Earlier month"), lazy("Later month"), lazy("This month")

your_routines = lazy("Your routines")
add_routine = lazy("&Add from file...")
edit_routine, pack_routine, remove_routine = lazy("Edit"), lazy("Save a copy..."), lazy("Remove...")


def usual_break(name: str, is_usable: bool) -> str:
    """Why the break is not the routine that the settings name."""
    if is_usable:
        text = _("Once you have answered the health questions, your routine {name} takes the place of this break.")
    else:
        text = _(
            "Your routine {name} cannot be used, so this is the usual break. The page Programme, Routines, says why."
        )
    return text.format(name=name)


def instead_of() -> dict[str, str]:
    """What a routine of one's own may take the place of, by the key of the option."""
    return {
        "own_pulse": _("In the place of the stand-up break"),
        "own_cue": _("In the place of the short pulse"),
        "own_session": _("In the place of the day's session"),
    }


def named(action: str, title: str) -> str:
    """The accessible name of a button beside a routine."""
    return _("{action}: {title}").format(action=action.strip("&."), title=translate(title))


def remove_question(title: str) -> str:
    return _("Remove {title}?").format(title=title)


def cannot(path: str, why: str) -> str:
    """A file could not be read or written."""
    return _("{path} cannot be used: {why}.").format(path=path, why=why)


def introduction(mini: timedelta | None) -> tuple[str, ...]:
    """What the programme is, before it has begun; `mini` is the computed length of the mini routine."""
    daily = _("For two weeks: the mini routine once a day, {time} of exercise on the couch and beside it.")
    return (
        daily.format(time=clock_length(mini)) if mini is not None else _("For two weeks: the mini routine once a day."),
        _("From week 3: the full routine on three days a week, and a little more where you like."),
        _("A missed day is only a missed day; nothing starts over. Begin on the day that suits you."),
    )


def without_couch(length: timedelta) -> str:
    """The second button: the same session on the floor."""
    return _("&On the floor, without a couch: {time}").format(time=clock_length(length))


def today_title(title: str) -> str:
    """Today's session, above its length."""
    return _("Today: {title}").format(title=translate(title))


def length_line(length: timedelta, set_up: timedelta) -> str:
    """The computed length of a routine; a set-up of some seconds is left out."""
    if set_up < timedelta(seconds=30):
        return full_stop(clock_length(length))
    minutes = max(round(set_up.total_seconds() / 60), 1)
    to_set_up = _n("about {n} minute to set up", "about {n} minutes to set up", minutes).format(n=minutes)
    return full_stop(listed((clock_length(length), to_set_up)))


def needs_line(needs: tuple[str, ...]) -> str:
    """What a routine needs."""
    # Translators: {things} are such as "a wall" and "a light weight", joined by commas.
    return _("You need: {things}.").format(things=needs_text(needs)) if needs else _("You need nothing.")


def start_named(title: str) -> str:
    """The accessible name of a start button."""
    return _("Start: {title}").format(title=translate(title))


def begun_on(day: str) -> str:
    return _("Begun on {day}.").format(day=day)


# The calendar

calendar_hint = lazy("Point at a day, or move with the arrow keys, to read what was done.")


def month_summary(days: Sequence[CalendarDay]) -> str:
    """The month in one sentence."""
    sessions = sum(any(session.counts for session in day.sessions) for day in days)
    walks = sum(day.walked for day in days)
    parts = [_n("a session on {n} day", "a session on {n} days", sessions).format(n=sessions)] if sessions else []
    parts += [_n("a walk on {n} day", "a walk on {n} days", walks).format(n=walks)] if walks else []
    return _("This month: {parts}.").format(parts=listed(parts)) if parts else _("Nothing was done this month.")


def calendar_headings() -> tuple[str, str]:
    return (_("Day"), _("What was done"))


def calendar_key() -> tuple[str, ...]:
    """What the signs of the calendar mean: session, part of one, walk, self-test, planned."""
    # Translators: the legend of the calendar.
    return (_("session"), _("part of a session"), _("walk"), _("self-test"), _("planned session"))


def calendar_day(day: CalendarDay, date: str, titles: dict[str, str]) -> str:
    """A day in one sentence; `date` as the person writes it, `titles` of the routines by name."""
    done = day_line(day, titles)
    if day.number:
        return _("{date}, day {n}: {done}").format(date=date, n=day.number, done=done)
    return _("{date}: {done}").format(date=date, done=done)


def day_line(day: CalendarDay, titles: dict[str, str]) -> str:
    """What was done on a day, or is meant for it."""
    parts = [session_line(session, titles.get(session.routine, session.routine)) for session in day.sessions]
    if day.walked and not any(session.routine == "walk" for session in day.sessions):
        parts.append(_("walked five minutes"))
    if day.tested:
        parts.append(_("self-test"))
    parts += [pain_line(pain) for pain in day.pains]
    if parts:
        return full_stop(listed_apart(parts))
    return _("A session is planned for this day.") if day.due else nothing_done()


def pain_line(pain: PainReported) -> str:
    """A stop for pain, neutral; with the place only if that was given."""
    places = {"low back": _("the low back"), "front of the hip": _("the front of the hip")}
    where = places.get(pain.where)
    return _("stopped: {place} hurt").format(place=where) if where else _("stopped: something hurt")


# The self-test


def test_headings() -> tuple[str, str, str]:
    return (_("Day"), _("Left leg"), _("Right leg"))


def test_row(test: SelfTested, date: str) -> tuple[str, str, str]:
    """One self-test as a row."""
    return (date, leg_result(test.left), leg_result(test.right))


def leg_result(answer: str) -> str:
    """What was seen of one leg, as a position."""
    return {"rests": _("level or lower"), "floats": _("higher than level")}.get(answer, _("not sure"))


def test_steps(side: str) -> tuple[tuple[str, str], ...]:
    """How to get there for one leg, each with its picture."""
    if side == "right":
        hug = _(
            "Hug the left knee tight to the chest with both hands and lie back, still hugging it. "
            "Half of the right thigh is on the bed; the leg hangs off the edge."
        )
    else:
        hug = _(
            "Hug the right knee tight to the chest with both hands and lie back, still hugging it. "
            "Half of the left thigh is on the bed; the leg hangs off the edge."
        )
    return (
        ("test_sit", _("Sit on the edge of the bed, with half of each thigh on it. Take your time.")),
        ("test_hug", hug),
    )


def test_place(side: str, part: int, parts: int) -> str:
    """Where in the self-test one is."""
    leg = _("Right leg") if side == "right" else _("Left leg")
    return _("{leg}, step {n} of {m}").format(leg=leg, n=part, m=parts)


def result_caption(answer: str) -> str:
    """Below the picture of what may be seen."""
    return self_test_answers()[answer]


forward, back = lazy("&Next"), lazy("&Back")
no_tests = lazy("No self-test yet. It takes about a minute, on the edge of a bed.")
test_title = lazy("Self-test - Hipbreak")
test_look = lazy(
    "Let the leg hang, with the low back flat, for a few breaths. Then look, or feel with a hand: is the thigh "
    "level, lower, or higher?"
)
test_save = lazy("&Save")
test_stop_hint = lazy("Stop without saving: Esc")


# The questions before the first routine

none_of_these = lazy("&None of these")
continue_button = lazy("&Continue")
screening_choose = lazy("Check what is true for you, or “None of these”.")
answers_stay_here = lazy("Stored only on this computer. Nothing is sent anywhere.")


def no_routine(name: str) -> str:
    return _("There is no routine “{name}”; `hipbreak routine --list` shows them all.").format(name=name)


save_answers = lazy("&Save answers")
