"""Texts of the settings that no option declares itself."""

import re
from datetime import timedelta
from enum import Enum

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.settings.display_choices import LanguageCode
from hipbreak.core.settings.prompt_styles import PromptStyle
from hipbreak.core.settings.settings import OPTIONS
from hipbreak.core.settings.working_hours import WorkingHours


def option_text(text: str) -> str:
    """What an option declares (its label or help) in the person's language."""
    return _(text)


def quoted_label(key: str) -> str:
    """The label of an option within a sentence."""
    return _('"{label}"').format(label=option_text(OPTIONS[key].label))


def option_group(text: str) -> str:
    """The group that an option declares, in the person's language."""
    return _p("options", text)


def choice_label(value: Enum) -> str:
    """A choice in plain words."""
    labels = {
        "system": _("As the system"),
        "light": _p("colours", "Light"),
        "dark": _p("colours", "Dark"),
        "high-contrast": _("High contrast"),
        "full": _p("movement", "Full"),
        "reduced": _p("movement", "Reduced"),
        "card": _("Card of Hipbreak"),
        "notification": _("Notification of the desktop"),
        "both": _("Both"),
        "pointer": _("Where the pointer is"),
        "primary": _("The primary one"),
        "all": _("All"),
        "auto": _("Automatic"),
        "xcb": _("Through Xwayland (xcb)"),
        "wayland": _("Wayland"),
    }
    return labels.get(value.value, str(value.value).replace("-", " ").capitalize())


def value_refused(reason: str, kept: str) -> str:
    """Why a typed value is refused, and which value is kept."""
    return _("{reason}. It stays at {value}.").format(reason=reason[:1].upper() + reason[1:], value=kept)


def restore_help(label: str, default: str) -> str:
    return _("{label}: back to {default}").format(label=label, default=default)


breaks = lazy("Breaks")
appearance_and_sound = lazy("Appearance and sound")
programme_and_health = lazy("Programme and health")
this_computer = lazy("This computer")
fine_tune = lazy("Fine-tune")
search = lazy("Search")
clear_search = lazy("Clear the search")
nothing_found = lazy("No option has these words.")
health_questions = lazy("&Answer the health questions again...")
title = lazy("Settings - Hipbreak")
# Translators: The choice that follows the desktop's language.
system_language = lazy("As the system")
# Translators: The button beside a translated text on which safety depends.
show_in_english = lazy("Show in English")
restore = lazy("Restore")
stored_in = lazy("Stored in")
pages = lazy("Pages")


def duration(value: timedelta) -> str:
    """A duration to be edited, in the units of the language: `37 min 30 s`."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = (
        (hours, _("{h} h").format(h=hours)),
        (minutes, _("{n} min").format(n=minutes)),
        (seconds, _("{n} s").format(n=seconds)),
    )
    return " ".join(text for number, text in parts if number) or _("{n} s").format(n=0)


def typed_duration(text: str) -> str:
    """What `parse_duration` reads, of a duration in the units of the language."""
    units = {_("{h} h").format(h=""): "h", _("{n} min").format(n=""): "min", _("{n} s").format(n=""): "s"}
    words = {word.strip(): unit for word, unit in units.items()}
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(pattern, lambda found: words[found[0]], text.lower())


def value_text(of: object, written: str) -> str:
    """A value of an option as text; `written` is how the file has it."""
    if isinstance(of, Enum):
        return choice_label(of)
    if isinstance(of, timedelta):
        return duration(of)
    if isinstance(of, bool):
        return _("on") if of else _("off")
    if isinstance(of, WorkingHours):
        return written or _("always")
    if of == "":
        return _("none")
    if isinstance(of, LanguageCode) and written == "system":
        return system_language()
    return written


# The prompt window, and how insistent prompts are

window_label = lazy("Offer a break after")
window_help = lazy("The first handle is the earliest moment, if you pause by yourself; the second comes in any case.")
opens_handle, closes_handle = lazy("Earliest, in minutes"), lazy("Latest, in minutes")
style_label = lazy("Prompts are")


def window_value(opens: timedelta, closes: timedelta) -> str:
    """The prompt window in words."""
    # Translators: two durations, such as "30 min" and "45 min".
    return _("{opens} to {closes}").format(opens=duration(opens), closes=duration(closes))


def style_name(style: PromptStyle) -> str:
    return {
        PromptStyle.GENTLE: _p("prompts", "Gentle"),
        PromptStyle.BALANCED: _p("prompts", "Balanced"),
        PromptStyle.PERSISTENT: _p("prompts", "Persistent"),
    }[style]


def style_help(style: PromptStyle | None) -> str:
    """What the style means; None for values of no style."""
    return {
        PromptStyle.GENTLE: _("A card folds away after half a minute and can wait three times. No hourly cue."),
        PromptStyle.BALANCED: _("A card folds away after a minute and can wait twice. A silent hourly cue."),
        PromptStyle.PERSISTENT: _("A card stays until you answer it and can wait once. A silent hourly cue."),
        None: _("Custom: some of these options were changed one by one, here or under Fine-tune."),
    }[style]


# Start with the session

show_welcome_again = lazy("Show the &welcome again")


def autostart_stored_in(place: str) -> str:
    """Where the desktop keeps it."""
    return _("Read from {place}.").format(place=place)


def autostart_broken(program: str) -> str:
    """It is on, but `program` is not there."""
    return _("{program} no longer exists, so your session cannot start Hipbreak: switch this off and on again.").format(
        program=program
    )


def autostart_not_changed(place: str, why: str) -> str:
    """The settings could not be written; `why` is the system's message."""
    return _("This cannot be changed at {place}: {why}.").format(place=place, why=why)
