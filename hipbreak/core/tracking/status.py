"""What is shown of a state: the tray icon, the values of `status`."""

from datetime import datetime, timedelta
from enum import Enum

from msgspec import Struct

from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.state import Absent, Card, Guiding, Sitting, SnoozedCard, Standing, State
from hipbreak.core.tracking.transition import Transition

_ZERO = timedelta(0)
_LONG_CALL, _CALL_TOLD = timedelta(minutes=30), timedelta(minutes=10)  # project defaults


class Face(Enum):
    """The shapes of the tray icon."""

    SITTING = "sitting"
    DUE = "due"
    OTHER_DUE = "other due"  # a session, an hourly cue, or time to sit
    STANDING = "standing"
    AWAY = "away"
    PAUSED = "paused"
    LONG_SIT = "long sit"


class Status(Struct, frozen=True):
    """The state as tray, window and command line show it; durations count from its moment."""

    at: datetime
    phase: str  # sitting, standing, away, prompting, guiding or paused
    exercising: bool  # guiding, in a routine
    face: Face
    fill: float  # the share of the window that has passed, 0 to 1
    sitting: timedelta
    opens_in: timedelta | None  # zero once the window is open; None while no break will be offered
    closes_in: timedelta | None
    card: Card | None  # None while it is hidden for the preview
    snooze_ends_in: timedelta | None  # at the latest
    snoozed_after_meeting: bool  # the snooze ends with the meeting
    in_meeting: bool
    routine_snooze_ends_in: timedelta | None  # until a snoozed routine reminder comes back
    session_waits: bool  # the reminder of today's session was folded away, and it was not begun since
    can_snooze: bool
    break_waits: bool
    sit_in: timedelta | None  # until "Time to sit"; zero once it is due, None while there is none to come
    sit_waits: bool  # it is due, and held back
    long_sit: bool
    question: tuple[datetime, datetime] | None
    standing_question: bool  # "Still standing?" (R6)
    can_undo: bool  # there is a break, or a standing, to take back (R21)
    standing: bool
    standing_for: timedelta
    away_for: timedelta
    paused: bool
    paused_until: datetime | None
    call_until: datetime | None  # declared by the person
    long_call: timedelta | None  # of a long call that ended some minutes ago, while the person has been sitting since
    declared_away: bool
    no_idle_source: bool  # input cannot be observed, so leaving has to be declared
    breaks_today: int
    pulses_today: int

    @property
    def card_bout(self) -> timedelta:
        """How long the person has been standing or sitting, whichever the card is about."""
        return self.standing_for if self.card is not None and self.card.kind == "sit" else self.sitting


def status_of(state: State, settings: Settings) -> Status:
    """The status of a state, at its own moment."""
    logged, at = state.logged, state.at
    posture, offer = logged.posture, None if state.previewing() else logged.offer
    transition = Transition(state, settings)
    sitting = state.sitting()
    opens, _, _, closes = settings.window()
    base = logged.base
    free = base is not None and not isinstance(offer, Card | Guiding)
    opens_in = max(base + opens - at, _ZERO) if free and base is not None else None
    closes_in = max(base + closes - at, _ZERO) if free and base is not None else None
    snoozed = offer if isinstance(offer, SnoozedCard) else None
    snooze_ends_in = max(transition.snooze_ends(snoozed) - at, _ZERO) if snoozed else None
    after_meeting = snoozed is not None and snoozed.until is None
    sit_due = transition.snooze_ends(snoozed) if snoozed and snoozed.kind == "sit" else transition.sit_due()
    sit_in = max(sit_due - at, _ZERO) if sit_due and not isinstance(offer, Card | Guiding) else None
    sit_waits = sit_in == _ZERO and (transition.blocked() or transition.appears_absent())
    is_sit = isinstance(offer, Card) and offer.kind == "sit"
    if snoozed is not None and snoozed.kind == "stand":
        opens_in, closes_in = _ZERO if after_meeting else snooze_ends_in, snooze_ends_in
    overdue = closes_in == _ZERO or transition.sensors.due_trigger is not None
    break_waits = free and overdue and (transition.blocked() or transition.appears_absent())
    long_sit = sitting >= settings.long_sit
    sensors = transition.sensors
    gone = posture.since if isinstance(posture, Absent) else sensors.absent_since
    away = isinstance(posture, Absent) or sensors.locked or sensors.suspended or sensors.away
    comes = transition.routine_snoozed_until()
    session_waits = logged.reminder.is_folded and transition.session_due_today()
    session_waits = session_waits and logged.reminder.last_day == at.date()
    tally = logged.tally if logged.tally and logged.tally.day == at.date() else None
    return Status(
        at=at,
        phase=_phase(state, away),
        exercising=isinstance(offer, Guiding) and offer.kind == "routine",
        face=_face(state, away, break_waits, long_sit, session_waits, sit_waits),
        fill=min(1.0, (at - base) / closes) if base is not None else float(is_sit or sit_waits),
        sitting=sitting,
        opens_in=opens_in,
        closes_in=closes_in,
        card=offer if isinstance(offer, Card) else None,
        snooze_ends_in=snooze_ends_in,
        snoozed_after_meeting=after_meeting,
        in_meeting=transition.in_meeting,
        routine_snooze_ends_in=max(comes - at, _ZERO) if comes is not None else None,
        session_waits=session_waits,
        can_snooze=transition.snooze_count(offer.kind if isinstance(offer, Card) else "stand")
        < settings.later_in_a_row,
        break_waits=break_waits,
        sit_in=sit_in,
        sit_waits=sit_waits,
        long_sit=long_sit,
        question=logged.question,
        standing_question=state.asks_about_standing(),
        can_undo=isinstance(posture, Standing) or any(interval.name == "break" for interval in logged.intervals),
        standing=isinstance(posture, Standing),
        standing_for=at - posture.since if isinstance(posture, Standing) else _ZERO,
        away_for=at - gone if gone is not None else _ZERO,
        paused=logged.paused,
        paused_until=logged.paused_until,
        call_until=logged.call_until,
        long_call=_long_call(state, in_call=sensors.call or logged.call_until is not None),
        declared_away=sensors.away,
        no_idle_source=sensors.no_idle_source,
        breaks_today=tally.breaks if tally else 0,
        pulses_today=tally.pulses if tally else 0,
    )


