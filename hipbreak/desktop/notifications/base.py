"""Showing one notification at a time through the desktop, with buttons where it has them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what `chosen` gets, and the words on it; the key "default" is a click on the notification itself."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A square picture: `side` pixels, each of four bytes (red, green, blue, opacity; not premultiplied)."""

    side: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class NotificationHints:
    """How it is to be shown, as far as the desktop can."""

    stays: bool = True
    """Until it is taken down or answered; else as long as the desktop thinks fit."""
    quiet: bool = False
    """Of low urgency, and without a sound."""
    without_buttons: str = ""
    """A line more, where there are no buttons: how to answer."""
    picture: Picture | None = None
    """Shown beside the text."""


PLAIN = NotificationHints()


@dataclass(frozen=True, slots=True)
class NotifierListener:
    """Who is told; every call comes on the GUI thread, from the event loop, and none after our own `close`."""

    chosen: Callable[[str], None]
    """The key of the button; the notification is gone then."""
    closed: Callable[[bool], None]
    """It is gone without an answer: True if the person closed it, False if it expired or its server ended."""
    failed: Callable[[str], None]
    """It could not be shown, and one sentence why: whoever has a card shows it now."""


class Notifier(Protocol):
    """All calls are made on the GUI thread; none raises or waits."""

    @property
    def name(self) -> str:
        """What `doctor` calls it."""

    @property
    def has_actions(self) -> bool:
        """Whether the person can answer on it, as far as is known by now."""

    @property
    def trouble(self) -> str | None:
        """One sentence while it cannot show anything; None while it can, or has yet to find out."""

    @property
    def has_answered(self) -> bool:
        """Whether it has found out."""

    def show(self, title: str, body: str, actions: Sequence[Action] = (), manner: NotificationHints = PLAIN) -> None:
        """Shows it, in place of the one before; the texts are plain."""

    def close(self) -> None:
        """Takes down what is shown, and tells nobody; may be called at any time."""


class NoNotifier:
    """The last one: nothing is shown, and it says so."""

    name = "none"
    has_actions = False
    has_answered = True

    def __init__(self, listener: NotifierListener, why: str) -> None:
        self.trouble: str | None = why
        self._listener = listener

    def show(self, title: str, body: str, actions: Sequence[Action] = (), manner: NotificationHints = PLAIN) -> None:  # noqa: ARG002
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - of no use before

        why = self.trouble or ""
        QTimer.singleShot(0, lambda: self._listener.failed(why))

    def close(self) -> None:
        pass
