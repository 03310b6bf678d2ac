"""The choices of Later, for the card and for the menu."""

from datetime import datetime, timedelta

from hipbreak.core.settings.pause_until import evening_of
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import menu as menu_text
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.status import Status

_SESSION_SNOOZE = timedelta(hours=1)


def snooze_choices(kind: str, settings: Settings, status: Status) -> list[tuple[inputs.Snooze, str]]:
    """The choices for a card of this kind with their names, the usual one first."""
    if kind == "routine":
        return _session_choices(settings, status.at)
    delays = dict.fromkeys((settings.later_short, settings.later_long))
    named = [(inputs.Snooze(delay), menu_text.snooze_menu_label(delay)) for delay in delays]
    if status.in_meeting:
        named.append((inputs.Snooze(after_meeting=True), menu_text.snooze_after_meeting()))
    return named


def _session_choices(settings: Settings, at: datetime) -> list[tuple[inputs.Snooze, str]]:
    """The same for a session, which can wait for the evening or the next day, where working hours allow."""
    from hipbreak.core.programme.reminder import tomorrow_at  # noqa: PLC0415 - not loaded without a programme

    named = [(inputs.Snooze(_SESSION_SNOOZE), menu_text.snooze_menu_label(_SESSION_SNOOZE))]
    evening, tomorrow = evening_of(at, settings.working_hours), tomorrow_at(settings, at)
    if evening is not None:
        named.append((inputs.Snooze(evening - at), menu_text.snooze_tonight_label(evening)))
    if tomorrow is not None:
        named.append((inputs.Snooze(tomorrow - at), menu_text.snooze_tomorrow_label(tomorrow)))
    return named
