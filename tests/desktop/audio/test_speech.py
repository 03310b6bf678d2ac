"""Speech through a real speech-dispatcher with espeak-ng, real plyer, and engines that fail or hang."""

import os
import select
import shutil
import signal
import threading
from contextlib import suppress
from datetime import timedelta

import pytest

from hipbreak.desktop.audio import plyer_speech
from hipbreak.desktop.audio.plyer_speech import NO_PROGRAM, PlyerSpeech
from hipbreak.desktop.audio.speech import SpeechFailover, choose_speech_engine
from hipbreak.desktop.audio.speech_dispatcher import NO_VOICE, SpeechDispatcher
from tests.desktop.audio.servers import real_speech
from tests.desktop.fakes import PATIENCE, does_not_wait

LONG = "all of it " + "again and " * 60 + "again"  # without a pause, more than 20 s


@pytest.fixture
def speech(tmp_path, stack, server):
    return stack.enter_context(real_speech(tmp_path, server))


@pytest.fixture
def voice(qtbot, server, speech, received, stack):
    voice = SpeechDispatcher("en", received.append, server.environment, reply_timeout=timedelta(seconds=10))
    stack.callback(voice.close)
    voice.prepare()
    qtbot.waitUntil(lambda: voice.language == "en_US")
    return voice


@pytest.mark.display
def test_speech_is_played_interrupted_and_stopped(qtbot, voice, recording, received):
    voice.say(LONG)
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    voice.say("Left side.")
    qtbot.waitUntil(lambda: recording.ends_silent, timeout=10_000)  # the long one takes twice that
    voice.set_rate(0.5)
    recording.clear()
    voice.say(LONG)
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    voice.stop()
    qtbot.waitUntil(lambda: recording.ends_silent, timeout=10_000)
    assert (voice.problem, received) == (None, [])


@pytest.mark.display
def test_the_last_text_is_spoken_after_closing(qtbot, voice, recording, received):
    voice.say("Press. And this is long enough.")
    voice.close()
    voice.close()
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    assert received == []


@pytest.mark.display
def test_a_service_that_does_not_run_is_started_and_ends_by_itself(qtbot, server, received, stack, tmp_path):
    """Here one second after its last client; five are usual."""
    if shutil.which("speech-dispatcher") is None:
        pytest.skip("speech-dispatcher is not installed")
    pid_file = tmp_path / "speech-dispatcher" / "pid" / "speech-dispatcher.pid"

    def end_service():
        with suppress(FileNotFoundError, ProcessLookupError):
            os.kill(int(pid_file.read_text()), signal.SIGKILL)

    stack.callback(end_service)
    command = tmp_path / "start"
    command.write_text('#!/bin/sh\nexec speech-dispatcher "$@" --timeout 1\n')
    command.chmod(0o700)
    environment = server.environment | {"SPEECHD_CMD": str(command)}
    voice = SpeechDispatcher("en", received.append, environment, reply_timeout=timedelta(seconds=10))
    stack.callback(voice.close)
    with does_not_wait():
        voice.prepare()
    qtbot.waitUntil(lambda: voice.language == "en_US")
    process = os.pidfd_open(int(pid_file.read_text()))
    voice.close()
    qtbot.waitUntil(lambda: bool(select.select([process], [], [], 0)[0]))
    os.close(process)
    assert received == []


@pytest.mark.display
def test_a_speech_service_that_hangs_delays_nothing(qtbot, server, speech, received, stack):
    speech.send_signal(signal.SIGSTOP)
    voice = SpeechDispatcher("en", received.append, server.environment, start_timeout=PATIENCE)
    stack.callback(voice.close)
    with does_not_wait():
        voice.prepare()
        voice.say("Press.")
        voice.stop()
    qtbot.waitUntil(lambda: len(received) == 1)
    assert "does not answer" in received[0]
    assert voice.problem == received[0]


