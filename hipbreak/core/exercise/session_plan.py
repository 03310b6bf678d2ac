"""Build the steps of a session from a routine and options, and compute its length."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import accumulate
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from hipbreak.core.exercise import routine_text
from hipbreak.core.exercise.routine import Block, Cue, Move, Range, Routine, SetUp
from hipbreak.core.exercise.routine import MoveKind as Moves
from hipbreak.core.exercise.routine_variants import gentle, with_blocks, with_numbers, with_weight
from hipbreak.core.exercise.session_steps import Side, Step, StepKind, StepPart, length, scaled

_ZERO = timedelta(0)
_SET_UP_KINDS = (StepKind.SET_UP, StepKind.CHANGE)


class RoutineOptions(Struct, frozen=True):
    """The person's choices for a routine; `numbers` as for `with_numbers`."""

    first_side: Side = Side.RIGHT  # the source's example (S2)
    gentle: bool = False
    gentler: float = 1.0  # in gentle mode: the share of the lowest hold, 0 to 1 (C4, on request)
    weight: bool = False
    numbers: tuple[tuple[str, float], ...] = ()
    blocks: tuple[str, ...] | None = None  # optional blocks to do; None for the defaults
    breath: timedelta | None = None  # the length of a slow breath, in and out; None for the routine's own
    rest: timedelta | None = None  # between holds, clamped to 10-30 s (I9)
    countdown: timedelta = timedelta(seconds=5)  # before a hold; it is the end of the rest where there is one
    change: timedelta | None = None  # what changing sides is reckoned to take
    start_delay: timedelta = _ZERO  # to get from the keyboard to the couch
    auto_advance: bool = True  # False: wait for a key after each set-up too, as at every change of side
    speed: float = 1.0  # for everything that is not a hold, 0.5 to 2


class RoutineLengths(Struct, frozen=True):
    """The length of a session by what the time is for."""

    exercise: timedelta
    rests: timedelta
    set_up: timedelta

    @property
    def without_set_up(self) -> timedelta:
        """Exercise and rests: the length to which the programme's numbers refer."""
        return self.exercise + self.rests

    @property
    def total(self) -> timedelta:
        """From the first step to the last."""
        return self.without_set_up + self.set_up


def apply_options(routine: Routine, options: RoutineOptions) -> Routine:
    """The routine with these options applied."""
    routine = with_numbers(with_blocks(routine, options.blocks), dict(options.numbers))
    if options.gentle:
        routine = gentle(routine, options.gentler)
    return with_weight(routine) if options.weight else routine


def build(routine: Routine, options: RoutineOptions | None = None) -> tuple[Step, ...]:
    """The steps of a session; every second of it belongs to exactly one."""
    options = options or RoutineOptions()
    routine = apply_options(routine, options)
    steps = [step for block in routine.blocks for step in _block_steps(block, options)]
    if options.start_delay:
        first, cue = steps[0], routine_text.get_ready()
        delay = _step(StepKind.SET_UP, options.start_delay, first.picture, side=first.side, cue=cue)
        speech = routine_text.announcement(None, delay.verb, cue=cue)
        steps.insert(0, replace(delay, speech=speech, block=first.block))
    stations = accumulate(step.station for step in steps)
    numbered = (replace(step, station=n) for step, n in zip(steps, stations, strict=True))
    return scaled(numbered, options.speed)


GET_UP = timedelta(seconds=4)
"""The time to get up before the count of a break starts (project default)."""


def break_steps(routine: Routine, total: timedelta | None = None, get_up: bool = False) -> tuple[Step, ...]:
    """The steps of a guided stand-up break; all count as exercise but getting up, if asked, and none waits for a key.

    With `total`, the holds keep their length, up to half of it, and the other steps share the rest.
    """
    steps = build(routine)
    held = hold = length(step for step in steps if step.kind is StepKind.HOLD)
    others = rest = length(steps) - held
    if total is not None:
        hold = min(held, total / 2)
        rest = total - hold
    found: list[Step] = []
    for station, step in enumerate(steps):
        kind, time, of = step.kind, rest, others
        if kind is StepKind.HOLD:
            time, of = hold, held
        elif kind is StepKind.TIMED:  # a tone for the release, none before the hold
            kind = StepKind.RELEASE if found and found[-1].kind is StepKind.HOLD else StepKind.SET_UP
        time = time * (step.length / of) if of else _ZERO
        cue = routine_text.next_side(step.side) if kind is StepKind.CHANGE and step.side else step.cue
        speech = routine_text.announcement(step.side, step.verb, cue=cue)
        played = replace(step, kind=kind, part=StepPart.EXERCISE, length=time, cue=cue, speech=speech, waits=False)
        found.append(replace(played, station=station + 1))
    if get_up:
        verb, cue = routine_text.get_up()
        speech = routine_text.announcement(None, verb, cue=cue)
        first = found[0]
        getting_up = Step(StepKind.SET_UP, StepPart.SET_UP, GET_UP, first.picture, verb, cue, speech=speech)
        found.insert(0, replace(getting_up, block=first.block, move=first.move))
    return tuple(found)


