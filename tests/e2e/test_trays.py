"""The icon of the real program on a StatusNotifierWatcher: late, gone for a moment, and gone."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.fake_services import WATCHER, status_notifier_watcher
from tests.desktop.fakes import RealBus, Service, real_bus
from tests.desktop.wayland_sessions import RealCompositor, needs_sway, real_sway
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program
from tests.e2e.test_doctor import findings

pytestmark = pytest.mark.desk

SMALL = "^Hipbreak$"
CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}
REGISTER = f"{WATCHER}.RegisterStatusNotifierItem"
_ITEM = "org.kde.StatusNotifierItem"


def has_icon(bus: RealBus, watcher: Service) -> bool:
    """Whether an icon has been registered, and its object says that it is to be shown."""
    if REGISTER not in watcher.asked:
        return False
    (service,) = watcher.bodies[REGISTER]
    item = DBusAddress("/StatusNotifierItem", service, "org.freedesktop.DBus.Properties")
    with open_dbus_connection(bus.address) as connection:
        reply = connection.send_and_get_reply(new_method_call(item, "Get", "ss", (_ITEM, "Status")), timeout=10)
    return reply.body == (("s", "Active"),)


@pytest.fixture
def bus(desk: Desk, program: Program) -> RealBus:
    bus = desk.with_session_bus()
    program.environment |= desk.environment
    program.write_settings(CALM)
    return bus


def test_a_panel_that_is_started_anew(desk: Desk, program: Program, bus: RealBus) -> None:
    """The icon is there, and there again; the small window never comes."""
    with status_notifier_watcher(bus.address) as first:
        program.start()
        wait_until(lambda: has_icon(bus, first), "the icon")
    with status_notifier_watcher(bus.address) as second:
        wait_until(lambda: has_icon(bus, second), "the icon to come back")
        assert not desk.windows(SMALL)
        assert program.run().returncode == 0
        desk.window("^Today")
        assert not desk.windows(SMALL)
    assert program.stderr() == ""


def test_a_panel_that_comes_late_and_goes(desk: Desk, program: Program, bus: RealBus) -> None:
    """Until it is there, and when it has gone, the small window stands in; the icon moves from display to bus."""
    program.start()
    desk.window(SMALL)
    with status_notifier_watcher(bus.address) as late:
        wait_until(lambda: has_icon(bus, late), "the icon")
        wait_until(lambda: not desk.windows(SMALL), "the small window to go")
    desk.window(SMALL)
    desk.with_tray()
    wait_until(desk.icon, "the icon to move to the display")
    wait_until(lambda: not desk.windows(SMALL), "the small window to go")
    assert program.stderr() == ""


def test_an_icon_on_the_bus_beside_a_notification_server_that_never_answers(desk: Desk, program: Program) -> None:
    """Qt would wait 25 s for it with each message: a window says it, and every answer comes at once."""
    bus = desk.with_bus()
    program.environment |= desk.environment
    program.write_settings(CALM | {"prompts_as": "nothing of the kind"})
    with status_notifier_watcher(bus.address) as watcher:
        with Service(bus.address, ["org.freedesktop.Notifications"], silent=True):
            program.start()
            wait_until(lambda: has_icon(bus, watcher), "the icon")
            desk.window("^A note")
            began = time.monotonic()
            program.status()
            assert time.monotonic() - began < 5
        assert "prompts_as" in program.stderr()


def test_a_bus_that_is_restarted_is_no_place_for_the_icon(desk: Desk, program: Program, bus: RealBus) -> None:
    """Qt joins a bus once in its life: the small window takes over, and `doctor` says what to do."""
    with status_notifier_watcher(bus.address) as watcher:
        program.start()
        wait_until(lambda: has_icon(bus, watcher), "the icon")
        bus.kill()
        desk.window(SMALL)
    with status_notifier_watcher(desk.with_session_bus().address):
        notifications = "notifications of the new bus"
        wait_until(lambda: findings(program.json("doctor", "--json"))["notifications"]["works"], notifications)
        tray = findings(program.json("doctor", "--json"))["tray"]
        assert not tray["works"] and tray["advice"].endswith("quit Hipbreak and start it again.")
        desk.window(SMALL)
    assert program.stderr() == ""


def test_a_watcher_without_a_panel(desk: Desk, program: Program, bus: RealBus) -> None:
    """Nobody shows the icon that it takes: the small window does."""
    with status_notifier_watcher(bus.address, host=False):
        program.start()
        desk.window(SMALL)
    assert program.stderr() == ""


@needs_sway
def test_wayland_without_a_tray_and_then_with_one(tmp_path: Path) -> None:
    """As on GNOME until its extension is there: no display could show an icon, and Qt makes it when it can."""
    with real_sway() as sway, real_bus(tmp_path) as bus:
        nobody = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/nobody"}
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
        program = Program(tmp_path / "hip", environment | sway.environment | nobody, CALM)
        try:
            program.start()
            wait_until(lambda: "Hipbreak" in titles(sway), "the small window")
            with status_notifier_watcher(bus.address) as late:
                wait_until(lambda: has_icon(bus, late), "the icon")
                wait_until(lambda: "Hipbreak" not in titles(sway), "the small window to go")
            wait_until(lambda: "Hipbreak" in titles(sway), "the small window to come back")
            assert "hipbreak" not in program.stderr() and "Traceback" not in program.stderr()  # Qt itself talks there
        finally:
            program.end()


def titles(sway: RealCompositor) -> list[str]:
    """The names of all windows there."""
    asked = ["swaymsg", "--socket", sway.control, "-t", "get_tree", "-r"]
    tree = subprocess.run(asked, check=True, capture_output=True, timeout=20).stdout
    nodes, found = [json.loads(tree)], []
    while nodes:
        node = nodes.pop()
        nodes += [*node["nodes"], *node["floating_nodes"]]
        found += [node["name"]] if "pid" in node else []
    return found
