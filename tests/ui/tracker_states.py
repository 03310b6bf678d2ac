"""States of a day for the windows to show, each computed by the real core from a few inputs."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import Status, status_of

SETTINGS = Settings()
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Tracker:
    """The state of a day so far, advanced by inputs."""

    def __init__(self, settings: Settings = SETTINGS) -> None:
        self.settings = settings
        self.state: State = initial_state(MORNING)
        self.apply(inputs.Launch()).apply(inputs.InputActive())

    def apply(self, event: inputs.Input, minutes: float = 0) -> "Tracker":
        """Apply an input after so many minutes."""
        now = self.state.at + timedelta(minutes=minutes)
        self.state, _ = step(self.state, event, now, self.settings)
        return self

    @property
    def now(self) -> datetime:
        return self.state.at

    @property
    def status(self) -> Status:
        return status_of(self.state, self.settings)


def sitting(minutes: float = 23, settings: Settings = SETTINGS) -> Tracker:
    """Sitting for so long, without a break."""
    return Tracker(settings).apply(inputs.Settle(), minutes)


def card(settings: Settings = SETTINGS) -> Tracker:
    """45 minutes have passed, and the card is shown."""
    return sitting(45, settings)


def cue() -> Tracker:
    """An hour at the desk, standing for the last part of it: the card of the hourly cue."""
    return sitting(20).apply(inputs.Stand()).apply(inputs.Settle(), 40)


def routine() -> Tracker:
    """The chosen time of a day of the programme: the card of a session."""
    tracker = Tracker()
    return tracker.apply(inputs.RoutineAt(tracker.now + timedelta(minutes=20))).apply(inputs.Settle(), 20)


def folded_session() -> Tracker:
    """The card of a session was not answered."""
    return routine().apply(inputs.Settle(), 2)


def standing() -> Tracker:
    return sitting().apply(inputs.Stand()).apply(inputs.Settle(), 4)


def time_to_sit() -> Tracker:
    """The limit of standing is reached, and the card is shown."""
    settings = replace(SETTINGS, standing_limit=timedelta(minutes=50))
    return sitting(23, settings).apply(inputs.Stand()).apply(inputs.Settle(), 50)


def standing_with_limit() -> Tracker:
    settings = replace(SETTINGS, standing_limit=timedelta(minutes=50))
    return sitting(23, settings).apply(inputs.Stand()).apply(inputs.Settle(), 12)


def away() -> Tracker:
    return sitting().apply(inputs.Lock()).apply(inputs.Settle(), 12)


def paused(until: datetime | None = None) -> Tracker:
    return sitting().apply(inputs.Pause(until))


def in_call() -> Tracker:
    """In a call by command, with an unknown idle time."""
    return sitting().apply(inputs.Beat(None)).apply(inputs.StartCall(timedelta(minutes=30)))


def declared_away() -> Tracker:
    return sitting().apply(inputs.Beat(None)).apply(inputs.Leave()).apply(inputs.Settle(), 12)


def snoozed(times: int = 1) -> Tracker:
    """Snoozed so many times; the card is shown again after the last one."""
    tracker = card()
    for _ in range(times):
        tracker.apply(inputs.Snooze()).apply(inputs.Settle(), 5)
    return tracker


def snoozing() -> Tracker:
    """Snoozed, and the card is not shown again yet."""
    return card().apply(inputs.Snooze()).apply(inputs.Settle(), 1)


def guiding() -> Tracker:
    return card().apply(inputs.Start())


def long_sit() -> Tracker:
    return card().apply(inputs.Skip()).apply(inputs.Settle(), 16)


def came_back() -> Tracker:
    """Back from an absence that was credited as a break."""
    return away().apply(inputs.Unlock())


def stood_for_long() -> Tracker:
    """Standing for so long that it is asked about."""
    return sitting().apply(inputs.Stand()).apply(inputs.Settle(), 50)


def absence_question() -> Tracker:
    """No input for three minutes, and the question about it is shown."""
    return sitting().apply(inputs.InputIdle()).apply(inputs.InputActive(), 3)
