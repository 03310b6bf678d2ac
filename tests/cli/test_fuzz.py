"""No command line, message or file leads to a traceback, to Python's words, or to a wait without end.

HIPBREAK_FUZZ_RUNS sets the number of command lines, HIPBREAK_FUZZ_SEED what they are.
"""

import json
import os
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask, read_reply
from hipbreak.store.assets import asset
from hipbreak.store.paths import find_paths
from tests.cli.fuzzing import ODD_JSON, PYTHON_WORDS, TEXTS, Fuzzer, Run, commands, make_files, run
from tests.e2e.desktop import wait_until

RUNS = int(os.environ.get("HIPBREAK_FUZZ_RUNS", "5000"))
WITH_APP = RUNS // 20  # 30 times as slow, since the app shows windows meanwhile
SEED = int(os.environ.get("HIPBREAK_FUZZ_SEED", "12"))
TOO_LONG_ALONE = ("demo", "doctor", "open")
"""Commands that take long without an app: a minute, eight seconds, and as long as the app that it starts runs."""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with all that a command might write to; its path is short enough for a socket."""
    folder = tmp_path_factory.mktemp("f")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(folder / name.lower()))
        (folder / name.lower()).mkdir(mode=0o700)
    monkeypatch.delenv("HIPBREAK_HOME", raising=False)
    monkeypatch.chdir(folder)
    return folder


def check(runs: Iterator[Run]) -> None:
    faults = [f"{run}: {fault}" for run in runs if (fault := run.fault())]
    assert not faults, f"{len(faults)} faults, such as\n" + "\n".join(faults[:10])


def test_the_fuzzer_uses_every_command(folder: Path) -> None:
    fuzzer, known = Fuzzer(folder, SEED, ()), set(commands())
    drawn = {word for _ in range(500) for word in fuzzer.line()}
    assert drawn >= known > {*TOO_LONG_ALONE, "status", "import"}


def test_no_command_line_ends_in_a_traceback(folder: Path) -> None:
    check(Fuzzer(folder, SEED, TOO_LONG_ALONE).runs(RUNS))


@pytest.fixture
def app(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The running app of the profile."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
        "PATH": os.devnull,  # no sound server, no speech
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "hipbreak", "--home", str(folder / "home")],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until(lambda: reply_of(folder, "hello") is not None, "an answer of the app")
        yield process
    finally:
        process.kill()
        process.communicate()


def reply_of(folder: Path, command: str) -> int | None:
    try:
        return ask(find_paths(folder / "home").socket, command, {}, timeout=20).code
    except (NoRunningApp, NoAnswer):
        return None


def end(folder: Path, app: "subprocess.Popen[str]") -> None:
    """The app still runs, has had no error of its own, and ends when it is told to."""
    assert reply_of(folder, "status") == 0
    assert reply_of(folder, "quit") == 0
    said, _ = app.communicate(timeout=30)
    assert app.returncode == 0
    assert "Traceback" not in said, said[-3000:]


def test_no_command_line_ends_in_a_traceback_with_an_app(folder: Path, app: "subprocess.Popen[str]") -> None:
    check(Fuzzer(folder, SEED, (*TOO_LONG_ALONE, "quit", "--follow")).runs(WITH_APP))
    end(folder, app)


MESSAGES = (
    "show", "reload", "doctor", "test", "tested", "status", "routine", "import", "delete", "stand", "pulse", "later",
    "skip", "log", "undo", "posture", "call", "pause", "resume", "open", "hello", "",
)  # fmt: skip
ARGUMENTS = (
    "what", "name", "file", "host", "from", "to", "everything", "delay", "for", "ago", "posture", "length",
    "until", "page", "x",
)  # fmt: skip


def messages(count: int) -> Iterator[bytes]:
    """Requests with arguments that no client of ours would send, and lines that are none."""
    chance = random.Random(SEED)
    values = [*ODD_JSON, *(json.dumps(text) for text in TEXTS if len(text) < 10_000)]
    for _ in range(count):
        args = ",".join(f'"{chance.choice(ARGUMENTS)}":{chance.choice(values)}' for _ in range(chance.randint(0, 4)))
        line = f'{{"hipbreak":1,"command":"{chance.choice(MESSAGES)}","args":{{{args}}}}}'.encode()
        if chance.random() < 0.1:
            position = chance.randrange(len(line))
            line = line[:position] + bytes([chance.randrange(256)]) + line[position + chance.randrange(3) :]
        yield line.replace(b"\n", b" ") + b"\n"


def test_any_message_is_handled(folder: Path, app: "subprocess.Popen[str]") -> None:
    """Each gets an answer in plain words, and the app goes on."""
    faults = []
    for line in messages(WITH_APP):
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(30)
            client.connect(find_paths(folder / "home").socket)
            client.sendall(line)
            replies = client.makefile("rb").read().splitlines()
        reply = read_reply(replies[-1])
        found = next((word for word in PYTHON_WORDS if word in reply.error and word.encode() not in line), None)
        if reply.code not in (0, 1, 2) or found or (reply.code and not reply.error) or "of its own" in reply.error:
            faults.append(f"{line[:300]!r}: {reply.code} {reply.error[:300]}")
    assert not faults, f"{len(faults)} faults, such as\n" + "\n".join(faults[:10])
    end(folder, app)


def odd_routines(chance: random.Random) -> Iterator[str]:
    """Shipped routines with one value replaced."""
    shipped = [file.read_text() for file in sorted(asset("routines").glob("*.toml"))]
    while True:
        lines = chance.choice(shipped).splitlines()
        number = chance.choice([n for n, line in enumerate(lines) if " = " in line])
        lines[number] = f"{lines[number].partition(' = ')[0]} = {chance.choice(ODD_JSON)}"
        yield "\n".join(lines)


def test_any_file_in_a_profile_is_handled(folder: Path) -> None:
    """Whatever lies in the place of settings, routines, log and lock."""
    chance, home = random.Random(SEED), folder / "home"
    make_files(folder / "files")
    contents = [
        file.read_bytes() for file in sorted((folder / "files").iterdir()) if file.is_file() and file.stat().st_size
    ]
    routines = odd_routines(chance)
    shown = (
        ["settings"],
        ["routine", "--list"],
        ["routine", "--check", str(home / "routines" / "mine.toml")],
        ["routine", "--check", str(home / "routines" / "other.hipbreak-routine")],
        ["routine", "--add", str(home / "routines" / "other.hipbreak-routine")],
        ["programme", "--json"],
        ["stats"],
        ["status"],
        ["settings", "set", "cue", "off"],
    )
    runs: list[Run] = []
    for _ in range(RUNS // 100):
        shutil.rmtree(home, ignore_errors=True)
        (home / "routines").mkdir(parents=True)
        os.mkfifo(home / "routines" / "pipe.toml")
        (home / "routines" / "mine.toml").write_text(next(routines))
        for name in ("other.toml", "other.hipbreak-routine"):
            (home / "routines" / name).write_bytes(chance.choice(contents))
        for name in ("settings.toml", "hipbreak.sqlite", "hipbreak.lock"):
            if chance.random() < 0.5:
                (home / name).write_bytes(chance.choice(contents))
        runs += [run((f"--home={home}", *words)) for words in shown]
    check(iter(runs))
