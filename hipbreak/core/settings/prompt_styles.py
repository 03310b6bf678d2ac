"""Named sets of options: how insistently prompts are shown (project defaults)."""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import Any

from hipbreak.core.settings.settings import OPTIONS, Settings


class PromptStyle(Enum):
    """How insistent prompts are."""

    GENTLE = "gentle"
    BALANCED = "balanced"
    PERSISTENT = "persistent"


_KEYS = ("prompt_folds", "later_in_a_row", "reoffer_after", "spacing", "cue")
VALUES: Mapping[PromptStyle, Mapping[str, Any]] = {
    PromptStyle.GENTLE: {
        "prompt_folds": timedelta(seconds=30),
        "later_in_a_row": 3,
        "reoffer_after": timedelta(minutes=15),
        "spacing": timedelta(minutes=10),
        "cue": False,
    },
    PromptStyle.BALANCED: {key: OPTIONS[key].default for key in _KEYS},
    PromptStyle.PERSISTENT: {
        "prompt_folds": timedelta(0),  # never
        "later_in_a_row": 1,
        "reoffer_after": timedelta(minutes=5),
        "spacing": timedelta(minutes=5),
        "cue": True,
    },
}
"""The options of each style, by key."""


def style_of(settings: Settings) -> PromptStyle | None:
    """The style that has exactly these values; None if none has."""
    return next(
        (style for style, values in VALUES.items() if all(getattr(settings, k) == v for k, v in values.items())), None
    )
