"""A session's tones and words reach the ports only when the person wants them, and everything is let go after."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from hipbreak.core.settings import Settings
from hipbreak.hearing import Hearing


class Heard:
    """A port of sound or voice that keeps what came."""

    name, trouble, muted = "list", None, False

    def __init__(self) -> None:
        self.came: list[object] = []

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
        self.came.append(rate)

    def close(self) -> None:
        self.came.append("closed")


def test_tones_and_words_go_where_they_are_wanted(qtbot: QtBot) -> None:
    settings = Settings(tone_volume=50, voice_volume=100)
    hearing = Hearing(lambda: settings, lambda _: None)
    sound, voice = Heard(), Heard()
    hearing._sound, hearing._voice = sound, voice
    hearing.hear("press", "Right side. Press. Five.")
    hearing.hear("no such tone", "")
    settings = replace(settings, tones=False, voice=False)
    hearing.hear("relax", "Relax.")
    hearing.rest()
    assert sound.came == [0.5, "press", "closed"]
    assert voice.came == [1.0, "Right side. Press. Five.", "closed"]
