"""The working copy of a state inside one `step`, and the facts emitted so far."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.projection import apply
from hipbreak.core.tracking.state import (
    Absent,
    Guiding,
    LoggedState,
    SensorState,
    Sitting,
    SnoozedCard,
    Standing,
    State,
)

CALLS_APART = timedelta(minutes=5)
"""Calls with a shorter pause between them count as one (project default)."""
_SIT_AGAIN = timedelta(minutes=30)
"""After a declined "Time to sit" it comes again, or after the limit if that is shorter (project default)."""


class Transition:
    """The mutable state inside one `step`; the rules change it."""

    def __init__(self, state: State, settings: Settings) -> None:
        self.at: datetime = state.at
        self.running: bool = state.running
        self.last_alive: datetime | None = state.last_alive
        self.logged: LoggedState = state.logged
        self.sensors: SensorState = state.sensors or SensorState(state.at)
        self.settings = settings
        self.facts: list[Fact] = []
        self.coarse_breakpoint = False  # a coarse breakpoint is now
        self.window_switched = False  # a window switch is now
        self.input_known = True  # no input since the last known one, so idle thresholds are reliable

    def state(self) -> State:
        """The frozen state at the end of the step."""
        return State(self.at, self.running, self.last_alive, self.logged, self.sensors)

    def emit(self, fact: Fact) -> None:
        """Add a fact and apply it to the logged state."""
        self.facts.append(fact)
        self.logged = apply(self.logged, fact)

    def update_sensors(self, **changes: Any) -> None:
        """Change fields of the sensor state."""
        self.sensors = replace(self.sensors, **changes)

    @property
    def present_without_input(self) -> bool:
        """Whether the person counts as present although there is no input: R3, and the guide."""
        sensors, logged = self.sensors, self.logged
        on = sensors.call or sensors.awake or logged.call_until is not None or isinstance(logged.offer, Guiding)
        return on and self._within_presence_limit()

    @property
    def in_meeting(self) -> bool:
        """Whether a call is on, or a program keeps the screen awake, as meetings without a microphone do."""
        return self.sensors.call or self.sensors.awake or self.logged.call_until is not None

    def snooze_ends(self, card: SnoozedCard) -> datetime:
        """When a snoozed prompt comes back: at its time, or at the latest in which a meeting is believed (R3)."""
        return card.until if card.until is not None else card.since + self.settings.presence_limit

    def snooze_is_over(self, card: SnoozedCard) -> bool:
        """Whether the snoozed prompt is to come back, as soon as nothing blocks it."""
        if self.snooze_ends(card) <= self.at:
            return True
        return card.until is None and not self.in_meeting and not self.has_just_started

    @property
    def has_just_started(self) -> bool:
        """Whether the app started a moment ago: not everything may have been sensed yet."""
        return any(self.at < settled for settled in self.settled_after_start())

    def settled_after_start(self) -> tuple[datetime, ...]:
        """When the app will have run for a moment; nothing before its first start."""
        started = self.sensors.app_started
        return (started + self.settings.short_absence,) if started is not None else ()

    def _within_presence_limit(self) -> bool:
        """Whether the last input is recent enough for R3 to hold."""
        return self.unattended() < self.settings.presence_limit

    def snooze_count(self, kind: str) -> int:
        """How often the prompt of this kind has been snoozed in a row."""
        return self.logged.reminder.snooze_count if kind == "routine" else self.logged.snooze_count

    def begin_call(self) -> None:
        """A call has begun, sensed or declared; one soon after the last goes on with it."""
        ended = self.sensors.call_ended
        is_next = ended is not None and self.at - ended <= CALLS_APART
        self.update_sensors(call_since=self.sensors.call_since if is_next else self.at, call_ended=None)

    def session_due_today(self) -> bool:
        """Whether a session of the programme is due today, by the day of the reminder's own offset (R18)."""
        moment = self.sensors.routine_at
        return moment is not None and moment.date() == self.at.astimezone(moment.tzinfo).date()

    def routine_snoozed_until(self) -> datetime | None:
        """When the snoozed routine reminder comes back today; None if it was not snoozed, or lapsed with its day."""
        reminder = self.logged.reminder
        due = self.session_due_today() and reminder.last_day == self.at.date()
        returns = reminder.returns_at if due and reminder.snoozed else None
        return returns if returns is not None and returns.date() == self.at.date() else None

    def last_presence(self) -> datetime:
        """The last moment at which the person was certainly at the desk."""
        sensors = self.sensors
        if sensors.input_active:
            return self.at
        seen = sensors.last_presence
        if not self._within_presence_limit():
            return self.observed_input()
        return sensors.last_input if seen is None or seen < sensors.last_input else seen

    def idle(self) -> timedelta:
        """Time since the last input."""
        return timedelta(0) if self.sensors.input_active else self.at - self.sensors.last_input

    def observed_input(self) -> datetime:
        """The last input, also where that came before the start of the app, which counts as one (R3)."""
        sensors = self.sensors
        before = sensors.input_before_start
        return sensors.last_input if before is None or before == sensors.app_started else before

    def unattended(self) -> timedelta:
        """Time since that input."""
        observed = self.observed_input()
        return self.idle() if observed == self.sensors.last_input else self.at - observed

    def appears_absent(self) -> bool:
        """Whether the person seems not to be there to see a prompt (R10)."""
        sensors = self.sensors
        if (
            sensors.absent_since is not None
            or sensors.locked
            or sensors.suspended
            or isinstance(self.logged.posture, Absent)
        ):
            return True
        if self.unattended() > self.settings.presence_prompt_limit:
            return True
        return not self.present_without_input and (self.at - self.last_presence() >= self.settings.unexplained_idle)

    def blocked(self) -> bool:
        """Whether prompts are blocked now (R11)."""
        sensors, logged = self.sensors, self.logged
        return (
            sensors.call
            or logged.call_until is not None
            or sensors.fullscreen
            or sensors.dnd
            or logged.paused
            or isinstance(logged.offer, Guiding)
            or not self.settings.working_hours.open_at(self.at)
        )

    def sit_due(self) -> datetime | None:
        """When "Time to sit" falls due; None without a limit, and while not standing (R6)."""
        posture, limit, declined = self.logged.posture, self.settings.standing_limit, self.logged.declined_at
        if not limit or not isinstance(posture, Standing):
            return None
        due = posture.since + limit
        return due if declined is None or declined <= posture.since else max(due, declined + min(limit, _SIT_AGAIN))

    def within_spacing(self) -> bool:
        """Whether the last prompt was less than five minutes ago (R19)."""
        last = self.logged.last_prompt
        return last is not None and self.at - last < self.settings.spacing

    def held_back(self) -> bool:
        """Whether no prompt may come now, but for one to stand up that has waited (R10, R11, R19)."""
        return self.blocked() or self.appears_absent() or self.within_spacing()

    def end_bout(self, end: datetime) -> None:
        """Emit the running bout, unless it has no length."""
        posture = self.logged.posture
        if isinstance(posture, Sitting) and end > posture.since:
            self.emit(tracking_facts.Bout(self.at, posture.since, end))

    def end_bout_before_standing(self) -> None:
        """Emit the bout that ended when the person stood up, unless that was done already."""
        posture = self.logged.posture
        if isinstance(posture, Standing) and posture.bout_since is not None:
            self.emit(tracking_facts.Bout(self.at, posture.bout_since, posture.since))

    def end_standing(self, end: datetime) -> None:
        """Emit the standing that ended at `end` as a break; too short for one, as a part of the bout before (R6)."""
        posture = self.logged.posture
        if not isinstance(posture, Standing) or end < posture.since:
            return
        if end - posture.since >= self.settings.shortest_break:
            self.end_bout_before_standing()
            self.emit(tracking_facts.Break(self.at, posture.since, end, "confirmed", posture.how))
        elif end > posture.since or posture.bout_since is not None:
            self.emit(tracking_facts.Bout(self.at, self.bout_start_before_standing(posture), end))

    def bout_start_before_standing(self, posture: Standing) -> datetime:
        """The start of the bout that continues as if the person had not stood up."""
        return posture.bout_since if posture.bout_since is not None else self.start_of_joined_bout(posture.since)

    def start_of_joined_bout(self, start: datetime) -> datetime:
        """The start of the bout that ended at `start`; that bout is withdrawn, since the joined one replaces it."""
        before = next((p for p in self.logged.intervals if p.name == "bout" and p.end == start), None)
        if before is None:
            return start
        self.emit(tracking_facts.Corrected(self.at, "bout", before.start))
        return before.start
