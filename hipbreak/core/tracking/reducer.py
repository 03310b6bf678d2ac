"""The reducer: `step(state, event, now, settings)` gives the next state and its facts, live as in replay."""

from datetime import datetime, timedelta, timezone

from msgspec.structs import replace

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import command_handlers, corrections, desk, inputs, presence, prompts
from hipbreak.core.tracking.projection import shift
from hipbreak.core.tracking.state import Absent, SensorState, Standing, State
from hipbreak.core.tracking.transition import Transition

_NEW_INPUT = timedelta(seconds=0.5)  # two readings of the same input differ by the time it takes to read them
_PROOFS = ("call", "awake")
_CLOSING_GUIDE = (
    inputs.Leave, inputs.ConfirmAbsence, inputs.LogBreak, inputs.LogBreakBetween, inputs.Undo, inputs.RevertToSitting,
)  # fmt: skip


def initial_state(at: datetime) -> State:
    """The state of an app that has never run; its first input should be a Launch."""
    return State(_with_fixed_offset(at))


def step(state: State, event: inputs.Input, now: datetime, settings: Settings) -> tuple[State, tuple[Fact, ...]]:
    """Settle everything that fell due up to `now`, then apply `event`.

    `now` is aware. A `now` before the state's own moment counts as that moment: time does not run backwards
    here, and a wall clock that was set back comes as ClockSet. Raises Refused for a command that does not fit;
    the state then stays as it was, and Present should follow.
    """
    transition = Transition(state, settings)
    now = max(_with_fixed_offset(now), state.at)
    if isinstance(event, inputs.Beat):
        _beat(transition, event.idle, now)
    else:
        _advance(transition, now)
        _apply(transition, event)
    if transition.running:
        _settle(transition)
    elif isinstance(event, inputs.Settle):
        presence.end_unobserved(transition)
    return transition.state(), tuple(transition.facts)


def next_moment(state: State, settings: Settings) -> datetime | None:
    """The next moment at which time alone may change something; None if there is none."""
    return _next(Transition(state, settings), None) if state.running else None


