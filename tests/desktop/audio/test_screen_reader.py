"""The screen reader's state, from the real accessibility launcher and from a fake service on a real bus."""

import shutil
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.audio.screen_reader import ScreenReader
from hipbreak.desktop.dbus.connection import BusConnection
from tests.desktop.fakes import RealBus, Service, terminated

NAME, PATH, STATUS = "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Status"
LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")


@pytest.mark.display
def test_the_screen_reader_is_followed_until_its_service_ends(
    qtbot: QtBot, daemon: RealBus, bus: BusConnection
) -> None:
    reader = ScreenReader(bus)
    assert not reader.is_on, "nobody is there"
    answers: dict[str, tuple[str, tuple[object, ...]]] = {f"{PATH} {STATUS}.ScreenReaderEnabled": ("b", (True,))}
    with Service(daemon.address, [NAME], answers) as service:
        qtbot.waitUntil(lambda: reader.is_on)
        answers[f"{PATH} {STATUS}.ScreenReaderEnabled"] = ("b", (False,))
        changed = {"ScreenReaderEnabled": ("b", False)}
        service.signal(PATH, "org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", STATUS, changed, [])
        qtbot.waitUntil(lambda: not reader.is_on)
        answers[f"{PATH} {STATUS}.ScreenReaderEnabled"] = ("b", (True,))
        service.signal(PATH, "org.freedesktop.DBus.Properties.PropertiesChanged", "sa{sv}as", STATUS, changed, [])
        qtbot.waitUntil(lambda: reader.is_on)
    qtbot.waitUntil(lambda: not reader.is_on)


@pytest.mark.display
@pytest.mark.skipif(not LAUNCHER.exists() or not shutil.which("gdbus"), reason="at-spi2-core or gdbus is missing")
def test_the_real_launcher_reports_a_screen_reader(
    qtbot: QtBot, daemon: RealBus, bus: BusConnection, tmp_path: Path
) -> None:
    environment = {
        "DBUS_SESSION_BUS_ADDRESS": daemon.address,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "GSETTINGS_BACKEND": "memory",
        "PATH": "/usr/bin:/bin",
    }
    with ExitStack() as stack:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        stack.enter_context(terminated(subprocess.Popen([LAUNCHER], env=environment, **quiet)))  # type: ignore[call-overload]
        reader = ScreenReader(bus)

        def switch(on: str) -> bool:
            words = ["gdbus", "call", "--session", "--dest", NAME, "--object-path", PATH]
            words += ["--method", "org.freedesktop.DBus.Properties.Set", STATUS, "ScreenReaderEnabled", f"<{on}>"]
            return not subprocess.run(words, env=environment, check=False, timeout=20, **quiet).returncode  # type: ignore[call-overload]

        qtbot.waitUntil(lambda: switch("true"))
        qtbot.waitUntil(lambda: reader.is_on)
        assert switch("false")
        qtbot.waitUntil(lambda: not reader.is_on)


def test_without_a_bus_qt_decides(qapp: object) -> None:
    assert ScreenReader(None).is_on is False
