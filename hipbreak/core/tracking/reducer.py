"""The one door: `step(state, input, now, settings)` gives the next state and the facts, live as in replay."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking import command_handlers, corrections, inputs, presence, prompts
from hipbreak.core.tracking.projection import shift
from hipbreak.core.tracking.state import Gone, SensorState, State
from hipbreak.core.tracking.transition import Transition

_NEW_INPUT = timedelta(seconds=0.5)  # two readings of the same input differ by the time it takes to read them
_PROOFS = ("call", "awake")


def begin(at: datetime) -> State:
    """The state of an app that has never run; the first input it takes should be a Launch."""
    return State(_fixed(at))


def step(state: State, happening: inputs.Input, now: datetime, settings: Settings) -> tuple[State, tuple[Fact, ...]]:
    """Settle everything that fell due up to `now`, then let `happening` take effect.

    `now` is aware. A `now` before the state's own moment counts as that moment: time does not run backwards
    here, and a wall clock that was set back comes as ClockSet. Raises Refused when the person's word does not
    fit; the state then stays as it was, and Present is to follow.
    """
    turn = Transition(state, settings)
    now = max(_fixed(now), state.at)
    if isinstance(happening, inputs.Beat):
        _beat(turn, happening.idle, now)
    else:
        _advance(turn, now)
        _take(turn, happening)
    if turn.running:
        _settle(turn)
    elif isinstance(happening, inputs.Settle):
        presence.close_books(turn)
    return turn.state(), tuple(turn.facts)


def next_moment(state: State, settings: Settings) -> datetime | None:
    """When the passing of time alone may next change something; None while nothing is to come."""
    return _next(Transition(state, settings), None) if state.running else None


def _fixed(moment: datetime) -> datetime:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs its offset from UTC")
    return moment if isinstance(moment.tzinfo, timezone) else moment.replace(tzinfo=timezone(offset))


def _advance(turn: Transition, until: datetime) -> None:
    zone = turn.at.tzinfo
    while turn.running:
        moment = _next(turn, until)
        if moment is None:
            break
        turn.at = moment if moment.tzinfo is zone else moment.astimezone(zone)
        _settle(turn)
    turn.at = until


def _next(turn: Transition, until: datetime | None) -> datetime | None:
    at, best = turn.at, until
    found = False
    for moment in _moments(turn):
        if moment > at and (best is None or moment <= best):
            best, found = moment, True
    return best if found else None


def _moments(turn: Transition) -> list[datetime]:
    senses, settings = turn.senses, turn.settings
    away = turn.story.posture is None or isinstance(turn.story.posture, Gone)
    if away:
        return [moment for moment in (turn.story.paused_until, turn.story.call_until) if moment is not None]
    found = prompts.moments(turn)
    if senses.gone is not None:
        found.append(senses.gone + settings.short_absence)
    if not senses.flowing and not turn.present_without_input:
        found.append(turn.last_sign() + settings.idle_limit)
    return found


def _settle(turn: Transition) -> None:
    prompts.settle_call(turn)
    presence.settle_absence(turn)
    prompts.settle_pause(turn)
    prompts.settle_card(turn)
    prompts.settle_offers(turn)
    turn.coarse = turn.switched = False


def _beat(turn: Transition, idle: timedelta | None, now: datetime) -> None:
    heard = turn.at
    if not turn.running:
        turn.at = now
        return
    if now - heard >= turn.settings.short_absence:
        turn.at = now
        presence.hole(turn, heard, back=idle is None or now - idle - heard > _NEW_INPUT)
        return
    if turn.senses.blind != (idle is None):
        turn.sense(blind=idle is None)
    if idle is None:
        _advance(turn, now)
        if not turn.senses.away:  # whoever said so has to say the return
            presence.input_seen(turn, flows=True)
        return
    if turn.senses.flowing:
        turn.sense(flowing=False, last_input=heard)
    last = now - idle
    if presence.is_leaving(turn, last):
        turn.sense(last_input=max(last, turn.senses.last_input))
    elif last - turn.senses.last_input > _NEW_INPUT:
        turn.sure = False  # what came between two readings is unknown, but for its end
        _advance(turn, max(last, heard))
        presence.input_seen(turn, flows=False)
        _settle(turn)
        turn.sure = True
    _advance(turn, now)


def _take(turn: Transition, happening: inputs.Input) -> None:
    if isinstance(happening, inputs.Command):
        if not turn.running:
            raise inputs.Refused(_("Hipbreak is not running."))
        if not (isinstance(happening, inputs.Leave) and turn.senses.away):
            presence.input_seen(turn, turn.senses.flowing)
        _obey(turn, happening)
    elif turn.running or isinstance(happening, inputs.Launch | inputs.ClockSet):
        _notice(turn, happening)
    else:
        _find(turn, happening)


def _obey(turn: Transition, command: inputs.Command) -> None:  # noqa: PLR0912 - one branch a word
    if isinstance(command, inputs.Leave | inputs.Yes | inputs.LogBreak | inputs.WasUp | inputs.Undo | inputs.TakeBack):
        command_handlers.close_guide(turn)
    match command:
        case inputs.Start(kind):
            command_handlers.start(turn, kind)
        case inputs.Consider():
            command_handlers.consider(turn)
        case inputs.Finish(held):
            command_handlers.finish(turn, held, stopped=False)
        case inputs.Abandon(held):
            command_handlers.finish(turn, held, stopped=True)
        case inputs.Snooze(delay):
            command_handlers.snooze(turn, delay)
        case inputs.Skip():
            command_handlers.skip(turn)
        case inputs.Stand():
            command_handlers.stand(turn)
        case inputs.Sit():
            command_handlers.sit(turn)
        case inputs.Pause(until):
            command_handlers.pause(turn, until)
        case inputs.Resume():
            command_handlers.resume(turn)
        case inputs.Call(length):
            command_handlers.call(turn, length)
        case inputs.EndCall():
            command_handlers.end_call(turn)
        case inputs.Leave():
            presence.gone(turn, "away")
        case inputs.Yes():
            command_handlers.yes(turn)
        case inputs.LogBreak(ago, length):
            corrections.log_break(turn, ago, length)
        case inputs.WasUp(start, end):
            corrections.was_up(turn, start, end)
        case inputs.Note(fact, when):
            turn.tell(replace(fact, at=turn.at if when is None else min(when, turn.at)))
        case inputs.Undo():
            corrections.undo(turn)
        case inputs.TakeBack(start):
            corrections.take_back(turn, start)


def _find(turn: Transition, signal: inputs.Input) -> None:
    """What happens while the app is not running is only found when it starts: how things are, not when they came."""
    match signal:
        case inputs.Lock() | inputs.Unlock():
            turn.sense(locked=isinstance(signal, inputs.Lock))
        case inputs.Suspend() | inputs.Wake():
            turn.sense(suspended=isinstance(signal, inputs.Suspend))
        case inputs.Busy(what, on):
            turn.sense(**{what: on})
        case inputs.RoutineAt(moment):
            turn.sense(routine_at=moment)


def _notice(turn: Transition, signal: inputs.Input) -> None:
    match signal:
        case inputs.Launch(heard):
            presence.launch(turn, heard)
        case inputs.Halt():
            presence.halt(turn)
        case inputs.InputFlows():
            presence.input_seen(turn, flows=True)
        case inputs.InputEnds():
            presence.input_ends(turn)
        case inputs.Lock():
            presence.gone(turn, "locked")
        case inputs.Unlock():
            presence.back(turn, "locked")
        case inputs.Suspend():
            presence.gone(turn, "suspended")
        case inputs.Wake():
            presence.back(turn, "suspended")
        case inputs.WindowSwitch():
            turn.switched = True
        case inputs.Busy(what, on):
            _busy(turn, what, on)
        case inputs.RoutineAt(moment):
            turn.sense(routine_at=moment)
        case inputs.ClockSet(by):
            _reclock(turn, by)


def _busy(turn: Transition, what: str, on: bool) -> None:
    if getattr(turn.senses, what) == on:
        return
    turn.sense(**{what: on})
    if what in _PROOFS and not on:
        turn.sense(seen=turn.at)
    if what in ("call", "fullscreen") and not on:
        turn.coarse = True


def _reclock(turn: Transition, by: timedelta) -> None:
    turn.tell(tracking_facts.Reclocked(turn.at, by))
    turn.at += by
    moved = tuple(n for n in SensorState.__slots__ if isinstance(getattr(turn.senses, n), datetime))
    turn.senses = shift(turn.senses, by, moved)
