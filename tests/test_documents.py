"""Every path, command, setting and name that the documents give exists, and what they list is complete."""

import ast
import importlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from datetime import UTC, datetime
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import fields
from PySide6 import QtCore, QtGui, QtWidgets

import hipbreak
from hipbreak.app.diagnostics.health_check import record
from hipbreak.cli.doctor import as_json
from hipbreak.cli.parser import parser
from hipbreak.core.diagnostics import TESTED, Finding
from hipbreak.core.diagnostics import to_record as findings_record
from hipbreak.core.exercise.routine import ALLOWED_PICTURES, Block, Move, MoveKind, Routine, SetUp
from hipbreak.core.exercise.routine_parser import read_routine as parse_routine
from hipbreak.core.exercise.saved_session import SavedSession
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.facts.codec import FACT_TYPES
from hipbreak.core.facts.programme_facts import ProgrammeBegan
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.progress import fold as fold_programme
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.statistics.daily import total_of
from hipbreak.core.statistics.records import range_record, record_of
from hipbreak.core.text.routine_listing import programme_record, routine_records
from hipbreak.core.tracking.reducer import initial_state
from hipbreak.core.tracking.status import status_of, status_record
from hipbreak.core.tracking.trace import read_trace
from hipbreak.desktop.system.autostart import find_autostart
from hipbreak.store.atomic_file import write_file
from hipbreak.store.event_log.database import open_in_memory
from hipbreak.store.paths import find_paths
from hipbreak.store.routine_library import read_library

