"""Tones and words reach the ports only when the person wants them, what is missing is said, and all is let go after."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.app.audio.audio_cues import AudioBackends, AudioCues
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text.audio import Heard, notice

PLAIN = Settings(tone_volume=50, voice_volume=100, voice_rate=-20)


class Port:
    """A tone player or voice that records its calls."""

    name, device, language, muted = "list", "a box", "en", False

    def __init__(self) -> None:
        self.came: list[object] = []
        self.trouble: str | None = None
        self.succeed: Callable[[], None] = lambda: None

    def prepare(self) -> None:
        self.came.append("prepared")

    def play(self, tone: str) -> None:
        self.came.append(tone)

    say = play

    def stop(self) -> None:
        self.came.append("stopped")

    def set_volume(self, volume: float) -> None:
        self.came.append(volume)

    def set_rate(self, rate: float) -> None:
        self.came.append(("rate", rate))

    def close(self) -> None:
        self.came.append("closed")


class Ears:
    """A hearing with ports of our own, and what it noticed."""

    def __init__(self, settings: Settings = PLAIN) -> None:
        self.settings, self.reader, self.noticed = settings, False, list[str]()
        self.sound, self.voice = Port(), Port()
        self.silent: list[Callable[[str], None]] = []
        ports = AudioBackends(lambda *told: self.made(self.sound, *told), lambda *told: self.made(self.voice, *told))
        self.hearing = AudioCues(lambda: self.settings, lambda: self.reader, ports)
        self.hearing.notice_changed.connect(self.noticed.append)

    def made(self, port: Port, silent: Callable[[str], None], _late: timedelta, succeed: Callable[[], None]) -> Port:
        self.silent.append(silent)
        port.succeed = succeed
        return port


@pytest.fixture
def ears(qtbot: QtBot) -> Iterator[Ears]:
    made = Ears()
    yield made
    made.hearing.close()


def test_tones_and_text_are_played_unless_switched_off(ears: Ears) -> None:
    ears.hearing.play("press", "Right side. Press. Five.")
    ears.hearing.play("no such tone", "")
    ears.settings = replace(PLAIN, tones=False, voice=False)
    ears.hearing.play("relax", "Relax.")
    ears.hearing.unload()
    assert ears.sound.came == [0.5, "press", "closed"]
    assert ears.voice.came == [1.0, ("rate", -0.2), "Right side. Press. Five.", "closed"]


def test_open_loads_only_what_is_switched_on(ears: Ears) -> None:
    ears.hearing.open()
    assert (ears.sound.came, ears.voice.came) == (["prepared"], ["prepared"])
    ears.settings = replace(PLAIN, tones=False)
    ears.reader = True
    ears.hearing.open()
    assert (ears.sound.came, ears.voice.came) == (["prepared"], ["prepared"])


def test_a_break_can_be_silent_while_sessions_are_not(ears: Ears) -> None:
    ears.settings = replace(PLAIN, break_sound=False)
    ears.hearing.open_break()
    ears.hearing.play_in_break("press", "Squeeze.")
    assert (ears.sound.came, ears.voice.came) == ([], [])
    ears.hearing.play("press", "Press.")
    assert "press" in ears.sound.came and "Press." in ears.voice.came
    ears.settings = PLAIN
    ears.hearing.play_in_break("relax", "Release.")
    assert "relax" in ears.sound.came and "Release." in ears.voice.came


def test_stop_speech_stops_the_voice(ears: Ears) -> None:
    ears.hearing.stop_speech()
    assert ears.voice.came == []
    ears.hearing.play("", "Press.")
    ears.hearing.stop_speech()
    assert ears.voice.came[-2:] == ["Press.", "stopped"]


def test_the_voice_yields_to_a_screen_reader_unless_both_are_chosen(ears: Ears) -> None:
    ears.reader = True
    ears.hearing.play("press", "Press.")
    assert ears.voice.came == [] and "press" in ears.sound.came
    assert ears.noticed == []
    ears.settings = replace(PLAIN, voice_yields=False)
    ears.hearing.play("", "Press.")
    assert "Press." in ears.voice.came


def test_the_notice_is_emitted_once_and_cleared(ears: Ears) -> None:
    ears.voice.trouble = "No voice."
    ears.hearing.play("press", "Press.")
    ears.hearing.play("relax", "Relax.")
    ears.sound.trouble = "No device."
    ears.hearing.play("press", "Press.")
    ears.voice.trouble = ears.sound.trouble = None
    ears.hearing.play("relax", "Relax.")
    assert ears.noticed == [notice(Heard.ON, Heard.NONE), notice(Heard.NONE, Heard.NONE), ""]
    assert ears.hearing.notice == ""


@pytest.mark.parametrize("tones", Heard)
@pytest.mark.parametrize("voice", Heard)
def test_the_notice_names_what_guides_instead_of_sound(tones: Heard, voice: Heard) -> None:
    """Without either, large text; what the person switched off is no news while the other is heard."""
    if tones is Heard.YIELDS:
        return  # tones give way to nobody
    line = notice(tones, voice)
    if Heard.ON not in (tones, voice):
        assert line.endswith("large text guides you.")
    elif Heard.NONE in (tones, voice):
        assert "large text guide" in line
    else:
        assert line == ""


def test_a_test_is_heard_although_muted_and_names_the_device(ears: Ears) -> None:
    ears.settings = replace(PLAIN, tones=False, voice=False)
    told: list[tuple[bool, str]] = []
    for what, done in ((audio_text.TONE, ears.sound), (audio_text.VOICE, ears.voice)):
        ears.hearing.test(what, lambda works, line: told.append((works, line)))
        for _ in range(2):
            done.succeed()
    assert told == [(True, "Sound: list, a box. Volume 50."), (True, "Speech: list, en. Volume 100.")]
    assert ears.sound.came == [0.5, "done"]
    assert ears.voice.came == [1.0, ("rate", -0.2), "prepared", audio_text.sample()]


def test_a_failed_test_shows_the_reason(ears: Ears) -> None:
    told: list[tuple[bool, str]] = []
    for what in (audio_text.TONE, audio_text.VOICE):
        ears.hearing.test(what, lambda works, line: told.append((works, line)))
        ears.silent[-1]("It is broken.")
    assert told == [
        (False, "Nothing here can sound: It is broken."),
        (False, "Nothing here can speak: It is broken."),
    ]


def test_a_second_test_replaces_the_first(ears: Ears) -> None:
    told: list[str] = []
    ears.hearing.test(audio_text.TONE, lambda _works, _line: told.append("first"))
    first, ears.sound = ears.sound, Port()
    ears.hearing.test(audio_text.TONE, lambda _works, _line: told.append("second"))
    assert first.came[-1] == "closed"
    first.succeed()
    ears.sound.succeed()
    assert told == ["second"]


def test_volume_zero_is_mentioned(ears: Ears) -> None:
    assert "nothing is heard" in audio_text.tried_tone("list", "", 0)
    assert audio_text.tried_voice("plyer", "", 0) == "Speech: plyer."