def _long_call(state: State, in_call: bool) -> timedelta | None:
    posture, sensors = state.logged.posture, state.sensors
    if in_call or sensors is None or sensors.call_since is None or sensors.call_ended is None:
        return None
    length, since = sensors.call_ended - sensors.call_since, state.at - sensors.call_ended
    is_sitting = isinstance(posture, Sitting) and posture.since <= sensors.call_since
    return length if is_sitting and length >= _LONG_CALL and since <= _CALL_TOLD else None


def _phase(state: State, away: bool) -> str:
    logged = state.logged
    if isinstance(logged.offer, Guiding):
        return "guiding"
    if away:
        return "away"
    if isinstance(logged.offer, Card) and not state.previewing():
        return "prompting"
    if logged.paused:
        return "paused"
    return "standing" if isinstance(logged.posture, Standing) else "sitting" if logged.posture else "away"


def _face(state: State, away: bool, break_waits: bool, long_sit: bool, session_waits: bool, sit_waits: bool) -> Face:
    logged = state.logged
    card = logged.offer if isinstance(logged.offer, Card) and not state.previewing() else None
    if logged.paused:
        return Face.PAUSED
    if away:
        return Face.AWAY
    if isinstance(logged.offer, Guiding):
        return Face.STANDING
    if card is not None and card.kind != "stand":
        return Face.OTHER_DUE
    if isinstance(logged.posture, Standing):
        return Face.OTHER_DUE if sit_waits else Face.STANDING
    if card is not None:
        return Face.DUE
    if long_sit:
        return Face.LONG_SIT
    if break_waits:
        return Face.DUE
    return Face.OTHER_DUE if session_waits else Face.SITTING


def status_record(status: Status, idle_source: str, not_kept: str | None = None) -> dict[str, object]:
    """The keys of `status --json`; seconds are whole. `not_kept` is a sentence while facts are not in the log yet."""

    def seconds(duration: timedelta | None) -> int | None:
        return None if duration is None else round(duration.total_seconds())

    return {
        "phase": status.phase,
        "sitting_s": seconds(status.sitting),
        "window_opens_s": seconds(status.opens_in),
        "window_closes_s": seconds(status.closes_in),
        "prompt": status.card.kind if status.card else None,
        "later_s": seconds(status.snooze_ends_in),
        "after_meeting": status.snoozed_after_meeting,
        "sit_due_s": seconds(status.sit_in),
        "break_waits": status.break_waits or status.sit_waits,
        "long_sit": status.long_sit,
        "standing_s": seconds(status.standing_for),
        "away_s": seconds(status.away_for),
        "question": [m.isoformat(timespec="seconds") for m in status.question] if status.question else None,
        "standing_question": status.standing_question,
        "can_undo": status.can_undo,
        "breaks_today": status.breaks_today,
        "pulses_today": status.pulses_today,
        "paused": status.paused,
        "paused_until": status.paused_until.isoformat(timespec="seconds") if status.paused_until else None,
        "call_until": status.call_until.isoformat(timespec="seconds") if status.call_until else None,
        "idle_source": idle_source,
        "not_kept": not_kept,
    }