@lru_cache(maxsize=32)
def lengths(routine: Routine, options: RoutineOptions | None = None) -> RoutineLengths:
    """How long the session takes with these options."""
    steps = build(routine, options)
    exercise, rests, set_up = (length(s for s in steps if s.part is part) for part in StepPart)
    return RoutineLengths(exercise, rests, set_up)


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def _times(number: Range) -> int:
    return round(number.default)


def _step(
    kind: StepKind, time: timedelta, picture: str, *, verb: str = "", cue: str = "", side: Side | None = None
) -> Step:
    """A step that opens a station (1, summed up later) and is set-up time, unless changed."""
    verb = routine_text.translate(verb) or routine_text.verb(kind)
    return Step(kind, StepPart.SET_UP, time, picture, verb, cue, side=side, station=1)


def _block_steps(block: Block, options: RoutineOptions) -> Iterator[Step]:
    sides = (options.first_side, options.first_side.other) if block.sides else (None,)
    feel = routine_text.translate(block.feel.text) if block.feel else ""
    for nth, side in enumerate(sides):
        for step in (*_set_up_steps(block, side, nth, options), *_exercise_steps(block, side, options)):
            felt = () if step.kind in _SET_UP_KINDS or not block.feel else block.feel.ids
            yield replace(step, block=block.name, feel=feel, ids=tuple(dict.fromkeys((*step.ids, *felt))))


def _set_up_steps(block: Block, side: Side | None, nth: int, options: RoutineOptions) -> Iterator[Step]:
    """The set-up before the first side, and the change and the short set-up before the other."""
    waits = not options.auto_advance
    preparing = block.set_up
    if nth and side:
        picture = (block.again or block.set_up[0] if block.set_up else block.moves[0]).picture
        time = _seconds(block.change) if options.change is None else options.change
        turn = routine_text.translate(block.turn)
        change = _step(StepKind.CHANGE, time, picture, cue=routine_text.change_cue(side, turn), side=side)
        yield replace(change, speech=routine_text.change_announcement(side, turn), title=change.verb, waits=True)
        preparing = (block.again,) if block.again else block.set_up
    for number, part in enumerate(preparing):
        title, last = routine_text.translate(block.title), waits and part is preparing[-1]
        yield replace(_set_up_step(part, side), title=title, waits=last, station=int(not number))


def _set_up_step(part: SetUp, side: Side | None) -> Step:
    text = routine_text.fill_sides(part.text, side)
    step = _step(StepKind.SET_UP, _seconds(part.seconds), part.picture, verb=part.verb, cue=text, side=side)
    return replace(step, speech=routine_text.announcement(None, step.verb, cue=text), ids=part.ids)


def _exercise_steps(block: Block, side: Side | None, options: RoutineOptions) -> Iterator[Step]:
    for _ in range(_times(block.rounds)):
        for move in block.moves:
            moving = {Moves.BREATHS: _breaths, Moves.PRESS: _presses, Moves.HOLD: _holds}.get(move.kind, _repetitions)
            for step in moving(move, side, options):
                title = step.title or routine_text.translate(move.title)
                yield replace(step, title=title, move=move.name, ids=(*move.ids, *step.ids))


def _exercise_step(
    move: Move, kind: StepKind, side: Side | None, time: float, count: tuple[int, int], verb: str, cue: Cue | None
) -> Step:
    off = kind in (StepKind.OUT, StepKind.RELAX, StepKind.RELEASE)
    text = routine_text.fill_sides(cue.text, side) if cue else ""
    step = _step(kind, _seconds(time), move.off_picture if off else move.picture, verb=verb, cue=text, side=side)
    effort = routine_text.translate(move.effort.text) if move.effort and not off else ""
    ids = (*(cue.ids if cue else ()), *(move.effort.ids if effort and move.effort else ()))
    counted = count if count[1] > 1 else None
    return replace(step, part=StepPart.EXERCISE, count=counted, effort=effort, ids=ids, station=0)


def _nth_cue(cues: tuple[Cue, ...], nth: int) -> Cue | None:
    return cues[nth % len(cues)] if cues else None


