"""The question whether prompts come too often: when it is asked, and what an answer changes."""

from collections.abc import Collection
from datetime import date, timedelta

from hipbreak.core.settings.settings import Settings

_STEP, _EARLIEST, _LATEST = timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=60)
_QUESTIONS = (("pace-day", 1), ("pace-month", 30), ("pace-half-year", 182))
"""Each name, as the log has it once the question is answered, and the days after the first one (project default)."""
_MOMENTS = ("window_opens", "medium_from", "fine_from", "window_closes")


def question_due(first: date | None, today: date, answered: Collection[str]) -> str | None:
    """The question to ask on a day, if one is due: the latest only, and once; `first` is the first day of use."""
    if first is None:
        return None
    due = [name for name, days in _QUESTIONS if today - first >= timedelta(days=days)]
    return due[-1] if due and due[-1] not in answered else None


def moved_window(settings: Settings, later: bool) -> dict[str, timedelta]:
    """The options of a window five minutes later or earlier, each in its turn; empty outside 20 to 60 minutes.

    Set in this order no option contradicts the others meanwhile.
    """
    step = _STEP if later else -_STEP
    if settings.window_opens + step < _EARLIEST or settings.window_closes + step > _LATEST:
        return {}
    moved = [(key, getattr(settings, key) + step) for key in _moments(settings)]
    return dict(reversed(moved) if later else moved)


def window_of(settings: Settings, later: bool) -> dict[str, timedelta]:
    """The same options as they are, in the order in which they take back what `moved_window` did in that direction."""
    values = [(key, getattr(settings, key)) for key in _moments(settings)]
    return dict(values if later else reversed(values))


def _moments(settings: Settings) -> tuple[str, ...]:
    """The options of the window in their order; those between its ends only if they are in use."""
    values = [getattr(settings, key) for key in _MOMENTS]
    return _MOMENTS if values == sorted(values) else (_MOMENTS[0], _MOMENTS[-1])
