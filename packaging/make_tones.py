"""Makes the tones of the guide into assets/tones: soft struck bars, the same bytes at every run.

Usage: python packaging/make_tones.py [FOLDER]          Standard library only.
"""

import math
import struct
import sys
import wave
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

RATE = 22_050
"""Samples a second: nothing here sounds above 8 kHz."""

# A marimba's bar: its partials lie near 1, 4 and 10 (tuned by its maker, never quite), and the high ones die first.
_PARTIALS = ((1.0, 1.0, 1.0), (3.93, 0.22, 3.2), (9.6, 0.06, 8.0))  # ratio, share, decay against the lowest
_ATTACK_S = 0.004
_FADE_S = 0.02

C4, E4, G4, A4 = 261.63, 329.63, 392.00, 440.00
C5, D5, E5, G5, B5 = 523.25, 587.33, 659.26, 783.99, 987.77


class Stroke(NamedTuple):
    """One bar struck: its pitch in Hz, when in seconds, its force from 0 to 1, how often a second its sound halves."""

    pitch: float
    at: float = 0.0
    force: float = 1.0
    halvings: float = 12.0


class Tone(NamedTuple):
    """Strokes within a length in seconds, and the highest sample against full scale."""

    strokes: tuple[Stroke, ...]
    length: float
    peak: float


TONES = {
    "start": Tone((Stroke(C4), Stroke(E4, 0.11), Stroke(G4, 0.22)), 0.58, 0.22),
    "press": Tone((Stroke(G4, 0.0, 0.8), Stroke(C5, 0.12)), 0.48, 0.24),  # up, for work
    "relax": Tone((Stroke(C5, 0.0, 0.8), Stroke(G4, 0.14, 1.0, 9.0)), 0.56, 0.24),  # down, for release
    "side": Tone((Stroke(A4), Stroke(A4, 0.1), Stroke(A4, 0.2)), 0.50, 0.22),  # one bar three times
    "last3": Tone((Stroke(B5, 0.0, 1.0, 36.0),), 0.12, 0.20),
    "halfway": Tone((Stroke(D5, 0.0, 1.0, 8.0),), 0.50, 0.22),
    "done": Tone((Stroke(C5, 0.0, 0.9, 9.0), Stroke(E5, 0.16, 1.0, 9.0)), 0.59, 0.22),  # a major third
}


def samples(tone: Tone) -> list[int]:
    """The tone as signed 16-bit samples, ending in silence."""
    count = round(tone.length * RATE)
    sound = [0.0] * count
    for stroke in tone.strokes:
        first = round(stroke.at * RATE)
        for i in range(first, count):
            sound[i] += stroke.force * _struck(stroke, (i - first) / RATE)
    fade = round(_FADE_S * RATE)
    for i in range(fade):
        sound[count - 1 - i] *= i / fade
    scale = tone.peak * 32_767 / max(map(abs, sound))
    return [round(value * scale) for value in sound]


def _struck(stroke: Stroke, seconds: float) -> float:
    attack = min(seconds / _ATTACK_S, 1.0)
    partials = (
        share * 2.0 ** (-stroke.halvings * decay * seconds) * math.sin(2 * math.pi * stroke.pitch * ratio * seconds)
        for ratio, share, decay in _PARTIALS
        if stroke.pitch * ratio < RATE / 2
    )
    return attack * sum(partials)


def write(path: Path, values: Iterable[int]) -> None:
    """A mono wave file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(struct.pack("<h", value) for value in values))


def make(folder: Path) -> None:
    """Writes every tone as FOLDER/NAME.wav."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tone in TONES.items():
        write(folder / f"{name}.wav", samples(tone))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "assets" / "tones")