PACKAGE = Path(hipbreak.__file__).parent
ROOT = PACKAGE.parent
README, ARCHITECTURE, CONTRIBUTING, PRIVACY = (
    ROOT / f"{name}.md" for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "PRIVACY")
)
DOCUMENTS = (README, ARCHITECTURE, CONTRIBUTING, PRIVACY, ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md")))
AUTOSTART = "autostart"
NOT_KEPT = frozenset(("statistics.json", "screen.json", "TRACE.jsonl", "session-active-history.json"))
"""Written by `hipbreak demo` about an invented day, only a name in a help text, or GNOME's."""
NOT_USED = frozenset(("eval", "pywayland"))
"""Named to say that it is not there."""
LEAST = {
    "link": 65, "path": 150, "file": 14, "command": 60, "make target": 15, "setting": 70, "name": 100, "class": 12,
    "word": 350, "constant": 6, "function": 5,
}  # fmt: skip
"""How many names of each kind the documents have, nearly: fewer means that they are not found any more."""
_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

_FENCED = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}\S.*\n)+", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)]*))?\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_TREE = re.compile(r"(?:hipbreak|tests|assets|docs|packaging)/[\w./*-]*")
_FILE = re.compile(r"[\w.-]+\.(?:md|py|toml|json|sh|lock|sock|sqlite|desktop|jsonl)")
_MAKE = re.compile(r"\bmake ([a-z-]+)")
_CALL = re.compile(r"(?:^|/bin/)hipbreak((?: [^\s#]+)*)")
_DOTTED = re.compile(r"hipbreak(?:\.\w+)+")
_KINDS = {
    "word": re.compile(r"[a-z][a-z0-9]*"),
    "name": re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+"),
    "class": re.compile(r"[A-Z]\w*[a-z]\w*"),
    "constant": re.compile(r"[A-Z][A-Z0-9_]+"),
}
_FUNCTION = re.compile(r"([a-z]\w+)\(.*\)")


def read(document: Path | str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def code_of(text: str) -> Iterator[str]:
    """Every piece of code in a document: fenced and indented blocks by line, and what stands between backticks."""
    for _, block in _FENCED.findall(text):
        yield from filter(None, block.splitlines())
    text = _FENCED.sub("", text)
    for block in _INDENTED.findall(text):
        yield from (line.strip() for line in block.splitlines())
    yield from _INLINE.findall(_INDENTED.sub("", text))


@cache
def names() -> frozenset[str]:
    """What the code defines, and every word of its texts."""
    found: set[str] = set()
    for file in (*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")):
        if file.samefile(__file__):
            continue
        for node in ast.walk(ast.parse(read(file))):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                    found.add(name)
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    found.add(name)
                case ast.Constant(value=str(text)):
                    found |= set(re.findall(r"\w+", text))
    for file in (ROOT / "assets").rglob("*.toml"):
        found |= set(re.findall(r"\w+", read(file)))
    return frozenset(found)


@cache
def texts() -> frozenset[str]:
    """Every text in the code of the package."""
    nodes = (n for file in PACKAGE.rglob("*.py") for n in ast.walk(ast.parse(read(file))))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@cache
def make_targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


@cache
def help_of(*command: str) -> str:
    """What `hipbreak COMMAND --help` prints, empty for no command."""
    output, problem = StringIO(), StringIO()
    with redirect_stdout(output), redirect_stderr(problem), suppress(SystemExit):
        parser().parse_args([*command, "--help"])
    return output.getvalue()


@cache
def commands() -> frozenset[str]:
    return frozenset(re.findall(r"^ {4}([a-z]+)(?: |$)", help_of(), re.MULTILINE))


def options_of(*command: str) -> set[str]:
    return set(re.findall(r"--[a-z][a-z-]*", help_of(*command)))


def keys_of(record: object, before: str = "") -> Iterator[str]:
    """Every key of a record of JSON values, and those of records inside it joined as in CSV."""
    for key, value in record.items() if isinstance(record, dict) else ():
        yield key
        yield f"{before}{key}"
        yield from keys_of(value, f"{before}{key}_")
    for one in record if isinstance(record, list) else ():
        yield from keys_of(one)


@cache
def json_keys() -> frozenset[str]:
    """The keys of what the commands print as JSON."""
    begun = fold_programme([ProgrammeBegan(_NOON)])
    finding = Finding("idle", "none", "cannot tell", False)
    printed = (
        status_record(status_of(initial_state(_NOON), Settings()), "none"),
        range_record([]),
        record_of(total_of(())),
        *(programme_record(programme, _NOON.date()) for programme in (begun, Programme())),
        routine_records(read_library().routines),
        findings_record([finding]),
        json.loads(as_json(record([finding], running=False))),
    )
    return frozenset(key for one in printed for key in keys_of(one))


def path_fault(path: str) -> str:
    found = any(ROOT.glob(path.rstrip("/"))) if "*" in path else (ROOT / path).exists()
    return "" if found else f"there is no {path}"


def link_fault(document: Path, link: str, heading: str) -> str:
    """What is wrong with a link to a file, to a heading of a file, or to a heading of its own document."""
    target = document.parent / link if link else document
    if not target.exists():
        return f"there is no {link}"
    if not heading:
        return ""
    anchors = (re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in _HEADING.findall(read(target)))
    return "" if heading in anchors else f"{target.name} has no heading {heading}"


@cache
def kept_files() -> frozenset[str]:
    """The names of the files that the app keeps, as the code gives them."""
    paths = find_paths(Path("/home/somebody"))
    autostart = find_autostart((), write_file, "linux", {}, lambda: Path("/home/somebody"))
    of_log = {f"{paths.log.name}{ending}" for ending in ("", "-wal", "-shm", "-held")} | {f"{paths.settings.name}.lock"}
    named = {text for text in texts() if _FILE.fullmatch(text)}
    places = (paths.settings, paths.lock, Path(paths.socket), Path(autostart.place))
    return frozenset({path.name for path in places} | of_log | named)


def file_fault(name: str) -> str:
    """A file of the repository, or one that the app keeps."""
    folders = ("", "hipbreak/**/", "tests/**/", "assets/**/", "docs/**/")
    there = any(path.is_file() for folder in folders for path in ROOT.glob(f"{folder}{name}"))
    return "" if there or name in kept_files() else f"there is no file {name}"


def call_fault(words: list[str]) -> str:
    """What is wrong with the words after `hipbreak`."""
    words = [word.strip("[],.;()") for word in words]
    if words and words[0] == "--home":
        words = words[2:]
    if not words or not re.fullmatch(r"[a-z-]+", words[0]):
        return ""
    first, rest = words[0], words[1:]
    if first.startswith("-"):
        return "" if first in options_of() else f"hipbreak has no {first}"
    if first not in commands():
        return f"there is no command {first}"
    for option in (word for word in rest if word.startswith("--")):
        if option not in options_of(first):
            return f"{first} has no {option}"
    help_text = help_of(first)
    choices = [(rest[:1], positional) for positional in re.findall(r"\{([a-z,]+)\}", help_text)]
    for option, chosen in re.findall(r"(--[a-z]+) ([a-z]+(?:\|[a-z]+)+)", help_text):
        choices += [(rest[rest.index(option) + 1 :][:1], chosen.replace("|", ","))] if option in rest else []
    for word, known in choices:
        if word and re.fullmatch(r"[a-z]+", word[0]) and word[0] not in known.split(","):
            return f"{first} cannot be {word[0]}"
    if first == "settings" and len(rest) > 1 and rest[1].islower() and rest[1] not in {*OPTIONS, AUTOSTART}:
        return f"there is no option {rest[1]}"
    return ""


def dotted_fault(dotted: str) -> str:
    module, parts = None, dotted.split(".")
    for n in range(len(parts), 0, -1):
        try:
            module = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for name in parts[n:]:
            module = getattr(module, name, None)
        break
    return "" if module is not None else f"there is no {dotted}"


def name_fault(name: str) -> str:
    qt = any(hasattr(module, name) for module in (QtCore, QtGui, QtWidgets)) or hasattr(QtCore.QEvent.Type, name)
    known = qt or name in names() or name in json_keys() or name in NOT_USED
    return "" if known else f"nothing is named {name}"


def faults_of(code: str) -> Iterator[tuple[str, str]]:
    """Each name in a piece of code with its kind, and the fault it has or an empty text."""
    for target in _MAKE.findall(code):
        yield "make target", "" if target in make_targets() else f"there is no make {target}"
    for words in _CALL.findall(code):
        if words:
            yield "command", call_fault(words.split())
    for path in _TREE.findall(code):
        if not re.search(rf"[\w./~$]{re.escape(path)}", code):
            yield "path", path_fault(path)
    if _FILE.fullmatch(code):
        yield "file", file_fault(code)
    elif _DOTTED.fullmatch(code):
        yield "module", dotted_fault(code)
    if code in OPTIONS:
        yield "setting", ""
    elif called := _FUNCTION.fullmatch(code):
        yield "function", name_fault(called[1])
    else:
        yield from ((kind, name_fault(code)) for kind, pattern in _KINDS.items() if pattern.fullmatch(code))


def test_everything_that_is_named_exists() -> None:
    checked: Counter[str] = Counter()
    found: list[str] = []
    for document in DOCUMENTS:
        text = read(document)
        for link, heading in _LINK.findall(text):
            if "://" not in link:
                checked["link"] += 1
                fault = link_fault(document, link, heading)
                found += [f"{document.name}: {fault}"] if fault else []
        for code in code_of(text):
            for kind, fault in faults_of(code):
                checked[kind] += 1
                found += [f"{document.name}: {fault} (`{code}`)"] if fault else []
    assert found == []
    assert {kind: checked[kind] for kind, count in LEAST.items() if checked[kind] < count} == {}


@pytest.mark.parametrize(
    "code",
    [
        "hipbreak/core/nowhere.py", "tests/nothing_*.py", "nowhere.py", "nowhere.toml", "make nothing",
        "hipbreak nothing", "hipbreak status --nothing", "hipbreak posture lying", "hipbreak doctor --test nothing",
        "hipbreak settings set window_open 30min", ".venv/bin/hipbreak nothing", "hipbreak --home DIR nothing",
        "hipbreak.core.nowhere", "hipbreak.core.settings.settings.Nothing", "window_open", "NoSuchClass", "QNothing",
        "no_such_step(state)", "nosuchword", "NO_SUCH_CONSTANT",
    ],
)  # fmt: skip
def test_a_broken_name_is_found(code: str) -> None:
    assert [fault for _, fault in faults_of(code) if fault], code


@pytest.mark.parametrize("link", [("nowhere.md", ""), ("rules.md", "nowhere"), ("", "nowhere")])
def test_a_broken_link_is_found(link: tuple[str, str]) -> None:
    assert link_fault(ROOT / "docs/cli.md", *link)


def test_the_readme_is_short() -> None:
    assert len(read(README).splitlines()) <= 150


def test_the_architecture_names_every_package_and_no_other() -> None:
    there = {str(file.parent.relative_to(ROOT)) for file in PACKAGE.rglob("*.py")} - {"hipbreak"}
    documented = {path.rstrip("/") for path in re.findall(r"`(hipbreak/[\w/]+/)`", read(ARCHITECTURE))}
    assert len(there) > 30
    assert documented == there


def test_there_are_ten_recipes_of_at_most_ten_lines() -> None:
    _, _, after = read(CONTRIBUTING).partition("\n## Recipes\n")
    recipes = re.findall(r"^### (.+)\n+((?:(?!#).*\n?)+)", after, re.MULTILINE)
    assert len(recipes) == 10
    long = {title: body for title, body in recipes if len(body.strip().splitlines()) > 10}
    assert long == {}
    assert all(re.search(r"`(?:hipbreak|assets|tests)/", body) for _, body in recipes), "a recipe names the files"


def test_the_rules_are_complete() -> None:
    text = read("docs/rules.md")
    ruled = [int(number) for number in re.findall(r"^\*\*R(\d+) ", text, re.MULTILINE)]
    assert ruled == list(range(1, 22))
    cited = {int(number) for file in PACKAGE.rglob("*.py") for number in re.findall(r"\bR(\d+)\b", read(file))}
    assert len(cited) > 15 and cited <= set(ruled)


def test_every_decision_has_its_three_parts_and_is_in_the_list() -> None:
    folder = ROOT / "docs/decisions"
    pages = sorted(folder.glob("[0-9]*.md"))
    listed = re.findall(r"^- \[([^]]+)\]\(([^)]+)\)", read(folder / "README.md"), re.MULTILINE)
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1)) and len(pages) > 20
    assert listed == [(read(page).splitlines()[0].removeprefix("# "), page.name) for page in pages]
    for page in pages:
        heads = re.findall(r"^## (.+)$", read(page), re.MULTILINE)
        assert heads == ["Context", "Decision", "Consequence"], page.name


