"""A file in the current folder never replaces a module of Python."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.desktop.audio.worker_process import worker_command
from hipbreak.desktop.system.own_program import own_command

NAMES = ("json", "argparse", "socket", "platformdirs", "pathlib", "gc", "logging", "xml")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with programs of the person's own, such as `json.py`."""
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name}.py of the home folder was run')\n")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [own_command(("settings", "get", "cue")), (sys.executable, "-m", "hipbreak", "settings", "get", "cue")],
    ids=["autostart", "typed"],
)
def test_hipbreak_starts_in_a_folder_with_files_named_like_modules(home: Path, command: tuple[str, ...]) -> None:
    environment = {**os.environ, "HIPBREAK_HOME": str(home / "profile")}
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")


def test_the_audio_process_starts_in_such_a_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    command = worker_command("tones", "{}")
    done = subprocess.run(command, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert "of the home folder" not in done.stderr
