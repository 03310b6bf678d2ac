"""The bus connection with a real dbus-daemon, and with sockets that are no bus."""

import os
import signal
import socket
import struct
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jeepney import DBusAddress, Parser, message_bus, new_method_call, new_signal
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QTimer

from hipbreak.desktop.dbus.address import BusUnavailable, session_address, system_address
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.dbus.messages import InvalidMessage, parse_messages
from hipbreak.desktop.timing.backoff import Backoff
from tests.desktop.fakes import PATIENCE, Service, bus_with_full_queue, does_not_wait, real_bus

NAME = "org.example.Desk"
PATH = "/org/example/Desk"
HEIGHT = f"{PATH} {NAME}.Height"
SHORT = timedelta(milliseconds=50)
DAEMON = ("org.freedesktop.DBus", "/org/freedesktop/DBus")


@pytest.fixture
def service(daemon):
    with Service(daemon.address, [NAME], {HEIGHT: ("u", (110,))}) as service:
        yield service


@pytest.fixture
def disconnects():
    return []


@pytest.fixture
def bus(qapp, daemon, disconnects):
    bus = BusConnection(daemon.address)
    bus.on_disconnect(lambda: disconnects.append(None))
    yield bus
    bus.close()


@pytest.fixture
def answers():
    return []


@pytest.fixture
def silent_socket(tmp_path):
    """A socket that accepts connections and sends nothing."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "deaf"))
        listener.listen()
        yield listener, f"unix:path={tmp_path / 'deaf'}"


def subscribed(qtbot, bus):
    """Wait until the bus has handled the subscriptions: it answers in order."""
    done = []
    bus.call(*DAEMON, "org.freedesktop.DBus.GetId", on_reply=done.append, timeout=timedelta(seconds=10))
    qtbot.waitUntil(lambda: done != [])


@pytest.mark.display
def test_a_reply_arrives_from_the_event_loop(qtbot, bus, service, answers):
    """The call is made before authentication is over."""
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append)
    assert answers == []
    qtbot.waitUntil(lambda: answers == [(110,)])


@pytest.mark.display
def test_an_error_and_a_missing_service_give_no_reply(qtbot, bus, service, answers):
    bus.call(NAME, PATH, f"{NAME}.Unknown", "u", (2**32 - 1,), on_reply=answers.append)
    bus.call("org.example.Nobody", PATH, f"{NAME}.Height", on_reply=answers.append)
    qtbot.waitUntil(lambda: answers == [None, None])
    assert service.asked == [f"{NAME}.Unknown"]


@pytest.mark.display
def test_a_silent_service_is_given_up(qtbot, bus, service, answers):
    """The connection stays alive."""
    service.silent = True
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=SHORT)
    qtbot.waitUntil(lambda: answers == [None])
    assert bus.alive


@pytest.mark.display
def test_a_reply_that_waits_unread_is_no_timeout(qtbot, daemon, bus, service, answers):
    """The timeout of a call does not count this thread's own work."""
    subscribed(qtbot, bus)
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=SHORT)
    with open_dbus_connection(daemon.address) as other:  # answered later: then the first reply has arrived
        other.send_and_get_reply(new_method_call(DBusAddress(PATH, NAME, NAME), "Height"), timeout=20)
    time.sleep(SHORT.total_seconds())  # a window that takes long to draw
    qtbot.waitUntil(lambda: answers == [(110,)])


@pytest.mark.display
def test_a_slow_start_of_the_app_is_no_timeout(qtbot, daemon, service, disconnects, answers):
    """The thread is busy while the bus waits for the next message of the handshake."""
    bus = BusConnection(daemon.address, timeout=PATIENCE)
    bus.on_disconnect(lambda: disconnects.append(None))
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=PATIENCE)
    time.sleep(1.1 * PATIENCE.total_seconds())
    qtbot.waitUntil(lambda: answers == [(110,)])
    assert disconnects == []
    bus.close()


