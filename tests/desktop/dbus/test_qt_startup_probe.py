"""A hanging bus or service is found before Qt waits for it, and nothing else counts as hanging."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from jeepney.low_level import Message

from hipbreak.desktop.dbus.qt_startup_probe import ACCESSIBILITY, BUS, KEEPS_OFF, find_hanging
from tests.desktop.fakes import Service, bus_with_full_queue

SHORT = timedelta(milliseconds=100)
A11Y = "org.a11y.Bus"


def hanging(address):
    return find_hanging({"DBUS_SESSION_BUS_ADDRESS": address}, SHORT)


@pytest.mark.display
def test_a_bus_that_answers(daemon):
    """Also where the accessibility service answers, or refuses."""
    long = timedelta(seconds=20)  # for a machine that is busy
    environment = {"DBUS_SESSION_BUS_ADDRESS": daemon.address}
    assert find_hanging(environment, long) == ""
    with Service(daemon.address, [A11Y], {"/org/a11y/bus org.a11y.Status.IsEnabled": ("b", (False,))}) as service:
        assert find_hanging(environment, long) == ""
        service.answers.clear()
        assert find_hanging(environment, long) == ""
        assert service.asked == ["org.a11y.Status.IsEnabled"] * 2
    environment["DBUS_SESSION_BUS_ADDRESS"] = f"tcp:host=nowhere;{daemon.address}"
    assert find_hanging(environment, long) == ""


@pytest.mark.display
def test_a_hanging_service_is_named(daemon):
    with Service(daemon.address, [A11Y], silent=True):
        assert hanging(daemon.address) == ACCESSIBILITY
    daemon.daemon.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    assert hanging(daemon.address) == BUS
    assert SHORT.total_seconds() <= time.monotonic() - began < 2


def test_a_bus_with_a_full_queue_counts_as_hanging(tmp_path):
    with bus_with_full_queue(tmp_path) as address:
        assert hanging(address) == BUS


@pytest.mark.parametrize(
    "address",
    ["", "disabled:", "autolaunch:", "tcp:host=localhost,port=1", "unix:path=/nonexistent/%62us", "unix:path=%6"],
)
def test_a_missing_bus_does_not_hang(address):
    """Qt finds that out at once."""
    assert hanging(address) == ""


def test_a_bus_that_refuses_does_not_hang(tmp_path):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        listener.settimeout(10)
        asks = "from tests.desktop.dbus.test_qt_startup_probe import hanging"
        code = f"{asks}; print(hanging('unix:path={tmp_path}/bus') or 'nobody')"
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as asking:
            listener.accept()[0].close()
            assert asking.communicate(timeout=20)[0] == b"nobody\n"


def test_jeepney_reads_the_messages(tmp_path):
    """Two whole messages after the handshake, and nothing that would start a service."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "bus"))
        listener.listen()
        assert hanging(f"unix:path={tmp_path}/bus") == BUS
        with listener.accept()[0] as line:
            handshake, _, rest = line.recv(4096).partition(b"BEGIN\r\n")
    assert handshake == f"\0AUTH EXTERNAL {str(os.getuid()).encode().hex()}\r\n".encode()
    messages = []
    while rest:
        message = Message.from_buffer(rest)
        messages.append(message)
        rest = rest[len(message.serialise()) :]
    assert [message.header.flags.name for message in messages] == ["no_auto_start"] * 2
    assert [message.body for message in messages] == [(), ("org.a11y.Status", "IsEnabled")]


def test_everything_that_may_hang_can_be_kept_off():
    assert set(KEEPS_OFF) == {"", BUS, ACCESSIBILITY}
