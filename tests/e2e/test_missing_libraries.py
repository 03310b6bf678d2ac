"""A start without a library of Qt's ends with one sentence, and never with an abort of Qt."""

from pathlib import Path

import pytest

from tests.e2e.app_process import AppProcess

pytestmark = pytest.mark.display


@pytest.fixture
def app_without_library(tmp_path: Path, app: AppProcess) -> AppProcess:
    """The app where a library is an empty file to the loader, which looks here first."""
    (tmp_path / "lib").mkdir()
    app.overrides["LD_LIBRARY_PATH"] = str(tmp_path / "lib")
    return app


@pytest.mark.parametrize("library", ["libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libEGL.so.1", "libglib-2.0.so.0"])
def test_a_missing_library_is_named(app_without_library: AppProcess, tmp_path: Path, library: str) -> None:
    (tmp_path / "lib" / library).touch()
    done = app_without_library.run()
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and f"{library} is missing" in done.stderr
    assert not app_without_library.paths.lock.exists()
    found = app_without_library.run("doctor")
    assert found.returncode == 1
    assert library in found.stdout + found.stderr and "Traceback" not in found.stderr
    assert app_without_library.run("stats").returncode == 0, "what needs no window works"


@pytest.mark.parametrize("platform", ["mir", "mir;wayland-egl", "linuxfb"])
def test_a_platform_that_qt_lacks_is_named(app: AppProcess, platform: str) -> None:
    done = app.run(QT_QPA_PLATFORM=platform)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1 and f"'{platform.partition(';')[0]}'" in done.stderr
    assert app.run("doctor", QT_QPA_PLATFORM=platform).returncode == 1
