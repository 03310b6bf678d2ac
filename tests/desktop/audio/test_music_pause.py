"""Music is paused for a session, and only what was paused plays on."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.audio.music_pause import MusicPause
from hipbreak.desktop.dbus.connection import BusConnection
from tests.desktop.fakes import RealBus, Service, wait_for_replies

PATH, PLAYER = "/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.Player"
STATUS = f"{PATH} {PLAYER}.PlaybackStatus"


class Player(Service):
    """A media player that obeys only as far as the test says."""

    def __init__(self, address: str, name: str, status: str) -> None:
        answers = {STATUS: ("s", (status,)), f"{PATH} {PLAYER}.Pause": ("", ()), f"{PATH} {PLAYER}.Play": ("", ())}
        super().__init__(address, [f"org.mpris.MediaPlayer2.{name}"], answers)

    def become(self, status: str) -> None:
        self.answers[STATUS] = ("s", (status,))

    @property
    def received(self) -> list[str]:
        return [member.rpartition(".")[2] for member in self.asked if not member.endswith("PlaybackStatus")]

    @property
    def reads(self) -> int:
        return self.asked.count(f"{PLAYER}.PlaybackStatus")


@pytest.fixture
def start(daemon: RealBus) -> Iterator[Callable[[str, str], Player]]:
    made: list[Player] = []

    def run(name: str, status: str) -> Player:
        made.append(Player(daemon.address, name, status))
        made[-1].__enter__()
        return made[-1]

    yield run
    for player in made:
        player.end()


def test_what_plays_is_paused_and_plays_on(
    qtbot: QtBot, bus: BusConnection, start: Callable[[str, str], Player]
) -> None:
    music, stopped, paused = start("music", "Playing"), start("stopped", "Stopped"), start("paused", "Paused")
    pause = MusicPause(bus)
    pause.pause()
    qtbot.waitUntil(lambda: music.received == ["Pause"] and stopped.reads == paused.reads == 1)
    music.become("Paused")
    pause.pause()
    pause.go_on()
    qtbot.waitUntil(lambda: music.received == ["Pause", "Play"])
    pause.go_on()
    for player in (music, stopped, paused):
        wait_for_replies(qtbot, bus, player.names[0])
    assert [player.received[:2] for player in (stopped, paused)] == [["Sync"], ["Sync"]]
    assert music.received == ["Pause", "Play", "Sync"]


@pytest.mark.parametrize("status", ["Playing", "Stopped"])
def test_a_player_that_was_started_or_stopped_meanwhile_is_left_alone(
    qtbot: QtBot, bus: BusConnection, start: Callable[[str, str], Player], status: str
) -> None:
    music = start("music", "Playing")
    pause = MusicPause(bus)
    pause.pause()
    qtbot.waitUntil(lambda: music.received == ["Pause"])
    music.become(status)
    pause.go_on()
    qtbot.waitUntil(lambda: music.reads == 2)
    wait_for_replies(qtbot, bus, music.names[0])
    assert "Play" not in music.received


def test_a_session_that_is_over_at_once_pauses_nothing(
    qtbot: QtBot, bus: BusConnection, start: Callable[[str, str], Player]
) -> None:
    music = start("music", "Playing")
    pause = MusicPause(bus)
    pause.pause()
    pause.go_on()
    qtbot.waitUntil(lambda: music.reads == 1)
    wait_for_replies(qtbot, bus, music.names[0])
    assert music.received == ["Sync"]


def test_a_player_that_has_ended_is_no_harm(
    qtbot: QtBot, bus: BusConnection, start: Callable[[str, str], Player]
) -> None:
    music = start("music", "Playing")
    pause = MusicPause(bus)
    pause.pause()
    qtbot.waitUntil(lambda: music.received == ["Pause"])
    music.end()
    other = start("music", "Paused")
    pause.go_on()
    wait_for_replies(qtbot, bus, other.names[0])
    assert other.received == ["Sync"] and not bus.calls


def test_at_the_end_of_the_app_what_was_paused_plays_on_at_once(
    qtbot: QtBot, bus: BusConnection, start: Callable[[str, str], Player]
) -> None:
    music = start("music", "Playing")
    pause = MusicPause(bus)
    pause.pause()
    qtbot.waitUntil(lambda: music.received == ["Pause"])
    music.become("Paused")
    pause.close()
    pause.close()
    bus.close()
    qtbot.waitUntil(lambda: music.received == ["Pause", "Play"])
