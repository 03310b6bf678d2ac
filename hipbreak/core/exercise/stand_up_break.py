"""The guided pulse: the steps of its two forms, for the one player."""

from datetime import timedelta

from hipbreak.core.exercise.session_steps import Part, Step, StepKind
from hipbreak.core.exercise.stand_up_break_text import spoken, step_words

_SQUEEZE = timedelta(seconds=10)  # Q6, Q5: a 10 s squeeze
_SHORTEST = timedelta(seconds=20)  # D2: 20-30 s
_KINDS = {"ribs": StepKind.OUT, "squeeze": StepKind.HOLD, "release": StepKind.RELEASE}


def stand_up_steps(total: timedelta) -> tuple[Step, ...]:
    """The stand-up form (D2, Q6): stand tall, ribs down, tuck, squeeze 10 s, release; below 20 s scaled down."""
    squeeze = _SQUEEZE if total >= _SHORTEST else total / 2
    rest = total - squeeze
    shares = (("stand", 5), ("ribs", 6), ("tuck", 5), ("squeeze", 0), ("release", 4))
    return tuple(_step(n, name, rest * share / 20 if share else squeeze) for n, (name, share) in enumerate(shares))


def pulse_steps() -> tuple[Step, ...]:
    """The short form (Q5): stand tall with the ribs down, and the squeeze of 10 s."""
    short = timedelta(seconds=3)
    return _step(0, "stand", short), _step(1, "ribs", short), _step(2, "squeeze", _SQUEEZE)


def _step(station: int, name: str, length: timedelta) -> Step:
    words, kind = step_words(name), _KINDS.get(name, StepKind.SET_UP)
    said = spoken(words)
    return Step(kind, Part.EXERCISE, length, name, words.verb, words.cue, spoken=said, station=station)
