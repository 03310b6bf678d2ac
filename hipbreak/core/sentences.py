"""Everything Hipbreak says, in one place, ready for translators: second person, present tense, short."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.language import gettext as _
from hipbreak.core.language import ngettext as _n
from hipbreak.core.statistics.daily import Sum
from hipbreak.core.tracking.status import Status

APP = "Hipbreak"

_ZERO = timedelta(0)


def minutes(duration: timedelta) -> int:
    """Whole minutes that have passed."""
    return int(duration / timedelta(minutes=1))


def _minutes_ahead(duration: timedelta) -> int:
    return -int(-duration / timedelta(minutes=1) // 1)


def spoken(duration: timedelta) -> str:
    """A duration as people say it: `12 s`, `38 min`, `3 h 10 min`."""
    if duration < timedelta(minutes=1):
        return _("{n} s").format(n=int(duration.total_seconds()))
    hours, rest = divmod(minutes(duration), 60)
    if not hours:
        return _("{n} min").format(n=rest)
    return _("{h} h {m} min").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)


def breaks_today(count: int) -> str:
    return _n("{n} break today.", "{n} breaks today.", count).format(n=count) if count else _("No break yet today.")


def clock(moment: datetime) -> str:
    """Hours and minutes of a local moment."""
    return f"{moment:%H:%M}"


def headline(status: Status) -> str:
    """What is going on now, for the tray and the first line of its menu."""
    return " ".join(filter(None, (_now(status), _next(status), _session(status), breaks_today(status.breaks_today))))


def _now(status: Status) -> str:
    if status.phase == "guiding":
        return _("In a session.") if status.exercising else _("Standing up.")
    if status.phase == "away":
        return _("Away for {time}.").format(time=spoken(status.away_for)) if status.away_for else _("Away.")
    if status.standing:
        return _("Standing {time}.").format(time=spoken(status.standing_for))
    return _("Sitting {time}.").format(time=spoken(status.sitting))


def _next(status: Status) -> str:
    return " ".join(filter(None, (_held(status), _coming(status))))


def _session(status: Status) -> str:
    """The reminder that was put off."""
    return _("Today's session in {time}.").format(time=spoken(status.routine_in)) if status.routine_in else ""


def _held(status: Status) -> str:
    """What the person has said that holds prompts back."""
    held = [_("In a call until {time}.").format(time=clock(status.call_until))] if status.call_until else []
    if status.paused_until is not None:
        held.append(_("Paused until {time}.").format(time=pause_end(status.paused_until)))
    elif status.paused:
        held.append(_("Paused until you resume."))
    return " ".join(held)


def _coming(status: Status) -> str:
    if status.card is not None:
        return session_time() if status.card.kind == "routine" else _("Time to stand.")
    if status.break_waits:
        return _("A break waits for a good moment.")
    quiet = status.paused or status.call_until is not None or status.standing or status.phase == "away"
    if quiet or status.opens_in is None or status.closes_in is None:
        return ""
    if status.later_in is not None:
        return _("Next stand-up in {time}.").format(time=spoken(status.later_in))
    first, last = _minutes_ahead(status.opens_in), _minutes_ahead(status.closes_in)
    if last <= 1:
        return _("Next stand-up within a minute.")
    if first == 0:
        return _("Next stand-up at a good moment, in {n} min at the latest.").format(n=last)
    return _("Next stand-up in {first} to {last} min.").format(first=first, last=last)


def pause_end(until: datetime) -> str:
    """When a pause ends: a time of the day, with the date when it is another day's midnight."""
    return f"{until:%d.%m. %H:%M}" if (until.hour, until.minute) == (0, 0) else clock(until)


def card_sentence(kind: str, sitting: timedelta) -> str:
    """The one sentence of the card."""
    if kind == "cue":
        return _("A small reset: stand, exhale, tuck, squeeze.")
    if kind == "routine":
        return session_time()
    n = minutes(sitting)
    if not n:
        return _("Time to stand.")
    return _n(
        "Time to stand. You have been sitting for {n} minute.",
        "Time to stand. You have been sitting for {n} minutes.",
        n,
    ).format(n=n)


def session_time() -> str:
    """R18."""
    return _("Time for today's session.")


