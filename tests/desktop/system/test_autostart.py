"""Autostart on a real disk, and with a fake Windows registry."""

import plistlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.desktop.system.autostart import (
    MacAutostart,
    PortalAutostart,
    WindowsAutostart,
    XdgAutostart,
    desktop_entry,
    find_autostart,
    run_quietly,
)
from hipbreak.store.atomic_file import write_file

COMMAND = ("/opt/my apps/python", "-m", "hipbreak", "--home", '/home/ä "x"/100%$HOME`')


@pytest.fixture
def xdg(tmp_path):
    return find_autostart(COMMAND, write_file, "linux", {"XDG_CONFIG_HOME": str(tmp_path / "config")})


def test_on_and_off_follow_the_file(xdg, tmp_path):
    assert not xdg.is_on()
    xdg.set(False)
    xdg.set(True)
    file = tmp_path / "config" / "autostart" / "org.hipbreak.Hipbreak.desktop"
    assert xdg.place == str(file)
    assert xdg.is_on()
    assert file.stat().st_mode & 0o777 == 0o644
    assert [entry.name for entry in file.parent.iterdir()] == ["org.hipbreak.Hipbreak.desktop"]
    file.unlink()
    assert not xdg.is_on()


def test_an_entry_by_the_earlier_name_is_read_and_replaced(xdg, tmp_path):
    earlier = tmp_path / "config" / "autostart" / "hipbreak.desktop"
    earlier.parent.mkdir(parents=True)
    for wanted in (True, False):
        earlier.write_text(desktop_entry(COMMAND))
        assert xdg.is_on() and xdg.missing_program() == COMMAND[0]
        xdg.set(wanted)
        assert xdg.is_on() is wanted and not earlier.exists()


@pytest.mark.parametrize(
    "line",
    [
        "Hidden=true",
        "X-GNOME-Autostart-enabled=false",
        "[Desktop Entry",
        "\xff",
        "X-GNOME-Autostart-enabled=false\nExec=x",
    ],
)
def test_changes_by_other_programs_are_read(xdg, line):
    """The settings of GNOME and KDE switch it off in the file; a broken file counts as off."""
    xdg.set(True)
    text = Path(xdg.place).read_text()
    if line.startswith("["):
        text = text.replace("[Desktop Entry]", line)
    else:
        text = text.replace("X-GNOME-Autostart-enabled=true", line)
    Path(xdg.place).write_bytes(text.encode("latin-1", "replace"))
    assert not xdg.is_on()
    xdg.set(True)
    assert xdg.is_on()
    xdg.set(False)
    assert not Path(xdg.place).exists()


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path):
    (tmp_path / "autostart").touch()
    with pytest.raises(OSError):
        XdgAutostart(COMMAND, write_file, tmp_path / "autostart").set(True)