def _with_fixed_offset(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its offset from UTC")
    return moment if isinstance(moment.tzinfo, timezone) else moment.replace(tzinfo=timezone(offset))


def _advance(transition: Transition, until: datetime) -> None:
    zone = transition.at.tzinfo
    while transition.running:
        moment = _next(transition, until)
        if moment is None:
            break
        transition.at = moment if moment.tzinfo is zone else moment.astimezone(zone)
        _settle(transition)
    transition.at = until


def _next(transition: Transition, until: datetime | None) -> datetime | None:
    at, best = transition.at, until
    found = False
    for moment in _moments(transition):
        if moment > at and (best is None or moment <= best):
            best, found = moment, True
    return best if found else None


def _moments(transition: Transition) -> list[datetime]:
    sensors, settings, logged = transition.sensors, transition.settings, transition.logged
    away = logged.posture is None or isinstance(logged.posture, Absent)
    if away:
        return [moment for moment in (logged.paused_until, logged.call_until) if moment is not None]
    found, posture = prompts.next_moments(transition), logged.posture
    if isinstance(posture, Standing):
        found += (posture.since + settings.shortest_break, posture.since + settings.standing_question_after)
        if (due := transition.sit_due()) is not None:
            found.append(due)
    if sensors.desk_due is not None:
        found.append(sensors.desk_due)
    if sensors.absent_since is not None:
        found.append(sensors.absent_since + settings.short_absence)
    if not sensors.input_active:
        found.append(transition.observed_input() + settings.presence_limit)
        if not transition.present_without_input:
            found.append(transition.last_presence() + settings.idle_limit)
    return found


def _settle(transition: Transition) -> None:
    prompts.settle_call(transition)
    presence.settle_absence(transition)
    desk.settle_desk(transition)
    presence.settle_standing(transition)
    prompts.settle_pause(transition)
    prompts.settle_card(transition)
    prompts.settle_offers(transition)
    transition.coarse_breakpoint = transition.window_switched = False


def _beat(transition: Transition, idle: timedelta | None, now: datetime) -> None:
    last_alive = transition.at
    if not transition.running:
        transition.at = now
        return
    if now - last_alive >= transition.settings.short_absence:
        was_present = transition.present_without_input
        transition.at = now
        input_since = idle is None or now - idle - last_alive > _NEW_INPUT
        presence.bridge_gap(transition, last_alive, input_since, was_present)
        return
    if transition.sensors.no_idle_source != (idle is None):
        transition.update_sensors(no_idle_source=idle is None)
    if idle is None:
        _advance(transition, now)
        if not transition.sensors.away:  # a declared absence ends by a command only
            presence.note_input(transition, continues=True)
        return
    if transition.sensors.input_active:
        transition.update_sensors(input_active=False, last_input=last_alive)
    last = now - idle
    before_start = transition.sensors.input_before_start
    if before_start is not None and last < before_start:
        transition.update_sensors(input_before_start=last)
    if presence.is_leaving(transition, last):
        transition.update_sensors(last_input=max(last, transition.sensors.last_input))
    elif last - transition.sensors.last_input > _NEW_INPUT:
        transition.input_known = False  # of the input between two readings only the last is known
        _advance(transition, max(last, last_alive))
        presence.note_input(transition, continues=False)
        _settle(transition)
        transition.input_known = True
    _advance(transition, now)


def _apply(transition: Transition, event: inputs.Input) -> None:
    if isinstance(event, inputs.Command):
        if not transition.running:
            raise inputs.Refused(_("Hipbreak is not running."))
        if not (isinstance(event, inputs.Leave) and transition.sensors.away):
            presence.note_input(transition, transition.sensors.input_active)
        _handle_command(transition, event)
    elif transition.running or isinstance(event, inputs.Launch | inputs.ClockSet):
        _handle_observation(transition, event)
    else:
        _handle_observation_while_stopped(transition, event)


def _handle_command(transition: Transition, command: inputs.Command) -> None:  # noqa: PLR0912 - one branch a command
    if isinstance(command, _CLOSING_GUIDE):
        command_handlers.close_guide(transition)
    match command:
        case inputs.Start(kind):
            command_handlers.start(transition, kind)
        case inputs.Preview():
            command_handlers.preview(transition)
        case inputs.Finish(held):
            command_handlers.finish(transition, held, stopped=False)
        case inputs.Abandon(held):
            command_handlers.finish(transition, held, stopped=True)
        case inputs.Snooze(delay, after_meeting):
            command_handlers.snooze(transition, delay, after_meeting)
        case inputs.Skip():
            command_handlers.skip(transition)
        case inputs.Stand():
            command_handlers.stand(transition)
        case inputs.StayUp():
            command_handlers.stay_up(transition)
        case inputs.Sit():
            command_handlers.sit(transition)
        case inputs.Pause(until):
            command_handlers.pause(transition, until)
        case inputs.Resume():
            command_handlers.resume(transition)
        case inputs.StartCall(length):
            command_handlers.start_call(transition, length)
        case inputs.EndCall():
            command_handlers.end_call(transition)
        case inputs.Leave():
            presence.leave(transition, "away")
        case inputs.ConfirmAbsence():
            command_handlers.confirm_absence(transition)
        case inputs.LogBreak(ago, length):
            corrections.log_break(transition, ago, length)
        case inputs.LogBreakBetween(start, end):
            corrections.log_break_between(transition, start, end)
        case inputs.RecordFact(fact, when):
            transition.emit(replace(fact, at=transition.at if when is None else min(when, transition.at)))
        case inputs.Undo():
            corrections.undo_break(transition)
        case inputs.RevertToSitting(start):
            corrections.revert_to_sitting(transition, start)


def _handle_observation_while_stopped(transition: Transition, observation: inputs.Input) -> None:
    """While the app does not run only the sensor values are kept; they take effect at its start."""
    match observation:
        case inputs.Lock() | inputs.Unlock():
            transition.update_sensors(locked=isinstance(observation, inputs.Lock))
        case inputs.Suspend() | inputs.Wake():
            transition.update_sensors(suspended=isinstance(observation, inputs.Suspend))
        case inputs.BusyChanged(what, on):
            transition.update_sensors(**{what: on})
        case inputs.RoutineAt(moment):
            transition.update_sensors(routine_at=moment)


def _handle_observation(transition: Transition, observation: inputs.Input) -> None:  # noqa: PLR0912 - one branch each
    match observation:
        case inputs.Launch(last_alive, idle):
            presence.launch(transition, last_alive, idle)
        case inputs.Halt():
            presence.halt(transition)
        case inputs.InputActive():
            presence.note_input(transition, continues=True)
        case inputs.InputIdle():
            presence.note_input(transition, continues=False)
        case inputs.Lock():
            presence.leave(transition, "locked")
        case inputs.Unlock():
            presence.return_from(transition, "locked")
        case inputs.Suspend():
            presence.leave(transition, "suspended")
        case inputs.Wake():
            presence.return_from(transition, "suspended")
        case inputs.WindowSwitch():
            transition.window_switched = True
        case inputs.DeskReport(posture):
            desk.note_report(transition, posture)
        case inputs.BusyChanged(what, on):
            _set_busy(transition, what, on)
        case inputs.RoutineAt(moment):
            transition.update_sensors(routine_at=moment)
        case inputs.BreakElsewhere(start, end):
            corrections.take_over_break(transition, start, end)
        case inputs.ClockSet(by):
            _set_clock(transition, by)


def _set_busy(transition: Transition, what: str, on: bool) -> None:
    if getattr(transition.sensors, what) == on:
        return
    transition.update_sensors(**{what: on})
    if what == "call":
        if on:
            transition.begin_call()
        else:
            transition.update_sensors(call_ended=transition.at)
    if what in _PROOFS and not on:
        transition.update_sensors(last_presence=transition.at)
    if what in ("call", "fullscreen") and not on:
        transition.coarse_breakpoint = True


def _set_clock(transition: Transition, by: timedelta) -> None:
    transition.emit(tracking_facts.Reclocked(transition.at, by))
    transition.at += by
    moved = tuple(n for n in SensorState.__struct_fields__ if isinstance(getattr(transition.sensors, n), datetime))
    transition.sensors = shift(transition.sensors, by, moved)
