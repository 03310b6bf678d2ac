"""Texts around the steps of a session or a stand-up break: overview, controls, pain stop and end."""

from datetime import timedelta

from msgspec import Struct

from hipbreak.core.exercise.player import Player, spent
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate
from hipbreak.core.exercise.session_plan import RoutineLengths, RoutineOptions, apply_options
from hipbreak.core.exercise.session_result import extent_done, percent_done, share_done
from hipbreak.core.exercise.session_steps import StepPart
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.text.programme import clock_length, efforts, self_test_note, short_version_done, stopped_early

_MINUTE = timedelta(minutes=1)

start = lazy("&Start")
# Translators: For a session that was left in the middle.
resume_label = lazy("&Resume where you stopped")
start_over = lazy("&Start from the beginning")
blocks_title = lazy("In this session")
options_title = lazy("Options")
first_side = lazy("First side")
next_up = lazy("Next")
then_done = lazy("Then you are done.")
paused = lazy("Paused")
# Translators: At a step that waits for a key.
press_any_key = lazy("Press any key when you are there.")
mistake_title = lazy("What often goes with it")
close = lazy("&Close")
done_title = lazy("Done")
stopped_title = lazy("Stopped")
# Translators: Nothing was exercised.
nothing_yet = lazy("No exercise was done, so nothing is logged.")
pain_go_on = lazy("Pressed by mistake, &go on")
pain_stop = lazy("S&top here")
# Translators: At the end of a session.
rating_question = lazy("How did it feel?")
rating_help = lazy("If you like: it is kept in the history of the programme, on this computer.")


def window_title(routine: str) -> str:
    return _("{routine} - Hipbreak").format(routine=translate(routine))


def not_saved(why: str) -> str:
    return _("The session cannot be saved, so it is lost if Hipbreak ends: {why}.").format(why=why)


def lengths_line(took: RoutineLengths) -> str:
    """The computed length without and with set-up."""
    inner, whole = clock_length(took.without_set_up), clock_length(took.total)
    if inner == whole:
        return _("{time}").format(time=whole)
    return _("{time}; with set-up {whole}").format(time=inner, whole=whole)


def needs_sentence(needs: str) -> str:
    return _("You need: {things}").format(things=needs)


def block_line(sided: bool, length: timedelta) -> str:
    """How long a block takes, and whether it is done on both sides."""
    time = clock_length(length)
    return _("both sides, {time}").format(time=time) if sided else time


def gentle() -> tuple[str, str]:
    return _("Gentle"), _("The shortest holds, the fewest repetitions, small angles.")


def weight() -> tuple[str, str]:
    return _("Light weight"), _("Hold a light kettlebell, or a book, at the chest in the split squat.")


def rounds(block: str) -> str:
    return _("Rounds of “{block}”").format(block=translate(block))


def include(block: str) -> str:
    return _("Include “{block}”").format(block=translate(block))


def side_title(side: str) -> str:
    """The side by itself, above the verb."""
    return _("Right side") if side == "right" else _("Left side")


def buttons() -> dict[str, str]:
    """The controls at the foot, each with its key."""
    return {
        "pause": _("&Pause"),
        "resume": _("&Resume"),
        "back": _("&Back"),
        "next": _("&Next"),
        "more": _("&More time"),
        "stop": _("S&top"),
        "ready": _("&I'm there"),
        "large": _("&Larger"),
        "window": _("Sma&ller"),
    }


def key_hints() -> dict[str, str]:
    """Tooltips and accessible descriptions of the controls."""
    return {
        "pause": _("Pause or resume: space"),
        # Translators: where texts are written from right to left, the right arrow goes back.
        "back": _("Back to the start of this part, or to the one before: left arrow"),
        # Translators: where texts are written from right to left, the left arrow goes on.
        "next": _("On to the next part: right arrow or N"),
        "more": _("20 seconds more for this step: M"),
        "stop": _("Stop, and log it as far as it got: Esc"),
        "pain": _("Pause at once, and ask: H"),
        "large": _("Fill the screen, with text for a distance, or go back: F11"),
        "speed": _("The speed of everything that is not a hold"),
    }


def speed(factor: float) -> str:
    return _("Speed \u00d7{factor}").format(factor=f"{factor:g}")


def feel(text: str) -> str:
    """What one should feel, below the cue."""
    return _("What to feel: {text}").format(text=text)


def step_of(number: int, total: int) -> str:
    """The dots of the steps, for a screen reader."""
    return _("Step {n} of {m}").format(n=number, m=total)


