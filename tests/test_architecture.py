"""The layers, held against the code: imports point downward only and never in circles."""

import ast
import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import hipbreak

PACKAGE = Path(hipbreak.__file__).parent
TESTS = Path(__file__).parent
LAYERS: dict[str, set[str]] = {
    "core": {"core"},
    "store": {"store", "core"},
    "desktop": {"desktop", "core"},
    "ui": {"ui", "core"},
    "app": {"app", "ui", "store", "desktop", "core", "package"},
    "cli": {"cli", "app", "ui", "store", "desktop", "core", "package"},
    "package": {"cli", "package"},
}
"""What each layer may import; `package` is `hipbreak/__init__.py` and `__main__.py`."""
OUTSIDE: dict[str, set[str]] = {
    "core": set(),
    "store": {"platformdirs", "tomlkit"},
    "desktop": {"PySide6", "jeepney", "apscheduler", "miniaudio", "plyer"},
    "ui": {"PySide6"},
    "app": {"PySide6"},
    "cli": {"PySide6"},
    "package": set(),
}
DATA = "msgspec"
"""Its Structs are the data of all layers (decision 0050)."""
CORE_ORDER = (
    "i18n",
    "identity",
    "formats",
    "quoting",
    "time_limits",
    "diagnostics",
    "facts",
    "settings",
    "tracking",
    "exercise",
    "programme",
    "statistics",
    "text",
)
"""The packages of the core: each may import those before it. `figure` stands apart."""
MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = sorted((PACKAGE / "core").rglob("*.py"))
PURE_BANNED = {"socket", "sqlite3", "subprocess", "threading", "time", "os", "urllib", "http", "pathlib", "random"}
NETWORK = {"urllib", "http", "ftplib", "smtplib", "ssl", "requests", "PySide6.QtWebSockets", "xmlrpc"}


def dotted(module: Path) -> str:
    """The dotted name of a file."""
    parts = module.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {dotted(module) for module in MODULES}


def layer_of(name: str) -> str:
    """The layer of a dotted name below `hipbreak`."""
    parts = name.split(".")[1:]
    return "package" if parts in ([], ["__main__"]) else parts[0]


@cache
def text_of(module: Path) -> str:
    """The source text of a file."""
    return module.read_text(encoding="utf-8")


@cache
def tree_of(module: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(text_of(module))


@cache
def imports_of(module: Path) -> tuple[str, ...]:
    """Every module that a module imports, anywhere in it: at the top, in a function, or for type checking only."""
    return tuple(_imports_of(module))


def _imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            assert node.module
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in NAMES else node.module


def test_every_module_is_seen() -> None:
    counted = sum(name.endswith(".py") for _, _, names in os.walk(PACKAGE) for name in names)
    assert len(MODULES) == counted > 300
    assert len(CORE) > 80


def test_imports_point_downward_only() -> None:
    faults = [
        f"{dotted(module)} imports {name}"
        for module in MODULES
        for name in imports_of(module)
        if not _may_import(layer_of(dotted(module)), name)
    ]
    assert faults == []


def _may_import(layer: str, name: str) -> bool:
    package = name.split(".", maxsplit=1)[0]
    if package == "hipbreak":
        return layer_of(name) in LAYERS[layer]
    return package in sys.stdlib_module_names or package == DATA or package in OUTSIDE[layer]


def test_the_packages_of_the_core_are_ordered() -> None:
    faults = []
    for module in CORE:
        package = dotted(module).removeprefix("hipbreak.core").removeprefix(".").split(".")[0]
        assert package in {"", "figure", *CORE_ORDER}
        allowed = {package, *(CORE_ORDER[: CORE_ORDER.index(package)] if package in CORE_ORDER else ())}
        used = {name.split(".")[2] for name in imports_of(module) if name.startswith("hipbreak.core.")}
        faults += [f"{dotted(module)} imports {name}" for name in sorted(used - allowed)]
    assert faults == []


def test_the_core_has_no_clock_and_does_no_input_or_output() -> None:
    banned = {"open", "print", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "input"}
    faults = []
    for module in CORE:
        imported = {name.split(".")[0] for name in imports_of(module)}
        called = {ast.unparse(node.func) for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)}
        faults += [f"{dotted(module)}: {name}" for name in sorted(imported & PURE_BANNED | called & banned)]
    assert faults == []


def test_nothing_can_reach_the_network() -> None:
    classes = ("AF_INET", "QTcpSocket", "QNetworkAccessManager")
    faults = []
    for module in MODULES:
        names = {name for name in imports_of(module) if name in NETWORK or name.split(".")[0] in NETWORK}
        faults += [f"{dotted(module)}: {name}" for name in (*names, *(c for c in classes if c in text_of(module)))]
    assert faults == []


def test_a_module_says_what_it_is_for() -> None:
    """It begins with one sentence, and has no name that says nothing."""
    assert [dotted(module) for module in MODULES if not ast.get_docstring(tree_of(module))] == []
    empty = {"utils", "helpers", "common", "manager"}
    assert [dotted(module) for module in MODULES if empty & set(module.stem.split("_"))] == []


def test_no_module_lies_flat_and_no_folder_is_crowded() -> None:
    folders = Counter(module.parent for module in MODULES if module.name != "__init__.py")
    assert {module.name for module in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}
    assert {folder: count for folder, count in folders.items() if count > 30} == {}


def test_no_module_imports_itself_by_way_of_others() -> None:
    waiting = {dotted(module): {name for name in imports_of(module) if name in NAMES} for module in MODULES}
    while free := {name for name, needs in waiting.items() if not needs & waiting.keys()}:
        for name in free:
            del waiting[name]
    assert waiting == {}, "these modules form circles"


def test_no_two_types_have_the_same_name() -> None:
    names = Counter(
        node.name
        for module in MODULES
        for node in tree_of(module).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert {name for name, count in names.items() if count > 1} == set()


def test_no_module_is_imported_under_one_letter() -> None:
    aliases = {
        f"{dotted(module)}: {alias.asname}"
        for module in MODULES
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.asname is not None and alias.asname != "_" and len(alias.asname) == 1
    }
    assert aliases == set()


def test_single_shot_timers_are_made_in_one_way() -> None:
    """`QTimer(singleShot=True)`, or `QTimer.singleShot` where nothing starts or stops it again."""
    assert [dotted(module) for module in MODULES if "setSingleShot" in text_of(module)] == []


def test_tests_use_no_private_name_of_the_product() -> None:
    found = {
        f"{module.relative_to(TESTS)}: {name}"
        for module in sorted(TESTS.rglob("*.py"))
        for name in _private_names(tree_of(module))
    }
    assert found == {"cli/fuzzing.py: _actions"}, "argparse has no other way to list its arguments"


@pytest.mark.parametrize(
    "line",
    ["log._connection", "app.ui._quit()", "from hipbreak.cli.main import _run", "patch.setattr(main, '_run', 1)"],
)
def test_a_private_name_is_found(line: str) -> None:
    assert list(_private_names(ast.parse(line)))


def _private_names(tree: ast.Module) -> Iterator[str]:
    """Those of other objects and modules, but for those of the standard library."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) not in ("self", "cls", "os", "argparse"):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hipbreak"):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setattr"):
            names = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        else:
            continue
        yield from (name for name in names if str(name).startswith("_") and not str(name).startswith("__"))
