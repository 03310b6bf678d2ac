"""What a package puts below /usr/share: valid, complete, by one application id, and made from the code of today."""

import importlib.util
import re
import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hipbreak.cli.parser import parser
from hipbreak.core.identity import APP_ID, VERSION
from hipbreak.desktop.dbus.service import ACTIONS

TOP = Path(__file__).parent.parent
SHARE, ICONS = TOP / "packaging" / "share", TOP / "assets" / "icons" / "hicolor"
MADE = ("man/man1/hipbreak.1", "bash-completion/completions/hipbreak", "zsh/site-functions/_hipbreak")


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOP / "packaging" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def run(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout + done.stderr


def test_one_id_names_every_file() -> None:
    shipped = {name.rsplit("/", 1)[1] for name in (*files(SHARE), *files(ICONS)) if "hipbreak" in name.lower()}
    of_id = {name for name in shipped if name.startswith(APP_ID)}
    assert of_id == {f"{APP_ID}{end}" for end in (".desktop", ".metainfo.xml", ".svg", "-symbolic.svg", ".png")}
    assert shipped - of_id == {name.rsplit("/", 1)[1] for name in MADE} | {"hipbreak.fish"}
    entry = (SHARE / "applications" / f"{APP_ID}.desktop").read_text()
    assert {f"Icon={APP_ID}", f"StartupWMClass={APP_ID}", "Exec=hipbreak"} <= set(entry.splitlines())


@needs("desktop-file-validate")
def test_the_menu_entry_is_valid() -> None:
    assert run("desktop-file-validate", SHARE / "applications" / f"{APP_ID}.desktop") == (0, "")


def test_every_action_of_the_menu_entry_is_a_command() -> None:
    lines = (SHARE / "applications" / f"{APP_ID}.desktop").read_text().splitlines()
    commands = [line.removeprefix("Exec=").split() for line in lines if line.startswith("Exec=")]
    assert [parser().parse_args(words).command for _, *words in commands] == ["", "stand", "pause", "open"]


def test_every_action_is_the_same_command_over_the_bus() -> None:
    entry = (SHARE / "applications" / f"{APP_ID}.desktop").read_text()
    blocks = re.findall(r"\[Desktop Action (\w+)\]\n(?:\w+=.*\n)*?Exec=hipbreak (.*)", entry)
    assert {name: words.split() for name, words in blocks} == {
        name: [command, *arguments.values()] for name, (command, arguments) in ACTIONS.items()
    }


@needs("desktop-file-validate")
def test_a_package_lets_the_bus_start_the_program(tmp_path: Path) -> None:
    share = tmp_path / "share"
    shutil.copytree(SHARE, share)
    assert run(TOP / "packaging" / "dbus_activation.sh", share, "/usr/bin/hipbreak") == (0, "")
    service = (share / "dbus-1" / "services" / f"{APP_ID}.service").read_text()
    assert service == f"[D-BUS Service]\nName={APP_ID}\nExec=/usr/bin/hipbreak\n"
    entry = share / "applications" / f"{APP_ID}.desktop"
    assert entry.read_text().count("DBusActivatable=true") == 1
    assert run("desktop-file-validate", entry) == (0, "")


@needs("appstreamcli")
def test_the_appstream_data_is_valid() -> None:
    """Pedantic, but for the capital letter of the id."""
    code, output = run("appstreamcli", "validate", "--pedantic", "--no-net", *(SHARE / "metainfo").glob("*.xml"))
    assert code == 0, output
    found = [line for line in output.splitlines() if line.startswith(("P:", "W:", "E:"))]
    assert [line for line in found if "cid-contains-uppercase-letter" not in line] == []


def test_the_appstream_data_is_of_this_version_and_its_pictures_are_there() -> None:
    data = ET.parse(SHARE / "metainfo" / f"{APP_ID}.metainfo.xml")
    assert data.findtext("id") == APP_ID
    release = data.find("releases/release")
    assert release is not None and release.get("version") == VERSION
    pictures = [str(image.text).rsplit("/", 1)[1] for image in data.iter("image")]
    missing = {name for name in pictures if not (TOP / "assets" / "screenshots" / name).exists()}
    assert len(pictures) >= 3 and missing == set()


def test_the_icons_are_what_the_script_makes(qtbot: QtBot, tmp_path: Path) -> None:
    script("make_icons").make(tmp_path)
    made, shipped = files(tmp_path), files(ICONS)
    assert made.keys() == shipped.keys()
    for name, content in made.items():
        if name.endswith(".svg"):
            assert content == shipped[name], name
        else:  # the compression may differ between versions of Qt
            assert QImage(str(tmp_path / name)) == QImage(str(ICONS / name)), name


def test_man_page_and_completions_are_what_the_parser_says(tmp_path: Path) -> None:
    script("make_cli_files").make(tmp_path)
    made = files(tmp_path)
    assert made == {name: (SHARE / name).read_bytes() for name in made}, "run make cli-files"
    assert len(made) == 4


@needs("mandoc")
def test_the_man_page_is_valid() -> None:
    assert run("mandoc", "-T", "lint", "-W", "warning", SHARE / MADE[0]) == (0, "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("hipbreak res", {"resume"}),
        ("hipbreak posture s", {"sitting", "standing"}),
        ("hipbreak --home /x posture st", {"standing"}),
        ("hipbreak doctor --t", {"--test"}),
        ("hipbreak settings set window_o", {"window_opens"}),
    ],
)
def test_bash_completes(typed: str, offered: set[str]) -> None:
    words = " ".join(typed.split())
    code = f'. "$1"; COMP_WORDS=({words}); COMP_CWORD={len(words.split()) - 1}; _hipbreak; echo "${{COMPREPLY[@]}}"'
    code_, output = run("bash", "-c", code, "bash", SHARE / MADE[1])
    assert (code_, set(output.split())) == (0, offered)


@needs("fish")
def test_fish_completes() -> None:
    source = f"source {SHARE / 'fish/vendor_completions.d/hipbreak.fish'}; complete -C 'hipbreak posture s'"
    assert run("fish", "--no-config", "-c", source) == (0, "sitting\nstanding\n")


@needs("zsh")
def test_zsh_reads_its_completion() -> None:
    assert run("zsh", "-n", SHARE / MADE[2]) == (0, "")


def test_the_debian_package_is_of_this_version_and_needs_what_the_wheel_needs() -> None:
    folder = TOP / "packaging" / "debian"
    assert (folder / "changelog").read_text().startswith(f"hipbreak ({VERSION}) ")
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    needed = {re.split(r"[^\w-]", requirement)[0].lower() for requirement in project["dependencies"]}
    control = (folder / "control").read_text()
    # Debian has no miniaudio; libpulse plays the tones there.
    assert needed - {"pyside6-essentials", "miniaudio"} <= set(
        re.findall(r"^ python3-([\w-]+) ", control, re.MULTILINE)
    )
    assert " libpulse0," in control and " python3-pyside6.qtwidgets " in control
