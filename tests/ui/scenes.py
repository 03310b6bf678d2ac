"""Moments of a day for the windows to show, each made by the real core from a few inputs."""

from datetime import UTC, datetime, timedelta

from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.reducer import initial_state, step
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.status import Status, status_of

SETTINGS = Settings()
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Scene:
    """A day played so far; every word moves it on."""

    def __init__(self, settings: Settings = SETTINGS) -> None:
        self.settings = settings
        self.state: State = initial_state(MORNING)
        self.take(inputs.Launch()).take(inputs.InputActive())

    def take(self, happening: inputs.Input, minutes: float = 0) -> "Scene":
        """This comes so many minutes later."""
        now = self.state.at + timedelta(minutes=minutes)
        self.state, _ = step(self.state, happening, now, self.settings)
        return self

    @property
    def now(self) -> datetime:
        return self.state.at

    @property
    def status(self) -> Status:
        return status_of(self.state, self.settings)


def sitting(minutes: float = 23, settings: Settings = SETTINGS) -> Scene:
    """At the desk for so long, without a pause."""
    return Scene(settings).take(inputs.Settle(), minutes)


def card(settings: Settings = SETTINGS) -> Scene:
    """45 minutes have passed, and the card is there."""
    return sitting(45, settings)


def cue() -> Scene:
    """An hour at the desk, standing for the last part of it: the gentler card."""
    return sitting(20).take(inputs.Stand()).take(inputs.Settle(), 40)


def routine() -> Scene:
    """The chosen time of a programme day: the routine's card."""
    scene = Scene()
    return scene.take(inputs.RoutineAt(scene.now + timedelta(minutes=20))).take(inputs.Settle(), 20)


def standing() -> Scene:
    return sitting().take(inputs.Stand()).take(inputs.Settle(), 4)


def away() -> Scene:
    return sitting().take(inputs.Lock()).take(inputs.Settle(), 12)


def paused(until: datetime | None = None) -> Scene:
    return sitting().take(inputs.Pause(until))


def in_call(minutes: float = 30) -> Scene:
    """The person said so, and nothing here can tell of input."""
    return sitting().take(inputs.Beat(None)).take(inputs.StartCall(timedelta(minutes=minutes)))


def away_by_word() -> Scene:
    return sitting().take(inputs.Beat(None)).take(inputs.Leave()).take(inputs.Settle(), 12)


def snoozed(times: int = 1) -> Scene:
    """Snoozed so many times; after the last one the card is there again."""
    scene = card()
    for _ in range(times):
        scene.take(inputs.Snooze()).take(inputs.Settle(), 5)
    return scene


def snoozing() -> Scene:
    """Snoozed, and the card is not back yet."""
    return card().take(inputs.Snooze()).take(inputs.Settle(), 1)


def guiding() -> Scene:
    return card().take(inputs.Start())


def long_sit() -> Scene:
    return card().take(inputs.Skip()).take(inputs.Settle(), 16)


def came_back() -> Scene:
    """Back from an absence that was credited as a break."""
    return away().take(inputs.Unlock())


def stood_for_long() -> Scene:
    """Standing for so long that it is asked about."""
    return sitting().take(inputs.Stand()).take(inputs.Settle(), 50)


def asked() -> Scene:
    """Nobody typed for three minutes, and the question is there."""
    return sitting().take(inputs.InputIdle()).take(inputs.InputActive(), 3)
