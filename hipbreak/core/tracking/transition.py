"""One pass through the door: the state being worked out, and the facts told on the way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.projection import tell
from hipbreak.core.tracking.state import Gone, Guiding, LoggedState, SensorState, Sitting, State


class Transition:
    """The working copy of a state: it lives inside one `step`, and the rules of the day write on it."""

    __slots__ = (
        "at",
        "coarse",
        "facts",
        "heard",
        "running",
        "senses",
        "settings",
        "story",
        "sure",
        "switched",
    )

    def __init__(self, state: State, settings: Settings) -> None:
        self.at: datetime = state.at
        self.running: bool = state.running
        self.heard: datetime | None = state.heard
        self.story: LoggedState = state.story
        self.senses: SensorState = state.senses or SensorState(state.at)
        self.settings = settings
        self.facts: list[Fact] = []
        self.coarse = False  # a coarse breakpoint is now
        self.switched = False  # a window switch is now
        self.sure = True  # no input came since the last one known, so idle thresholds can be counted on

    def state(self) -> State:
        """The frozen state at the end of the turn."""
        return State(self.at, self.running, self.heard, self.story, self.senses)

    def tell(self, fact: Fact) -> None:
        """Add a fact, and let the story follow."""
        self.facts.append(fact)
        self.story = tell(self.story, fact)

    def sense(self, **changes: Any) -> None:
        """Change what the desk says."""
        self.senses = replace(self.senses, **changes)

    @property
    def present_without_input(self) -> bool:
        """R3, and the guide: somebody is there although nothing is typed."""
        senses, story = self.senses, self.story
        return senses.call or senses.awake or story.call_until is not None or isinstance(story.offer, Guiding)

    def snooze_count(self, kind: str) -> int:
        """How often the prompt of this kind has been snoozed in a row."""
        return self.story.reminder.snooze_count if kind == "routine" else self.story.snooze_count

    def routine_meant(self) -> bool:
        """Whether a session of the programme is meant for today, by the day of the reminder's own offset (R18)."""
        moment = self.senses.routine_at
        return moment is not None and moment.date() == self.at.astimezone(moment.tzinfo).date()

    def routine_snoozed_until(self) -> datetime | None:
        """When the snoozed routine reminder comes back; None if it was not snoozed, or lapsed with its day."""
        reminder = self.story.reminder
        owed = self.routine_meant() and reminder.day == self.at.date()
        return reminder.returns_at if owed and reminder.snoozed else None

    def last_sign(self) -> datetime:
        """The last moment at which somebody was certainly at the desk."""
        senses = self.senses
        if senses.flowing:
            return self.at
        seen = senses.seen
        return senses.last_input if seen is None or seen < senses.last_input else seen

    def idle(self) -> timedelta:
        """Time since the last input."""
        return timedelta(0) if self.senses.flowing else self.at - self.senses.last_input

    def empty_chair(self) -> bool:
        """Whether a prompt would be shown to nobody (R10)."""
        senses = self.senses
        if senses.gone is not None or senses.locked or senses.suspended or isinstance(self.story.posture, Gone):
            return True
        if self.present_without_input:
            return False
        return self.at - self.last_sign() >= self.settings.unexplained_idle

    def blocked(self) -> bool:
        """R11: now nothing is shown."""
        senses, story = self.senses, self.story
        return (
            senses.call
            or story.call_until is not None
            or senses.fullscreen
            or senses.dnd
            or story.paused
            or isinstance(story.offer, Guiding)
            or not self.settings.working_hours.open_at(self.at)
        )

    def end_bout(self, end: datetime) -> None:
        """Tell the running bout, unless it has no length."""
        posture = self.story.posture
        if isinstance(posture, Sitting) and end > posture.since:
            self.tell(tracking_facts.Bout(self.at, posture.since, end))
