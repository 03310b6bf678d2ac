"""A file is replaced completely or not at all, and no temporary file is left."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.store.atomic_file import replacing, write_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private_and_has_the_text(path: Path) -> None:
    write_file(path, "ä\r\nb\n")
    assert path.read_bytes() == "ä\r\nb\n".encode()
    assert mode_of(path) == 0o600
    assert names(path.parent) == ["file"]


def test_another_mode_must_be_requested(path: Path) -> None:
    write_file(path, "x", mode=0o644)
    assert mode_of(path) == 0o644


def test_the_old_file_exists_until_the_block_ends_and_the_new_one_is_private(path: Path) -> None:
    path.write_text("before")
    with replacing(path) as file:
        file.write("after")
        file.flush()
        assert path.read_text() == "before"
        (part,) = (path.parent / name for name in names(path.parent) if name != "file")
        assert mode_of(part) == 0o600
    assert path.read_text() == "after"
    assert names(path.parent) == ["file"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_in_the_block_keeps_the_old_file(path: Path, error: type[BaseException]) -> None:
    path.write_text("before")
    with pytest.raises(error), replacing(path) as file:
        file.write("after")
        raise error
    assert path.read_text() == "before"
    assert names(path.parent) == ["file"]


def test_a_text_that_cannot_be_encoded_keeps_the_old_file(path: Path) -> None:
    path.write_text("before")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "\ud800")
    assert path.read_text() == "before"
    assert names(path.parent) == ["file"]


def test_a_full_disk_keeps_the_old_file(path: Path) -> None:
    """No file of the process may grow beyond 1000 bytes."""
    path.write_text("before")
    child = (
        "import resource, signal, sys; from pathlib import Path; from hipbreak.store.atomic_file import write_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_file(Path(sys.argv[1]), 'x' * 100_000)\n"
        "except OSError: sys.exit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", child, path], check=False).returncode == 7
    assert path.read_text() == "before"
    assert names(path.parent) == ["file"]


def test_a_folder_at_the_path_is_kept(path: Path) -> None:
    path.mkdir()
    with pytest.raises(OSError):
        write_file(path, "x")
    assert path.is_dir()
    assert names(path.parent) == ["file"]


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_is_kept(path: Path, there: bool) -> None:
    real = path.parent / "elsewhere" / "real"
    real.parent.mkdir()
    if there:
        real.write_text("before")
    path.symlink_to(Path("elsewhere") / "real")
    write_file(path, "after")
    assert path.is_symlink()
    assert real.read_text() == "after" and not real.is_symlink()
    assert names(path.parent) == ["elsewhere", "file"] and names(real.parent) == ["real"]


def test_a_long_name_works(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_file(path, "x")
    assert path.read_text() == "x"


def test_simultaneous_writes_are_each_complete(path: Path) -> None:
    with replacing(path) as first:
        with replacing(path) as second:
            first.write("first")
            second.write("second")
        assert path.read_text() == "second"
    assert path.read_text() == "first"
    assert names(path.parent) == ["file"]


@pytest.mark.parametrize("durable", [True, False])
def test_file_and_folder_are_synced_on_request(path: Path, durable: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode)))
    write_file(path, "x", durable=durable)
    assert synced == ([False, True] if durable else [])


def test_a_folder_that_cannot_be_synced_is_no_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on some network file systems."""

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError("not here")

    monkeypatch.setattr(os, "fsync", fsync)
    write_file(path, "x")
    assert path.read_text() == "x"
