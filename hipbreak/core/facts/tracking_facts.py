"""Facts of the day: entries of the log, most of them printed by `replay`."""

from datetime import datetime, timedelta
from typing import ClassVar

from hipbreak.core.facts.base import Fact, Interval

STANDING_UNCONFIRMED = "standing_unconfirmed"
"""The `how` of a standing of which the question "Still standing?" was not answered (R6)."""
STANDING_ASKED = "standing_asked"
"""The `how` of a standing that the person confirmed when asked."""
STANDING_SENSED = "standing_sensed"
"""The `how` of a standing that the desk reported."""
STANDING = ("standing", STANDING_UNCONFIRMED, STANDING_ASKED, STANDING_SENSED)
"""Every `how` of a standing."""
DECLARED, SENSED = "declared", "sensed"
"""Sources of a posture: the person, or the desk."""


class Bout(Interval, frozen=True):
    """A sitting bout: uninterrupted desk time."""

    name: ClassVar[str] = "bout"


class Break(Interval, frozen=True):
    """What ended a bout, confirmed or assumed; `how` is pulse, standing(_unconfirmed, _asked, _sensed), said, asked,
    elsewhere or away.
    """

    name: ClassVar[str] = "break"
    credit: str
    how: str


class Away(Interval, frozen=True):
    """An absence with an unknown end, because the app stopped: no break is credited (R2)."""

    name: ClassVar[str] = "away"
    in_replay_output: ClassVar[bool] = False


class Unobserved(Interval, frozen=True):
    """Time in which the app itself was not running (R2)."""

    name: ClassVar[str] = "unobserved"
    in_replay_output: ClassVar[bool] = False


class Began(Fact, frozen=True):
    """The app started."""

    name: ClassVar[str] = "began"
    in_replay_output: ClassVar[bool] = False


class Sat(Fact, frozen=True):
    """A sitting bout is running since `since`."""

    name: ClassVar[str] = "sat"
    in_replay_output: ClassVar[bool] = False
    since: datetime


class Stood(Fact, frozen=True):
    """Standing (R6) from now or, after the guide, from the start of its break; `source` is declared or sensed."""

    name: ClassVar[str] = "stood"
    in_replay_output: ClassVar[bool] = False
    since: datetime | None = None
    source: str = DECLARED


class StandingAsked(Fact, frozen=True):
    """The question "Still standing?" was asked (R6)."""

    name: ClassVar[str] = "standing_asked"


class StandingConfirmed(Fact, frozen=True):
    """The person answered yes to it."""

    name: ClassVar[str] = "standing_confirmed"


class Left(Fact, frozen=True):
    """An absence is known, and began at `since`."""

    name: ClassVar[str] = "left"
    in_replay_output: ClassVar[bool] = False
    since: datetime


class Asked(Interval, frozen=True):
    """The question "Were you up?" over an unexplained idle (R5)."""

    name: ClassVar[str] = "asked"


class Prompted(Fact, frozen=True):
    """A card was shown."""

    name: ClassVar[str] = "prompted"
    kind: str
    trigger: str
    sitting: timedelta
    pulse_due: bool = False
    again: bool = False


class Withdrawn(Fact, frozen=True):
    """The card was withdrawn because its reason no longer holds."""

    name: ClassVar[str] = "withdrawn"
    kind: str


class Snoozed(Fact, frozen=True):
    """The person snoozed the card (Later); `until` is None for the end of the call or meeting that is sensed."""

    name: ClassVar[str] = "later"
    kind: str
    until: datetime | None


class Skipped(Fact, frozen=True):
    """The person skipped the card."""

    name: ClassVar[str] = "skipped"
    kind: str


class Ignored(Fact, frozen=True):
    """The card was dismissed unanswered."""

    name: ClassVar[str] = "ignored"
    kind: str


class Started(Fact, frozen=True):
    """A guided pulse began, or with the kind sit the person sat down; `prompted` when a prompt led to it."""

    name: ClassVar[str] = "started"
    kind: str
    prompted: bool = True


class Finished(Fact, frozen=True):
    """A guided pulse was finished; `held` is the time spent in it."""

    name: ClassVar[str] = "finished"
    kind: str
    held: timedelta


class Stopped(Fact, frozen=True):
    """A guided pulse was stopped too early to be a break."""

    name: ClassVar[str] = "stopped"
    kind: str
    held: timedelta


class Paused(Fact, frozen=True):
    """The person paused prompts until a moment, or until resumed."""

    name: ClassVar[str] = "paused"
    until: datetime | None


class Resumed(Fact, frozen=True):
    """The pause is over."""

    name: ClassVar[str] = "resumed"


class InCall(Fact, frozen=True):
    """The person declared a call until a moment."""

    name: ClassVar[str] = "in_call"
    until: datetime


class CallOver(Fact, frozen=True):
    """The declared call is over."""

    name: ClassVar[str] = "call_over"


class Corrected(Fact, frozen=True):
    """The bout or break that began at `start` is withdrawn; what holds instead follows as new entries (R21)."""

    name: ClassVar[str] = "corrected"
    of: str
    start: datetime


class Reclocked(Fact, frozen=True):
    """The wall clock was set by `by`; every running moment moves with it (R8)."""

    name: ClassVar[str] = "reclocked"
    in_replay_output: ClassVar[bool] = False
    by: timedelta
