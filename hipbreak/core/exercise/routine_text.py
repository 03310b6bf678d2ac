"""Texts of a guided session: verbs, sides, counts, and the voice's side, action and number."""

from datetime import timedelta

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.i18n import pgettext as _p

halfway = lazy("Halfway.")
session_done = lazy("Done.")
get_ready = lazy("Find your place. We begin in a moment.")
pain_button = lazy("Something &hurts")


def translate(text: str) -> str:
    """A text of a routine file in the person's language."""
    return _(text) if text else ""


def fill_sides(text: str, side: str | None) -> str:
    """A text with its sides filled in; `{side}` is the one that works, with a capital at the start of a sentence.

    A shipped text is translated as a whole for each side; one of the person's own gets the words of their language.
    """
    if side is None:
        return translate(text)
    other = "left" if side == "right" else "right"
    english = _fill(text, side, other)
    translated = translate(english)
    if translated != english or text == english:
        return translated
    return _fill(text, _side_name(side), _side_name(other))


def _fill(text: str, side: str, other: str) -> str:
    for key, name in (("side", side), ("other", other)):
        text = text.replace(f"{{{key}}}", name).replace(f"{{{key.capitalize()}}}", name.capitalize())
    return text


def _side_name(side: str) -> str:
    return _p("side", "right") if side == "right" else _p("side", "left")


def side_announcement(side: str) -> str:
    """The side as the voice announces it."""
    return _("Right side.") if side == "right" else _("Left side.")


def verb(kind: str) -> str:
    """The verb of a step that no routine names itself."""
    return {
        "in": _("Breathe in"),
        "out": _("Breathe out"),
        "press": _("Press"),
        "relax": _("Relax"),
        "hold": _("Hold"),
        "work": _("Squeeze"),
        "release": _("Release"),
        "timed": _("Continue"),
        "look": _("Look"),
        "rest": _("Rest"),
        # Translators: while one turns around to do the other side.
        "change": _("Change sides"),
        # Translators: shown and spoken while the last seconds before an exercise are counted, as at a start: "Ready, 3,
        # 2, 1".
        "countdown": _("Ready"),
        # Translators: before the countdown: there is time to fetch a thing, or to lie down.
        "set-up": _("Get ready"),
    }[kind]


def number_text(number: int) -> str:
    """A number by itself, for the voice."""
    return _("{n}").format(n=number)


def length_text(length: timedelta) -> str:
    """The number of a step: its seconds bare, from a minute on with the unit."""
    seconds = round(length.total_seconds())
    if seconds < 60:
        return number_text(seconds)
    return _n("{n} minute", "{n} minutes", seconds // 60).format(n=seconds // 60)


def announcement(side: str | None, action: str, number: str = "", cue: str = "") -> str:
    """A whole announcement: side first, then the action, then the number, then the cue."""
    parts = (side_announcement(side) if side else "", f"{action}.", f"{number}." if number else "", cue)
    return " ".join(filter(None, parts))


def get_up() -> tuple[str, str]:
    """The verb and the cue before the count of a break."""
    return _("Up you get"), _("The count starts in a moment.")


def rest_cue(following: str) -> str:
    return _("Shake it out. Next: {title}.").format(title=following)


def next_side(side: str) -> str:
    """What is shown while sides are changed in a break, which does not wait."""
    return _("Next the right side.") if side == "right" else _("Next the left side.")


def change_cue(side: str, turn: str) -> str:
    """What is shown while sides are changed; `turn` is how."""
    if side == "right":
        wait = _("Next the right side. Press any key when you are there.")
    else:
        wait = _("Next the left side. Press any key when you are there.")
    return f"{turn} {wait}".strip()


def change_announcement(side: str, turn: str) -> str:
    """The same for the voice, the side first."""
    parts = (side_announcement(side), _("Change sides."), turn, _("Press any key when you are there."))
    return " ".join(filter(None, parts))


def count_of(number: int, whole: int) -> str:
    """The repetition and how many there are."""
    return _("{n} of {m}").format(n=number, m=whole)


def next_step(title: str | None) -> str:
    """What comes next, in one line."""
    return _("Then: {title}").format(title=title) if title else _("Then you are done.")


def needs_text(needs: tuple[str, ...]) -> str:
    """What a routine asks for, in one line."""
    names = {
        "couch": _("a couch or bench"),
        "wall": _("a wall"),
        "light weight": _("a light weight"),
        "floor": _("a place on the floor"),
        "pillow": _("a pillow"),
        "bed": _("a bed"),
        "room to walk": _("room to walk"),
    }
    return _(", ").join(names.get(need, translate(need)) for need in needs) or _p("equipment", "nothing")


def resume_offer(title: str, percent: int) -> str:
    """After a window was closed or a machine slept in the middle."""
    return _("{title} is {n} % done. Resume it?").format(title=title, n=percent)
