"""One app for each log, in any session, and commands that change the log while it runs."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.transfer.export import export
from hipbreak.store.work_progress import run_to_end
from hipbreak.store.writer_lock import read_holder
from tests.e2e.desktop import wait_until
from tests.store.log_generator import generate

ROOT = Path(__file__).parents[2]


class Person:
    """A person's folders; each login has a runtime folder of its own, and no display, bus or sound."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "share" / "hipbreak"
        self.log, self.lock = self.data / "hipbreak.sqlite", self.data / "hipbreak.lock"
        self._processes: list[subprocess.Popen[str]] = []
        settings = folder / "config" / "hipbreak" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('short_absence = "6s"\n')  # a beat takes half of it

    def environment(self, login: str) -> dict[str, str]:
        runtime = self.folder / login
        runtime.mkdir(mode=0o700, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "HOME", "TZ")}
        return kept | {
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(self.folder / "share"),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "QT_QPA_PLATFORM": "offscreen",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "DBUS_SYSTEM_BUS_ADDRESS": "disabled:",
        }

    def spawn(self, login: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "hipbreak"],
            env=self.environment(login), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._processes.append(process)
        return process

    def start(self, login: str) -> "subprocess.Popen[str]":
        process = self.spawn(login)
        wait_until(lambda: self.answers(login), "an answer of the app")
        return process

    def socket(self, login: str) -> Path:
        return self.folder / login / "hipbreak" / "hipbreak.sock"

    def answers(self, login: str) -> bool:
        with suppress(NoRunningApp, NoAnswer):
            ask(str(self.socket(login)), "hello", {})
            return True
        return False

    def run(self, login: str, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "hipbreak", *words],
            env=self.environment(login), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def status(self, login: str) -> dict[str, object]:
        done = self.run(login, "status", "--json")
        assert (done.returncode, done.stderr) == (0, "")
        status: dict[str, object] = json.loads(done.stdout)
        return status

    def count(self, name: str) -> int:
        with EventLog.read(self.log) as log:
            return sum(entry.fact.name == name for entry in log.entries())

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()


@pytest.fixture
def person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    person = Person(tmp_path_factory.mktemp("p"))  # a short path, for sockets
    yield person
    person.close()


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    """Exit code and stderr of a start that does not stay."""
    _, said = process.communicate(timeout=40)
    return process.returncode, said


def test_a_start_in_another_session_shows_the_window_of_the_first(person: Person) -> None:
    first = person.start("1")
    assert ended(person.spawn("2")) == (0, "")
    assert first.poll() is None
    assert person.count("began") == 1
    assert person.lock.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (person.folder / "1" / "hipbreak").iterdir()] == ["hipbreak.sock"]
    assert person.status("2")["phase"] == "sitting"
    assert person.run("2", "quit").returncode == 0
    assert first.wait(20) == 0
    assert not person.lock.exists() and not person.socket("1").exists()


@pytest.mark.parametrize("login", ["1", "2"])
def test_without_lock_file_and_socket_there_is_still_one_writer(person: Person, login: str) -> None:
    first = person.start("1")
    person.lock.unlink()
    person.socket("1").unlink()
    code, said = ended(person.spawn(login))  # as long as the first has not noticed
    assert (code, said) == (0, "") or (code == 1 and f"process {first.pid}" in said and said.count("\n") == 1), said
    assert first.poll() is None
    assert person.count("began") == 1
    wait_until(lambda: person.answers("1"), "the socket to be made again", 60)
    assert read_holder(person.lock).process.startswith(f"hipbreak, process {first.pid} ")
    assert ended(person.spawn(login)) == (0, "")
    assert first.poll() is None


def test_of_many_starts_in_many_sessions_one_stays(person: Person) -> None:
    starts = [person.spawn(str(number)) for number in range(6)]
    wait_until(lambda: sum(start.poll() is None for start in starts) == 1, "five to end", 90)
    assert [ended(start) for start in starts if start.poll() is not None] == [(0, "")] * 5
    assert person.count("began") == 1


def test_after_kill_9_another_session_starts(person: Person) -> None:
    first = person.start("1")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert person.lock.exists()
    assert person.run("2", "status").returncode == 3
    person.start("2")
    assert person.count("began") == 2


def test_an_app_whose_folder_was_replaced_ends_when_another_writes_there(person: Person) -> None:
    first = person.start("1")
    person.data.rename(person.folder / "moved")
    second = person.start("2")
    code, said = ended(first)
    assert code == 0 and "Another Hipbreak writes to" in said and "Traceback" not in said
    assert second.poll() is None
    assert person.count("began") == 1
    assert person.status("2")["phase"] == "sitting"
    assert read_holder(person.lock).process.startswith(f"hipbreak, process {second.pid} ")


def test_two_logs_in_one_session_have_an_app_each(person: Person, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Person(tmp_path_factory.mktemp("q"))
    other.folder.joinpath("1").symlink_to(person.folder / "1")
    person.environment("1")
    person.start("1")
    try:
        second = other.spawn("1")
        wait_until(lambda: read_holder(other.lock).socket, "the second to listen")
        assert read_holder(other.lock).socket != str(other.socket("1"))
        assert other.run("1", "quit").returncode == 0
        assert second.wait(20) == 0
        assert person.status("1")["phase"] == "sitting"
        assert other.run("1", "status").returncode == 3, "the first one is another profile's"
    finally:
        other.close()


def exported(person: Person) -> Path:
    """A file with twenty working days, as an export has them."""
    file = person.folder / "old.jsonl"
    with EventLog.open(person.folder / "old.sqlite") as log:
        generate(log, 20)
        run_to_end(export(log, file))
    return file


def test_import_and_delete_are_done_by_the_app_that_runs_elsewhere(person: Person) -> None:
    file = exported(person)
    first = person.start("1")
    done = person.run("2", "import", str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("entries imported.\n")
    assert person.count("bout") > 20
    again = person.run("2", "import", os.path.relpath(file, ROOT))
    assert again.stdout.startswith("0 entries imported, ")
    deleted = person.run("2", "delete", "--to", "2016-01-15", "--yes")
    assert (deleted.returncode, deleted.stderr) == (0, "")
    left = person.count("bout")
    assert 0 < left < int(done.stdout.split()[0])
    assert person.status("1")["phase"] == "sitting"
    everything = person.run("2", "delete", "--everything", "--yes")
    assert (everything.returncode, everything.stderr) == (0, "")
    assert person.count("bout") == 0
    assert person.status("2")["phase"] == "sitting"
    assert first.poll() is None
    assert person.run("2", "quit").returncode == 0
    code, said = ended(first)
    assert code == 0 and "Traceback" not in said


@pytest.mark.parametrize("content", ['{"fact": "bout"}\n', "", "{", None])
def test_an_import_that_fails_says_why_in_one_sentence(person: Person, content: str | None) -> None:
    person.start("1")
    file = person.folder / "file.jsonl"
    if content is not None:
        file.write_text(content)
    done = person.run("2", "import", str(file))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("hipbreak: ") and done.stderr.count("\n") == 1
    assert person.status("1")["phase"] == "sitting"


def test_an_import_of_the_time_that_is_being_recorded_is_refused(person: Person) -> None:
    person.start("1")
    now = datetime.now(UTC)
    file = person.folder / "now.jsonl"
    entry = {"id": "019ad000-0000-7000-8000-000000000000", "at": now.isoformat(), "fact": "stood"}
    file.write_text(json.dumps(entry) + "\n")
    done = person.run("2", "import", str(file))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert person.count("stood") == 0
