"""Commands over the socket and D-Bus alike: the end of a pause on the wall clock, and who reports a posture."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from hipbreak.app.ipc_commands import IpcActions, IpcCommandHandler
from hipbreak.app.lazy import Lazy
from hipbreak.core.facts.tracking_facts import Stood
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import State
from hipbreak.desktop.ipc.protocol import Reply
from tests.simulated_desktop import ListFactLog, SimulatedDesktop

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def handler(log: ListFactLog, now: datetime = NOW, zone: tzinfo | None = None) -> IpcCommandHandler:
    """The answers of an app that was started at `now`."""
    desktop = SimulatedDesktop(now, [(now, now)], reports_return=True)
    engine = Engine(State(now), Settings(), desktop, desktop, desktop, log)
    engine.launch(None)

    def ignore(*_: object) -> None:
        return None

    actions = IpcActions(ignore, ignore, ignore, ignore, ignore, Lazy(ignore), ignore, ignore)  # type: ignore[arg-type]
    return IpcCommandHandler(engine, lambda: "none", actions, zone)


def pause(zone: str, now: str, until: str) -> Reply:
    reply = handler(ListFactLog(), datetime.fromisoformat(now), ZoneInfo(zone)).answer("pause", {"until": until})
    assert isinstance(reply, Reply)
    return reply


@pytest.mark.parametrize(
    ("zone", "now", "until", "end", "words"),
    [
        ("Europe/London", "2026-10-24T23:30+01:00", "09:00", "2026-10-25T09:00:00+00:00", "2026-10-25, 09:00"),
        ("Europe/Berlin", "2026-03-29T01:30+01:00", "14:00", "2026-03-29T14:00:00+02:00", "14:00"),
        ("Africa/Cairo", "2026-10-29T20:00+03:00", "tomorrow", "2026-10-30T00:00:00+02:00", "2026-10-30, 00:00"),
        ("Europe/Berlin", "2026-03-02T10:00+01:00", "23h", "2026-03-03T09:00:00+01:00", "2026-03-03, 09:00"),
        ("Europe/Berlin", "2026-03-02T10:00+01:00", "72h", "2026-03-05T10:00:00+01:00", "2026-03-05, 10:00"),
        ("Europe/Berlin", "2026-03-02T10:00+01:00", "30d", "2026-04-01T11:00:00+02:00", "2026-04-01, 11:00"),
    ],
)
def test_the_end_is_on_the_wall_clock_and_its_day_is_named(
    zone: str, now: str, until: str, end: str, words: str
) -> None:
    reply = pause(zone, now, until)
    assert (reply.code, reply.out["paused_until"]) == (0, end)
    assert f"Paused until {words}." in reply.out["sentence"]


@pytest.mark.parametrize("until", ["99999999d", "a" * 70_000, "9" * 5_000])
def test_what_is_no_pause_is_refused_in_one_sentence(until: str) -> None:
    reply = pause("Europe/Berlin", "2026-03-02T10:00+01:00", until)
    assert reply.code == 2 and len(reply.error) < 120 and "\n" not in reply.error


@pytest.mark.parametrize(
    ("more", "source"), [({}, "declared"), ({"from": "desk"}, "sensed")], ids=["a person", "a desk"]
)
def test_the_log_keeps_the_source(more: dict[str, str], source: str) -> None:
    log = ListFactLog()
    commands = handler(log)
    for _ in range(2):
        code, _sentence, status = commands.run("posture", {"posture": "standing", **more})
        assert (code, status["phase"]) == (0, "standing")
    assert [fact.source for fact in log.facts if isinstance(fact, Stood)] == [source]
    assert commands.run("posture", {"posture": "sitting", **more})[2]["phase"] == "sitting"


@pytest.mark.parametrize(
    "args",
    [
        {"posture": "away", "from": "desk"},
        {"posture": "standing", "from": "chair"},
        {"from": "desk"},
        {"posture": "up"},
    ],
)
def test_what_no_desk_reports_is_a_mistake(args: dict[str, str]) -> None:
    code, sentence, _status = handler(ListFactLog()).run("posture", args)
    assert (code, bool(sentence)) == (2, True)
