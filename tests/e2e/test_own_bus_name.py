"""The app's own name on a real session bus."""

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.e2e.app_process import AppProcess
from tests.e2e.desktop import Desktop, wait_until

pytestmark = pytest.mark.display

NAME = DBusAddress("/org/hipbreak/Hipbreak", "org.hipbreak.Hipbreak", "org.hipbreak.Hipbreak")


def test_the_running_app_answers_on_the_session_bus(full_desktop: Desktop, app: AppProcess) -> None:
    app.start()
    with open_dbus_connection(full_desktop.environment["DBUS_SESSION_BUS_ADDRESS"]) as client:

        def run(command: str) -> object:
            return client.send_and_get_reply(new_method_call(NAME, "Command", "sa{ss}", (command, {}))).body[0]

        wait_until(lambda: run("pause") == 0, "an answer on the bus")
        assert app.status()["paused"] is True
        assert run("delete") == 2
