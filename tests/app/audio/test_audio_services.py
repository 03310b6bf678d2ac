"""The Test buttons with real services and without any."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.app.audio.audio_cues import AudioBackends, AudioCues
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.desktop.audio.base import FailureCallback, SpeechEngine, SpokenCallback, TonePlayer
from hipbreak.desktop.audio.speech_dispatcher import NO_VOICE, SpeechDispatcher
from hipbreak.desktop.audio.tones import TONES, PlayedCallback, WorkerTonePlayer
from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT
from hipbreak.store.assets import asset
from tests.desktop.audio.servers import LiveRecording, real_sound, real_speech

pytestmark = pytest.mark.display


PATIENCE = timedelta(seconds=60)


def _patient_tones(failed: FailureCallback, max_delay: timedelta, played: PlayedCallback) -> TonePlayer:
    files = {tone: asset(f"tones/{tone}.wav") for tone in TONES}
    return WorkerTonePlayer(files, failed, start_timeout=PATIENCE, max_delay=max_delay, played=played)


def _patient_voice(failed: FailureCallback, max_delay: timedelta, spoke: SpokenCallback) -> SpeechEngine:
    return SpeechDispatcher("en", failed, start_timeout=PATIENCE, max_delay=max_delay, spoke=spoke)


class AudioTests:
    """The Test buttons, and their results."""

    def __init__(self) -> None:
        backends = AudioBackends(_patient_tones, _patient_voice)
        self.cues = AudioCues(lambda: Settings(tones=False, voice=False), backends=backends)
        self.results: list[tuple[bool, str]] = []

    def press(self, what: str) -> None:
        self.cues.test(what, lambda works, line: self.results.append((works, line)))


@pytest.fixture
def tests(qapp: object) -> Iterator[AudioTests]:
    made = AudioTests()
    yield made
    made.cues.close()


def test_tone_and_voice_are_played_and_reported(
    qtbot: QtBot, tests: AudioTests, stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = stack.enter_context(real_sound(tmp_path))
    stack.enter_context(real_speech(tmp_path, sound))
    monkeypatch.setenv("PULSE_SERVER", sound.environment["PULSE_SERVER"])
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{tmp_path}/speech-dispatcher/speechd.sock")
    recording = stack.enter_context(closing(LiveRecording(sound)))
    qtbot.waitUntil(lambda: recording.has_started)
    tests.press(TONE)
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    qtbot.waitUntil(lambda: len(tests.results) == 1)
    works, line = tests.results[0]
    assert works and line.startswith("Sound: miniaudio, ") and line.endswith(". Volume 60.")
    qtbot.waitUntil(lambda: recording.ends_silent)
    recording.clear()
    tests.press(VOICE)
    qtbot.waitUntil(lambda: len(tests.results) == 2, timeout=60_000)
    works, line = tests.results[1]
    assert works and line.startswith("Speech: speech-dispatcher, en")
    qtbot.waitUntil(lambda: recording.loudest > 0.05)


def test_without_services_the_reason_is_reported(
    qtbot: QtBot, tests: AudioTests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("PULSE_SERVER", "unix:/nonexistent"),
        ("XDG_RUNTIME_DIR", str(tmp_path)),
        ("SPEECHD_CMD", "/nonexistent"),
        ("PATH", str(tmp_path)),
        ("HOME", str(tmp_path)),
    ):
        monkeypatch.setenv(name, value)
    tests.press(TONE)
    tests.press(VOICE)
    qtbot.waitUntil(lambda: len(tests.results) == 2, timeout=60_000)
    assert set(tests.results) == {
        (False, f"Tones cannot be played: {NO_OUTPUT}"),
        (False, f"Speech is not available: {NO_VOICE}"),
    }
