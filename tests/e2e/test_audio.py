"""Tones and speech of the real program, recorded from a real sound server, and a sound server that hangs."""

import wave
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from functools import cache
from itertools import takewhile
from operator import mul
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.programme_facts import HealthScreened, SessionDone
from hipbreak.desktop.audio.tones import TONES
from hipbreak.store.assets import asset
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.routine_library import own_folder
from tests.desktop.audio.servers import RealSound, Recording, real_sound, real_speech
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

CALM = QUICK | {"window_opens": "1h", "window_closes": "2h", "short_absence": "20s"}
SESSION = "^Three steps"
STEP_S = 3
ROUTINE = """
name = "three-steps"
title = "Three steps"
[[block]]
name = "stand"
title = "Stand"
"""
STEP = """
[[block.move]]
name = "{name}"
title = "Stand tall"
kind = "timed"
picture = "stand"
verb = "Stand tall"
seconds = {seconds}
cues = [{{ text = "Feet under your hips, head long, arms loose." }}]
"""
_CONNECTED = "03"
NO_DELAY = timedelta(seconds=1)  # a sound server that hangs delays by more, a busy machine by less
ATTEMPTS = 8
EVERY = 17  # one sample of so many is enough to tell one tone from another
COARSE = 2  # samples, a tenth of a period of the highest tone: no peak is stepped over
PIECES = 5  # a busy machine may lose some milliseconds between two pieces of a tone
NEAR = Recording.RATE * 30 // 1000


class AudioOutput:
    """A sound server and a speech service for the app, and a recording of what it plays."""

    def __init__(self, stack: ExitStack, folder: Path, app: AppProcess) -> None:
        folder.mkdir()
        self.sound: RealSound = stack.enter_context(real_sound(folder))
        stack.enter_context(real_speech(folder, self.sound))
        self._speech = folder / "speech-dispatcher" / "speechd.sock"
        self.recording = stack.enter_context(closing(Recording(self.sound, folder / "recording.raw")))
        wait_until(lambda: self.recording.length, "the recording to begin")
        for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
            app.overrides[name] = self.sound.environment[name]
        app.overrides["SPEECHD_ADDRESS"] = f"unix_socket:{self._speech}"

    def has_speech_client(self) -> bool:
        """Whether a program has connected to the speech service and so found a voice, or is about to."""
        sockets = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()]
        return any(fields[-1] == str(self._speech) and fields[5] == _CONNECTED for fields in sockets)


def loud_parts(samples: list[float]) -> list[tuple[int, int]]:
    """First and last sample of each part that is not silent; silences of less than 200 ms belong to it."""
    found: list[tuple[int, int]] = []
    for at, value in enumerate(samples):
        if abs(value) > 0.01:
            if found and at - found[-1][1] < Recording.RATE // 5:
                found[-1] = (found[-1][0], at)
            else:
                found.append((at, at))
    return found


@cache
def tone_samples(tone: str) -> list[int]:
    with wave.open(str(asset(f"tones/{tone}.wav")), "rb") as file:
        assert file.getframerate() == Recording.RATE and file.getnchannels() == 1
        raw = file.readframes(file.getnframes())
    return [int.from_bytes(raw[at : at + 2], "little", signed=True) for at in range(0, len(raw), 2)]


def tone_at(samples: list[float], first: int) -> str:
    """The name of the tone that begins near a sample; empty if it is none."""
    return next((tone for tone in TONES if is_tone(samples, first, tone_samples(tone))), "")


def is_tone(samples: list[float], near: int, expected: list[int]) -> bool:
    """Whether the mean correlation is above 0.9, of the pieces of a tone with what begins near a sample."""
    size, missing = len(expected) // PIECES, 0.0
    for first in range(0, size * PIECES, size):
        piece = expected[first : first + size : EVERY]
        best, start = best_match(samples, piece, size, range(max(near - NEAR, 0), near + NEAR, COARSE))
        best, start = best_match(samples, piece, size, range(max(start - COARSE, 0), start + COARSE))
        missing += 1 - best
        if missing > 0.1 * PIECES:
            return False
        near = start + size
    return True


def best_match(samples: list[float], piece: list[int], size: int, starts: range) -> tuple[float, int]:
    """The highest correlation of a piece with what begins at one of the starts, and that start."""
    return max((correlation(samples[start : start + size : EVERY], piece), start) for start in starts)


def correlation(recorded: list[float], expected: list[int]) -> float:
    """From -1 to 1; 0 where the recording is too short or silent."""
    if len(recorded) < len(expected):
        return 0.0
    size = (sum(map(mul, recorded, recorded)) * sum(map(mul, expected, expected))) ** 0.5
    return sum(map(mul, recorded, expected)) / size if size else 0.0


@pytest.fixture
def audio_output(app: AppProcess) -> Iterator[AudioOutput]:
    with ExitStack() as stack:
        short = stack.enter_context(TemporaryDirectory(prefix="audio-"))  # pytest's may be too long for a socket
        yield AudioOutput(stack, Path(short) / "output", app)


