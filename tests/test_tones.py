"""The shipped tones: what the script makes, short, quiet, rising for work and falling for release."""

import importlib.util
import math
import struct
import wave
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from hipbreak.core.exercise.session_steps import DONE, START, Step, StepKind, StepPart, audio_cues
from hipbreak.desktop.audio.tones import TONES

TOP = Path(__file__).parent.parent
SHIPPED = TOP / "assets" / "tones"


def script():
    spec = importlib.util.spec_from_file_location("make_tones", TOP / "packaging" / "make_tones.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(name):
    """The samples from -1 to 1, and the rate."""
    with wave.open(str(SHIPPED / f"{name}.wav"), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        data = file.readframes(file.getnframes())
        return [value / 32_768 for (value,) in struct.iter_unpack("<h", data)], file.getframerate()


def filtered(values, b, a):
    x1 = x2 = y1 = y2 = 0.0
    for x in values:
        y = (b[0] * x + b[1] * x1 + b[2] * x2 - a[1] * y1 - a[2] * y2) / a[0]
        x1, x2, y1, y2 = x, x1, y, y1
        yield y


def k_weighted(values, rate):
    """ITU-R BS.1770's two filters, its analogue prototypes transformed to this rate."""
    f, gain, q = 1681.9744509555319, 3.99984385397, 0.7071752369554193
    k, high = math.tan(math.pi * f / rate), 10 ** (gain / 20)
    band = high**0.499666774155
    shelf = ((high + band * k / q + k * k), 2 * (k * k - high), (high - band * k / q + k * k))
    values = filtered(values, shelf, (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k))
    f, q = 38.13547087613982, 0.5003270373253953
    k = math.tan(math.pi * f / rate)
    scale = 1 + k / q + k * k
    return list(filtered(values, (scale, -2 * scale, scale), (scale, 2 * (k * k - 1), 1 - k / q + k * k)))


def loudness(values, rate):
    """The loudest 400 ms in LUFS, mono as BS.1770 counts it: never below the gated loudness of the whole."""
    block = round(0.4 * rate)
    squares = [v * v for v in k_weighted([*[0.0] * block, *values, *[0.0] * block], rate)]
    sums = [sum(squares[at : at + block]) / block for at in range(0, len(squares) - block + 1, block // 40)]
    return -0.691 + 10 * math.log10(max(sums))


def strength(values, rate, pitch):
    """How much of a pitch is in it."""
    turn = 2 * math.pi * pitch / rate
    return abs(complex(*(sum(v * f(turn * i) for i, v in enumerate(values)) for f in (math.cos, math.sin))))


def pitches(name):
    """The loudest semitone at the start and at the end."""
    values, rate = read(name)
    scale = [261.63 * 2 ** (n / 12) for n in range(25)]
    half = round(0.11 * rate)
    return tuple(max(scale, key=lambda p: strength(part, rate, p)) for part in (values[:half], values[-2 * half :]))


def test_the_loudness_meter_is_right():
    """BS.1770: a sine of 997 Hz at full scale in one channel reads -3.01."""
    rate = 48_000
    sine = [math.sin(2 * math.pi * 997 * i / rate) for i in range(rate)]
    assert loudness(sine, rate) == pytest.approx(-3.01, abs=0.05)


def test_the_shipped_tones_are_what_the_script_makes(tmp_path):
    script().make(tmp_path)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in SHIPPED.iterdir()}
    assert set(made) == {f"{name}.wav" for name in TONES}
    assert sum(map(len, made.values())) < 200_000


@pytest.mark.parametrize("name", TONES)
def test_a_tone_is_short_soft_and_ends_in_silence(name):
    values, rate = read(name)
    assert 0.05 < len(values) / rate < 0.6
    assert -34 < loudness(values, rate) <= -18
    assert max(map(abs, values)) < 0.5
    assert values[0] == values[-1] == 0
    assert max(abs(b - a) for a, b in pairwise(values)) < 0.12, "a click"


def test_work_rises_release_falls_and_done_is_a_major_third():
    low, high = pitches("press")
    assert low < high
    assert pitches("relax") == (high, low)
    first, second = pitches("done")
    assert second / first == pytest.approx(2 ** (4 / 12), rel=0.01)


def test_no_two_tones_are_alike():
    """Their spectra over time differ, whatever their loudness."""
    shapes = {}
    for name in TONES:
        values, rate = read(name)
        values = (values + [0.0] * rate)[: round(0.6 * rate)]
        part = len(values) // 6
        notes = [261.63 * 2 ** (n / 12) for n in range(24)]
        shape = [strength(values[at * part : (at + 1) * part], rate, p) for at in range(6) for p in notes]
        size = math.sqrt(sum(s * s for s in shape))
        shapes[name] = [s / size for s in shape]
    for one, other in combinations(TONES, 2):
        alike = sum(a * b for a, b in zip(shapes[one], shapes[other], strict=True))
        assert alike < 0.85, (one, other)


def test_every_tone_that_a_session_asks_for_is_there():
    steps = [Step(kind, StepPart.EXERCISE, timedelta(minutes=1), "picture", "verb") for kind in StepKind]
    asked = {step.tone for step in steps} | {sign.tone for step in steps for sign in audio_cues(step)} | {START, DONE}
    assert asked - {""} <= set(TONES)
