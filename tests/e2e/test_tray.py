"""The icon and a StatusNotifierWatcher that starts late, restarts, or ends."""

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from hipbreak.core.facts import tracking_facts
from tests.desktop.fake_services import WATCHER, status_notifier_watcher
from tests.desktop.fakes import RealBus, Service, real_bus
from tests.desktop.wayland_sessions import RealCompositor, needs_sway, real_sway
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import Desktop, wait_until
from tests.e2e.doctor import findings

pytestmark = pytest.mark.display

FALLBACK = "^Hipbreak$"
CALM = QUICK | {"window_opens": "20min", "window_closes": "30min"}
REGISTER = f"{WATCHER}.RegisterStatusNotifierItem"
_ITEM = "org.kde.StatusNotifierItem"


def has_icon(bus: RealBus, watcher: Service) -> bool:
    """Whether an icon has been registered and its status is Active."""
    if REGISTER not in watcher.asked:
        return False
    (service,) = watcher.bodies[REGISTER]
    item = DBusAddress("/StatusNotifierItem", service, "org.freedesktop.DBus.Properties")
    with open_dbus_connection(bus.address) as connection:
        reply = connection.send_and_get_reply(new_method_call(item, "Get", "ss", (_ITEM, "Status")), timeout=10)
    return reply.body == (("s", "Active"),)


@pytest.fixture
def bus(bare_desktop: Desktop, app: AppProcess) -> RealBus:
    bus = bare_desktop.start_session_bus()
    app.write_settings(CALM)
    return bus


def test_a_panel_that_restarts(bare_desktop: Desktop, app: AppProcess, bus: RealBus) -> None:
    """The icon is registered again; the fallback window is never shown."""
    with status_notifier_watcher(bus.address) as first:
        app.start()
        wait_until(lambda: has_icon(bus, first), "the icon")
    with status_notifier_watcher(bus.address) as second:
        wait_until(lambda: has_icon(bus, second), "the icon to come back")
        assert not bare_desktop.windows(FALLBACK)
        assert app.run().returncode == 0
        bare_desktop.window("^Now")
        assert not bare_desktop.windows(FALLBACK)
    assert app.stderr() == ""


def test_a_choice_in_an_open_menu_takes_effect_though_the_state_changes(app: AppProcess, bus: RealBus) -> None:
    """The panel draws it: it reports that it opens it, and sends the number of the line that is chosen."""
    app.write_settings(QUICK | {"window_opens": "4s", "window_closes": "5s", "prompts_as": "card"})
    with status_notifier_watcher(bus.address) as watcher, open_dbus_connection(bus.address) as connection:
        app.start()
        wait_until(lambda: has_icon(bus, watcher), "the icon")
        (service,) = watcher.bodies[REGISTER]

        def ask(method: str, signature: str, *body: object) -> tuple[Any, ...]:
            menu = DBusAddress("/MenuBar", service, "com.canonical.dbusmenu")
            return connection.send_and_get_reply(new_method_call(menu, method, signature, body), timeout=20).body

        def stand() -> tuple[int, bool] | None:
            """The number of its line, and whether it can be chosen."""
            _, (_, _, lines) = ask("GetLayout", "iias", 0, 1, [])
            found = [(n, line["enabled"][1]) for _, (n, line, _) in lines if "Stand _up now" in line.get("label", "")]
            return found[0] if found else None

        number, _ = wait_until(stand, "the line")
        ask("AboutToShow", "i", 0)
        app.wait_for(tracking_facts.Prompted)
        ask("Event", "isvu", number, "clicked", ("i", 0), 0)
        app.wait_for(tracking_facts.Started)
        ask("Event", "isvu", 0, "closed", ("i", 0), 0)
        wait_until(lambda: stand() == (number, False), "the menu of a break")