def write_routine(app: AppProcess, step_s: int) -> None:
    """A routine of three short steps; the health screening has been answered."""
    folder = own_folder(app.paths.settings)
    folder.mkdir()
    steps = (STEP.format(name=name, seconds=step_s) for name in ("first", "second", "third"))
    (folder / "three-steps.toml").write_text(ROUTINE + "".join(steps))
    with EventLog.open(app.paths.log) as log:
        log.append([HealthScreened(app.now(), "")], live=False)


def start_session(desktop: Desktop, app: AppProcess, ready: Callable[[], bool] = lambda: True) -> None:
    """Open the overview of the routine, and press the key that starts it as soon as all is ready."""
    opening = app.call("routine", "three-steps")  # a busy machine may not answer in time
    wait_until(lambda: desktop.windows(SESSION), f"the session's window; the command answered {opening}")
    wait_until(ready, "the voice", 60)
    (window,) = desktop.windows(SESSION)
    desktop.display.xdotool("windowactivate", "--sync", window)
    desktop.display.xdotool("key", "Return")
    wait_until(lambda: app.status()["phase"] == "guiding", "the session to begin")


def play_break(app: AppProcess, recording: Recording) -> tuple[list[str], list[int]]:
    """The tones of a break without the one at its start, and the seconds from the first of them to the others."""
    begin, count = recording.length, len(app.facts(tracking_facts.Finished))
    assert app.exit_code("stand") == 0
    done = app.wait_for(tracking_facts.Finished, count + 1, limit=40)
    assert abs(done.held - timedelta(seconds=12)) < NO_DELAY
    until = recording.length + 2 * Recording.RATE
    wait_until(lambda: recording.length > until, "the last tone to end")
    samples = recording.samples(begin)
    tones = [(tone, at) for at, _ in loud_parts(samples) if (tone := tone_at(samples, at)) != "start"]
    return [tone for tone, _ in tones], [round((at - tones[0][1]) / Recording.RATE) for _, at in tones[1:]]


def test_the_tones_of_a_break_are_played(full_desktop: Desktop, app: AppProcess, audio_output: AudioOutput) -> None:
    """Squeeze, its last three seconds, release and done, each at its time and nothing else.

    A tone that a busy machine plays too late is left out, and so may be the one at the start: one of several breaks
    must be complete.
    """
    app.write_settings(CALM | {"voice": False, "pulse_length": "12s"})
    app.start()
    expected = ["press", "last3", "last3", "last3", "relax", "done"], [3, 4, 5, 6, 7]
    breaks = (play_break(app, audio_output.recording) for _ in range(ATTEMPTS))
    incomplete = list(takewhile(lambda found: found != expected, breaks))
    assert len(incomplete) < ATTEMPTS, incomplete


def test_the_speech_of_a_session_is_played(full_desktop: Desktop, app: AppProcess, audio_output: AudioOutput) -> None:
    """By speech-dispatcher and espeak-ng, without tones: sentences are longer than any tone."""
    app.write_settings(CALM | {"tones": False})
    write_routine(app, step_s=5)  # a busy machine takes some seconds until it speaks
    app.start()
    start_session(full_desktop, app, audio_output.has_speech_client)
    session = app.wait_for(SessionDone, limit=60)
    assert (session.routine, session.extent) == ("three-steps", "whole")
    spoken = [(last - first) / Recording.RATE for first, last in loud_parts(audio_output.recording.samples())]
    assert max(spoken) > 1 and sum(spoken) > 4, spoken


def test_hanging_servers_delay_nothing(full_desktop: Desktop, app: AppProcess, audio_output: AudioOutput) -> None:
    app.write_settings(CALM)
    audio_output.sound.suspend()
    try:
        app.start()
        assert app.exit_code("stand") == 0
        done = app.wait_for(tracking_facts.Finished)
        assert abs(done.held - timedelta(seconds=4)) < NO_DELAY
        full_desktop.window("^Stand-up break")
        app.quit()
    finally:
        audio_output.sound.resume()


def test_a_killed_session_is_resumed(full_desktop: Desktop, app: AppProcess) -> None:
    """Nothing is logged before the end; after the restart the rest is played, and one entry says that it was whole."""
    app.write_settings(CALM | {"tones": False, "voice": False})
    write_routine(app, STEP_S)
    app.start()
    start_session(full_desktop, app)
    saved = app.paths.state / "session.json"
    wait_until(lambda: saved.exists() and '"index": 1' in saved.read_text(), "the second step")
    app.kill()
    assert not app.facts(SessionDone)
    app.start()
    start_session(full_desktop, app)
    session = app.wait_for(SessionDone, limit=60)
    assert (session.extent, session.percent) == ("whole", 100)
    assert timedelta(seconds=2 * STEP_S) < session.held < timedelta(seconds=4 * STEP_S)
    wait_until(lambda: not saved.exists(), "the saved session to be removed")
    assert len(app.facts(SessionDone)) == 1
