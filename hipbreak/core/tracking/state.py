"""Where the day stands: the story (a fold over the log) and the senses (what the desk says now)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

_NEVER = timedelta(0)


@dataclass(frozen=True, slots=True)
class Sitting:
    """At the desk, the bout running since `since`."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """At the desk and declared standing."""

    since: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """Absent since `since`."""

    since: datetime


Posture = Sitting | Standing | Gone | None


@dataclass(frozen=True, slots=True)
class Card:
    """A prompt is shown."""

    kind: str
    trigger: str
    shown: datetime
    again: bool = False  # offered once more after it was ignored (R13)
    pulse_due: bool = False


@dataclass(frozen=True, slots=True)
class SnoozedCard:
    """A prompt that the person snoozed; it comes back at `until`."""

    kind: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Guiding:
    """The guide is open; `answers` when it was the answer to a prompt, shown or snoozed."""

    kind: str
    since: datetime
    answers: bool = True


Offer = Card | SnoozedCard | Guiding | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A told bout or break, kept for corrections."""

    of: str
    start: datetime
    end: datetime
    credit: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Breaks and finished pulses of one local day."""

    day: date
    breaks: int = 0
    pulses: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """What became of the routine's reminder (R18): it is of one `day`, and what is owed of it lapses with the day."""

    day: date | None = None  # the last one on which it came
    returns_at: datetime | None = None  # snoozed or withdrawn: when it comes again, at the earliest
    snoozed: bool = False
    snooze_count: int = 0
    ended: datetime | None = None  # the last guided routine: what was done in it is told only after its end


@dataclass(frozen=True, slots=True)
class LoggedState:
    """What the log says: the same after a restart as before (R7)."""

    posture: Posture = None
    offer: Offer = None
    paused: bool = False
    paused_until: datetime | None = None
    call_until: datetime | None = None  # the person said to be in a call
    declined_at: datetime | None = None  # the last Skip or fold of a stand-up prompt (R13)
    snooze_count: int = 0
    ignored: datetime | None = None  # a fold that has not been offered again yet (R13)
    last_prompt: datetime | None = None
    reminder: Reminder = field(default_factory=Reminder)
    question: tuple[datetime, datetime] | None = None
    cue_base: datetime | None = None  # desk time for R16 counts from here
    pulse_base: datetime | None = None  # and for R17 from here
    tally: Tally | None = None
    told: tuple[Piece, ...] = ()

    @property
    def base(self) -> datetime | None:
        """Where R10's times count from: the later of the bout's start and the last Skip or fold."""
        if not isinstance(self.posture, Sitting):
            return None
        since = self.posture.since
        return since if self.declined_at is None or self.declined_at < since else self.declined_at


@dataclass(frozen=True, slots=True)
class SensorState:
    """What the desk says now; nothing of it outlives the app."""

    last_input: datetime
    flowing: bool = False  # input goes on until further notice
    seen: datetime | None = None  # last moment at which something else than input proved presence (R3)
    call: bool = False
    fullscreen: bool = False
    dnd: bool = False
    awake: bool = False
    locked: bool = False
    suspended: bool = False
    away: bool = False  # the person said so
    blind: bool = False  # nothing here can tell of input
    gone: datetime | None = None  # since when locked, suspended or away by word
    due: str | None = None  # the trigger of a prompt that waits for its moment
    started: datetime | None = None  # when the app was
    routine_at: datetime | None = None  # when the next session of the programme is to be reminded of (R18)
    considered: datetime | None = None  # since when that which the routine's card opens is being read
    hidden: timedelta = _NEVER  # for how long the card was behind a short lock


@dataclass(frozen=True, slots=True)
class State:
    """All that `step` knows; `at` is the moment up to which everything is settled."""

    at: datetime
    running: bool = False
    heard: datetime | None = None  # while it is not running: the last moment at which it was
    story: LoggedState = field(default_factory=LoggedState)
    senses: SensorState | None = None

    def considering(self) -> bool:
        """Whether the card on offer waits unseen, because the person said Start and reads what it opened (R18)."""
        return considering(self.story, self.senses)

    def sitting(self) -> timedelta:
        """S, the sitting clock (R1-R6)."""
        posture = self.story.posture
        return self.at - posture.since if isinstance(posture, Sitting) else timedelta(0)


def considering(story: LoggedState, senses: SensorState | None) -> bool:
    """The same of a story and senses on their own."""
    card, since = story.offer, senses.considered if senses else None
    return isinstance(card, Card) and card.kind == "routine" and since is not None and since >= card.shown
