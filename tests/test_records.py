"""The log is exported from the window in slices; what needs Hipbreak closed is told in one sentence."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hipbreak.core import facts as f
from hipbreak.records import Records
from hipbreak.store.log import Log
from hipbreak.ui.wishes import Wish
from tests.core.diary import facts_of


def test_an_export_writes_every_entry_and_says_so(tmp_path: Path, qtbot: QtBot) -> None:
    with Log.open(tmp_path / "log.sqlite") as log:
        facts: list[f.Fact] = facts_of("09:00 active\n09:45:10 start\n09:45:40 finish\n10:00 end")
        log.append(facts)
    said: list[str] = []
    Records(tmp_path / "log.sqlite", said.append).export(tmp_path / "nowhere" / "x.jsonl")
    records = Records(tmp_path / "log.sqlite", said.append)
    records.export(tmp_path / "all.jsonl")
    qtbot.waitUntil(lambda: bool(said) and "written" in said[-1])
    assert said[-1] == f"{len(facts)} entries written."
    assert len((tmp_path / "all.jsonl").read_text().splitlines()) == len(facts)


def test_import_and_delete_tell_the_way(tmp_path: Path, qtbot: QtBot) -> None:
    said: list[str] = []
    records = Records(tmp_path / "log.sqlite", said.append)
    records.want(Wish.IMPORT)
    records.want(Wish.DELETE)
    assert [sentence.split(": ")[1].split()[1] for sentence in said] == ["import", "delete"]
