"""Calls, a screen kept awake and Do Not Disturb, from fake services on real buses and from real programs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.desktop.busy.base import BusySwitches
from hipbreak.desktop.busy.dbus_flags import DO_NOT_DISTURB_FLAGS, LOGIND_AWAKE, SESSION_AWAKE, BusFlag
from hipbreak.desktop.busy.gnome_dnd import GnomeDoNotDisturb
from hipbreak.desktop.busy.media_players import PLAYER, PLAYER_PATH, MediaPlayers
from hipbreak.desktop.busy.selection import BusySources
from hipbreak.desktop.dbus import connection
from hipbreak.desktop.dbus.dconf import WRITER, WRITER_PATH
from tests.desktop.fakes import PATIENCE, Service, does_not_wait, real_display, terminated, wait_for_replies
from tests.desktop.gnome_session import needs_dconf, real_dconf

pytestmark = pytest.mark.display

CHANGED = "org.freedesktop.DBus.Properties.PropertiesChanged"
NOBODY = BusySwitches(microphone=False, camera=False, inhibitors=False, players=False, quiet=False)
FLAGS = {flag.name: flag for flag in (LOGIND_AWAKE, *SESSION_AWAKE, *DO_NOT_DISTURB_FLAGS)}
VALUES = {
    "logind-inhibitors": ("s", "shutdown:sleep", "sleep:idle"),
    "xfce-do-not-disturb": ("v", ("b", False), ("b", True)),
    "mako-do-not-disturb": ("as", ["default", "reading"], ["default", "do-not-disturb"]),
}


def answer(flag, on):
    """The answers of a `Service` for a flag."""
    signature, no, yes = VALUES.get(flag.name, ("b", False, True))
    asked = ".".join(flag.arguments) if flag.method.endswith("Properties.Get") else flag.method
    return {f"{flag.path} {asked}": (signature, (yes if on else no,))}


def shout(service, flag):
    """Send the signal after which the flag is read again."""
    signal, first = flag.signals[0]
    if signal == CHANGED:
        service.signal(flag.path, CHANGED, "sa{sv}as", first, {}, [flag.arguments[1]])
    elif first:
        service.signal(flag.path, signal, "ssv", first, "/do-not-disturb", ("b", True))
    else:
        service.signal(flag.path, signal)


@pytest.mark.parametrize("flag", FLAGS.values(), ids=FLAGS)
def test_a_flag_is_read_at_the_start_and_after_its_signal(qtbot, daemon, bus, reports, flag):
    """It ends with its service."""
    with Service(daemon.address, [flag.service], answer(flag, False)) as service:
        watched = BusFlag(bus, flag, reports.report)
        qtbot.waitUntil(lambda: watched.is_available)
        assert reports == [(flag.name, False)]
        service.answers.update(answer(flag, True))
        shout(service, flag)
        qtbot.waitUntil(lambda: reports[1:] == [(flag.name, True)])
        assert len(service.asked) == 2
        service.answers.update(answer(flag, False))
        shout(service, flag)
        qtbot.waitUntil(lambda: len(reports) == 3)
        service.answers.update(answer(flag, True))
        shout(service, flag)
        qtbot.waitUntil(lambda: len(reports) == 4)
    qtbot.waitUntil(lambda: not watched.is_available)
    assert reports[4:] == [(flag.name, False)]


@pytest.mark.parametrize("flag", FLAGS.values(), ids=FLAGS)
def test_a_flag_is_read_when_its_service_starts(qtbot, daemon, bus, reports, flag):
    watched = BusFlag(bus, flag, reports.report)
    qtbot.waitUntil(lambda: reports == [(flag.name, False)])
    assert not watched.is_available
    with Service(daemon.address, [flag.service], answer(flag, True)):
        qtbot.waitUntil(lambda: reports[1:] == [(flag.name, True)])
        daemon.kill()
        qtbot.waitUntil(lambda: reports[2:] == [(flag.name, False)])


def test_never_set_on_xfce_is_off_while_its_notification_server_runs(qtbot, daemon, bus, reports):
    """xfconfd has no such property until it is switched for the first time."""
    flag, server = FLAGS["xfce-do-not-disturb"], "org.freedesktop.Notifications"
    asked = f"/org/freedesktop/Notifications {server}.GetServerInformation"
    with Service(daemon.address, [flag.service]) as settings:
        watched = BusFlag(bus, flag, reports.report)
        qtbot.waitUntil(lambda: len(reports) == 1)
        assert not watched.is_available
        with Service(daemon.address, [server], {asked: ("ssss", ("dunst", "knopwob", "1.9", "1.2"))}):
            wait_for_replies(qtbot, bus, server)
            assert not watched.is_available
        with Service(daemon.address, [server], {asked: ("ssss", ("Xfce Notify Daemon", "Xfce", "0.7.3", "1.2"))}):
            qtbot.waitUntil(lambda: watched.is_available)
            settings.answers.update(answer(flag, True))
            shout(settings, flag)
            qtbot.waitUntil(lambda: reports == [(flag.name, False), (flag.name, True)])
            settings.answers.clear()
            settings.signal(flag.path, "org.xfce.Xfconf.PropertyRemoved", "ss", "xfce4-notifyd", "/do-not-disturb")
            qtbot.waitUntil(lambda: len(reports) == 3)
            assert watched.is_available and reports[2] == (flag.name, False)
        qtbot.waitUntil(lambda: not watched.is_available)


def test_a_service_that_never_answers_delays_nothing(qtbot, daemon, bus, reports, monkeypatch):
    monkeypatch.setattr(connection, "TIMEOUT", PATIENCE)
    with Service(
        daemon.address, [flag.service for flag in FLAGS.values() if flag.service != DO_NOT_DISTURB_FLAGS[0].service]
    ) as all_:
        all_.silent = True
        with does_not_wait():
            watched = [BusFlag(bus, flag, reports.report) for flag in FLAGS.values()]
        qtbot.waitUntil(lambda: len(reports) == len(FLAGS))
        assert not any(flag.is_available for flag in watched)


def test_a_burst_of_signals_causes_few_requests(qtbot, daemon, bus, reports):
    flag = SESSION_AWAKE[0]
    with Service(daemon.address, [flag.service], answer(flag, False)) as service:
        watched = BusFlag(bus, flag, reports.report)
        qtbot.waitUntil(lambda: watched.is_available)
        for _ in range(100):
            shout(service, flag)
        service.answers.update(answer(flag, True))
        shout(service, flag)
        qtbot.waitUntil(lambda: reports[-1] == (flag.name, True))
        assert len(service.asked) < 60


def status(word):
    return {f"{PLAYER_PATH} {PLAYER}.PlaybackStatus": ("s", (word,))}


def test_players_are_read_at_the_start_and_when_they_change(qtbot, daemon, bus, reports):
    film, music = (Service(daemon.address, [f"org.mpris.MediaPlayer2.{name}"], status("Playing")) for name in "ab")
    with music:
        with film:
            players = MediaPlayers(bus, reports.report)
            qtbot.waitUntil(lambda: bool(film.asked and music.asked))
            for name in film.names + music.names:
                wait_for_replies(qtbot, bus, name)
            assert reports == [("mpris-players", True)] and players.is_available
            film.signal(PLAYER_PATH, CHANGED, "sa{sv}as", PLAYER, {"PlaybackStatus": ("s", "Paused")}, [])
            film.signal(PLAYER_PATH, CHANGED, "sa{sv}as", PLAYER, {"Volume": ("d", 0.5)}, [])
            music.signal(PLAYER_PATH, CHANGED, "sa{sv}as", PLAYER, {"PlaybackStatus": ("s", "Stopped")}, [])
            qtbot.waitUntil(lambda: reports[1:] == [("mpris-players", False)])
            film.signal(PLAYER_PATH, CHANGED, "sa{sv}as", PLAYER, {}, ["PlaybackStatus"])
            qtbot.waitUntil(lambda: reports[2:] == [("mpris-players", True)])
        qtbot.waitUntil(lambda: reports[3:] == [("mpris-players", False)])


def test_a_player_that_starts_later_is_read(qtbot, daemon, bus, reports):
    players = MediaPlayers(bus, reports.report)
    qtbot.waitUntil(lambda: players.is_available)
    with Service(daemon.address, ["org.mpris.MediaPlayer2.late"], status("Playing")) as player:
        player.signal(PLAYER_PATH, CHANGED, "sa{sv}as", PLAYER, {"PlaybackStatus": ("s", "Playing")}, [])
        qtbot.waitUntil(lambda: reports == [("mpris-players", True)])
        daemon.kill()
        qtbot.waitUntil(lambda: reports[1:] == [("mpris-players", False)])


def test_gnome_is_read_again_only_when_its_key_changes(qtbot, daemon, bus, reports, tmp_path):
    """With a fake command in place of gsettings, and the signal of dconf."""
    value, runs = tmp_path / "value", tmp_path / "runs"
    value.write_text("true")
    script = f"echo >>{runs}; cat {value}"
    with Service(daemon.address, [WRITER]) as writer:
        quiet = GnomeDoNotDisturb(bus, reports.report, os.environ, ("sh", "-c", script))
        qtbot.waitUntil(lambda: reports == [("gnome-do-not-disturb", False)])
        value.write_text("false")
        key = "/org/gnome/desktop/notifications/"
        writer.signal(WRITER_PATH, f"{WRITER}.Notify", "sass", "/org/gnome/desktop/interface/", ["font-name"], "x")
        writer.signal(WRITER_PATH, f"{WRITER}.Notify", "sass", key, ["show-banners"], "x")
        qtbot.waitUntil(lambda: reports[1:] == [("gnome-do-not-disturb", True)])
        value.write_text("true")
        writer.signal(WRITER_PATH, f"{WRITER}.Notify", "sass", f"{key}show-banners", [""], "x")
        qtbot.waitUntil(lambda: len(reports) == 3)
        assert len(runs.read_text()) == 3
        assert quiet.is_available
        daemon.kill()
        qtbot.waitUntil(lambda: not quiet.is_available)  # no change would be reported
        quiet.close()
        quiet.close()


@needs_dconf
def test_the_real_setting_of_gnome(qtbot, daemon, bus, reports, tmp_path):
    """The real gsettings writes through the real dconf."""
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "DBUS_SESSION_BUS_ADDRESS": daemon.address,
    }
    schema = ("org.gnome.desktop.notifications", "show-banners")
    with real_dconf(daemon, environment):
        quiet = GnomeDoNotDisturb(bus, reports.report, environment)
        qtbot.waitUntil(lambda: reports == [("gnome-do-not-disturb", False)])
        if not quiet.is_available:
            pytest.skip("GNOME's schemas are not installed")
        for value, on in (("false", True), ("true", False)):
            subprocess.run(["gsettings", "set", *schema, value], env=environment, check=True, timeout=20)
            qtbot.waitUntil(lambda on=on: reports[-1] == ("gnome-do-not-disturb", on))
        quiet.close()


@pytest.mark.parametrize("command", [("/nonexistent/gsettings",), ("false",), ("echo", "perhaps")])
def test_without_an_answer_of_gsettings_it_is_unavailable(qtbot, bus, reports, command):
    quiet = GnomeDoNotDisturb(bus, reports.report, os.environ, command)
    qtbot.waitUntil(lambda: reports == [("gnome-do-not-disturb", False)])
    assert not quiet.is_available


@pytest.mark.skipif(shutil.which("dunst") is None, reason="dunst is not installed")
def test_a_real_dunst_that_is_paused(qtbot, daemon, bus, reports):
    """`dunstctl set-paused` is signalled; then dunst is killed while paused."""
    with real_display() as display:
        environment = {**os.environ, **display.environment, "DBUS_SESSION_BUS_ADDRESS": daemon.address}
        dunst = subprocess.Popen(["dunst"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        watched = BusFlag(bus, FLAGS["dunst-paused"], reports.report)
        with terminated(dunst):
            qtbot.waitUntil(lambda: watched.is_available)
            assert reports[-1] == ("dunst-paused", False)
            subprocess.run(["dunstctl", "set-paused", "true"], env=environment, check=True, timeout=20)
            qtbot.waitUntil(lambda: reports[-1] == ("dunst-paused", True))
        qtbot.waitUntil(lambda: reports[-1] == ("dunst-paused", False))


def test_two_equal_reports_are_one(qtbot, stack, daemon, bus, tmp_path):
    """Nothing is reported after close."""
    received, both = [], SESSION_AWAKE[:2]
    answers = answer(both[0], True) | answer(both[1], True)
    with Service(daemon.address, [flag.service for flag in both], answers) as service:
        switches = BusySwitches(microphone=False, camera=False, players=False, quiet=False)
        busy = BusySources(lambda *change: received.append(change), bus, None, {}, switches)
        qtbot.waitUntil(lambda: busy.reasons["awake"] == ("gnome-inhibitors", "kde-inhibitors"))
        assert received == [("awake", True)]
        assert [*map(busy.sources, busy.created)] == [(), ("gnome-inhibitors", "kde-inhibitors"), ()]
        service.answers.update(answer(both[0], False))
        shout(service, both[0])
        qtbot.waitUntil(lambda: busy.reasons["awake"] == ("kde-inhibitors",))
        assert received == [("awake", True)]
        busy.close()
        service.answers.update(answer(both[1], False))
        shout(service, both[1])
        passed = []  # by then the signal has, too
        bus.call(both[1].service, "/", "org.example.Anything", on_reply=passed.append)
        qtbot.waitUntil(lambda: passed == [None])
        assert received == [("awake", True)]
        busy.close()


def test_switched_off_sources_are_not_created(qtbot, daemon, bus):
    busy = BusySources(lambda *_change: None, bus, bus, {"XDG_CURRENT_DESKTOP": "GNOME"}, NOBODY)
    qtbot.waitUntil(lambda: busy.is_complete)
    assert (busy.created, busy.problems) == ({"call": [], "awake": [], "dnd": []}, ())
    busy.close()


def test_without_any_bus_the_other_sources_work(qtbot, stack):
    received = []
    busy = BusySources(lambda *change: received.append(change), None, None, {})
    stack.callback(busy.close)
    qtbot.waitUntil(lambda: busy.problems != () and [*map(len, busy.created.values())] == [2, 0, 0])
    assert "camera-holders" in busy.sources("call") or sys.platform != "linux"
    assert received == [] or Path("/dev/video0").exists()
