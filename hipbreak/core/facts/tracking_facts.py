"""Facts of the day: entries of the log, most of them printed by `replay`."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Bout(Interval):
    """A sitting bout: uninterrupted desk time."""

    name: ClassVar[str] = "bout"


@dataclass(frozen=True, slots=True)
class Break(Interval):
    """What ended a bout, confirmed or assumed; `how` is pulse, standing(_unconfirmed, _asked, _sensed), said, asked,
    elsewhere or away.
    """

    name: ClassVar[str] = "break"
    credit: str
    how: str


@dataclass(frozen=True, slots=True)
class Away(Interval):
    """An absence with an unknown end, because the app stopped: no break is credited (R2)."""

    name: ClassVar[str] = "away"
    in_replay_output: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Unobserved(Interval):
    """Time in which the app itself was not running (R2)."""

    name: ClassVar[str] = "unobserved"
    in_replay_output: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Began(Fact):
    """The app started."""

    name: ClassVar[str] = "began"
    in_replay_output: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Sat(Fact):
    """A sitting bout is running since `since`."""

    name: ClassVar[str] = "sat"
    in_replay_output: ClassVar[bool] = False
    since: datetime


@dataclass(frozen=True, slots=True)
class Stood(Fact):
    """Standing (R6) from now or, after the guide, from the start of its break; `source` is declared or sensed."""

    name: ClassVar[str] = "stood"
    in_replay_output: ClassVar[bool] = False
    since: datetime | None = None
    source: str = DECLARED


@dataclass(frozen=True, slots=True)
class StandingAsked(Fact):
    """The question "Still standing?" was asked (R6)."""

    name: ClassVar[str] = "standing_asked"


@dataclass(frozen=True, slots=True)
class StandingConfirmed(Fact):
    """The person answered yes to it."""

    name: ClassVar[str] = "standing_confirmed"


@dataclass(frozen=True, slots=True)
class Left(Fact):
    """An absence is known, and began at `since`."""

    name: ClassVar[str] = "left"
    in_replay_output: ClassVar[bool] = False
    since: datetime


@dataclass(frozen=True, slots=True)
class Asked(Interval):
    """The question "Were you up?" over an unexplained idle (R5)."""

    name: ClassVar[str] = "asked"


@dataclass(frozen=True, slots=True)
class Prompted(Fact):
    """A card was shown."""

    name: ClassVar[str] = "prompted"
    kind: str
    trigger: str
    sitting: timedelta
    pulse_due: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn(Fact):
    """The card was withdrawn because its reason no longer holds."""

    name: ClassVar[str] = "withdrawn"
    kind: str


@dataclass(frozen=True, slots=True)
class Snoozed(Fact):
    """The person snoozed the card (Later); `until` is None for the end of the call or meeting that is sensed."""

    name: ClassVar[str] = "later"
    kind: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Skipped(Fact):
    """The person skipped the card."""

    name: ClassVar[str] = "skipped"
    kind: str


@dataclass(frozen=True, slots=True)
class Ignored(Fact):
    """The card was dismissed unanswered."""

    name: ClassVar[str] = "ignored"
    kind: str


@dataclass(frozen=True, slots=True)
class Started(Fact):
    """A guided pulse began, or with the kind sit the person sat down; `prompted` when a prompt led to it."""

    name: ClassVar[str] = "started"
    kind: str
    prompted: bool = True


@dataclass(frozen=True, slots=True)
class Finished(Fact):
    """A guided pulse was finished; `held` is the time spent in it."""

    name: ClassVar[str] = "finished"
    kind: str
    held: timedelta


@dataclass(frozen=True, slots=True)
class Stopped(Fact):
    """A guided pulse was stopped too early to be a break."""

    name: ClassVar[str] = "stopped"
    kind: str
    held: timedelta


@dataclass(frozen=True, slots=True)
class Paused(Fact):
    """The person paused prompts until a moment, or until resumed."""

    name: ClassVar[str] = "paused"
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Resumed(Fact):
    """The pause is over."""

    name: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class InCall(Fact):
    """The person declared a call until a moment."""

    name: ClassVar[str] = "in_call"
    until: datetime


@dataclass(frozen=True, slots=True)
class CallOver(Fact):
    """The declared call is over."""

    name: ClassVar[str] = "call_over"


@dataclass(frozen=True, slots=True)
class Corrected(Fact):
    """The bout or break that began at `start` is withdrawn; what holds instead follows as new entries (R21)."""

    name: ClassVar[str] = "corrected"
    of: str
    start: datetime


@dataclass(frozen=True, slots=True)
class Reclocked(Fact):
    """The wall clock was set by `by`; every running moment moves with it (R8)."""

    name: ClassVar[str] = "reclocked"
    in_replay_output: ClassVar[bool] = False
    by: timedelta
