"""The program at the beginning of an AppImage, with a small file system: what it starts, and what it leaves behind."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tests.e2e.desktop import wait_until

TOP = Path(__file__).parent.parent
APP_RUN = """#!/bin/sh
echo "$APPIMAGE|$ARGV0|$OWD|$*"
cat "$APPDIR/data/link"
exit 7
"""
LIBRARY = Path("/usr/lib/x86_64-linux-gnu/libsquashfuse_ll.a")
pytestmark = pytest.mark.skipif(
    not (LIBRARY.exists() and shutil.which("mksquashfs") and shutil.which("gcc")),
    reason="what packaging/debian-build.txt names is not installed",
)
can_mount = pytest.mark.skipif(not os.access("/dev/fuse", os.R_OK | os.W_OK), reason="nothing can be mounted here")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("appimage")
    content = folder / "content"
    (content / "data").mkdir(parents=True)
    (content / "AppRun").write_text(APP_RUN)
    (content / "AppRun").chmod(0o755)
    (content / "data" / "large").write_bytes(bytes(range(256)) * 10_000)
    (content / "data" / "text").write_text("content\n")
    (content / "data" / "link").symlink_to("text")
    made = folder / "Test.AppImage"
    subprocess.run([TOP / "packaging" / "appimage" / "build.sh", content, made], check=True, timeout=120)
    return made


@pytest.fixture
def run(image: Path, tmp_path: Path) -> Run:
    """Runs it in a folder of its own, in which it also mounts or extracts."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "temporary").mkdir(exist_ok=True)
        given = os.environ | {"TMPDIR": str(tmp_path / "temporary")} | environment
        return output([image, *words], cwd=tmp_path, env=given)

    return run


def output(command: Sequence[str | Path], cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60, check=False)


def left_behind(folder: Path) -> list[Path]:
    return list((folder / "temporary").iterdir())


@can_mount
def test_it_mounts_and_starts_the_program(run: Run, image: Path, tmp_path: Path) -> None:
    done = run("a", "b c")
    assert (done.stdout, done.returncode) == (f"{image}|{image}|{tmp_path}|a b c\ncontent\n", 7), done.stderr
    assert done.stderr == ""


@can_mount
def test_nothing_stays_mounted(image: Path, tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    asking = subprocess.PIPE
    with subprocess.Popen([image, "--appimage-mount"], stdin=asking, stdout=asking, env=environment, text=True) as one:
        assert one.stdout is not None
        mounted = Path(one.stdout.readline().strip())
        assert (mounted / "data" / "large").read_bytes() == bytes(range(256)) * 10_000
        assert mounted.parent == tmp_path / "temporary"
        one.communicate(timeout=60)
    wait_until(lambda: left_behind(tmp_path) == [], "the folder to be unmounted and removed")


@pytest.mark.parametrize("how", ["option", "variable"])
def test_it_extracts_for_one_run(run: Run, image: Path, tmp_path: Path, how: str) -> None:
    done = run("--appimage-extract-and-run", "a") if how == "option" else run("a", APPIMAGE_EXTRACT_AND_RUN="1")
    assert (done.stdout, done.returncode) == (f"{image}|{image}|{tmp_path}|a\ncontent\n", 7), done.stderr
    assert left_behind(tmp_path) == []


def test_it_extracts_everything(run: Run, tmp_path: Path) -> None:
    for _again in range(2):
        assert run("--appimage-extract").returncode == 0
    made = tmp_path / "squashfs-root"
    assert sorted(str(file.relative_to(made)) for file in made.rglob("*")) == [
        "AppRun",
        "data",
        "data/large",
        "data/link",
        "data/text",
    ]
    assert (made / "data" / "large").read_bytes() == bytes(range(256)) * 10_000
    assert os.access(made / "AppRun", os.X_OK) and (made / "data" / "link").readlink() == Path("text")


def test_where_nothing_can_be_mounted_it_extracts_and_says_so(image: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can take the device away")
    (tmp_path / "temporary").mkdir()
    hidden = 'mount --bind /dev/null /dev/fuse 2>/dev/null; exec "$0" a'
    environment = os.environ | {"TMPDIR": str(tmp_path / "temporary")}
    done = output(["unshare", "--mount", "sh", "-c", hidden, image], cwd=tmp_path, env=environment)
    assert done.stdout.endswith("|a\ncontent\n") and done.returncode == 7
    assert "everything is extracted" in done.stderr
    assert left_behind(tmp_path) == []


def test_a_damaged_one_says_so(image: Path, tmp_path: Path) -> None:
    offset = int(subprocess.check_output([image, "--appimage-offset"], text=True))
    assert image.read_bytes()[offset:][:4] == b"hsqs" and image.read_bytes()[8:11] == b"AI\x02"
    broken = tmp_path / "Broken.AppImage"
    broken.write_bytes(image.read_bytes()[: offset + 100])
    broken.chmod(0o755)
    done = output([broken, "a"], cwd=tmp_path, env=os.environ)
    assert done.returncode == 127 and str(broken) in done.stderr
