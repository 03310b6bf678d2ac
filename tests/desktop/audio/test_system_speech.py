"""The speech of macOS and Windows, with fake programs; neither has been run on its system."""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipbreak.desktop.audio.system_speech import WorkerSpeech, speech_command
from hipbreak.desktop.audio.worker_process import AudioWorker
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE
from tests.desktop.fakes import does_not_wait

SAY = """#!/bin/sh
if [ "$2" = "?" ]; then
    echo "Alex                en_US    # Most people recognize me by my voice."
    echo "Anna                de_DE    # Hallo! Ich heiße Anna."
    echo "Eddy (German (Austria)) de_AT    # Hallo! Ich heiße Eddy."
    exit
fi
echo "$@ $(cat)" >>{spoken}
{then}
"""
POWERSHELL = """
import json, sys
print(json.dumps({"ready": "SAPI", "device": "en-US"}), flush=True)
for line in sys.stdin:
    print(line, end="", file=open(sys.argv[1], "a"), flush=True)
    print(json.dumps({"did": next(iter(json.loads(line)))}), flush=True)
"""

Say = Callable[[str], None]


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    return tmp_path / "spoken"


@pytest.fixture
def install_say(tmp_path: Path, spoken: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """A fake program `say` that records its text and then runs a command."""

    def install(then: str) -> None:
        program = tmp_path / "say"
        program.write_text(SAY.format(spoken=spoken, then=then))
        program.chmod(0o700)

    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return install


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_say_is_run_for_each_text_and_interrupted(
    qtbot: QtBot, install_say: Say, spoken: Path, stack: ExitStack
) -> None:
    install_say("exec sleep 60")
    failures, begun = list[str](), list[bool]()
    voice = WorkerSpeech(speech_command("darwin", "en"), failures.append, spoke=lambda: begun.append(True))
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.set_rate(-1)
    voice.prepare()
    qtbot.waitUntil(lambda: voice.name == "say")
    with does_not_wait():
        voice.say("-o Press.")
    qtbot.waitUntil(lambda: lines(spoken) == ["-v Alex -r 88 -o Press."])
    voice.set_rate(1)
    voice.set_volume(0.5)
    voice.say("Relax.")
    qtbot.waitUntil(lambda: lines(spoken) == ["-v Alex -r 88 -o Press.", "-v Alex -r 350 Relax."])
    voice.stop()
    process = voice.current.process if voice.current is not None else None
    voice.close()  # nothing is left to say
    qtbot.waitUntil(lambda: process is not None and process.state() == process.ProcessState.NotRunning, timeout=2_500)
    assert (failures, begun) == ([], [True, True])


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_the_last_text_is_finished_after_closing(
    qtbot: QtBot, install_say: Say, spoken: Path, stack: ExitStack
) -> None:
    install_say(f"sleep 0.3\necho finished >>{spoken}")
    voice = WorkerSpeech(speech_command("darwin", "en"), print)
    stack.callback(AudioWorker.end_all)
    voice.prepare()
    qtbot.waitUntil(lambda: voice.name == "say")
    voice.say("Press.")
    voice.close()
    qtbot.waitUntil(lambda: not AudioWorker.closing)
    assert lines(spoken) == ["-v Alex -r 175 Press.", "finished"]


def test_without_the_program_the_reason_is_given(
    qtbot: QtBot, tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    failures = list[str]()
    voice = WorkerSpeech(speech_command("darwin", "en"), failures.append)
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.say("Press.")
    qtbot.waitUntil(lambda: failures == ["The program say of macOS cannot be started."])
    assert voice.problem == failures[0]


def test_the_worker_of_windows_gets_ascii_commands(qtbot: QtBot, spoken: Path, stack: ExitStack) -> None:
    """PowerShell 5 reads standard input in the code page of the console, so nothing but ASCII goes there."""
    failures, begun = list[str](), list[bool]()
    command = (sys.executable, "-c", POWERSHELL, str(spoken))
    voice = WorkerSpeech(command, failures.append, spoke=lambda: begun.append(True))
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.set_volume(0.5)
    voice.say("Füße.")
    qtbot.waitUntil(lambda: begun == [True])
    assert (voice.name, voice.language, voice.problem, failures) == ("SAPI", "en-US", None, [])
    assert spoken.read_bytes().isascii()
    assert [json.loads(line) for line in lines(spoken)] == [{"volume": 0.5}, {"rate": 0.0}, {"say": "Füße."}]


def test_the_command_of_windows_contains_only_letters_of_the_language() -> None:
    program, *_, script = speech_command("win32", "de_DE'; exit")
    assert program == "powershell.exe"
    assert "-like 'de*'" in script and "exit'" not in script
    assert "-like 'x*'" in speech_command("win32", "x';'")[-1]
    assert f"Reply @{{ useless = '{NO_LANGUAGE}' }}" in script and "LANGUAGE" not in script


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
@pytest.mark.parametrize(
    ("language", "begin", "locale"),
    [("de_AT", "-v Eddy (German (Austria)) ", "de_AT"), ("de", "-v Anna ", "de_DE"), ("de_CH", "-v Anna ", "de_DE")],
)
def test_say_speaks_with_a_voice_of_the_language(
    qtbot: QtBot, install_say: Say, spoken: Path, stack: ExitStack, language: str, begin: str, locale: str
) -> None:
    install_say("true")
    voice = WorkerSpeech(speech_command("darwin", language), print)
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.say("Los.")
    qtbot.waitUntil(lambda: lines(spoken) == [f"{begin}-r 175 Los."])
    assert voice.language == locale


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")
def test_say_is_silent_without_a_voice_of_the_language(
    qtbot: QtBot, install_say: Say, spoken: Path, stack: ExitStack
) -> None:
    install_say("true")
    failures = list[str]()
    voice = WorkerSpeech(speech_command("darwin", "ja_JP"), failures.append)
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.say("押す。")
    qtbot.waitUntil(lambda: failures == [NO_LANGUAGE])
    assert (voice.problem, lines(spoken)) == (NO_LANGUAGE, [])


def test_windows_without_a_voice_of_the_language_is_silent(qtbot: QtBot, stack: ExitStack) -> None:
    reply = f"print('{json.dumps({'useless': NO_LANGUAGE})}')"
    failures = list[str]()
    voice = WorkerSpeech((sys.executable, "-c", reply), failures.append)
    stack.callback(AudioWorker.end_all)
    stack.callback(voice.close)
    voice.say("Los.")
    qtbot.waitUntil(lambda: failures == [NO_LANGUAGE])