@pytest.mark.display
def test_signals_are_received_as_subscribed(qtbot, bus, service):
    """By interface, member and path, and nothing else."""
    received, paths, downs = [], [], []
    bus.subscribe(lambda signal: downs.append(signal.body), interface=NAME, first="down")
    bus.subscribe(lambda signal: received.append((signal.member, signal.body)), interface=NAME)
    bus.subscribe(lambda signal: paths.append(signal.path), interface=NAME, member="Moved", path=PATH, sender=NAME)
    subscribed(qtbot, bus)
    service.signal(PATH, f"{NAME}.Moved", "us", 90, "down")
    service.signal("/elsewhere", f"{NAME}.Moved", "u", 70)
    service.signal(PATH, "org.example.Other.Moved", "u", 1)
    service.signal(PATH, f"{NAME}.Stopped")
    service.signal(PATH, f"{NAME}.Went", "s", "down")
    qtbot.waitUntil(lambda: len(received) == 4)
    assert received == [("Moved", (90, "down")), ("Moved", (70,)), ("Stopped", ()), ("Went", ("down",))]
    assert paths == [PATH]
    assert downs == [("down",)]


@pytest.mark.display
def test_a_lost_bus_is_reported_once(qtbot, daemon, bus, disconnects, service):
    """Pending calls are answered first, later ones at once, and nothing raises."""
    answers = []
    subscribed(qtbot, bus)
    service.silent = True
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=timedelta(minutes=1))
    daemon.kill()
    qtbot.waitUntil(lambda: disconnects == [None])
    assert answers == [None]
    assert not bus.alive
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append)
    bus.subscribe(lambda _signal: None, interface=NAME)
    bus.on_disconnect(lambda: disconnects.append("late"))
    qtbot.waitUntil(lambda: answers == [None, None])
    qtbot.waitUntil(lambda: disconnects == [None, "late"])


class WatchedBus:
    """A connection that records when it is lost and back."""

    def __init__(self, stack, address, **ways):
        self.changes, self.received = [], []
        self.bus = BusConnection(address, **ways)
        stack.callback(self.bus.close)
        self.bus.on_disconnect(lambda: self.changes.append("lost"))
        self.bus.on_reconnect(lambda: self.changes.append("back"))
        self.bus.subscribe(lambda signal: self.received.append(signal.body), interface=NAME, member="Moved")

    def is_connected(self, qtbot, address):
        """Whether a new service receives calls and its signals arrive."""
        answers, before = [], len(self.received)
        with Service(address, [NAME], {HEIGHT: ("u", (110,))}) as service:
            subscribed(qtbot, self.bus)
            service.signal(PATH, f"{NAME}.Moved", "u", 90)
            self.bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=timedelta(seconds=10))
            qtbot.waitUntil(lambda: answers == [(110,)])
        return len(self.received) == before + 1


@pytest.mark.display
def test_a_restarted_bus_is_joined_again(qtbot, stack, tmp_path):
    """As soon as its socket exists again, each time; each signal is received once."""
    with real_bus(tmp_path) as daemon:
        watched = WatchedBus(stack, f"unix:path={tmp_path}/bus")
        assert watched.is_connected(qtbot, daemon.address)
    for _ in range(2):
        qtbot.waitUntil(lambda: watched.changes == ["lost"])
        assert not watched.bus.alive
        watched.bus.call(*DAEMON, "org.freedesktop.DBus.GetId", on_reply=watched.changes.append)
        qtbot.waitUntil(lambda: watched.changes == ["lost", None])
        with real_bus(tmp_path) as daemon:
            qtbot.waitUntil(lambda: watched.changes == ["lost", None, "back"], timeout=4000)
            assert watched.bus.alive and watched.is_connected(qtbot, daemon.address)
            watched.changes.clear()


@pytest.mark.display
def test_a_bus_at_an_abstract_address_is_found_by_retries(qtbot, stack, tmp_path):
    address = f"unix:abstract=hipbreak-{os.getpid()}"
    watched = WatchedBus(stack, address, retry_delays=(SHORT,))
    assert not watched.bus.alive
    qtbot.waitUntil(lambda: watched.changes == ["lost"])
    with real_bus(tmp_path, address) as daemon:
        qtbot.waitUntil(lambda: watched.changes == ["lost", "back"])
        assert watched.is_connected(qtbot, daemon.address)


