"""Bad input to the running program: reminders go on, one sentence tells, and nothing is lost or overwritten."""

import resource
import socket
import sqlite3
from contextlib import closing
from datetime import timedelta
from random import Random

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from tests.e2e.card import CARD
from tests.e2e.desk import Desk, wait_until
from tests.e2e.program import QUICK, Program

pytestmark = pytest.mark.desk

SECOND = timedelta(seconds=1)
NOISE = Random(4711)


def the_sentence(program: Program) -> str:
    """The one line on stderr."""
    said = wait_until(program.stderr, "a word on stderr")
    assert said.startswith("hipbreak: ") and said.count("\n") == 1, said
    return said


def test_a_setting_with_a_wrong_value(office: Desk, program: Program) -> None:
    """That option falls back to its default, one sentence names it, the others hold, and the file stays as it is."""
    program.write_settings(QUICK | {"later_long": "three bananas"})
    written = program.paths.settings.read_bytes()
    program.start()
    program.wait_for(tracking_facts.Prompted)
    office.window(CARD)
    assert "later_long" in the_sentence(program)
    assert program.run("settings", "get", "later_long").stdout == "10min\n"
    assert program.paths.settings.read_bytes() == written


def test_settings_that_are_no_toml(office: Desk, program: Program) -> None:
    """They stay where they are with every byte, the day goes on with the defaults, and no change is made."""
    written = b"window_opens = \xff not at all\n" + NOISE.randbytes(100)
    program.paths.settings.write_bytes(written)
    program.start()
    assert 2_690 <= program.status()["window_closes_s"] <= 2_700
    assert f"Line 1 of {program.paths.settings} " in the_sentence(program)
    refused = program.run("settings", "set", "window_closes", "1h")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "Line 1 of " in refused.stderr and "so nothing was changed" in refused.stderr
    assert program.paths.settings.read_bytes() == written
    assert sorted(program.paths.settings.parent.glob("settings*")) == [program.paths.settings]


def test_settings_edited_by_hand_before_a_switch_in_the_window(office: Desk, program: Program) -> None:
    """Both are kept and both hold; a typo then keeps the switch from moving, and what held before goes on."""
    program.write_settings({"window_closes": "45min"})
    program.start()
    by_hand = "# mine\nlater = 'what is not known'\nwindow_closes = '2h' # long\n"
    office.open_settings()
    program.paths.settings.write_text(by_hand)
    office.display.xdotool("type", "Hourly")
    office.display.xdotool("key", "Tab", "space")
    written = wait_until(lambda: changed_from(by_hand, program), "the switch to be written")
    assert written.startswith(by_hand) and written.endswith("\ncue = false\n")
    wait_until(lambda: program.status()["window_closes_s"] > 7_000, "the edit to hold")
    broken = written.replace("'2h'", "'3h")
    program.paths.settings.write_text(broken)
    said = program.stderr()
    office.display.xdotool("key", "space")
    told = wait_until(lambda: program.stderr().removeprefix(said), "a word on stderr")
    assert f"Line 3 of {program.paths.settings} " in told and "so nothing was changed" in told
    assert program.paths.settings.read_text() == broken
    assert program.status()["window_closes_s"] > 7_000
    program.paths.settings.write_text(written)
    office.display.xdotool("key", "space")
    wait_until(lambda: program.paths.settings.read_text() == by_hand, "the switch to be written")


def changed_from(text: str, program: Program) -> str:
    """What the settings file holds, once that is something else."""
    now = program.paths.settings.read_text()
    return "" if now == text else now


def test_a_setting_changed_while_it_runs(office: Desk, program: Program) -> None:
    """`settings set` takes effect at once; a wrong value is refused and changes nothing."""
    program.write_settings(QUICK | {"window_opens": "1h", "window_closes": "1h"})
    program.start()
    before = program.paths.settings.read_bytes()
    refused = program.run("settings", "set", "window_closes", "3bananas")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1) and "window_closes" in refused.stderr
    assert program.paths.settings.read_bytes() == before
    assert program.do("settings", "set", "window_opens", "1s") == 0
    assert program.do("settings", "set", "window_closes", "2s") == 0
    assert program.wait_for(tracking_facts.Prompted, limit=5)
    office.window(CARD)


def test_a_log_with_noise_in_its_head(office: Desk, program: Program) -> None:
    """It is set aside with every byte, a new one is begun, and the day goes into that."""
    program.start()
    program.quit()
    content = bytearray(program.paths.log.read_bytes())
    content[:100] = NOISE.randbytes(100)
    program.paths.log.write_bytes(content)
    program.start()
    (aside,) = program.paths.log.parent.glob("hipbreak.sqlite.damaged-*")
    assert aside.read_bytes() == content
    assert aside.name in the_sentence(program)
    program.wait_for(tracking_facts.Prompted)
    office.window(CARD)


