"""The state of the day: what follows from the log, and what the sensors report now."""

from datetime import date, datetime, timedelta

from msgspec import Struct, field

from hipbreak.core.facts.base import Interval
from hipbreak.core.facts.tracking_facts import (
    DECLARED,
    SENSED,
    STANDING_ASKED,
    STANDING_SENSED,
    STANDING_UNCONFIRMED,
)


class Sitting(Struct, frozen=True):
    """At the desk, the bout running since `since`."""

    since: datetime


class Standing(Struct, frozen=True):
    """At the desk and standing; `bout_since` until it is long enough to have ended the bout (R6)."""

    since: datetime
    bout_since: datetime | None = None
    question_asked: bool = False  # "Still standing?"
    confirmed: bool = False
    source: str = DECLARED

    @property
    def how(self) -> str:
        """The `how` of the break that it makes."""
        if self.source == SENSED:
            return STANDING_SENSED
        if self.confirmed:
            return STANDING_ASKED
        return STANDING_UNCONFIRMED if self.question_asked else "standing"


class Absent(Struct, frozen=True):
    """Absent since `since`."""

    since: datetime


Posture = Sitting | Standing | Absent | None


class Card(Struct, frozen=True):
    """A prompt is shown."""

    kind: str
    trigger: str
    shown: datetime
    again: bool = False  # offered once more after it was ignored (R13)
    pulse_due: bool = False


class SnoozedCard(Struct, frozen=True):
    """A prompt that the person snoozed; it comes back at `until`, None for the end of the meeting."""

    kind: str
    until: datetime | None
    since: datetime


class Guiding(Struct, frozen=True):
    """The guide is open; `answers` when it was the answer to a prompt, shown or snoozed."""

    kind: str
    since: datetime
    answers: bool = True


Offer = Card | SnoozedCard | Guiding | None


class Tally(Struct, frozen=True):
    """Breaks and finished pulses of one local day."""

    day: date
    breaks: int = 0
    pulses: int = 0


class Reminder(Struct, frozen=True):
    """The routine's reminder (R18); one that is still due lapses with its day."""

    last_day: date | None = None  # on which it came last
    returns_at: datetime | None = None  # snoozed or withdrawn: when it comes again, at the earliest
    snoozed: bool = False
    snooze_count: int = 0
    is_folded: bool = False  # the last one was not answered
    session_ended: datetime | None = None  # the end of the last guided routine; its result is recorded only afterwards


class LoggedState(Struct, frozen=True):
    """What follows from the log: the same after a restart as before (R7)."""

    posture: Posture = None
    offer: Offer = None
    paused: bool = False
    paused_until: datetime | None = None
    call_until: datetime | None = None  # a call declared by the person
    declined_at: datetime | None = None  # the last prompt to stand or to sit that was skipped or ignored (R13)
    snooze_count: int = 0
    ignored: datetime | None = None  # an ignored prompt that has not been offered again yet (R13)
    last_prompt: datetime | None = None
    reminder: Reminder = field(default_factory=Reminder)
    question: tuple[datetime, datetime] | None = None
    cue_base: datetime | None = None  # where desk time for R16 counts from
    pulse_base: datetime | None = None  # where desk time for R17 counts from
    tally: Tally | None = None
    intervals: tuple[Interval, ...] = ()  # recent bouts, breaks and absences, for corrections

    @property
    def base(self) -> datetime | None:
        """Where R10's times count from: the later of the bout's start and the last declined prompt."""
        if not isinstance(self.posture, Sitting):
            return None
        since = self.posture.since
        return since if self.declined_at is None or self.declined_at < since else self.declined_at


class SensorState(Struct, frozen=True):
    """What the sensors report now; not kept over a restart."""

    last_input: datetime
    input_active: bool = False  # input continues until reported otherwise
    input_before_start: datetime | None = None  # the last input as far as known, until there is one after the start
    last_presence: datetime | None = None  # proved by something else than input (R3)
    call: bool = False
    call_since: datetime | None = None  # the start of the last call, or of several with short pauses between them
    call_ended: datetime | None = None
    fullscreen: bool = False
    dnd: bool = False
    awake: bool = False
    locked: bool = False
    suspended: bool = False
    away: bool = False  # declared by the person
    no_idle_source: bool = False  # the time since the last input cannot be measured
    absent_since: datetime | None = None  # locked, suspended or declared away
    due_trigger: str | None = None  # the trigger of a prompt that is held back
    app_started: datetime | None = None
    routine_at: datetime | None = None  # the reminder of the programme's next session (R18)
    preview_since: datetime | None = None  # the overview opened by the routine's card is being read
    hidden_for: timedelta = timedelta(0)  # how long the card was behind a short lock
    desk: str | None = None  # the last posture that the desk reported since the start
    desk_changed: datetime | None = None  # when it reported another one than before
    desk_heard: datetime | None = None  # when it reported last
    desk_due: datetime | None = None  # from then on it is to be followed as soon as that is safe


class State(Struct, frozen=True):
    """The whole state; `at` is the moment up to which everything is settled."""

    at: datetime
    running: bool = False
    last_alive: datetime | None = None  # the last moment of an earlier run, while not running
    logged: LoggedState = field(default_factory=LoggedState)
    sensors: SensorState | None = None

    def previewing(self) -> bool:
        """Whether the routine's card is hidden while the person reads the overview that it opened (R18)."""
        return previewing(self.logged, self.sensors)

    def asks_about_standing(self) -> bool:
        """Whether the question "Still standing?" is open, and the card does not ask more (R6)."""
        posture, offer = self.logged.posture, self.logged.offer
        is_open = isinstance(posture, Standing) and posture.how == STANDING_UNCONFIRMED
        return is_open and not (isinstance(offer, Card) and offer.kind == "sit")

    def sitting(self) -> timedelta:
        """S, the sitting clock (R1-R6)."""
        posture = self.logged.posture
        return self.at - posture.since if isinstance(posture, Sitting) else timedelta(0)


def previewing(logged: LoggedState, sensors: SensorState | None) -> bool:
    """The same for the two parts of a state."""
    card, since = logged.offer, sensors.preview_since if sensors else None
    return isinstance(card, Card) and card.kind == "routine" and since is not None and since >= card.shown
