"""Idle time of a Wayland compositor that speaks ext-idle-notify-v1: KDE, sway, Hyprland, labwc, COSMIC and others."""

import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer

from hipbreak.desktop.idle import IdleUnavailable
from hipbreak.desktop.idle_moments import InputMoments

_PATIENCE_MS = 5000  # nothing waits for the compositor's list, and a desktop may just be starting
_INPUT_ONLY = 2  # the version since which a film that keeps the screen awake does not count as input


class WaylandIdleSource:
    """A connection of our own, through the optional pywayland: https://wayland.app/protocols/ext-idle-notify-v1

    Only what the compositor sends is read, and nothing is waited for: `idle` is None until the first rest or input
    after it. Version 1 tells of no rest while a program keeps the screen awake.
    """

    name = "wayland-idle-notify"

    def __init__(self, environment: Mapping[str, str], moments: InputMoments | None = None) -> None:
        """Begins to listen; IdleUnavailable without pywayland or a compositor, later `trouble` without the protocol."""
        self.trouble: str | None = None
        self._moments = moments or InputMoments()
        self._back: Callable[[], None] | None = None
        self._notification: Any = None
        self._protocols = _protocols()
        self._display = _connect(_socket(environment))
        self._offered: dict[str, tuple[int, int]] = {}
        self._registry = self._display.get_registry()
        self._registry.dispatcher["global"] = self._offer
        self._listed = self._display.sync()
        self._listed.dispatcher["done"] = lambda *_: self._bind()
        self._notifier: QSocketNotifier | None = QSocketNotifier(self._display.get_fd(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._readable)
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(lambda: self._end("The Wayland compositor does not answer."))
        self._patience.start(_PATIENCE_MS)
        self._display.flush()

    def idle(self) -> timedelta | None:
        return None if self.trouble is not None else self._moments.idle()

    def watch_return(self, back: Callable[[], None]) -> bool:
        # A compositor tells of the next input only after a rest.
        if self.trouble is not None or not self._moments.resting or self._notifier is None:
            return False
        self._back = back
        return True

    def close(self) -> None:
        self._back = None
        self._patience.stop()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
            # The proxies hold on to the display, which is to be cut from under them first.
            self._notification = None
            self._display.disconnect()

    def _offer(self, _registry: object, number: int, interface: str, version: int) -> None:
        self._offered.setdefault(interface, (number, version))

    def _bind(self) -> None:
        self._patience.stop()
        seat_type, notifier_type = self._protocols
        if seat_type.name not in self._offered or notifier_type.name not in self._offered:
            self._end("This Wayland compositor does not offer ext-idle-notify-v1.")
            return
        number, offered = self._offered[notifier_type.name]
        version = min(offered, _INPUT_ONLY)
        notifier = self._registry.bind(number, notifier_type, version)
        seat = self._registry.bind(self._offered[seat_type.name][0], seat_type, 1)
        ask = notifier.get_input_idle_notification if version == _INPUT_ONLY else notifier.get_idle_notification
        self._notification = ask(self._moments.notice // timedelta(milliseconds=1), seat)
        self._notification.dispatcher["idled"] = lambda *_: self._rests()
        self._notification.dispatcher["resumed"] = lambda *_: self._goes_on()

    def _rests(self) -> None:
        self._moments.rests()

    def _goes_on(self) -> None:
        self._moments.goes_on()
        back, self._back = self._back, None
        if back is not None:
            QTimer.singleShot(0, back)  # outside of libwayland, which prints and forgets what a callback raises

    def _readable(self) -> None:
        try:
            self._display.read()
            self._display.dispatch(block=False)
            self._display.flush()
        except RuntimeError:
            self._end("The Wayland compositor, which told of input, has ended.")

    def _end(self, why: str) -> None:
        if self.trouble is None:
            self.trouble = why
            self._back = None
            self._patience.stop()
            if self._notifier is not None:
                self._notifier.setEnabled(False)


def _protocols() -> tuple[Any, Any]:
    try:
        from pywayland.protocol import ext_idle_notify_v1, wayland  # noqa: PLC0415
    except (ImportError, OSError):
        raise IdleUnavailable("The Python package pywayland (0.4.18 or newer) is not installed.") from None
    return wayland.WlSeat, ext_idle_notify_v1.ExtIdleNotifierV1


def _connect(path: Path) -> Any:
    from pywayland.client import Display  # noqa: PLC0415

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.setblocking(False)  # a compositor that hangs would let libwayland's own connect wait
        try:
            line.connect(str(path))
        except OSError:
            raise IdleUnavailable(f"The Wayland display {path} cannot be reached.") from None
        display = Display(line.detach())
    display.connect()
    return display


def _socket(environment: Mapping[str, str]) -> Path:
    """https://wayland.freedesktop.org/docs/html/apb.html#Client-classwl__display_1af048371dfef7577bd39a3c04b78d0374"""
    name = environment.get("WAYLAND_DISPLAY")
    if not name:
        raise IdleUnavailable("There is no Wayland display (WAYLAND_DISPLAY is not set).")
    return Path(environment.get("XDG_RUNTIME_DIR", "/")) / name