def unquoted(line):
    """Undo the two quoting steps of the specification."""
    value, at = "", 0
    while at < len(line):
        if line[at] == "\\":
            value += {"\\": "\\", "n": "\n", "t": "\t", "s": " ", "r": "\r"}[line[at + 1]]
            at += 1
        else:
            value += line[at]
        at += 1
    words, word, quoted, at = [], None, False, 0
    while at < len(value):
        letter = value[at]
        if letter == '"':
            quoted, word = not quoted, word or ""
        elif letter == " " and not quoted:
            words, word = [*words, word], None
        else:
            if letter == "\\" and quoted:
                at += 1
                letter = value[at]
            elif letter == "%":
                at += 1
                assert value[at] == "%"
            word = (word or "") + letter
        at += 1
    return [*words, word]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_the_exec_line_parses_to_the_same_arguments(words):
    (line,) = [line for line in desktop_entry(words).split("\n") if line.startswith("Exec=")]
    assert unquoted(line.removeprefix("Exec=")) == words


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_desktop_file_validate_accepts_the_entry(xdg):
    xdg.set(True)
    done = subprocess.run(["desktop-file-validate", xdg.place], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_configuration_folder_that_is_no_path_is_ignored(tmp_path):
    found = find_autostart(COMMAND, write_file, "linux", {"XDG_CONFIG_HOME": "relative"}, lambda: tmp_path)
    assert found.place == str(tmp_path / ".config" / "autostart" / "org.hipbreak.Hipbreak.desktop")


def test_a_flatpak_asks_the_portal_and_remembers_what_it_asked_for(tmp_path):
    calls = []
    autostart = PortalAutostart(COMMAND, write_file, tmp_path / "autostart", calls.append)
    for wanted in (True, False):
        autostart.set(wanted)
        assert autostart.is_on() is wanted
        *words, parent, options = calls.pop()
        assert words[-1] == "org.freedesktop.portal.Background.RequestBackground" and parent == ""
        assert options.startswith(f"{{'autostart': <{str(wanted).lower()}>, 'commandline': <[\"/opt/my apps/python\", ")
    assert calls == []


def test_a_portal_that_refuses_leaves_it_as_it_was(tmp_path):
    def refuse(_command):
        raise OSError("refused")

    autostart = PortalAutostart(COMMAND, write_file, tmp_path / "autostart", refuse)
    with pytest.raises(OSError):
        autostart.set(True)
    assert not autostart.is_on()
    with pytest.raises(OSError, match="Background portal"):
        run_quietly(("false",))
    run_quietly(("true",))


def test_only_a_sandbox_has_the_portal(tmp_path):
    environment = {"XDG_CONFIG_HOME": str(tmp_path)}
    (tmp_path / "info").touch()
    found = find_autostart(COMMAND, write_file, "linux", environment, flatpak_info=tmp_path / "info")
    assert found.name == "background-portal"
    assert find_autostart(COMMAND, write_file, "linux", environment).name == "xdg-autostart"


class Registry:
    """One key of a Windows registry, in memory."""

    HKEY_CURRENT_USER, REG_SZ = 1, 1

    def __init__(self):
        self.values, self.exists = {}, False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def OpenKey(self, root, path):
        if not self.exists:
            raise FileNotFoundError(path)
        return self

    def CreateKey(self, root, path):
        assert path == r"Software\Microsoft\Windows\CurrentVersion\Run"
        self.exists = True
        return self

    def QueryValueEx(self, key, name):
        if name not in self.values:
            raise FileNotFoundError(name)
        return self.values[name], self.REG_SZ

    def SetValueEx(self, key, name, reserved, kind, value):
        self.values[name] = value

    def DeleteValue(self, key, name):
        if name not in self.values:
            raise FileNotFoundError(name)
        del self.values[name]


def test_windows_keeps_it_in_the_run_key():
    registry = Registry()
    windows = WindowsAutostart((r"C:\Program Files\Python\pythonw.exe", "-m", "hipbreak"), registry)
    assert not windows.is_on()
    windows.set(False)
    windows.set(True)
    assert registry.values == {"Hipbreak": r'"C:\Program Files\Python\pythonw.exe" -m hipbreak'}
    assert windows.is_on()
    windows.set(False)
    assert not windows.is_on()


def test_macos_keeps_a_launch_agent(tmp_path):
    mac = find_autostart(COMMAND, write_file, "darwin", {}, lambda: tmp_path)
    assert isinstance(mac, MacAutostart)
    assert not mac.is_on()
    mac.set(True)
    agent = plistlib.loads(Path(mac.place).read_bytes())
    assert (agent["ProgramArguments"], agent["RunAtLoad"]) == (list(COMMAND), True)
    assert mac.is_on()
    Path(mac.place).write_bytes(plistlib.dumps(agent | {"Disabled": True}))
    assert not mac.is_on()
    Path(mac.place).write_text("nonsense")
    assert not mac.is_on()
    mac.set(False)
    assert not Path(mac.place).exists()


def missing(autostart):
    autostart.set(True)
    assert autostart.is_on()
    return autostart.missing_program()


@pytest.mark.parametrize("name", ["python", "my python", 'p"y$t`h\\on', "100% %f", "\u00e4"])
def test_a_program_that_is_gone_is_named(tmp_path, name):
    """The entry is on, and the desktop would start nothing."""
    program = tmp_path / name
    for autostart in (
        XdgAutostart((str(program), "-P", "-m", "hipbreak"), write_file, tmp_path / "autostart"),
        MacAutostart((str(program), "-P"), write_file, tmp_path / "agents"),
    ):
        program.touch(mode=0o755)
        assert missing(autostart) == ""
        program.chmod(0o644)
        assert missing(autostart) == str(program)
        program.unlink()
        assert missing(autostart) == str(program)
        autostart.set(False)
        assert autostart.missing_program() == ""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "python3.9")
    assert missing(XdgAutostart((str(link), "-m"), write_file, tmp_path / "autostart")) == str(link)


@pytest.mark.parametrize(
    ("line", "program"),
    [
        ("Exec=hipbreak-that-is-not-there", "hipbreak-that-is-not-there"),
        ("Exec=sh -c true", ""),
        ('Exec="/no/such program" --home "/x"', "/no/such program"),
        ("Exec=", ""),
        ('Exec="', '"'),
        ("Exec=\\", "\\"),
    ],
)
def test_the_program_of_any_entry_is_found(xdg, line, program):
    xdg.set(True)
    Path(xdg.place).write_text(f"[Desktop Entry]\nType=Application\n{line}\n")
    assert xdg.missing_program() == program


@pytest.mark.parametrize("data", [b"", b"<plist>", b"[1]", b"\xff"])
def test_an_entry_that_cannot_be_read_starts_nothing(tmp_path, data):
    mac = MacAutostart(COMMAND, write_file, tmp_path)
    mac.set(True)
    Path(mac.place).write_bytes(data)
    assert (mac.is_on(), mac.missing_program()) == (False, "")