@pytest.mark.display
def test_without_a_speech_service_the_reason_is_given(qtbot, received, stack, tmp_path):
    nowhere = {"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path), "SPEECHD_CMD": "/nonexistent", "PATH": ""}
    voice = SpeechDispatcher("en", received.append, nowhere)
    stack.callback(voice.close)
    with does_not_wait():
        voice.say("Press.")
    qtbot.waitUntil(lambda: len(received) == 1)
    assert received == [NO_VOICE]


@pytest.mark.display
@pytest.mark.skipif(shutil.which("espeak") is None, reason="no program called espeak is installed")
def test_real_plyer_speaks(qtbot, server, recording, received, monkeypatch):
    for name in ("HOME", "PULSE_SERVER", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, server.environment[name])
    voice = PlyerSpeech(received.append)
    voice.say("- Press. Five.")
    assert voice.running, "it speaks on another thread"
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    qtbot.waitUntil(lambda: not voice.running)
    assert (voice.problem, received) == (None, [])


def test_plyer_speaks_on_another_thread_and_keeps_only_the_newest_text(qtbot, received):
    reports, go = [], threading.Event()

    def speak(text):
        go.wait(10)
        reports.append((text, threading.current_thread() is threading.main_thread()))

    voice = PlyerSpeech(received.append, speak)
    for text in ("One", "Two", "Three"):
        voice.say(text)
    assert reports == []
    go.set()
    qtbot.waitUntil(lambda: reports == [("One", False), ("Three", False)])
    qtbot.waitUntil(lambda: not voice.running)
    assert (received, voice.problem) == ([], None)


def test_a_plyer_that_hangs_or_fails_is_reported(qtbot, received, monkeypatch):
    go = threading.Event()
    hanging = PlyerSpeech(received.append, lambda _text: go.wait(20), timedelta(milliseconds=50))
    hanging.say("One")
    qtbot.waitUntil(lambda: received == ["plyer has not come back from speaking."])
    go.set()
    qtbot.waitUntil(lambda: not hanging.running)

    def refuse(error):
        def speak(_text):
            raise error

        return speak

    for error, why in ((NotImplementedError(), NO_PROGRAM), (OSError(), "plyer cannot speak here: OSError.")):
        received.clear()
        PlyerSpeech(received.append, refuse(error)).say("One")
        qtbot.waitUntil(lambda why=why: received == [why])
    received.clear()
    monkeypatch.setattr(plyer_speech, "is_program_installed", lambda: False)
    PlyerSpeech(received.append).prepare()
    qtbot.waitUntil(lambda: received == [NO_PROGRAM])


class Spoken:
    """A speech engine that records its calls, and fails on request."""

    problem = None

    def __init__(self, name, failed):
        self.name, self.fail, self.calls = name, failed, []

    def prepare(self):
        self.calls.append(("prepare",))

    def say(self, text):
        self.calls.append(("say", text))

    def stop(self):
        self.calls.append(("stop",))

    def set_volume(self, volume):
        self.calls.append(("set_volume", volume))

    def set_rate(self, rate):
        self.calls.append(("set_rate", rate))

    def close(self):
        self.calls.append(("close",))


@pytest.fixture
def failover(received):
    made = []

    def engine(name):
        return lambda failed: made.append(Spoken(name, failed)) or made[-1]

    return SpeechFailover([engine("first"), engine("second")], received.append), made


def test_when_an_engine_fails_the_next_one_speaks(failover, received):
    voice, made = failover
    voice.set_volume(0.5)
    voice.set_rate(0.2)
    voice.say("Press.")
    made[0].fail("No first.")
    assert voice.name == "second"
    assert made[0].calls[-1] == ("close",)
    assert made[1].calls == [("set_volume", 0.5), ("set_rate", 0.2), ("prepare",), ("say", "Press.")]
    assert received == []
    made[0].fail("Late.")
    voice.stop()
    made[1].fail("No second.")
    assert (voice.name, voice.problem, received) == ("none", "No first.", ["No first."])
    voice.prepare()
    voice.say("Relax.")
    voice.close()
    assert (voice.name, voice.problem) == ("first", None)
    assert made[2].calls == [("set_volume", 0.5), ("set_rate", 0.2)]


def test_the_choice_loads_nothing(qtbot, received):
    voice = choose_speech_engine("en", received.append)
    assert (voice.name, voice.problem) == ("speech-dispatcher", None)
    voice.close()
