"""The status line of the background portal."""

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.display.desktop_appearance import PORTAL, PORTAL_PATH
from hipbreak.desktop.tray.background_status import BACKGROUND, BackgroundStatus
from tests.desktop.fakes import RealBus, Service

pytestmark = pytest.mark.display

SET = f"{BACKGROUND}.SetStatus"


def test_each_new_line_is_sent_once(qtbot: QtBot, daemon: RealBus, bus: BusConnection) -> None:
    with Service(daemon.address, [PORTAL], {f"{PORTAL_PATH} {SET}": ("", ())}) as portal:
        status = BackgroundStatus(bus)
        for line in ("Sitting for 3 min.", "Sitting for 3 min.", "é" * 97):
            status.show(line)
            qtbot.waitUntil(lambda: not bus.calls)
        assert portal.asked == [SET, SET]
        assert portal.bodies[SET] == ({"message": ("s", "é" * 95 + "…")},)


def test_a_portal_that_refuses_is_not_asked_again(qtbot: QtBot, daemon: RealBus, bus: BusConnection) -> None:
    """It refuses programs without a sandbox."""
    with Service(daemon.address, [PORTAL]) as portal:
        status = BackgroundStatus(bus)
        for line in ("Sitting for 3 min.", "Sitting for 4 min."):
            status.show(line)
            qtbot.waitUntil(lambda: not bus.calls)
        assert portal.asked == [SET]
