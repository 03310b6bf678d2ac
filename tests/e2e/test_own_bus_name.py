"""The app's own name on a real session bus."""

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from hipbreak.desktop.ipc.protocol import ask
from tests.e2e.app_process import QUICK, START_LIMIT_S, AppProcess
from tests.e2e.desktop import LIMIT_S, Desktop, wait_until

pytestmark = pytest.mark.display

NAME = DBusAddress("/org/hipbreak/Hipbreak", "org.hipbreak.Hipbreak", "org.hipbreak.Hipbreak")
APPLICATION = DBusAddress("/org/hipbreak/Hipbreak", "org.hipbreak.Hipbreak", "org.freedesktop.Application")


def test_the_running_app_answers_on_the_session_bus(full_desktop: Desktop, app: AppProcess) -> None:
    app.start()
    with open_dbus_connection(full_desktop.environment["DBUS_SESSION_BUS_ADDRESS"]) as client:

        def run(command: str) -> object:
            return client.send_and_get_reply(new_method_call(NAME, "Command", "sa{ss}", (command, {}))).body[0]

        wait_until(lambda: run("pause") == 0, "an answer on the bus")
        assert app.status()["paused"] is True
        assert run("delete") == 2


def test_the_menu_entry_starts_it_through_the_bus_and_shows_its_window(full_desktop: Desktop, app: AppProcess) -> None:
    """As a desktop does with `DBusActivatable=true` and the service file of the packages."""
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    full_desktop.add_service("org.hipbreak.Hipbreak", app.command())
    with open_dbus_connection(full_desktop.environment["DBUS_SESSION_BUS_ADDRESS"]) as client:
        activate = new_method_call(APPLICATION, "Activate", "a{sv}", ({},))
        assert client.send_and_get_reply(activate, timeout=START_LIMIT_S).body == ()
        full_desktop.window("^Now")
        pause = new_method_call(APPLICATION, "ActivateAction", "sava{sv}", ("Pause", [], {}))
        client.send_and_get_reply(pause, timeout=LIMIT_S)
    assert app.status()["paused"] is True
    assert ask(app.paths.socket, "quit", {}, timeout=LIMIT_S).code == 0
    wait_until(lambda: not app.answers(), "the end of the app")
