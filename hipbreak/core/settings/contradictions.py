"""Options that contradict each other: which may not be longer than which."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.settings import OPTIONS, Settings

ORDERED = (
    ("window_opens", "window_closes"),
    ("medium_from", "fine_from"),
    ("later_short", "later_long"),
    ("shortest_break", "pulse_length"),
    ("unexplained_idle", "idle_limit"),
    ("presence_prompt_limit", "presence_limit"),
    ("idle_fine", "idle_medium"),
)
"""Pairs of options; the first may not be longer than the second."""


def contradiction(settings: Settings, key: str, value: Any, name: Callable[[str], str] = str) -> str:
    """Why the option cannot have this value beside the others, in one clause; empty if it can.

    `name` returns what an option is called there, by its key.
    """
    changed = replace(settings, **{key: value})
    for shorter, longer in ORDERED:
        if key in (shorter, longer) and getattr(changed, shorter) > getattr(changed, longer):
            other = longer if key == shorter else shorter
            text = (
                _("must not be longer than {other} ({limit})")
                if key == shorter
                else _("must not be shorter than {other} ({limit})")
            )
            return text.format(other=name(other), limit=OPTIONS[other].write(getattr(settings, other)))
    return ""


def contradicting(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The pairs among these values, by key, and the defaults that contradict each other."""
    settings = Settings(**values)
    return [pair for pair in ORDERED if getattr(settings, pair[0]) > getattr(settings, pair[1])]