def card_reason(kind: str, trigger: str, pulse_due: bool, session: str = "") -> str:
    """Why the card comes now, in one line; `session` is the routine that is meant for today, with its length."""
    if kind == "routine":
        return " ".join(filter(None, (session and f"{session}.", _routine_reason(trigger))))
    if pulse_due:
        return _("No posture pulse for a while: this one counts.")
    reasons = {
        "coarse": _("You have just come back to your desk or finished something."),
        "medium": _("You have just paused."),
        "fine": _("You have just paused for a moment."),
        "bound": _("Half a minute is enough."),
        "asked": _("You asked to be reminded now."),
        "hourly": _("An hour at the desk. Ten seconds are enough."),
    }
    return reasons[trigger] if kind == "stand" or trigger != "bound" else reasons["hourly"]


def source_lost(why: str, heir: str) -> str:
    """What told of input has ended; `heir` does so now, empty for nobody."""
    told = _("It told Hipbreak of your input.")
    now = _("Now {name} does.").format(name=heir) if heir else _("Now nothing does: say when you are away.")
    return f"{why} {told} {now}"


def source_back(name: str) -> str:
    """It tells of input again."""
    return _("{name} tells Hipbreak of your input again.").format(name=name)


def hangs(what: str) -> str:
    """Said at the start, when Qt could not be let on the session bus, or not on the accessibility service."""
    if what == "accessibility":
        return _(
            "The accessibility service does not answer: screen readers cannot read Hipbreak's windows "
            "until you quit and start it again."
        )
    return _(
        "The session bus does not answer: locks and Do Not Disturb are seen once it does, "
        "but an icon in the desktop's panel only after you quit and start Hipbreak again."
    )


def cannot_tell() -> str:
    """Said at the first run, where nothing tells of input."""
    return _(
        "Hipbreak cannot tell on this desktop when you leave: your time counts as time at the desk "
        "until you choose I'm away in its menu."
    )


def _routine_reason(trigger: str) -> str:
    return {
        "bound": _("You chose this time."),
        "coarse": _("It has waited for a good moment."),
        "asked": _("You asked to be reminded now."),
    }[trigger]


def question(span: tuple[datetime, datetime]) -> str:
    """The question after an unexplained pause (R5)."""
    start, end = span
    return _("Were you up from {start} to {end}?").format(start=clock(start), end=clock(end))


def day_sentence(figures: Sum) -> str:
    """The day in one sentence."""
    if not figures.desk:
        return _("Nothing at the desk yet.")
    count = figures.confirmed + figures.assumed
    breaks = _n("{n} break", "{n} breaks", count).format(n=count) if count else _("no break")
    return _("{desk} at the desk, {breaks}, longest stretch {longest}.").format(
        desk=spoken(figures.desk), breaks=breaks, longest=spoken(figures.longest)
    )


def credited(length: timedelta) -> str:
    """After an absence that counts as a break."""
    return _("Welcome back. Away {time}, counted as a break.").format(time=spoken(length))


def own_error(error: Exception) -> str:
    """Something here is wrong and not the person's fault."""
    what = f"{type(error).__name__}: {error}"
    return _("Something in Hipbreak went wrong ({error}); reminders go on.").format(error=what)


def fact_line(fact: Fact) -> str:
    """A fact in one line, for somebody who watches a day go by."""
    words = [clock(fact.at), fact.name]
    match fact:
        case tracking_facts.Prompted(_, kind, trigger, sitting):
            words += [kind, f"({trigger},", _("sitting {time})").format(time=spoken(sitting))]
        case Interval(_, start, end):
            words += [f"{clock(start)}-{clock(end)}", spoken(end - start)]
        case tracking_facts.Finished(_, kind, held) | tracking_facts.Stopped(_, kind, held):
            words += [kind, spoken(held)]
        case tracking_facts.PutOff(_, _, until) | tracking_facts.Paused(_, until) | tracking_facts.InCall(_, until):
            words += [clock(until)] if until else []
        case tracking_facts.Corrected(_, of, start):
            words += [of, clock(start)]
    if isinstance(fact, tracking_facts.Break):
        words.append(fact.credit)
    return "  ".join(words[:2]) + " " + " ".join(words[2:])