def test_a_panel_that_starts_late_and_ends(bare_desktop: Desktop, app: AppProcess, bus: RealBus) -> None:
    """Before it starts and after it has ended the fallback window is shown; then the icon moves to the display."""
    app.start()
    bare_desktop.window(FALLBACK)
    with status_notifier_watcher(bus.address) as late:
        wait_until(lambda: has_icon(bus, late), "the icon")
        wait_until(lambda: not bare_desktop.windows(FALLBACK), "the fallback window to close")
    bare_desktop.window(FALLBACK)
    bare_desktop.start_tray()
    wait_until(bare_desktop.icon, "the icon to move to the display")
    wait_until(lambda: not bare_desktop.windows(FALLBACK), "the fallback window to close")
    assert app.stderr() == ""


def test_a_message_where_the_notification_server_never_answers(bare_desktop: Desktop, app: AppProcess) -> None:
    """Qt would wait 25 s for it with each message: a window shows it, and every command is answered at once."""
    bus = bare_desktop.start_empty_session_bus()
    app.write_settings(CALM | {"prompts_as": "nothing of the kind"})
    with status_notifier_watcher(bus.address) as watcher:
        with Service(bus.address, ["org.freedesktop.Notifications"], silent=True):
            app.start()
            wait_until(lambda: has_icon(bus, watcher), "the icon")
            bare_desktop.window("^A note")
            began = time.monotonic()
            app.status()
            assert time.monotonic() - began < 5
        assert "prompts_as" in app.stderr()


def test_a_bus_that_restarts_has_no_icon(bare_desktop: Desktop, app: AppProcess, bus: RealBus) -> None:
    """Qt connects to a bus once: the fallback window is shown, and `doctor` gives advice."""
    with status_notifier_watcher(bus.address) as watcher:
        app.start()
        wait_until(lambda: has_icon(bus, watcher), "the icon")
        bus.kill()
        bare_desktop.window(FALLBACK)
    with status_notifier_watcher(bare_desktop.start_session_bus().address):
        notifications = "notifications of the new bus"
        wait_until(lambda: findings(app)["notifications"]["works"], notifications)
        tray = findings(app)["tray"]
        assert not tray["works"] and tray["advice"].endswith("quit Hipbreak and start it again.")
        bare_desktop.window(FALLBACK)
    assert app.stderr() == ""


def test_a_watcher_without_a_panel(bare_desktop: Desktop, app: AppProcess, bus: RealBus) -> None:
    """It accepts an icon that is never shown, so the fallback window is."""
    with status_notifier_watcher(bus.address, host=False):
        app.start()
        bare_desktop.window(FALLBACK)
    assert app.stderr() == ""


@needs_sway
def test_wayland_without_a_tray_and_then_with_one(tmp_path: Path) -> None:
    """As on GNOME without its extension: the fallback window is shown until a watcher starts."""
    with real_sway() as sway, real_bus(tmp_path) as bus:
        nobody = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path}/nobody"}
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "QT_QPA_PLATFORM")}
        app = AppProcess(tmp_path / "hip", environment | sway.environment | nobody, CALM)
        try:
            app.start()
            wait_until(lambda: "Hipbreak" in titles(sway), "the fallback window")
            with status_notifier_watcher(bus.address) as late:
                wait_until(lambda: has_icon(bus, late), "the icon")
                wait_until(lambda: "Hipbreak" not in titles(sway), "the fallback window to close")
            wait_until(lambda: "Hipbreak" in titles(sway), "the fallback window to come back")
            assert "hipbreak" not in app.stderr() and "Traceback" not in app.stderr()  # Qt itself writes there
        finally:
            app.end()


def titles(sway: RealCompositor) -> list[str]:
    """The titles of all windows."""
    command = ["swaymsg", "--socket", sway.control, "-t", "get_tree", "-r"]
    tree = subprocess.run(command, check=True, capture_output=True, timeout=20).stdout
    nodes, found = [json.loads(tree)], []
    while nodes:
        node = nodes.pop()
        nodes += [*node["nodes"], *node["floating_nodes"]]
        found += [node["name"]] if "pid" in node else []
    return found