@pytest.mark.display
def test_a_bus_that_hung_at_first_is_joined_when_it_answers(qtbot, stack, daemon):
    """A retry has failed; its first message shows that it works again."""
    daemon.daemon.send_signal(signal.SIGSTOP)
    watched = WatchedBus(stack, daemon.address, timeout=SHORT, retry_delays=(SHORT, timedelta(hours=1)))
    qtbot.waitUntil(lambda: watched.changes == ["lost"])
    qtbot.wait(3 * SHORT // timedelta(milliseconds=1))  # it is looked for, in vain
    daemon.daemon.send_signal(signal.SIGCONT)
    qtbot.waitUntil(lambda: watched.changes == ["lost", "back"])
    assert watched.is_connected(qtbot, daemon.address)


@pytest.mark.display
def test_an_unsubscribed_owner_receives_nothing(qtbot, bus, daemon, service):
    """Also when the bus is lost; other owners still do."""
    received, owner = [], object()
    for who, subscriber in (("owner", owner), ("other", None)):
        bus.subscribe(lambda _signal, who=who: received.append(who), interface=NAME, member="Moved", owner=subscriber)
        bus.on_disconnect(lambda who=who: received.append(f"{who} lost"), subscriber)
    subscribed(qtbot, bus)
    service.signal(PATH, f"{NAME}.Moved")
    qtbot.waitUntil(lambda: received == ["owner", "other"])
    bus.unsubscribe(owner)
    subscribed(qtbot, bus)
    service.signal(PATH, f"{NAME}.Moved")
    qtbot.waitUntil(lambda: received[2:] == ["other"])
    daemon.kill()
    qtbot.waitUntil(lambda: received[3:] == ["other lost"])


def test_the_delays_increase_to_the_last(qtbot):
    """They start from the first after a stop."""
    calls, late = [], []
    backoff = Backoff(lambda: calls.append(time.monotonic()), [timedelta(milliseconds=ms) for ms in (1, 30, 120)])

    def measured_delay():
        began, count = time.monotonic(), len(calls)
        backoff.schedule()
        qtbot.waitUntil(lambda: len(calls) > count)
        return calls[-1] - began

    for least in (0.001, 0.025, 0.1, 0.1):  # a coarse timer may be some per cent early
        assert measured_delay() >= least
    backoff.stop()
    QTimer.singleShot(100, lambda: late.append(len(calls)))  # earlier than the last delay, however busy the machine
    measured_delay()
    qtbot.waitUntil(lambda: late != [])
    assert late == [5]


@pytest.mark.display
def test_foreign_calls_and_messages_are_refused(qtbot, daemon, bus, answers, service):
    """A call is answered with an error, a signal is ignored."""
    bus.call(*DAEMON, "org.freedesktop.DBus.GetId", on_reply=answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    replies = []

    def call_each_client():
        with open_dbus_connection(daemon.address) as connection:
            names = connection.send_and_get_reply(message_bus.ListNames()).body[0]
            for name in names:
                if name.startswith(":") and name != connection.unique_name:
                    us = DBusAddress("/", name, "org.example.Guess")
                    replies.append(connection.send_and_get_reply(new_method_call(us, "Ring"), timeout=10))
                    signal = new_signal(DBusAddress("/", name, "org.example.Guess"), "Rang", "s", ("x",))
                    connection.send(signal)

    thread = threading.Thread(target=call_each_client)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert {reply.header.message_type.name for reply in replies} == {"error"}
    bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append)
    qtbot.waitUntil(lambda: answers[1:] == [(110,)])


@pytest.mark.display
def test_nothing_is_reported_after_close(qtbot, daemon, bus, disconnects, answers):
    """Pending calls are not answered."""
    bus.call(*DAEMON, "org.freedesktop.DBus.GetId", on_reply=answers.append)
    bus.close()
    bus.close()
    daemon.kill()
    bus.call(*DAEMON, "org.freedesktop.DBus.GetId", on_reply=lambda body: answers.append(("late", body)))
    qtbot.waitUntil(lambda: answers != [])
    assert (answers, disconnects) == ([("late", None)], [])


def test_a_bus_that_hangs_is_lost_without_blocking(qtbot, silent_socket, disconnects, answers):
    """It accepted the connection: only the timeout ends it."""
    with does_not_wait():
        bus = BusConnection(silent_socket[1], timeout=PATIENCE)
        bus.on_disconnect(lambda: disconnects.append(None))
        bus.call(NAME, PATH, f"{NAME}.Height", on_reply=answers.append, timeout=timedelta(minutes=1))
    qtbot.waitUntil(lambda: disconnects == [None])
    assert (answers, bus.alive) == ([None], False)


def test_a_bus_with_a_full_queue_does_not_block(qapp, tmp_path):
    """A blocking connect would wait."""
    with bus_with_full_queue(tmp_path) as address:
        with does_not_wait():
            bus = BusConnection(address)
        assert not bus.alive
        bus.close()


@pytest.mark.parametrize(
    "words",
    [
        b"REJECTED KERBEROS\r\n",
        b"220 mail.example SMTP\r\n",
        b"x" * 10_000,
        b"OK 0123\r\n" + b"too early",
        b"\xff\xfe\x00\r\n",
        b"",
    ],
)
def test_a_peer_that_refuses_or_is_no_bus_is_lost(qtbot, silent_socket, disconnects, words):
    """For any text, and when it disconnects."""
    listener, address = silent_socket
    bus = BusConnection(address)
    bus.on_disconnect(lambda: disconnects.append(None))
    with listener.accept()[0] as line:
        line.sendall(words)
        if not words:
            line.close()
        qtbot.waitUntil(lambda: disconnects == [None])
    assert not bus.alive


@pytest.mark.parametrize(
    "then", [b"no message at all, by far", struct.pack("<cBBBIIII", b"l", 4, 0, 1, 2**31, 1, 0, 0)]
)
def test_a_bus_that_sends_garbage_is_lost(qtbot, silent_socket, disconnects, then):
    """After authentication: the next message cannot be found."""
    listener, address = silent_socket
    bus = BusConnection(address)
    bus.on_disconnect(lambda: disconnects.append(None))
    bus.subscribe(lambda _signal: None, interface=NAME)
    with listener.accept()[0] as line:
        line.sendall(b"OK 0123456789abcdef\r\n")
        line.setblocking(False)
        received = bytearray()

        def let_in():
            with suppress(BlockingIOError):
                received.extend(line.recv(4096))
            return b"BEGIN" in received

        qtbot.waitUntil(let_in)
        line.sendall(then)
        qtbot.waitUntil(lambda: disconnects == [None])
    assert not bus.alive


@given(st.binary(max_size=200))
@example(b"l\x04\x00\x01" + bytes(12))
@example(b"l\x09\x00\x01" + bytes(12))
def test_any_bytes_are_a_message_or_invalid(raw):
    """No other exception is raised."""
    parser = Parser()
    try:
        messages = list(parse_messages(parser, raw))
    except InvalidMessage:
        return
    assert parser.bytes_desired() > 0
    assert len(messages) <= len(raw) // 16


@given(st.binary(min_size=1, max_size=8), st.integers(0, 200))
def test_a_damaged_message_is_skipped(noise, at):
    """The next message is read if the lengths are intact."""
    whole = new_signal(DBusAddress(PATH, interface=NAME), "Moved", "us", (1, "down")).serialise(serial=7)
    at %= len(whole)
    broken = (whole[:at] + noise + whole[at + len(noise) :])[: len(whole)]
    has_lengths = at >= 16  # else the next message cannot be found
    try:
        bodies = [message.body for message in parse_messages(Parser(), broken + whole)]
    except InvalidMessage:
        assert not has_lengths
        return
    assert not has_lengths or (bodies[-1] == (1, "down") and len(bodies) <= 2)


@pytest.mark.parametrize("address", ["", "disabled:", "tcp:host=localhost,port=1", "unix:path", "nonsense"])
def test_an_unusable_address_gives_one_sentence(qapp, address):
    with pytest.raises(BusUnavailable, match=r"^[A-Z].*\.$"):
        BusConnection(address)


def test_bus_addresses(tmp_path):
    """From the environment, then the default paths."""
    assert session_address({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}) == "unix:path=/x"
    with pytest.raises(BusUnavailable):
        session_address({"XDG_RUNTIME_DIR": str(tmp_path)})
    (tmp_path / "bus").touch()
    assert session_address({"XDG_RUNTIME_DIR": str(tmp_path)}) == f"unix:path={tmp_path}/bus"
    assert system_address({"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/y"}) == "unix:path=/y"
    with pytest.raises(BusUnavailable):
        system_address({}, usual=str(tmp_path / "nothing"))
    assert system_address({}, usual=str(tmp_path / "bus")) == f"unix:path={tmp_path}/bus"
