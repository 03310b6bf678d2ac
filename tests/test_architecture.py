"""The floors of the house, held against the code: imports point downward only."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hipbreak

HOUSE = Path(hipbreak.__file__).parent
APP_FLOOR = {
    "checkup",
    "doctor",
    "desk_trials",
    "desktop_pages",
    "earshot",
    "option_command",
    "roll_call",
    "welcoming",
    "desk_windows",
    "hearing",
    "resuming",
    "trial",
    "house",
    "notices",
    "prompt_cards",
    "prompting",
    "records",
    "record_keeping",
    "errand",
    "app",
    "cli",
    "command_line",
    "launch",
    "commands",
    "considering",
    "course",
    "demo",
    "journal",
    "placing",
    "programme_reports",
    "programme_windows",
    "reports",
    "senses",
    "telling",
    "transfers",
    "windows",
    "__main__",
}
MAY_IMPORT: dict[str, set[str]] = {
    "core": {"core"},
    "store": {"store", "core"},
    "desktop": {"desktop", "core"},
    "ui": {"ui", "core"},
    "engine": {"core"},
    "app floor": {"core", "store", "desktop", "ui", "engine", "app floor", "package"},
    "package": set(),
}
OUTSIDE: dict[str, set[str]] = {
    "core": set(),
    "store": {"platformdirs"},
    "desktop": {"PySide6", "jeepney", "apscheduler", "plyer"},  # the last one on use, if installed
    "ui": {"PySide6"},
    "engine": set(),
    "app floor": {"PySide6"},
    "package": set(),
}
ROOMS = sorted(HOUSE.rglob("*.py"))
PURE_BANNED = {"socket", "sqlite3", "subprocess", "threading", "time", "os", "urllib", "http", "pathlib", "random"}
NETWORK = {"urllib", "http", "ftplib", "smtplib", "ssl", "requests", "PySide6.QtWebSockets", "xmlrpc"}


def floor_of(parts: tuple[str, ...]) -> str:
    """The floor of a dotted name or path below `hipbreak`."""
    if not parts or parts == ("__init__",):
        return "package"
    first = parts[0]
    if first in MAY_IMPORT and first not in ("app floor", "package"):
        return first
    assert first in APP_FLOOR, f"{first} is on no floor: add it to design and to this test"
    return "app floor"


def imports_of(room: Path) -> Iterator[str]:
    """Every module that a room imports, anywhere in it."""
    for node in ast.walk(ast.parse(room.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{room} imports relatively"
            assert node.module
            if node.module == "hipbreak" or node.module in ("hipbreak.core", "hipbreak.ui", "hipbreak.desktop"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def own_floor(room: Path) -> str:
    return floor_of(room.relative_to(HOUSE).with_suffix("").parts)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(HOUSE)))
def test_imports_point_downward_only(room: Path) -> None:
    floor = own_floor(room)
    for name in imports_of(room):
        parts = tuple(name.split("."))
        if parts[0] == "hipbreak":
            below = "package" if parts[1:] == ("__version__",) else floor_of(parts[1:])
            assert below in MAY_IMPORT[floor], f"{floor} imports {name}"
        elif parts[0] not in sys.stdlib_module_names:
            assert parts[0] in OUTSIDE[floor], f"{floor} imports {name}"


@pytest.mark.parametrize("room", sorted((HOUSE / "core").glob("*.py")), ids=lambda room: room.name)
def test_the_core_has_no_clock_and_does_no_input_or_output(room: Path) -> None:
    names = {name.split(".")[0] for name in imports_of(room)}
    assert not names & PURE_BANNED
    source = ast.parse(room.read_text(encoding="utf-8"))
    called = {ast.unparse(node.func) for node in ast.walk(source) if isinstance(node, ast.Call)}
    assert not called & {"open", "print", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "input"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(HOUSE)))
def test_nothing_can_reach_the_network(room: Path) -> None:
    names = set(imports_of(room))
    assert not {name for name in names if name in NETWORK or name.split(".")[0] in NETWORK}
    text = room.read_text(encoding="utf-8")
    assert "AF_INET" not in text and "QTcpSocket" not in text and "QNetworkAccessManager" not in text


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: str(room.relative_to(HOUSE)))
def test_a_room_is_told_by_its_first_sentence_and_is_no_hall(room: Path) -> None:
    text = room.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a room says what it is for"
    assert len(text.splitlines()) <= 300, "this is two rooms"
    assert not {"utils", "helpers", "common", "manager"} & set(room.stem.split("_"))


def test_every_top_level_name_stands_on_a_floor() -> None:
    for entry in HOUSE.iterdir():
        if entry.name != "__pycache__" and (entry.is_dir() or entry.suffix == ".py") and entry.name != "assets":
            assert floor_of((entry.stem,))
