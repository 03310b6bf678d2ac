"""Interface of the notifiers: one notification at a time, with buttons where possible."""

from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct


class Action(Struct, frozen=True):
    """A button with the key that `chosen` gets; the key "default" is a click on the notification itself."""

    key: str
    label: str


class Picture(Struct, frozen=True):
    """A square picture: `side` pixels, each of four bytes (red, green, blue, opacity; not premultiplied)."""

    side: int
    pixels: bytes


class NotificationHints(Struct, frozen=True):
    """How to show it, as far as the desktop can."""

    persistent: bool = True
    """Shown until closed or answered; else as long as the desktop decides."""
    quiet: bool = False
    """Low urgency, no sound."""
    without_buttons: str = ""
    """An additional line where there are no buttons: how to answer."""
    picture: Picture | None = None
    """Shown beside the text."""


PLAIN = NotificationHints()


class NotifierListener(Struct, frozen=True):
    """Callbacks, from the event loop on the GUI thread; none after `close`."""

    chosen: Callable[[str], None]
    """The key of the pressed button; the notification is closed."""
    closed: Callable[[bool], None]
    """Closed without an answer: True if by the user, False if it expired or its server ended."""
    failed: Callable[[str], None]
    """It could not be shown, with one sentence why; show a card instead."""


class Notifier(Protocol):
    """All calls are made on the GUI thread; none raises or waits."""

    name: str
    """Its name in `doctor`."""

    @property
    def has_actions(self) -> bool:
        """Whether it has buttons, as far as known."""

    @property
    def problem(self) -> str | None:
        """One sentence while it cannot show anything; None while it can or that is unknown."""

    @property
    def has_answered(self) -> bool:
        """Whether `has_actions` and `problem` are known."""

    def show(self, title: str, body: str, actions: Sequence[Action] = (), hints: NotificationHints = PLAIN) -> None:
        """Show a notification in place of the previous one; the texts are plain."""

    def close(self) -> None:
        """Close the notification, without callbacks. Idempotent."""


class NoNotifier:
    """The last fallback: every `show` fails."""

    name = "none"
    has_actions = False
    has_answered = True

    def __init__(self, listener: NotifierListener, reason: str) -> None:
        self.problem: str | None = reason
        self._listener = listener

    def show(self, title: str, body: str, actions: Sequence[Action] = (), hints: NotificationHints = PLAIN) -> None:  # noqa: ARG002
        from PySide6.QtCore import QTimer  # noqa: PLC0415 - of no use before

        reason = self.problem or ""
        QTimer.singleShot(0, lambda: self._listener.failed(reason))

    def close(self) -> None:
        pass