def test_a_log_that_breaks_while_it_runs(office: Desk, program: Program) -> None:
    """Noise in its pages: prompts and answers go on, and whatever a later start finds is a log that can be read."""
    program.start()
    program.quit()
    program.start()
    with program.paths.log.open("r+b") as log:
        log.seek(4096)
        log.write(NOISE.randbytes(program.paths.log.stat().st_size - 4096))
    office.window(CARD)
    assert program.do("later", "0.02") == 0
    wait_until(lambda: not office.windows(CARD), "the card to go")
    office.window(CARD)
    assert program.do("skip") == 0
    program.quit()
    program.start()
    told = [line for said in program.everything_said() for line in said.splitlines()]
    assert any("damaged" in line for line in told), told
    assert all(line.startswith("hipbreak: ") for line in told)
    assert list(program.paths.log.parent.glob("hipbreak.sqlite.damaged-*"))
    assert program.do("stats", "--json") == 0


def test_a_log_of_a_newer_hipbreak(office: Desk, program: Program) -> None:
    """Left untouched; the day goes on in memory, and the person is told."""
    program.start()
    program.quit()
    with closing(sqlite3.connect(program.paths.log)) as log:
        log.execute("PRAGMA user_version = 999")
    before = program.paths.log.read_bytes()
    program.start()
    assert "newer" in the_sentence(program)
    office.window(CARD)
    assert program.do("skip") == 0
    refused = program.run("stats", "--json")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    program.quit()
    assert program.paths.log.read_bytes() == before


def test_no_place_for_the_log(office: Desk, program: Program) -> None:
    """A folder lies in its place: the card comes all the same, and one sentence tells what will be lost."""
    program.paths.log.mkdir()
    program.start()
    assert "only until Hipbreak ends" in the_sentence(program)
    office.window(CARD)
    assert program.do("skip") == 0
    program.quit()
    assert program.paths.log.is_dir() and not list(program.paths.log.iterdir())


def test_a_full_disk(office: Desk, program: Program) -> None:
    """The card comes, the person is told once, and what could not be written is written when there is room again."""
    program.start()
    size, most = resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (1000, most))  # no file may grow any more
    office.window(CARD)
    assert program.do("later", "0.05") == 0
    wait_until(lambda: not office.windows(CARD), "the card to go")
    office.window(CARD)
    assert not program.facts(tracking_facts.Prompted)
    assert "cannot be used" in the_sentence(program)
    resource.prlimit(program.process.pid, resource.RLIMIT_FSIZE, (size, most))
    assert program.do("skip") == 0
    shown, snoozed, again, skipped = (
        fact for fact in program.facts(Fact) if not isinstance(fact, tracking_facts.Began | tracking_facts.Sat)
    )
    assert (
        isinstance(shown, tracking_facts.Prompted)
        and isinstance(snoozed, tracking_facts.Snoozed)
        and isinstance(skipped, tracking_facts.Skipped)
    )
    assert again.at == snoozed.at + 3 * SECOND


def test_noise_at_the_socket(office: Desk, program: Program) -> None:
    """Nothing that comes in there ends the program, or keeps the next command from its answer."""
    program.start()
    lines = [b"\n", b"{}\n", b"[" * 60_000 + b"\n", NOISE.randbytes(1_000_000), b'{"hipbreak": 1, "command": 3}\n']
    lines += [b'{"hipbreak": 1, "command": "log", "args": {"ago": []}}\n', b'{"hipbreak": 2, "command": "quit"}\n']
    silent = []
    try:
        for line in lines:
            connection = socket.socket(socket.AF_UNIX)
            silent.append(connection)
            connection.settimeout(5)
            connection.connect(program.paths.socket)
            try:
                connection.sendall(line)
                answer = connection.recv(65_536)
            except (BrokenPipeError, ConnectionResetError):
                continue
            assert b'"code":2' in answer, (line[:60], answer)
        for _ in range(20):  # and some who say nothing
            silent.append(socket.socket(socket.AF_UNIX))
            silent[-1].connect(program.paths.socket)
        assert program.do("status") == 0
        program.wait_for(tracking_facts.Prompted)
    finally:
        for connection in silent:
            connection.close()
    office.window(CARD)
    program.quit()
    assert program.stderr() == ""
