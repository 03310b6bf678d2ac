"""What there is to show of a state: the tray's face, the figures of `status`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.state import Card, Gone, Guiding, SnoozedCard, Standing, State
from hipbreak.core.tracking.transition import Transition

_ZERO = timedelta(0)


class Face(Enum):
    """The shapes of the tray icon."""

    SITTING = "sitting"
    DUE = "due"
    STANDING = "standing"
    AWAY = "away"
    PAUSED = "paused"
    LONG_SIT = "long sit"


@dataclass(frozen=True, slots=True)
class Status:
    """One moment of the app, as tray, window and command line tell it; durations count from that moment."""

    phase: str  # sitting, standing, away, prompting, guiding or paused
    exercising: bool  # guiding, and through a routine
    face: Face
    fill: float  # how far the window's end has come, 0 to 1
    sitting: timedelta
    opens_in: timedelta | None  # zero once the window is open; None while nothing will be offered
    closes_in: timedelta | None
    card: Card | None  # not one that waits unseen
    snooze_ends_in: timedelta | None
    routine_snooze_ends_in: timedelta | None  # until a snoozed routine reminder comes back
    can_snooze: bool
    break_waits: bool
    long_sit: bool
    question: tuple[datetime, datetime] | None
    standing: bool
    standing_for: timedelta
    away_for: timedelta
    paused: bool
    paused_until: datetime | None
    call_until: datetime | None  # by the person's word
    away_by_word: bool
    cannot_tell: bool  # nothing here tells of input, so leaving has to be said
    breaks_today: int
    pulses_today: int


def status_of(state: State, settings: Settings) -> Status:
    """What `state` looks like, at its own moment."""
    story, at = state.story, state.at
    posture, offer = story.posture, None if state.considering() else story.offer
    turn = Transition(state, settings)
    sitting = state.sitting()
    opens, _, _, closes = settings.window()
    base = story.base
    free = base is not None and not isinstance(offer, Card | Guiding)
    opens_in = max(base + opens - at, _ZERO) if free and base is not None else None
    closes_in = max(base + closes - at, _ZERO) if free and base is not None else None
    if isinstance(offer, SnoozedCard) and offer.kind == "stand":
        opens_in = closes_in = max(offer.until - at, _ZERO)
    overdue = closes_in == _ZERO or turn.senses.due is not None
    break_waits = free and overdue and (turn.blocked() or turn.empty_chair())
    long_sit = sitting >= settings.long_sit
    senses = turn.senses
    away = isinstance(posture, Gone) or senses.locked or senses.suspended or senses.away
    comes = turn.routine_snoozed_until()
    tally = story.tally if story.tally and story.tally.day == at.date() else None
    return Status(
        phase=_phase(state, away),
        exercising=isinstance(offer, Guiding) and offer.kind == "routine",
        face=_face(state, away, break_waits, long_sit),
        fill=min(1.0, (at - base) / closes) if base is not None else 0.0,
        sitting=sitting,
        opens_in=opens_in,
        closes_in=closes_in,
        card=offer if isinstance(offer, Card) else None,
        snooze_ends_in=max(offer.until - at, _ZERO) if isinstance(offer, SnoozedCard) else None,
        routine_snooze_ends_in=max(comes - at, _ZERO) if comes is not None else None,
        can_snooze=turn.snooze_count(offer.kind if isinstance(offer, Card) else "stand") < settings.later_in_a_row,
        break_waits=break_waits,
        long_sit=long_sit,
        question=story.question,
        standing=isinstance(posture, Standing),
        standing_for=at - posture.since if isinstance(posture, Standing) else _ZERO,
        away_for=at - posture.since if isinstance(posture, Gone) else at - senses.gone if senses.gone else _ZERO,
        paused=story.paused,
        paused_until=story.paused_until,
        call_until=story.call_until,
        away_by_word=senses.away,
        cannot_tell=senses.blind,
        breaks_today=tally.breaks if tally else 0,
        pulses_today=tally.pulses if tally else 0,
    )


def _phase(state: State, away: bool) -> str:
    story = state.story
    if isinstance(story.offer, Guiding):
        return "guiding"
    if away:
        return "away"
    if isinstance(story.offer, Card) and not state.considering():
        return "prompting"
    if story.paused:
        return "paused"
    return "standing" if isinstance(story.posture, Standing) else "sitting" if story.posture else "away"


def _face(state: State, away: bool, break_waits: bool, long_sit: bool) -> Face:
    story = state.story
    if story.paused:
        return Face.PAUSED
    if away:
        return Face.AWAY
    if isinstance(story.posture, Standing) or isinstance(story.offer, Guiding):
        return Face.STANDING
    if isinstance(story.offer, Card) and not state.considering():
        return Face.DUE
    if long_sit:
        return Face.LONG_SIT
    return Face.DUE if break_waits else Face.SITTING


def status_record(status: Status, idle_source: str) -> dict[str, object]:
    """The keys of `status --json`; seconds are whole."""

    def seconds(duration: timedelta | None) -> int | None:
        return None if duration is None else round(duration.total_seconds())

    return {
        "phase": status.phase,
        "sitting_s": seconds(status.sitting),
        "window_opens_s": seconds(status.opens_in),
        "window_closes_s": seconds(status.closes_in),
        "prompt": status.card.kind if status.card else None,
        "later_s": seconds(status.snooze_ends_in),
        "break_waits": status.break_waits,
        "long_sit": status.long_sit,
        "standing_s": seconds(status.standing_for),
        "away_s": seconds(status.away_for),
        "question": [m.isoformat(timespec="seconds") for m in status.question] if status.question else None,
        "breaks_today": status.breaks_today,
        "pulses_today": status.pulses_today,
        "paused": status.paused,
        "paused_until": status.paused_until.isoformat(timespec="seconds") if status.paused_until else None,
        "call_until": status.call_until.isoformat(timespec="seconds") if status.call_until else None,
        "idle_source": idle_source,
    }
