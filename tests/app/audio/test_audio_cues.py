"""Tones and text are played only if they are switched on, failures are shown, and everything is unloaded."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from hipbreak.app.audio.audio_cues import AudioBackends, AudioCues, spoken_language
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text.audio import AudioState, notice
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE

PLAIN = Settings(tone_volume=50, voice_volume=100, voice_rate=-20)


class FakeBackend:
    """A tone player or voice that records its calls."""

    name, device, language = "list", "a box", "en"

    def __init__(self) -> None:
        self.calls: list[object] = []
        self.problem: str | None = None
        self.succeed: Callable[[], None] = lambda: None

    def prepare(self) -> None:
        self.calls.append("prepared")

    def play(self, tone: str) -> None:
        self.calls.append(tone)

    say = play

    def stop(self) -> None:
        self.calls.append("stopped")

    def set_volume(self, volume: float) -> None:
        self.calls.append(volume)

    def set_rate(self, rate: float) -> None:
        self.calls.append(("rate", rate))

    def close(self) -> None:
        self.calls.append("closed")


class Setup:
    """Audio cues with fake backends, and their notices."""

    def __init__(self, settings: Settings = PLAIN) -> None:
        self.settings, self.has_screen_reader, self.notices = settings, False, list[str]()
        self.sound, self.voice = FakeBackend(), FakeBackend()
        self.silent: list[Callable[[str], None]] = []
        backends = AudioBackends(
            lambda *args: self.create(self.sound, *args), lambda *args: self.create(self.voice, *args)
        )
        self.cues = AudioCues(lambda: self.settings, lambda: self.has_screen_reader, backends)
        self.cues.notice_changed.connect(self.notices.append)

    def create(
        self, backend: FakeBackend, silent: Callable[[str], None], _late: timedelta, succeed: Callable[[], None]
    ) -> FakeBackend:
        self.silent.append(silent)
        backend.succeed = succeed
        return backend


@pytest.fixture
def audio(qtbot: QtBot) -> Iterator[Setup]:
    started = Setup()
    yield started
    started.cues.close()


def test_tones_and_text_are_played_unless_switched_off(audio: Setup) -> None:
    audio.cues.play("press", "Right side. Press. Five.")
    audio.cues.play("no such tone", "")
    audio.settings = replace(PLAIN, tones=False, voice=False)
    audio.cues.play("relax", "Relax.")
    audio.cues.unload()
    assert audio.sound.calls == [0.5, "press", "closed"]
    assert audio.voice.calls == [1.0, ("rate", -0.2), "Right side. Press. Five.", "closed"]


def test_open_loads_only_what_is_switched_on(audio: Setup) -> None:
    audio.cues.open()
    assert (audio.sound.calls, audio.voice.calls) == (["prepared"], ["prepared"])
    audio.settings = replace(PLAIN, tones=False)
    audio.has_screen_reader = True
    audio.cues.open()
    assert (audio.sound.calls, audio.voice.calls) == (["prepared"], ["prepared"])


def test_a_break_can_be_silent_while_sessions_are_not(audio: Setup) -> None:
    audio.settings = replace(PLAIN, break_sound=False)
    audio.cues.open_break()
    audio.cues.play_in_break("press", "Squeeze.")
    assert (audio.sound.calls, audio.voice.calls) == ([], [])
    audio.cues.play("press", "Press.")
    assert "press" in audio.sound.calls and "Press." in audio.voice.calls
    audio.settings = PLAIN
    audio.cues.play_in_break("relax", "Release.")
    assert "relax" in audio.sound.calls and "Release." in audio.voice.calls


def test_stop_speech_stops_the_voice(audio: Setup) -> None:
    audio.cues.stop_speech()
    assert audio.voice.calls == []
    audio.cues.play("", "Press.")
    audio.cues.stop_speech()
    assert audio.voice.calls[-2:] == ["Press.", "stopped"]


def test_the_voice_yields_to_a_screen_reader_unless_both_are_chosen(audio: Setup) -> None:
    audio.has_screen_reader = True
    audio.cues.play("press", "Press.")
    assert audio.voice.calls == [] and "press" in audio.sound.calls
    assert audio.notices == []
    audio.settings = replace(PLAIN, voice_yields=False)
    audio.cues.play("", "Press.")
    assert "Press." in audio.voice.calls


def test_the_notice_is_emitted_once_and_cleared(audio: Setup) -> None:
    audio.voice.problem = "No voice."
    audio.cues.play("press", "Press.")
    audio.cues.play("relax", "Relax.")
    audio.sound.problem = "No device."
    audio.cues.play("press", "Press.")
    audio.voice.problem, audio.sound.problem = NO_LANGUAGE, None
    audio.cues.play("press", "Press.")
    audio.voice.problem = audio.sound.problem = None
    audio.cues.play("relax", "Relax.")
    assert audio.notices == [
        notice(AudioState.ON, AudioState.NONE),
        notice(AudioState.NONE, AudioState.NONE),
        notice(AudioState.ON, AudioState.NO_LANGUAGE),
        "",
    ]
    assert audio.cues.notice == ""


@pytest.mark.parametrize("tones", AudioState)
@pytest.mark.parametrize("voice", AudioState)
def test_the_notice_names_what_guides_instead_of_sound(tones: AudioState, voice: AudioState) -> None:
    """Without either, large text; what is switched off is not named while the other works."""
    if tones in (AudioState.YIELDS, AudioState.NO_LANGUAGE):
        return  # tones do not yield, and have no language
    line = notice(tones, voice)
    if AudioState.ON not in (tones, voice):
        assert line.endswith("Large text guides you.")
    elif AudioState.NONE in (tones, voice) or voice is AudioState.NO_LANGUAGE:
        assert "large text guide" in line
    else:
        assert line == ""


def test_a_test_is_played_although_muted_and_names_the_device(audio: Setup) -> None:
    audio.settings = replace(PLAIN, tones=False, voice=False)
    results: list[tuple[bool, str]] = []
    for what, done in ((audio_text.TONE, audio.sound), (audio_text.VOICE, audio.voice)):
        audio.cues.test(what, lambda works, line: results.append((works, line)))
        for _ in range(2):
            done.succeed()
    assert results == [(True, "Sound: list, a box. Volume 50."), (True, "Speech: list, en. Volume 100.")]
    assert audio.sound.calls == [0.5, "done"]
    assert audio.voice.calls == [1.0, ("rate", -0.2), "prepared", audio_text.voice_sample()]


def test_a_failed_test_shows_the_reason(audio: Setup) -> None:
    results: list[tuple[bool, str]] = []
    for what in (audio_text.TONE, audio_text.VOICE):
        audio.cues.test(what, lambda works, line: results.append((works, line)))
        audio.silent[-1]("It is broken.")
    assert results == [
        (False, "Tones cannot be played: It is broken."),
        (False, "Speech is not available: It is broken."),
    ]


def test_a_second_test_replaces_the_first(audio: Setup) -> None:
    results: list[str] = []
    audio.cues.test(audio_text.TONE, lambda _works, _line: results.append("first"))
    first, audio.sound = audio.sound, FakeBackend()
    audio.cues.test(audio_text.TONE, lambda _works, _line: results.append("second"))
    assert first.calls[-1] == "closed"
    first.succeed()
    audio.sound.succeed()
    assert results == ["second"]


def test_volume_zero_is_mentioned(audio: Setup) -> None:
    assert "nothing is heard" in audio_text.tone_test_result("list", "", 0)
    assert audio_text.voice_test_result("plyer", "", 0) == "Speech: plyer."


@pytest.mark.parametrize(
    ("texts", "system", "spoken"),
    [
        ("en_GB", "en_GB", "en_GB"),
        ("en_DE", "de_DE", "en_US"),
        ("de_AT", "de_AT", "de_AT"),
        ("de_DE", "en_US", "de_DE"),
        ("C", "C", "en"),
    ],
)
def test_the_voice_speaks_the_language_of_the_texts(texts: str, system: str, spoken: str) -> None:
    assert spoken_language(QLocale(texts), QLocale(system)) == spoken
