"""Imports and deletions that a command asks the running app for."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.app.ipc_commands import IpcActions, IpcCommandHandler
from hipbreak.app.lazy import Lazy
from hipbreak.core.tracking.state import Sitting
from hipbreak.desktop.ipc.command_server import PendingReply
from hipbreak.desktop.ipc.protocol import Reply
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.work_progress import run_to_end
from hipbreak.ui.widgets.progress_dialog import ProgressDialog
from tests.app.data.test_data_operations import TODAY, TWENTY, AppWithLog
from tests.store.log_generator import FIRST_DAY, generate


class AppWithCommands(AppWithLog):
    """Takes commands as they come over the socket."""

    def __init__(self, home: Path) -> None:
        super().__init__(home)
        nothing = Lazy(lambda: pytest.fail("no command here needs it"))
        actions = IpcActions(
            *[lambda *_: None] * 5, diagnostics=nothing, operations=lambda: self.operations, not_kept=lambda: None
        )
        self._commands = IpcCommandHandler(self.engine, lambda: "simulated", actions)
        self.replies: list[Reply] = []

    def ask(self, command: str, **args: object) -> PendingReply | None:
        """Send a command; its reply is added to `replies`, now or later."""
        reply = self._commands.answer(command, {key.rstrip("_"): value for key, value in args.items()})
        if isinstance(reply, PendingReply):
            reply.send_with(self.replies.append)
            return reply
        self.replies.append(reply)
        return None

    def dialogs_shown(self) -> bool:
        return any(dialog.isVisible() for dialog in self.window.findChildren(ProgressDialog))

    def reply(self, qtbot: QtBot, command: str, **args: object) -> Reply:
        self.ask(command, **args)
        qtbot.waitUntil(lambda: bool(self.replies), timeout=20_000)
        return self.replies.pop()


@pytest.fixture
def app(tmp_path: Path, qtbot: QtBot) -> Iterator[AppWithCommands]:
    app = AppWithCommands(tmp_path / "home")
    yield app
    app.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """An export of twenty working days."""
    with EventLog.open(tmp_path / "old.sqlite") as log:
        generate(log, 20)
        run_to_end(export(log, tmp_path / "old.jsonl"))
    return tmp_path / "old.jsonl"


def test_an_import_needs_no_dialog_while_the_app_runs(app: AppWithCommands, file: Path, qtbot: QtBot) -> None:
    app.pass_time(TWENTY)
    before = app.engine.state.logged.posture
    reply = app.reply(qtbot, "import", file=str(file))
    assert reply.code == 0
    assert reply.out["sentence"].endswith("entries imported.")
    assert app.changes == 1
    assert app.engine.state.logged.posture == before
    assert not app.dialogs_shown()
    app.pass_time(TWENTY)
    assert len(app.entries()) > 1000


def test_days_or_everything_are_deleted(app: AppWithCommands, file: Path, qtbot: QtBot) -> None:
    app.pass_time(TWENTY)
    app.reply(qtbot, "import", file=str(file))
    many = len(app.entries())
    assert app.reply(qtbot, "delete", from_=str(FIRST_DAY), to=str(FIRST_DAY)).code == 0
    assert 0 < many - len(app.entries()) < 200
    assert app.deleted_days == [(FIRST_DAY, FIRST_DAY)]
    assert app.reply(qtbot, "delete", everything=True).code == 0
    assert isinstance(app.engine.state.logged.posture, Sitting), "it begins anew"
    assert len(app.entries()) < 5


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"everything": 1},
        {"everything": True, "to": "2026-03-02"},
        {"from": "2026-03-03", "to": "2026-03-02"},
        {"from": "x"},
        {"to": 5},
    ],
)
def test_a_deletion_without_a_range_is_refused(app: AppWithCommands, args: dict[str, object]) -> None:
    app.pass_time(TWENTY)
    before = app.entries()
    app.ask("delete", **args)
    assert [reply.code for reply in app.replies] == [2]
    assert app.entries() == before


@pytest.mark.parametrize("name", [None, "", "relative.jsonl", "/a\0b", "/\ud800", 5])
def test_an_import_needs_the_full_path_of_a_file(app: AppWithCommands, name: object) -> None:
    app.ask("import", file=name)
    assert [reply.code for reply in app.replies] == [2]


@pytest.mark.parametrize("content", ["", "nonsense", '{"fact": 1}\n', None])
def test_an_unusable_file_gives_one_sentence(
    app: AppWithCommands, tmp_path: Path, qtbot: QtBot, content: str | None
) -> None:
    file = tmp_path / "file.jsonl"
    if content is not None:
        file.write_text(content)
    reply = app.reply(qtbot, "import", file=str(file))
    assert reply.code == 1
    assert str(file) in reply.error and reply.error.endswith(".")
    assert not app.dialogs_shown()


def test_one_operation_runs_and_the_window_shows_it(app: AppWithCommands, file: Path, qtbot: QtBot) -> None:
    app.ask("import", file=str(file))
    app.ask("delete", to=str(date(2016, 1, 8)))
    assert [reply.code for reply in app.replies] == [1]
    assert app.operations.raise_window()
    assert app.dialogs_shown()
    qtbot.waitUntil(lambda: len(app.replies) == 2, timeout=20_000)
    assert app.replies[1].code == 0
    assert app.result(qtbot) == app.replies[1].out["sentence"]


def test_a_disconnected_client_cancels_its_operation(app: AppWithCommands, file: Path, qtbot: QtBot) -> None:
    app.pass_time(TWENTY)
    before = app.entries()
    pending = app.ask("import", file=str(file))
    assert pending is not None
    pending.cancel()
    qtbot.waitUntil(lambda: bool(app.replies), timeout=20_000)
    assert app.replies[0].code == 1
    assert app.entries() == before


def test_quitting_reports_the_result(app: AppWithCommands, file: Path) -> None:
    app.pass_time(TWENTY)
    before = app.entries()
    app.ask("import", file=str(file))
    app.operations.close()
    (reply,) = app.replies
    assert (reply.code == 1) == (app.entries() == before)


@pytest.mark.parametrize("steps", range(4))
def test_a_deletion_that_quitting_cannot_stop_is_reported_as_done(
    app: AppWithCommands, file: Path, qtbot: QtBot, steps: int
) -> None:
    app.reply(qtbot, "import", file=str(file))
    app.ask("delete", to=str(TODAY.replace(year=2017)))
    for _ in range(steps):
        qtbot.wait(2)
    app.operations.close()
    (reply,) = app.replies
    with EventLog.read(app.path) as log:
        left = log.count(FIRST_DAY, FIRST_DAY)
    assert (reply.code == 0) == (left == 0), reply
