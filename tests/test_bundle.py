"""The self-contained program: what is left out of it, and, once it is built, that it has what the program imports."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

from tests.test_architecture import MODULES, NAMES, imports_of

TOP = Path(__file__).parent.parent
PROGRAM = TOP / "build" / "bundle" / "hipbreak" / "hipbreak"
TOOLS = TOP / "build" / "bundle-venv" / "bin" / "python"
LISTING = """
import json, sys
from PyInstaller.archive.readers import CArchiveReader
print(json.dumps(list(CArchiveReader(sys.argv[1]).open_embedded_archive("PYZ.pyz").toc)))
"""
IMPORTING = """
import importlib, json, sys
for name in json.load(sys.stdin):
    try:
        importlib.import_module(name)
    except ImportError:  # of another system, or no module but something in it
        pass
ours = lambda m: getattr(getattr(m, "__spec__", None), "origin", None) or ""
print(json.dumps([name for name, m in sys.modules.items() if ours(m).endswith((".py", ".so"))]))
"""
READING = """
import dis, json, sys, types
from PyInstaller.archive.readers import CArchiveReader

def all_of(code):
    return [code, *(inner for part in code.co_consts if isinstance(part, types.CodeType) for inner in all_of(part))]

def asserts(code):
    return any(step.opname == "LOAD_ASSERTION_ERROR" for part in all_of(code) for step in dis.get_instructions(part))

