"""The running program is heard: tones and words reach a real loudspeaker, and one that hangs delays nothing."""

import wave
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from operator import mul
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.programme_facts import SessionDone
from hipbreak.store.assets import asset
from tests.desktop.audio.servers import RealSound, Recording, real_sound, real_speech
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

CALM = QUICK | {"window_opens": "1h", "window_closes": "2h", "short_absence": "20s"}
SESSION = "^Stand-up pulse"
EVERY = 4  # one sample of so many is enough to tell one tone from another


class Room:
    """A loudspeaker and a voice for the program, and what was heard of them."""

    def __init__(self, stack: ExitStack, folder: Path, program: Program) -> None:
        folder.mkdir()
        self.sound: RealSound = stack.enter_context(real_sound(folder))
        self.speech = stack.enter_context(real_speech(folder, self.sound))
        self.recording = stack.enter_context(closing(Recording(self.sound, folder / "heard.raw")))
        wait_until(self.recording.samples, "a loudspeaker to listen to")
        for name in ("PULSE_SERVER", "PULSE_RUNTIME_PATH"):
            program.environment[name] = self.sound.environment[name]
        program.environment["SPEECHD_ADDRESS"] = f"unix_socket:{folder}/speech-dispatcher/speechd.sock"

    def loud(self) -> list[tuple[int, int]]:
        """Where it was not silent, as first and last sample; silences of less than 200 ms belong to it."""
        found: list[tuple[int, int]] = []
        for at, value in enumerate(self.recording.samples()):
            if abs(value) > 0.01:
                if found and at - found[-1][1] < Recording.RATE // 5:
                    found[-1] = (found[-1][0], at)
                else:
                    found.append((at, at))
        return found

    def has(self, tone: str) -> bool:
        """Whether this tone was among what was heard."""
        samples = self.recording.samples()
        with wave.open(str(asset(f"tones/{tone}.wav")), "rb") as file:
            assert file.getframerate() == Recording.RATE and file.getnchannels() == 1
            raw = file.readframes(file.getnframes())
        wanted = [int.from_bytes(raw[at : at + 2], "little", signed=True) for at in range(0, len(raw), 2 * EVERY)]
        return any(alike(samples, wanted, first) > 0.9 for first, _ in self.loud())


def alike(samples: list[float], wanted: list[int], near: int) -> float:
    """The best correlation with what begins within 30 ms of a sample, -1 to 1."""
    best, loudness = 0.0, sum(map(mul, wanted, wanted))
    for start in range(max(near - 660, 0), near + 660):
        heard = samples[start : start + len(wanted) * EVERY : EVERY]
        if len(heard) == len(wanted):
            size = (sum(map(mul, heard, heard)) * loudness) ** 0.5
            best = max(best, sum(map(mul, heard, wanted)) / size if size else 0.0)
    return best


@pytest.fixture
def room(program: Program) -> Iterator[Room]:
    with ExitStack() as stack:
        short = stack.enter_context(TemporaryDirectory(prefix="heard-"))  # pytest's may be too long for a socket
        yield Room(stack, Path(short) / "room", program)


def begin_session(office: Desk, program: Program) -> None:
    """The routine's overview, and the key that starts it."""
    assert program.do("routine", "pulse-30") == 0
    window = office.windows(SESSION)
    wait_until(lambda: office.windows(SESSION), "the session's window")
    (window,) = office.windows(SESSION)
    office.display.xdotool("windowactivate", "--sync", window)
    office.display.xdotool("key", "Return")
    wait_until(lambda: program.status()["phase"] == "guiding", "the session to begin")


def test_the_tones_of_a_break_reach_the_loudspeaker(office: Desk, program: Program, room: Room) -> None:
    """Squeeze, its last three seconds, release and done, each in its turn and nothing else.

    On a busy machine the tone at the start may be ready too late, and is then left out.
    """
    program.write_settings(CALM | {"voice": False, "pulse_length": "20s"})
    program.start()
    assert program.do("stand") == 0
    done = program.wait_for(tracking_facts.Finished, limit=40)
    assert abs(done.held - timedelta(seconds=20)) < timedelta(seconds=0.2), "sound delays nothing"
    heard = len(room.recording.samples())
    wait_until(lambda: len(room.recording.samples()) > heard + 2 * Recording.RATE, "the last tone to ring out")
    for tone in ("press", "last3", "relax", "done"):
        assert room.has(tone), tone
    assert len(room.loud()) == 6 + room.has("start")
    assert not room.has("side")
    press, *last, relax = [first / Recording.RATE for first, _ in room.loud()][-6:-1]
    assert [round(at - press) for at in (*last, relax)] == [7, 8, 9, 10]


def test_the_words_of_a_session_reach_the_loudspeaker(office: Desk, program: Program, room: Room) -> None:
    """Spoken by speech-dispatcher and espeak-ng, with the tones off: sentences are longer than any tone."""
    program.write_settings(CALM | {"tones": False})
    program.start()
    begin_session(office, program)
    (session,) = [fact for fact in [program.wait_for(SessionDone, limit=60)] if fact.routine == "pulse-30"]
    assert session.extent == "whole"
    spoken = [(last - first) / Recording.RATE for first, last in room.loud()]
    assert max(spoken) > 1 and sum(spoken) > 6, spoken


def test_a_sound_server_and_a_voice_that_hang_delay_nothing(office: Desk, program: Program, room: Room) -> None:
    program.write_settings(CALM)
    room.sound.stand_still()
    try:
        program.start()
        assert program.do("stand") == 0
        done = program.wait_for(tracking_facts.Finished)
        assert abs(done.held - timedelta(seconds=4)) < timedelta(seconds=0.2)
        office.window("^Stand-up break")
        program.quit()
    finally:
        room.sound.go_on()


def test_a_session_that_was_killed_is_gone_on_with(office: Desk, program: Program) -> None:
    """kill -9 in the middle: nothing is logged yet, and after the restart Go on plays the rest; one entry, whole."""
    program.write_settings(CALM | {"tones": False, "voice": False})
    program.start()
    begin_session(office, program)
    kept = program.paths.state / "session.json"
    wait_until(lambda: kept.exists() and '"index": 2' in kept.read_text(), "the third step")
    program.kill()
    assert not program.facts(SessionDone)
    program.start()
    begin_session(office, program)
    session = program.wait_for(SessionDone, limit=60)
    assert (session.extent, session.percent) == ("whole", 100)
    assert timedelta(seconds=19) < session.held < timedelta(seconds=42)
    wait_until(lambda: not kept.exists(), "nothing to go on with")
    assert len(program.facts(SessionDone)) == 1
