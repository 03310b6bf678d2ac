"""The commands that start Hipbreak again: from an environment, from a bundle, from an AppImage."""

import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.desktop.system.own_program import module_command, own_command, run_as_child_process

_TRIAL = "hipbreak.desktop.display.platform_trial"


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> str:
    """What a bundle sets: `sys.executable` is Hipbreak itself."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/hipbreak/hipbreak")
    return sys.executable


def test_the_script_beside_python_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It goes with the installation, which Python itself may not."""
    python, script = tmp_path / "python3", tmp_path / "hipbreak"
    monkeypatch.setattr(sys, "executable", str(python))
    assert own_command(("--home", "/x"), {}) == (str(python), "-P", "-m", "hipbreak", "--home", "/x")
    script.touch(mode=0o644)
    assert own_command((), {})[0] == str(python), "it cannot be started"
    script.chmod(0o755)
    assert own_command(("--home", "/x"), {}) == (str(script), "--home", "/x")


def test_a_bundle_names_itself_and_an_appimage_its_file(bundle: str) -> None:
    assert own_command(("--home", "/x"), {}) == (bundle, "--home", "/x")
    assert own_command((), {"APPIMAGE": "/home/me/Hipbreak.AppImage"}) == ("/home/me/Hipbreak.AppImage",)


def test_of_two_programs_the_right_one_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on Windows: without a console with the session, and with one, which has pipes, as a child process."""
    tray, console = tmp_path / "hipbreak-tray.exe", tmp_path / "hipbreak.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for running in (tray, console):
        running.touch()
    for running in (tray, console):
        monkeypatch.setattr(sys, "executable", str(running))
        assert own_command((), {}) == (str(tray),)
        assert module_command(_TRIAL)[0] == str(console)


def test_an_appimage_of_another_program_is_not_named() -> None:
    """A terminal that is an AppImage hands its variable on."""
    assert own_command((), {"APPIMAGE": "/home/me/Terminal.AppImage"})[0] != "/home/me/Terminal.AppImage"


def test_a_bundle_runs_its_child_processes_itself(bundle: str) -> None:
    command = module_command(_TRIAL, "offscreen")
    assert command[0] == bundle
    assert "-m" not in command and "-P" not in command
    script = "import sys; from hipbreak.desktop.system.own_program import run_as_child_process as run; run(sys.argv)"
    real = [Path(sys.prefix, "bin", "python"), "-c", script]
    for platform, code in (("offscreen", 0), ("nowhere", -6)):
        done = subprocess.run([*real, *command[1:-1], platform], capture_output=True, check=False)
        assert done.returncode == code, done.stderr


@pytest.mark.parametrize("words", [[], ["status"], ["--child-process"], ["--child-process", "os"]])
def test_other_words_are_for_the_command_line(words: list[str]) -> None:
    assert not run_as_child_process(["hipbreak", *words])