def minutes_left(left: timedelta) -> str:
    """What is left of the whole session."""
    if left < _MINUTE:
        return _("less than a minute left")
    n = round(left / _MINUTE)
    return _n("about {n} minute left", "about {n} minutes left", n).format(n=n)


def ring_count(left: timedelta) -> str:
    """The number in the ring: seconds, from a minute on with minutes."""
    seconds = -int(-left.total_seconds() // 1)
    return f"{seconds // 60}:{seconds % 60:02}" if seconds >= 60 else str(seconds)


def effort(text: str) -> str:
    return _("Effort: {words}.").format(words=text)


def announced(speech: str, title: str) -> str:
    """What a screen reader announces when a step begins."""
    return _("{title}. {spoken}").format(title=title, spoken=speech) if title else speech


def marked_choice(place: str) -> str:
    """A place that was chosen: marked by more than its colour."""
    return _("✓ {place}").format(place=place)


def session_length(inner: timedelta, whole: timedelta) -> str:
    """At the end, the length of the session without and with set-up."""
    if clock_length(inner) == clock_length(whole):
        return _("It took {time}.").format(time=clock_length(whole))
    return _("It took {time}, with set-up {whole}.").format(time=clock_length(inner), whole=clock_length(whole))


def skipped_share(percent: int) -> str:
    """At the end of a session with skipped parts."""
    return _("You did {n} % of the exercise, and it is logged so.").format(n=percent)


def block_done(title: str, share: float) -> str:
    """One block at the end; neutral, whatever it was."""
    if share >= 0.99:
        return _("{block}: done").format(block=translate(title))
    if share < 0.005:
        return _("{block}: not this time").format(block=translate(title))
    return _("{block}: {n} %").format(block=translate(title), n=min(max(round(100 * share), 1), 99))


def pain_title(is_recorded: bool) -> str:
    """Above the advice: paused until the pain is recorded, then stopped."""
    return _("Stopped.") if is_recorded else _("Paused.")


def pain_recorded(title: str, verb: str) -> str:
    return _("Noted: {title}, at “{verb}”. It stays on this computer.").format(title=translate(title), verb=verb)


def rating_recorded(effort: str) -> str:
    return _("Noted: {effort}.").format(effort=efforts()[effort].lower())


# The stand-up break

break_title = lazy("Stand-up break - Hipbreak")
break_stop = lazy("&Stop")
# Translators: The cue after the last step.
break_done = lazy("Stay up as long as you like.")
# Translators: The button after the last step.
stay_up = lazy("I'm staying &up")


def staying_up() -> tuple[str, str]:
    """The title and the cue while one stays up."""
    return _("Staying up"), _("Walk about, if you like. You count as standing.")


def announced_line(title: str, cue: str) -> str:
    """What a screen reader announces of a title and a cue."""
    return _("{title}. {cue}").format(title=title, cue=cue)


def break_announced(verb: str, cue: str, seconds: int) -> str:
    """What a screen reader announces when a step begins."""
    return _n("{verb}. {cue} {n} second.", "{verb}. {cue} {n} seconds.", seconds).format(verb=verb, cue=cue, n=seconds)


_ZERO = timedelta(0)


class SessionResult(Struct, frozen=True):
    """The summary at the end: a title, a sentence, a line for each block."""

    routine: Routine
    title: str
    sentence: str
    blocks: tuple[str, ...]
    can_be_rated: bool = False  # a session of the programme's history


def session_result(routine: Routine, options: RoutineOptions, player: Player, finished: bool) -> SessionResult:
    """The summary of a halted session; neutral about skipped parts."""
    title = done_title() if finished else stopped_title()
    if routine.kind != "exercise":
        return SessionResult(routine, title, self_test_note(), ())
    done, percent = spent(player, _ZERO, StepPart.EXERCISE), percent_done(player)
    if not done:
        return SessionResult(routine, title, nothing_yet(), ())
    far, parts = extent_done(routine, player), []
    if far != "whole":
        parts.append(skipped_share(percent) if finished else stopped_early(percent))
    if far == "core":
        parts.append(short_version_done())
    parts.append(session_length(done + spent(player, _ZERO, StepPart.REST), spent(player, _ZERO)))
    lines = [
        block_done(block.title, share_done(player, _ZERO, frozenset({block.name})))
        for block in apply_options(routine, options).blocks
    ]
    return SessionResult(
        routine, title, " ".join(parts), tuple(lines) if len(lines) > 1 else (), routine.name != "walk"
    )
