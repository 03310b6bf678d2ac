"""The programs that follow the status: each gets a line when what is shown has changed."""

from collections.abc import Callable
from typing import Any

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.ipc.command_server import StreamReply
from hipbreak.desktop.ipc.protocol import Reply

_MOST = 16


class StatusFollowers:
    """It has no timer: the engine's updates, which come in any case, are compared with what was sent last.

    Durations count as changed when the sentence does, which names minutes.
    """

    def __init__(self, read: Callable[[], dict[str, Any]]) -> None:
        """`read` returns the keys of the status, and the sentence."""
        self._read = read
        self._streams: list[StreamReply] = []
        self._sent: dict[str, Any] = {}

    def add(self) -> StreamReply | Reply:
        """A new follower, which gets the status at once; a failure if there are too many."""
        if len(self._streams) >= _MOST:
            # Translators: {n} is always the same, more than 1.
            return Reply(1, error=_("{n} programs follow the status already.").format(n=_MOST))
        stream = StreamReply(lambda: self._streams.remove(stream))
        self._streams.append(stream)
        record = self._read()
        stream.push(Reply(0, out=record))
        if len(self._streams) == 1:
            self._sent = _without_durations(record)
        return stream

    def update(self, *_state: object) -> None:
        """Send all followers what has changed, if anything has."""
        if not self._streams:
            return
        record = self._read()
        if (shown := _without_durations(record)) != self._sent:
            self._sent = shown
            for stream in tuple(self._streams):
                stream.push(Reply(0, out=record))


def _without_durations(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if not key.endswith("_s")}
