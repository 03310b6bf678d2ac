"""What is said of the session's reminder where it is not the card itself: when it comes, or why it does not."""

from datetime import datetime

from hipbreak.core.i18n import gettext as _
from hipbreak.core.text.formatting import clock


def remind_at() -> str:
    """The switch before the field with the time."""
    return _("&Remind me of the day's session at")


def reminder_line(moment: datetime | None, shown: datetime | None, now: datetime, weekday: str) -> str:
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
    return _("The reminder comes on {weekday} at {time}.").format(weekday=weekday, time=clock(shown))
