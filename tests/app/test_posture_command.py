"""`posture`, over the socket and D-Bus alike: what a person says, and what a desk reports."""

from datetime import UTC, datetime

import pytest

from hipbreak.app.ipc_commands import IpcActions, IpcCommandHandler
from hipbreak.app.lazy import Lazy
from hipbreak.core.facts.tracking_facts import Stood
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.state import State
from tests.simulated_desktop import ListFactLog, SimulatedDesktop

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def log() -> ListFactLog:
    return ListFactLog()


@pytest.fixture
def commands(log: ListFactLog) -> IpcCommandHandler:
    desktop = SimulatedDesktop(NOW, [(NOW, NOW)], reports_return=True)
    engine = Engine(State(NOW), Settings(), desktop, desktop, desktop, log)
    engine.launch(None)

    def ignore(*_: object) -> None:
        return None

    actions = IpcActions(ignore, ignore, ignore, ignore, ignore, Lazy(ignore), ignore, ignore)  # type: ignore[arg-type]
    return IpcCommandHandler(engine, lambda: "none", actions)


@pytest.mark.parametrize(
    ("more", "source"), [({}, "declared"), ({"from": "desk"}, "sensed")], ids=["a person", "a desk"]
)
def test_the_log_keeps_the_source(
    commands: IpcCommandHandler, log: ListFactLog, more: dict[str, str], source: str
) -> None:
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
def test_what_no_desk_reports_is_a_mistake(commands: IpcCommandHandler, args: dict[str, str]) -> None:
    code, sentence, _status = commands.run("posture", args)
    assert (code, bool(sentence)) == (2, True)
