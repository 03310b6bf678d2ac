"""Adjustable clocks, real displays and buses, and fake services on them."""

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.lock.base import LockListener
from hipbreak.desktop.timing.clock import SystemClock

START_LIMIT_S = 20
PATIENCE = timedelta(seconds=2)
"""The timeout for a service that never answers: a call that waited for it would take as long."""
_PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "trayer": "trayer",
    "dunst": "dunst",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "faketime": "faketime",
}


@contextmanager
def does_not_wait() -> Iterator[None]:
    """Fail if the block waits for a service that has PATIENCE to answer; a busy machine may take the other half."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < PATIENCE.total_seconds() / 2


def listener_of(received: list[str]) -> LockListener:
    """Append one word for each callback."""
    return LockListener(
        lambda on: received.append("locked" if on else "unlocked"),
        lambda on: received.append("suspending" if on else "resumed"),
    )


def require(*programs: str) -> None:
    """Fail with the name of the Debian package when a program is missing."""
    for program in programs:
        assert shutil.which(program), f"{program} is missing: apt-get install {_PACKAGES[program]}"


class AdjustableClock:
    """The system's clocks, with a wall clock that can be set and a suspend that can be simulated."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self._set_by = timedelta(0)
        self._slept = timedelta(0)

    def now(self) -> datetime:
        return self._system.now() + self._set_by + self._slept

    def elapsed(self) -> timedelta:
        return self._system.elapsed() + self._slept

    def set_wall(self, by: timedelta) -> None:
        self._set_by += by

    def suspend(self, length: timedelta) -> None:
        """Advance both clocks, but no timer."""
        self._slept += length


