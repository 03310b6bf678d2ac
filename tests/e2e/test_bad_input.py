"""Damaged files, wrong values and a full disk: prompts continue, one message says what happened, nothing is lost."""

import resource
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD
from tests.e2e.desktop import LIMIT_S, Desktop, wait_until

pytestmark = pytest.mark.display

SECOND = timedelta(seconds=1)
NOISE = Random(4711)


def message(app: AppProcess) -> str:
    """The one line on stderr."""
    line = wait_until(app.stderr, "a message on stderr")
    assert line.startswith("hipbreak: ") and line.count("\n") == 1, line
    return line


def not_kept(app: AppProcess, *words: str) -> bool:
    """Run a command that takes effect but cannot be written; whether its answer says so."""
    done = app.call(*words)
    return done.returncode == 1 and done.stderr.startswith("hipbreak: Not saved yet: ") and done.stderr.count("\n") == 1


def test_a_setting_with_a_wrong_value(full_desktop: Desktop, app: AppProcess) -> None:
    """The option has its default, the message names it, the others hold, and the file is unchanged."""
    app.write_settings(QUICK | {"later_long": "three bananas"})
    written = app.paths.settings.read_bytes()
    app.start()
    app.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)
    assert "later_long" in message(app)
    assert app.call("settings", "get", "later_long").stdout == "10min\n"
    assert app.paths.settings.read_bytes() == written


def test_settings_that_are_no_toml(full_desktop: Desktop, app: AppProcess) -> None:
    """The file is unchanged, the defaults hold, and no change is made."""
    written = b"window_opens = \xff not at all\n" + NOISE.randbytes(100)
    app.paths.settings.write_bytes(written)
    app.start()
    assert 2_690 <= app.status()["window_closes_s"] <= 2_700
    assert f"Line 1 of {app.paths.settings} " in message(app)
    refused = app.call("settings", "set", "window_closes", "1h")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "Line 1 of " in refused.stderr and "so nothing was changed" in refused.stderr
    assert app.paths.settings.read_bytes() == written
    assert sorted(app.paths.settings.parent.glob("settings*")) == [app.paths.settings]


def test_settings_edited_by_hand_before_a_switch_in_the_window(full_desktop: Desktop, app: AppProcess) -> None:
    """Both are kept and both hold; after a typo the switch does not move, and the last values hold."""
    app.write_settings({"window_closes": "45min"})
    app.start()
    by_hand = "# mine\nlater = 'what is not known'\nwindow_closes = '2h' # long\n"
    full_desktop.open_settings()
    app.paths.settings.write_text(by_hand)
    full_desktop.display.xdotool("key", *["Tab"] * 7, "space")  # over both handles, the style, three lengths
    written = wait_until(lambda: changed_from(by_hand, app), "the switch to be written")
    assert written.startswith(by_hand) and written.endswith("\ncue = false\n")
    wait_until(lambda: app.status()["window_closes_s"] > 7_000, "the edit to hold")
    broken = written.replace("'2h'", "'3h")
    app.paths.settings.write_text(broken)
    before = app.stderr()
    full_desktop.display.xdotool("key", "space")
    refusal = wait_until(lambda: app.stderr().removeprefix(before), "a message on stderr")
    assert f"Line 3 of {app.paths.settings} " in refusal and "so nothing was changed" in refusal
    assert app.paths.settings.read_text() == broken
    assert app.status()["window_closes_s"] > 7_000
    app.paths.settings.write_text(written)
    full_desktop.display.xdotool("key", "space")
    wait_until(lambda: app.paths.settings.read_text() == by_hand, "the switch to be written")


def changed_from(text: str, app: AppProcess) -> str:
    """The settings file, as soon as it has changed."""
    now = app.paths.settings.read_text()
    return "" if now == text else now


def test_a_setting_changed_while_it_runs(full_desktop: Desktop, app: AppProcess) -> None:
    """`settings set` takes effect at once; a wrong value is refused and changes nothing."""
    app.write_settings(QUICK | {"window_opens": "1h", "window_closes": "1h"})
    app.start()
    before = app.paths.settings.read_bytes()
    refused = app.call("settings", "set", "window_closes", "3bananas")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1) and "window_closes" in refused.stderr
    assert app.paths.settings.read_bytes() == before
    refused = app.call("settings", "set", "window_closes", "2s")
    assert refused.stderr == "hipbreak: window_closes must not be shorter than window_opens (1h).\n"
    assert app.exit_code("settings", "set", "window_opens", "1s") == 0
    assert app.exit_code("settings", "set", "window_closes", "2s") == 0
    assert app.wait_for(tracking_facts.Prompted, limit=LIMIT_S)
    full_desktop.window(CARD)