def test_the_rules_name_every_number_of_theirs() -> None:
    documented = set(_INLINE.findall(read("docs/rules.md")))
    pages = ("Stand-up", "Card", "Hourly cue", "Sensing", "Times")
    ruled = {key for key, option in OPTIONS.items() if option.group in pages}
    elsewhere = {
        "pulse_length",
        "prompts_as",
        "card_screen",
        "display_platform",
        *(key for key in OPTIONS if key.startswith("sense_")),
    }
    assert ruled - elsewhere <= documented


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next of its level."""
    _, _, after = text.partition(f"\n## {title}\n")
    assert after, f"there is no section {title}"
    return after.partition("\n## ")[0]


def rows(text: str) -> Iterator[list[list[str]]]:
    """What each row of the tables in a text names, cell by cell."""
    for line in text.splitlines():
        if line.startswith("| "):
            yield [_INLINE.findall(cell) for cell in line.split(" | ")]


def test_privacy_lists_every_fact_with_its_fields() -> None:
    facts = {name: row[1] for row in rows(section(read(PRIVACY), "The log")) for name in row[0]}
    documented = {name: set(facts[name]) for name in FACT_TYPES}
    assert documented == {name: {field.name for field in fields(kind)} - {"at"} for name, kind in FACT_TYPES.items()}
    assert len(documented) > 30


def test_privacy_lists_every_table_and_column_of_the_log() -> None:
    log = section(read(PRIVACY), "The log")
    named = set(_INLINE.findall(log))
    with closing(open_in_memory()) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = [row[1] for table in tables for row in connection.execute(f"PRAGMA table_info({table})")]
    assert {*tables, *columns} <= named
    assert len(columns) > 12
    documented = {name for row in rows(log) for name in row[0]} - set(FACT_TYPES)
    assert documented <= set(columns)


def test_privacy_lists_every_setting() -> None:
    documented = set(_INLINE.findall(section(read(PRIVACY), "Settings")))
    assert documented - {"settings.toml"} == set(OPTIONS)


def test_privacy_lists_every_file_and_every_field_of_the_saved_session() -> None:
    text = read(PRIVACY)
    named = {Path(span).name for span in _INLINE.findall(section(text, "Where it is kept"))}
    assert {name for name in kept_files() if not (ROOT / name).exists()} - NOT_KEPT <= named
    session = set(_INLINE.findall(section(text, "The saved session")))
    assert {field.name for kind in (SavedSession, RoutineOptions) for field in fields(kind)} <= session


def test_the_command_line_page_has_every_command_and_option() -> None:
    text = read("docs/cli.md")
    calls = [words.split() for span in _INLINE.findall(text) for words in _CALL.findall(span)]
    documented = {words[0] for words in calls if words}
    assert commands() <= documented and len(commands()) > 20
    shown = {word for span in _INLINE.findall(text) for word in re.findall(r"--[a-z][a-z-]*", span)}
    assert {option for command in commands() for option in options_of(command)} | options_of() <= shown
    (tested,) = re.findall(r"^NAME is one of (.+)\.$", text, re.MULTILINE)
    assert tuple(_INLINE.findall(tested)) == TESTED


def test_the_command_line_page_has_every_json_key() -> None:
    documented = set(_INLINE.findall(read("docs/cli.md")))
    joined = ("breaks_confirmed", "breaks_assumed", "prompts_", "bouts_", "total_")
    top = {key for key in json_keys() if not key.startswith(joined)}
    assert len(top) > 60
    assert top - documented == set()


def test_every_event_of_a_trace_that_the_page_names_is_read() -> None:
    _, _, after = read("docs/cli.md").partition("E is one of:\n")
    fields_of = {"moment", "kind", "held_s", "minutes", "after_meeting", "until", "ago_s", "for_s"}
    events = [name for name in _INLINE.findall(after.partition("\n\n`")[0]) if name not in fields_of]
    lines = [json.dumps({"at": _NOON.isoformat(), "event": event}) for event in events]
    assert len(read_trace(lines)) == len(events) > 30


def test_the_example_routine_can_be_read_and_every_key_is_described() -> None:
    text = read("docs/routines.md")
    ((_, example),) = _FENCED.findall(text)
    parts = {"bridge": tomllib.loads(read("assets/routines/parts/bridge.toml"))}
    assert len(parse_routine(tomllib.loads(example), "example.toml", parts).blocks) == 2
    named = set(_INLINE.findall(text))
    renamed = {"blocks": "block", "moves": "move"}
    keys = {renamed.get(f.name, f.name) for kind in (Routine, Block, Move, SetUp) for f in fields(kind)} - {"own"}
    assert keys <= named and set(ALLOWED_PICTURES) <= named and {kind.value for kind in MoveKind} <= named
