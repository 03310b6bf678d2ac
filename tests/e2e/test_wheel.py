"""The wheel, built and installed offline, run from another folder than the repository."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from hipbreak.core.identity import VERSION
from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT

ROOT = Path(__file__).parents[2]


class Installed:
    """A virtual environment with the wheel, and with the dependencies of this one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "elsewhere"
        self._folder.mkdir()
        self._home = folder / "profile"
        environment = folder / "venv"
        venv.create(environment, with_pip=False)
        self._programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
        self.packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
        # Only on the path: the editable installation of the repository is a .pth file, which is not read there.
        (self.packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
        build = ("-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder))
        subprocess.run([sys.executable, *build], cwd=ROOT, check=True, capture_output=True)
        (self.wheel,) = folder.glob("*.whl")
        pip = ("-m", "pip", "--python", str(self._programs / "python"), "install", "--no-index", "--no-deps")
        subprocess.run([sys.executable, *pip, str(self.wheel)], check=True, capture_output=True)

    def run(self, program: str, *words: str) -> str:
        """The output of a program of the environment."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {
            "QT_QPA_PLATFORM": "offscreen",
            "PULSE_SERVER": "unix:/nowhere",
            "SPEECHD_ADDRESS": "unix_socket:/nowhere",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        }
        command = [str(self._programs / program), *words]
        done = subprocess.run(
            command, cwd=self._folder, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def hipbreak(self, *words: str) -> str:
        return self.run("hipbreak", "--home", str(self._home), *words)


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    return Installed(tmp_path)


def test_the_wheel_runs_from_another_folder(installed: Installed) -> None:
    """With its own assets, its own child process, and nothing of the repository."""
    assert installed.wheel.stat().st_size < 2_500_000
    place = installed.run("python", "-c", "import hipbreak; print(hipbreak.__file__)")
    assert Path(place.strip()).parent == installed.packages / "hipbreak"
    assert installed.hipbreak("--version") == f"hipbreak {VERSION}\n"
    routines = installed.hipbreak("routine", "--list")
    for routine in (ROOT / "assets/routines").glob("*.toml"):
        assert f"\n{routine.stem} " in routines, routine
    report = json.loads(installed.hipbreak("doctor", "--json"))
    advice = {finding["name"]: finding["advice"] for finding in report["findings"]}
    assert NO_OUTPUT in advice["sound"], "the child process has looked for a device"
    assert "voice" in advice