def test_a_log_with_noise_in_its_head(full_desktop: Desktop, app: AppProcess) -> None:
    """It is set aside with every byte, and a new one is begun."""
    app.start()
    app.quit()
    content = bytearray(app.paths.log.read_bytes())
    content[:100] = NOISE.randbytes(100)
    app.paths.log.write_bytes(content)
    app.start()
    (aside,) = app.paths.log.parent.glob("hipbreak.sqlite.damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in message(app)
    app.wait_for(tracking_facts.Prompted)
    full_desktop.window(CARD)


def test_a_log_that_breaks_while_it_runs(full_desktop: Desktop, app: AppProcess) -> None:
    """Noise in its pages: prompts and answers continue, and the next start has a log that can be read."""
    app.start()
    app.quit()
    app.start()
    with app.paths.log.open("r+b") as log:
        log.seek(4096)
        log.write(NOISE.randbytes(app.paths.log.stat().st_size - 4096))
    full_desktop.window(CARD)
    assert app.exit_code("later", "0.02") == 0
    wait_until(lambda: not full_desktop.windows(CARD), "the card to go")
    full_desktop.window(CARD)
    assert app.exit_code("skip") == 0
    app.quit()
    app.start()
    lines = [line for output in app.all_stderr() for line in output.splitlines()]
    assert any("damaged" in line for line in lines), lines
    assert all(line.startswith("hipbreak: ") for line in lines)
    assert list(app.paths.log.parent.glob("hipbreak.sqlite.damaged-*"))
    assert app.exit_code("stats", "--json") == 0


def test_a_log_of_a_newer_hipbreak(full_desktop: Desktop, app: AppProcess) -> None:
    """It is left untouched, the app keeps its facts in memory, and the message says so."""
    app.start()
    app.quit()
    with closing(sqlite3.connect(app.paths.log)) as log:
        log.execute("PRAGMA user_version = 999")
    before = app.paths.log.read_bytes()
    app.start()
    assert "newer" in message(app)
    full_desktop.window(CARD)
    assert not_kept(app, "skip")
    refused = app.call("stats", "--json")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    app.quit()
    assert app.paths.log.read_bytes() == before


def test_a_log_on_a_read_only_disk(
    full_desktop: Desktop, app: AppProcess, make_read_only: Callable[[Path], None]
) -> None:
    """Its days are shown, what happens is held, and nothing is left behind."""
    app.start()
    app.wait_for(tracking_facts.Prompted)
    app.quit()
    home = app.paths.log.parent
    before = {file.name: file.read_bytes() for file in home.iterdir() if file.is_file()}
    make_read_only(home)
    errors = home.with_name("stderr.txt")
    with errors.open("wb") as opened:
        process = subprocess.Popen(
            [sys.executable, "-m", "hipbreak", "--home", home, "open", "trends"], env=app.environment(), stderr=opened
        )
    try:
        full_desktop.window("^Trend")
        wait_until(lambda: "Read-only file system" in errors.read_text(), "a message on stderr")
        process.terminate()
        assert process.wait(LIMIT_S) == 0
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in errors.read_text()
    assert {file.name: file.read_bytes() for file in home.iterdir() if file.is_file()} == before


def test_no_place_for_the_log(full_desktop: Desktop, app: AppProcess) -> None:
    """A folder is in its place: the card comes, and the message says that its facts are held."""
    app.paths.log.mkdir()
    app.start()
    assert "Until it can, new entries are held" in message(app)
    full_desktop.window(CARD)
    assert not_kept(app, "skip")
    app.quit()
    assert app.paths.log.is_dir() and not list(app.paths.log.iterdir())


def test_a_full_disk(full_desktop: Desktop, app: AppProcess) -> None:
    """The card comes, one message is shown, and what could not be written is written when there is space again."""
    app.start()
    size, most = resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (1000, most))  # no file may grow any more
    full_desktop.window(CARD)
    assert not_kept(app, "later", "0.05")
    wait_until(lambda: not full_desktop.windows(CARD), "the card to go")
    full_desktop.window(CARD)
    assert not app.facts(tracking_facts.Prompted)
    assert "cannot be used" in message(app)
    resource.prlimit(app.process.pid, resource.RLIMIT_FSIZE, (size, most))
    assert app.exit_code("skip") == 0
    shown, snoozed, again, skipped = (
        fact for fact in app.facts(Fact) if not isinstance(fact, tracking_facts.Began | tracking_facts.Sat)
    )
    assert (
        isinstance(shown, tracking_facts.Prompted)
        and isinstance(snoozed, tracking_facts.Snoozed)
        and isinstance(skipped, tracking_facts.Skipped)
    )
    assert again.at == snoozed.at + 3 * SECOND


def test_noise_at_the_socket(full_desktop: Desktop, app: AppProcess) -> None:
    """Nothing received there ends the app or delays the next command."""
    app.start()
    lines = [b"\n", b"{}\n", b"[" * 60_000 + b"\n", NOISE.randbytes(1_000_000), b'{"hipbreak": 1, "command": 3}\n']
    lines += [b'{"hipbreak": 1, "command": "log", "args": {"ago": []}}\n', b'{"hipbreak": 2, "command": "quit"}\n']
    connections = []
    try:
        for line in lines:
            connection = socket.socket(socket.AF_UNIX)
            connections.append(connection)
            connection.settimeout(LIMIT_S)
            connection.connect(app.paths.socket)
            try:
                connection.sendall(line)
                answer = connection.recv(65_536)
            except (BrokenPipeError, ConnectionResetError):
                continue
            assert b'"code":2' in answer, (line[:60], answer)
        for _ in range(20):  # and clients that send nothing
            connections.append(socket.socket(socket.AF_UNIX))
            connections[-1].connect(app.paths.socket)
        assert app.exit_code("status") == 0
        app.wait_for(tracking_facts.Prompted)
    finally:
        for connection in connections:
            connection.close()
    full_desktop.window(CARD)
    app.quit()
    assert app.stderr() == ""
