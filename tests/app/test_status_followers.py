"""Who follows the status gets a line at each change, and none otherwise."""

from typing import Any

from hipbreak.app.status_followers import StatusFollowers
from hipbreak.desktop.ipc.command_server import StreamReply
from hipbreak.desktop.ipc.protocol import Reply


class Panel:
    """The status, and the programs that follow it."""

    def __init__(self) -> None:
        self.status: dict[str, Any] = {"phase": "sitting", "sitting_s": 1, "sentence": "Sitting 0 min."}
        self.reads = 0
        self.followers = StatusFollowers(self._read)

    def _read(self) -> dict[str, Any]:
        self.reads += 1
        return dict(self.status)

    def follow(self) -> tuple[StreamReply, list[Any]]:
        stream = self.followers.add()
        assert isinstance(stream, StreamReply)
        statuses: list[Any] = []
        stream.send_with(lambda reply: statuses.append(reply.out))
        return stream, statuses


def test_a_follower_is_notified_at_once_and_then_of_changes_only() -> None:
    panel = Panel()
    _, statuses = panel.follow()
    panel.status["sitting_s"] = 31
    panel.followers.update()
    assert [status["sitting_s"] for status in statuses] == [1]
    panel.status |= {"sitting_s": 60, "sentence": "Sitting 1 min."}
    panel.followers.update()
    panel.followers.update()
    assert [status["sitting_s"] for status in statuses] == [1, 60]


def test_one_that_comes_later_keeps_nothing_from_the_others() -> None:
    panel = Panel()
    _, first = panel.follow()
    panel.status["phase"] = "away"
    _, second = panel.follow()
    panel.followers.update()
    assert [status["phase"] for status in first] == ["sitting", "away"]
    assert second[-1]["phase"] == "away"


def test_without_followers_the_status_is_not_read() -> None:
    panel = Panel()
    stream, _ = panel.follow()
    stream.cancel()
    panel.reads = 0
    panel.followers.update()
    assert panel.reads == 0


def test_there_are_only_so_many() -> None:
    panel = Panel()
    streams = [panel.follow()[0] for _ in range(16)]
    assert panel.followers.add() == Reply(1, error="16 programs follow the status already.")
    streams[3].cancel()
    assert isinstance(panel.followers.add(), StreamReply)
