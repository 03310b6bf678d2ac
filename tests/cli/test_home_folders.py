"""Commands where the folders cannot be found, belong to somebody else, or have strange names."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.store.writer_lock import WriterLock
from tests.core.short_trace import trace_of

COMMANDS = (
    [],
    ["status"],
    ["stats"],
    ["programme"],
    ["routine", "--list"],
    ["settings"],
    ["settings", "set", "cue", "off"],
    ["settings", "set", "autostart", "on"],
    ["delete", "--everything", "--yes"],
)
NOBODY = 65534
needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")


@pytest.fixture
def without_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without HOME and without an entry in the list of users, as in many containers."""
    for name in ("HOME", "HIPBREAK_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)

    def unknown(uid: int) -> None:
        raise KeyError(f"getpwuid(): uid not found: {uid}")

    monkeypatch.setattr(pwd, "getpwuid", unknown)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_a_home_one_sentence_gives_the_advice(
    without_home: None, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "hipbreak: HOME names no folder, and this user has none: say where to keep the files with --home DIR.\n"
    )


@pytest.mark.parametrize("words", COMMANDS[1:], ids=" ".join)
def test_without_a_home_a_chosen_folder_is_used(
    without_home: None, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--home", str(tmp_path / "h"), *words])
    expected = 3 if words == ["status"] else 1 if "autostart" in words else 0
    assert code == expected, capsys.readouterr().err


def test_without_a_home_the_xdg_folders_are_used(
    without_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert main(["settings", "set", "cue", "off"]) == 0
    assert (tmp_path / "CONFIG" / "hipbreak" / "settings.toml").exists()


@pytest.mark.parametrize("home", ["", "~nosuch/x", "a\0b", "\ud800"])
def test_an_impossible_home_gives_one_sentence(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    for words in COMMANDS:
        assert main(["--home", home, *words]) == 1
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)


def test_a_home_that_is_no_folder_or_too_long_gives_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    for home in (tmp_path / "file", tmp_path / "pipe", tmp_path / "file" / "x", tmp_path / ("x" * 70_000)):
        for words in ([], ["settings", "set", "cue", "off"], ["delete", "--everything", "--yes"]):
            assert main(["--home", str(home), *words]) == 1
            assert capsys.readouterr().err.count("\n") == 1


def test_a_home_whose_name_is_not_utf_8_works(tmp_path: Path) -> None:
    home = os.fsencode(tmp_path) + b"/n\xff\xfe"
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")}

    def run(*words: str | bytes, code: int = 0) -> bytes:
        command = [sys.executable, "-m", "hipbreak", "--home", home, *words]
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode == code, done.stderr
        assert done.stderr.count(b"\n") == (code != 0)
        return done.stdout

    run("settings", "set", "cue", "off")
    assert run("settings", "path") == home + b"/settings.toml\n"
    assert run("settings", "get", "cue") == b"false\n"
    run("settings", "set", "autostart", "on", code=1)
    trace = tmp_path / "day.jsonl"
    trace.write_text("\n".join(trace_of("09:00 active\n10:00 lock\n10:20 unlock\n11:00 stop")) + "\n")
    run("replay", str(trace), "--save")
    assert run("export", home + b"/out.jsonl").endswith(home + b"/out.jsonl.\n")
    assert b"1 h" in run("stats", "--day", "2026-03-02")
    run("delete", "--everything", "--yes")
    assert run("import", home + b"/out.jsonl").endswith(b"entries imported.\n")
    run("status", code=3)


@pytest.mark.parametrize("zone", ["UTC+25", "<+99>-99"])
def test_an_impossible_time_zone_gives_one_sentence(tmp_path: Path, zone: str) -> None:
    for words in ([], ["stats"], ["settings"]):
        command = [sys.executable, "-P", "-m", "hipbreak", "--home", str(tmp_path / "h"), *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, "TZ": zone})
        message = "hipbreak: The time zone in TZ is a day or more from UTC, so that no day can be told.\n"
        assert (done.returncode, done.stderr) == (1, message)


@pytest.fixture
def home_of_another_user(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folders of another user, whose HOME root has kept, as some versions of sudo do."""
    folder = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
        (folder / name).mkdir(mode=0o700)
        monkeypatch.setenv(f"XDG_{name}", str(folder / name))
    monkeypatch.setenv("HOME", str(folder))
    with EventLog.open(folder / "hipbreak.sqlite"):
        pass
    give_away(folder)
    yield folder
    shutil.rmtree(folder)


def give_away(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)


@needs_root
@pytest.mark.parametrize("private", [False, True])
def test_root_leaves_nothing_in_another_users_folders(
    home_of_another_user: Path, private: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(home_of_another_user)] if private else []
    (home_of_another_user / "day.jsonl").write_text("\n".join(trace_of("09:00 active\n10:00 lock")) + "\n")
    give_away(home_of_another_user)
    writing = (
        [],
        ["settings", "set", "cue", "off"],
        ["settings", "set", "autostart", "on"],
        ["replay", str(home_of_another_user / "day.jsonl"), "--save"],
        ["export", str(home_of_another_user / "out.jsonl")],
        ["delete", "--everything", "--yes"],
        ["demo", str(home_of_another_user / "demo")],
    )
    for words in writing:
        assert main([*home, *words]) == 1, words
        said = capsys.readouterr()
        assert "belongs to another user" in said.err and said.err.count("\n") == 1, words
    for words in (["stats"], ["programme"], ["settings"], ["routine", "--list"], ["status"]):
        main([*home, *words])
        assert "Traceback" not in capsys.readouterr().err
    assert [path for path in home_of_another_user.rglob("*") if path.stat().st_uid != NOBODY] == []


@needs_root
def test_folders_created_by_root_do_not_prevent_a_start(home_of_another_user: Path) -> None:
    """Also a lock file and a socket of root's, of an earlier version."""
    paths = find_paths(home_of_another_user)
    for left in (paths.lock, Path(paths.socket)):
        left.touch(mode=0o600)
    child = os.fork()
    if child == 0:
        code = 9
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            create_folders(paths)
            with WriterLock.claim(paths.lock) or pytest.fail("it is free"):
                code = 0 if paths.lock.stat().st_uid == NOBODY else 8
        finally:
            os._exit(code)
    assert os.waitpid(child, 0)[1] == 0