def _breaths(move: Move, side: Side | None, options: RoutineOptions) -> Iterator[Step]:
    times, time = _times(move.reps), move.seconds.default
    if options.breath is not None:  # as many breaths as keep the whole within the routine's range (SA: 20-30 s)
        time = options.breath.total_seconds()
        least, most = move.reps.low * move.seconds.low / time, move.reps.high * move.seconds.high / time
        times = round(move.reps.within(min(max(times, ceil(least)), floor(most))))
    for nth in range(times):
        cue = _nth_cue(move.cues, nth)
        for kind, share in ((StepKind.IN, 1 - move.exhale), (StepKind.OUT, move.exhale)):
            step = _exercise_step(move, kind, side, round(time * share, 6), (nth + 1, times), "", cue)
            first = not nth and kind is StepKind.IN
            aloud = step.cue if nth < len(move.cues) and kind is StepKind.OUT else ""
            speech = routine_text.announcement(side if first else None, step.verb, cue=aloud)
            yield replace(step, speech=speech, station=int(first))


def _presses(move: Move, side: Side | None, _: RoutineOptions) -> Iterator[Step]:
    times, time = _times(move.reps), move.seconds.default
    for nth in range(times):
        halves = ((StepKind.PRESS, move.verb, move.cues), (StepKind.RELAX, move.off_verb, move.off_cues or move.cues))
        for kind, verb, cues in halves:
            step = _exercise_step(move, kind, side, time, (nth + 1, times), verb, _nth_cue(cues, nth))
            first = not nth and kind is StepKind.PRESS
            number, aloud = routine_text.length_text(step.length), "" if nth else step.cue
            speech = routine_text.announcement(side if first else None, step.verb, number, aloud)
            yield replace(step, speech=speech, fixed=True, station=int(first))


def _holds(move: Move, side: Side | None, options: RoutineOptions) -> Iterator[Step]:
    times = _times(move.reps)
    for nth in range(times):
        yield from _rest_and_countdown(move, side, options, nth)
        step = _exercise_step(
            move, StepKind.HOLD, side, move.seconds.default, (nth + 1, times), move.verb, _nth_cue(move.cues, nth)
        )
        speech = routine_text.announcement(side, step.verb, routine_text.length_text(step.length), step.cue)
        later = _nth_cue(move.cues[1:] and move.cues, nth + 1)
        midway, ids = (routine_text.fill_sides(later.text, side), (*step.ids, *later.ids)) if later else ("", step.ids)
        opens = not move.countdown or not options.countdown
        yield replace(step, speech=speech, midway=midway, ids=ids, fixed=True, station=int(opens))


def _repetitions(move: Move, side: Side | None, options: RoutineOptions) -> Iterator[Step]:
    """Repetitions in sets; plain time and a look are one repetition without a release."""
    kind = {Moves.TIMED: StepKind.TIMED, Moves.LOOK: StepKind.LOOK}.get(move.kind, StepKind.WORK)
    times, opens = _times(move.reps), not move.countdown or not options.countdown
    for nth_set in range(_times(move.sets)):
        yield from _rest_and_countdown(move, side, options, nth_set)
        for nth in range(times):
            first, count = not nth, (nth + 1, times)
            step = _exercise_step(move, kind, side, move.seconds.default, count, move.verb, _nth_cue(move.cues, 0))
            aloud = step.cue if nth % move.cue_every == 0 else ""
            number = routine_text.number_text(nth + 1) if times > 1 else routine_text.length_text(step.length)
            speech = routine_text.announcement(
                side if first else None, step.verb, "" if kind is StepKind.LOOK else number, aloud
            )
            fixed = move.fixed or (kind is StepKind.WORK and not move.dynamic)
            station = int(first and opens)
            yield replace(step, speech=speech, fixed=fixed, waits=kind is StepKind.LOOK, station=station)
            if move.release.default:
                time, cue = move.release.default, _nth_cue(move.off_cues, nth)
                off = _exercise_step(move, StepKind.RELEASE, side, time, count, move.off_verb, cue)
                yield replace(off, speech="" if aloud else routine_text.announcement(None, off.verb))


def _rest_and_countdown(move: Move, side: Side | None, options: RoutineOptions, nth: int) -> Iterator[Step]:
    """What comes before a hold or a set: the rest, and as its end, or before the first, the countdown."""
    countdown = options.countdown if move.countdown else _ZERO
    part = StepPart.REST if nth else StepPart.SET_UP
    if nth:
        wanted = move.rest.default if options.rest is None else options.rest.total_seconds()
        rest = _seconds(move.rest.within(wanted))
        countdown = min(countdown, rest)
        if rest > countdown:
            cue = routine_text.rest_cue(routine_text.translate(move.title))
            step = _step(StepKind.REST, rest - countdown, move.off_picture, cue=cue, side=side)
            speech = routine_text.announcement(None, step.verb, routine_text.length_text(step.length))
            yield replace(step, part=part, speech=speech, title=step.verb)
    if countdown:
        ready = move.ready or SetUp("", "", move.picture)
        text = routine_text.fill_sides(ready.text, side)
        step = _step(StepKind.COUNTDOWN, countdown, ready.picture, verb=ready.verb, cue=text, side=side)
        yield replace(step, part=part, speech=routine_text.announcement(side, step.verb), ids=ready.ids)