@dataclass(frozen=True)
class RealDisplay:
    """A running Xvfb with simulated input."""

    name: str
    server: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """The variables of a session on this display."""
        return {"DISPLAY": self.name}

    def xdotool(self, *words: str) -> str:
        """Run xdotool on the display and return its output."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, **self.environment},
            check=True,
            capture_output=True,
            text=True,
            timeout=START_LIMIT_S,
        )
        return done.stdout.strip()

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()


def kill_speech_dispatcher(runtime: Path) -> None:
    """Hipbreak starts one where none runs; without a loudspeaker it hangs at its own end."""
    started = runtime / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"
    if started.is_file():
        with suppress(ProcessLookupError):
            os.kill(int(started.read_text()), signal.SIGKILL)


@contextmanager
def terminated(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Kill the process at the end of the block."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdin is not None:
            process.stdin.close()


@contextmanager
def started_program(
    command: Sequence[str], environment: Mapping[str, str] | None = None, stdin: int | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a program and wait for the line that it writes to the file descriptor `{fd}` when it is ready."""
    read, write = os.pipe()
    with open(read, "rb") as ready:  # noqa: PTH123 - a pipe has no path
        process = subprocess.Popen(
            [word.format(fd=write) if "{fd}" in word else word for word in command],
            pass_fds=[write],
            env=environment,
            stdin=stdin,
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with terminated(process):
            yield process, ready.readline().decode().strip()


@contextmanager
def bus_with_full_queue(folder: Path) -> Iterator[str]:
    """The address of a socket with a full queue, which accepts nothing: a blocking connect would wait."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "full"))
        listener.listen(0)
        waiting = [socket.socket(socket.AF_UNIX, socket.SOCK_STREAM | socket.SOCK_NONBLOCK) for _ in range(5)]
        for one in waiting:
            one.connect_ex(str(folder / "full"))
        try:
            yield f"unix:path={folder}/full"
        finally:
            for one in waiting:
                one.close()


@contextmanager
def real_display(screen: str = "800x600x24", *options: str) -> Iterator[RealDisplay]:
    """Start an X display with a free number."""
    # -noreset: else the server begins anew, and closes its socket for a moment, when its last client has gone.
    command = ["Xvfb", "-displayfd", "{fd}", "-screen", "0", screen, "-nolisten", "tcp", "-noreset", *options]
    with started_program(command) as (server, number):
        assert number, "Xvfb did not start"
        yield RealDisplay(f":{number}", server)


BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{folder}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class RealBus:
    """A running private dbus-daemon."""

    address: str
    daemon: subprocess.Popen[bytes]

    def kill(self) -> None:
        self.daemon.kill()
        self.daemon.wait()


@contextmanager
def real_bus(folder: Path, address: str = "") -> Iterator[RealBus]:
    """Start a bus, which starts what the files in `services` name; the same folder gives the same address."""
    configuration = folder / "bus.conf"
    configuration.write_text(BUS_CONFIGURATION.format(address=address or f"unix:path={folder}/bus", folder=folder))
    command = ["dbus-daemon", "--nofork", f"--config-file={configuration}", "--print-address={fd}"]
    with started_program(command) as (daemon, received):
        assert received, "dbus-daemon did not start"
        yield RealBus(received, daemon)


@dataclass(eq=False)
class Service:
    """A fake service on a real bus: it owns names, answers calls and sends signals.

    It runs in a thread of its own. `answers` maps "path interface.member" to a signature and a body;
    a property's value stands under "path interface.Property". What it has no answer for is an error.
    """

    address: str
    names: Sequence[str]
    answers: dict[str, tuple[str, tuple[object, ...]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: dict[str, tuple[object, ...]] = field(default_factory=dict)
    silent: bool = False
    _held: str = ""
    _free: threading.Event = field(default_factory=threading.Event)

    def hold(self, method: str) -> None:
        """Answer nothing from the next call of `method` (`interface.member`) on, until `release`."""
        self._free.clear()
        self._held = method

    def release(self) -> None:
        """Answer the held calls in their order."""
        self._held = ""
        self._free.set()

    def __enter__(self) -> "Service":
        self._connection = open_dbus_connection(self.address)
        for name in self.names:
            reply = self._connection.send_and_get_reply(message_bus.RequestName(name), timeout=START_LIMIT_S)
            assert reply.body == (1,)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Leave the bus; may be called twice."""
        with suppress(OSError):
            self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._thread.join(START_LIMIT_S)
        self._connection.close()

    def signal(self, path: str, member: str, signature: str = "", *body: object) -> None:
        """Send the signal `interface.member` from `path`."""
        interface, name = member.rsplit(".", 1)
        emitter = DBusAddress(path, interface=interface)
        self._connection.send(new_signal(emitter, name, signature or None, body))

    def raw(self, message: bytes) -> None:
        """Send any bytes."""
        self._connection.sock.sendall(message)

    def _serve(self) -> None:
        with suppress(OSError, ValueError):
            while True:
                call = self._connection.receive()
                if call.header.message_type is MessageType.method_call and not self.silent:
                    if call.header.fields[HeaderFields.member] == self._held.rpartition(".")[2]:
                        self._free.wait(START_LIMIT_S)
                    self._connection.send(self._answer(call))

    def _answer(self, call: Message) -> Message:
        fields = call.header.fields
        asked = f"{fields[HeaderFields.interface]}.{fields[HeaderFields.member]}"
        if asked == "org.freedesktop.DBus.Properties.Get":
            asked = ".".join(call.body)
            self.asked.append(asked)
            signature, body = self.answers.get(f"{fields[HeaderFields.path]} {asked}", ("", ()))
            return new_method_return(call, "v", ((signature, *body),)) if body else self._refusal(call)
        self.asked.append(asked)
        self.bodies[asked] = call.body
        answer = self.answers.get(f"{fields[HeaderFields.path]} {asked}")
        return new_method_return(call, answer[0] or None, answer[1]) if answer else self._refusal(call)

    @staticmethod
    def _refusal(call: Message) -> Message:
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")


def wait_for_replies(qtbot: QtBot, bus: BusConnection, service: str) -> None:
    """Wait until everything that the service has sent so far is received: messages keep their order."""
    replies: list[object] = []
    bus.call(service, "/", "org.hipbreak.Test.Sync", on_reply=replies.append)
    qtbot.waitUntil(lambda: bool(replies))