archive = CArchiveReader(sys.argv[1]).open_embedded_archive("PYZ.pyz")
read = {name: archive.extract(name) for name in json.load(sys.stdin)}
print(json.dumps({
    "docstrings": [name for name, code in read.items() if isinstance(code.co_consts[0], str)],
    "asserts": [name for name, code in read.items() if asserts(code)],
    "columns": [name for name, code in read.items() if any(place[2] is not None for place in code.co_positions())],
}))
"""
OUTSIDE = (
    "__main__",
    "_virtualenv",
    "sitecustomize",
    "_distutils_hack",
    "struct",
    "typing_extensions",  # mypy's; msgspec imports it if it is there
    "signature_bootstrap",
    "PySide6.support",
)
"""Of this test's environment, of PyInstaller's start, and what PySide6 keeps inside its libraries."""
built = pytest.mark.skipif(not PROGRAM.exists(), reason="the bundle is not built (make packages)")


def output(*command: str | Path, given: str = "") -> str:
    return subprocess.run(command, input=given, capture_output=True, text=True, check=True, timeout=120).stdout


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(name).name, TOP / "packaging" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_unused_plugins_are_left_out_with_the_libraries_of_theirs() -> None:
    needs = {
        "/q/libqxcb.so": ["libQt6Gui.so.6", "libxcb.so.1"],
        "/q/libqpdf.so": ["libQt6Pdf.so.6"],
        "/q/QtCore.abi3.so": ["libQt6Core.so.6"],
        "/q/libQt6Gui.so.6": ["libQt6Core.so.6", "libX11.so.6"],
        "/q/libX11.so.6": ["libXau.so.6"],
        "/q/libQt6Pdf.so.6": ["libQt6Gui.so.6"],
    }
    kept = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/q/libqxcb.so", "BINARY"),
        ("PySide6/QtCore.abi3.so", "/q/QtCore.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/q/libQt6Gui.so.6", "BINARY"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/q/libQt6Core.so.6", "BINARY"),
        ("libpython3.11.so.1.0", "/q/libpython3.11.so.1.0", "BINARY"),
        ("libxcb-screensaver.so.0", "/q/libxcb-screensaver.so.0", "BINARY"),
        ("hipbreak/assets/tones/done.wav", "/q/done.wav", "DATA"),
    ]
    dropped = [
        ("PySide6/Qt/plugins/imageformats/libqpdf.so", "/q/libqpdf.so", "BINARY"),
        ("PySide6/Qt/lib/libQt6Pdf.so.6", "/q/libQt6Pdf.so.6", "BINARY"),
        ("PySide6/Qt/translations/qtbase_de.qm", "/q/qtbase_de.qm", "DATA"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("libX11.so.6", "/q/libX11.so.6", "BINARY"),
        ("libXau.so.6", "/q/libXau.so.6", "BINARY"),
    ]
    assert script("bundle/contents").pruned([*dropped, *kept], lambda file: needs.get(file, [])) == kept


@pytest.mark.skipif(sys.platform != "linux", reason="on another system, others of these plugins are there")
def test_every_plugin_that_is_kept_is_there() -> None:
    kept = {(folder, name) for folder, names in script("bundle/contents").PLUGINS.items() for name in names}
    elsewhere = {"qwindows", "qcocoa", "qmodernwindowsstyle", "qmacstyle"}
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins"
    there = {(file.parent.name, file.stem.removeprefix("lib")) for file in plugins.glob("*/*.so")}
    assert {plugin for plugin in kept if plugin[1] not in elsewhere} <= there


@built
def test_the_bundle_has_every_module_that_the_program_imports() -> None:
    """All that any module of it imports, at the top or inside a function, with what that imports in turn."""
    named = NAMES | {name for module in MODULES for name in imports_of(module)}
    asked = json.dumps(sorted(named - {"hipbreak.__main__"}))  # which would run it
    loaded = set(json.loads(output(sys.executable, "-c", IMPORTING, given=asked)))
    inside = PROGRAM.parent / "_internal"
    files = {file.name.split(".")[0] for file in inside.rglob("*.so")}
    base = output(sys.executable, "-m", "zipfile", "-l", inside / "base_library.zip").splitlines()
    there = set(json.loads(output(TOOLS, "-c", LISTING, PROGRAM)))
    there |= {line.split(".pyc")[0].replace("/", ".") for line in base}
    there |= {name.removesuffix(".__init__") for name in there}
    unused = script("bundle/contents").UNUSED_MODULES
    missing = {n for n in loaded if n not in there and n.split(".")[-1] not in files and n.split(".")[0] not in unused}
    assert {name for name in missing if not name.startswith(OUTSIDE)} == set()
    assert len(loaded & there) > 500


@built
def test_the_modules_in_the_bundle_have_neither_docstrings_nor_columns_and_only_jeepney_has_asserts() -> None:
    there = set(json.loads(output(TOOLS, "-c", LISTING, PROGRAM)))
    modules = {name for name in there if name.startswith("hipbreak.core.")}
    assert len(modules) > 50
    modules |= {"apscheduler.job", "jeepney.low_level", "msgspec.inspect", "tomlkit.parser", "hipbreak.ui.prompt.card"}
    found = json.loads(output(TOOLS, "-c", READING, PROGRAM, given=json.dumps(sorted(modules))))
    assert found == {"docstrings": [], "asserts": ["jeepney.low_level"], "columns": []}


@built
def test_an_error_in_the_bundle_names_file_and_line() -> None:
    command = PROGRAM, "--child-process", "hipbreak.not_there"
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    file = "hipbreak/desktop/system/own_program.py"
    lines = (TOP / file).read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "runpy.run_module(" in text)
    assert ran.returncode == 1
    assert f'File "{file}", line {line}, in run_as_child_process' in ran.stderr


@built
def test_the_bundle_has_no_part_of_qt_that_the_program_never_loads() -> None:
    inside = PROGRAM.parent / "_internal" / "PySide6"
    imported = {name.split(".")[1] for module in MODULES for name in imports_of(module) if name.startswith("PySide6.")}
    qt = {name for name in imported if name.startswith("Qt")} | {"QtDBus"}  # through which Qt shows the tray icon
    assert {file.name.split(".")[0] for file in inside.glob("Qt*.abi3.so")} <= qt
    libraries = {file.name.split(".")[0].removeprefix("libQt6") for file in (inside / "Qt" / "lib").glob("libQt6*")}
    assert libraries <= {name.removeprefix("Qt") for name in qt} | {"XcbQpa", "WaylandClient"}
    size = sum(file.stat().st_size for file in PROGRAM.parent.rglob("*") if file.is_file() and not file.is_symlink())
    assert size < 130_000_000


@built
def test_the_bundle_needs_no_newer_glibc_than_its_packages_ask_for() -> None:
    files = [file for file in PROGRAM.parent.rglob("*") if ".so" in file.name or file == PROGRAM]
    symbols = output("readelf", "--version-info", "--wide", *(file for file in files if file.is_file()))
    needed = max(tuple(map(int, found.split("."))) for found in re.findall(r"Name: GLIBC_([0-9.]+)", symbols))
    asked = re.findall(r"glibc >= ([0-9.]+)|libc6 \(>= ([0-9.]+)\)", (TOP / "packaging/bundle/nfpm.yaml").read_text())
    assert len(asked) == 2
    assert all(tuple(map(int, "".join(one).split("."))) >= needed for one in asked)
    assert "GLIBC_ABI_DT_RELR" not in symbols, "which glibc has from 2.36 on"


def test_the_list_of_components_names_every_locked_package() -> None:
    lock = (TOP / "packaging" / "requirements-bundle.lock").read_text()
    made = script("make_sbom").sbom(lock)
    named = {one["name"] for one in made["components"]}
    assert {"pyside6-essentials", "apscheduler", "pyinstaller"} <= named
    assert len(named) == sum(not line.startswith((" ", "#")) for line in lock.splitlines())
