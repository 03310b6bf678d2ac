"""The entry in the application menu: valid, quoted for any folder, and removed whole."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent
ENTRY = "share/applications/org.hipbreak.Hipbreak.desktop"
AUTOSTART = "config/autostart/org.hipbreak.Hipbreak.desktop"


def run(checkout, home, command):
    environment = {**os.environ, "XDG_DATA_HOME": str(home / "share"), "XDG_CONFIG_HOME": str(home / "config")}
    subprocess.run(
        [sys.executable, "packaging/desktop_entry.py", command], cwd=checkout, env=environment, check=True, timeout=60
    )


def checkout_at(folder):
    """A checkout with what the script reads."""
    shutil.copytree(TOP / "packaging" / "share" / "applications", folder / "packaging" / "share" / "applications")
    shutil.copy(TOP / "packaging" / "desktop_entry.py", folder / "packaging")
    shutil.copytree(TOP / "assets" / "icons", folder / "assets" / "icons")
    return folder


def words(command):
    """Split a value of `Exec` as the specification says: first the escapes of the file, then the quotes."""
    value = command.replace("\\\\", "\\")
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', value)
    return [re.sub(r"\\(.)", r"\1", quoted or bare).replace("%%", "%") for quoted, bare in found]


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["hipbreak", 'a "quoted" $HOME `x` 100% folder'])
def test_the_entry_is_installed_and_removed(tmp_path, name):
    checkout, home = checkout_at(tmp_path / name), tmp_path / "home"
    for earlier in ("applications/hipbreak.desktop", "icons/hicolor/scalable/apps/hipbreak.svg"):
        (home / "share" / earlier).parent.mkdir(parents=True)
        (home / "share" / earlier).touch()
    run(checkout, home, "install")
    icons = home / "share/icons/hicolor"
    assert files(home / "share/applications") == ["org.hipbreak.Hipbreak.desktop"]
    assert files(icons) == files(TOP / "assets/icons/hicolor") and len(files(icons)) == 5
    entry = home / ENTRY
    if shutil.which("desktop-file-validate"):
        assert subprocess.run(["desktop-file-validate", entry], check=False, capture_output=True).stdout == b""
    parsed = configparser.ConfigParser(interpolation=None)
    parsed.optionxform = str
    parsed.read(entry)
    commands = [parsed[section]["Exec"] for section in parsed.sections()]
    program = str(checkout / ".venv/bin/hipbreak")
    assert [words(command) for command in commands] == [
        [program],
        [program, "stand"],
        [program, "pause", "1h"],
        [program, "open", "now"],
    ]
    run(checkout, home, "remove")
    assert files(home) == []


def test_an_entry_that_is_up_to_date_is_not_written(tmp_path):
    checkout, home = checkout_at(tmp_path / "hipbreak"), tmp_path / "home"
    run(checkout, home, "install")
    entry = home / ENTRY
    os.utime(entry, (1, 1))
    run(checkout, home, "install")
    assert entry.stat().st_mtime == 1


@pytest.mark.parametrize(("of_this_checkout", "left"), [(True, []), (False, [AUTOSTART])])
def test_only_the_autostart_entry_of_this_checkout_is_removed(tmp_path, of_this_checkout, left):
    checkout, home = checkout_at(tmp_path / "hipbreak"), tmp_path / "home"
    autostart = home / AUTOSTART
    autostart.parent.mkdir(parents=True)
    program = checkout / ".venv/bin/python" if of_this_checkout else "/usr/bin/hipbreak"
    autostart.write_text(f"[Desktop Entry]\nExec={program} -m hipbreak\n")
    run(checkout, home, "remove")
    assert files(home) == left
