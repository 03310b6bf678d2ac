"""Tones on a real PulseAudio that runs, starts, ends or hangs, and without one."""

import json
import os
import select
import socket
import subprocess
import sys
import time
from contextlib import closing
from datetime import timedelta
from functools import partial
from statistics import median

import pytest
from PySide6.QtCore import QTimer

from hipbreak.desktop.audio.base import NoAudio
from hipbreak.desktop.audio.tones import TONES, WorkerTonePlayer, choose_tone_player
from hipbreak.desktop.audio.worker_process import AudioWorker, AudioWorkerListener
from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT, amplitude
from hipbreak.store.assets import asset
from tests.desktop.audio.servers import LiveRecording, real_sound
from tests.desktop.fakes import PATIENCE, does_not_wait

FILES = {tone: asset(f"tones/{tone}.wav") for tone in TONES}
SHORT = timedelta(milliseconds=500)
NO_SERVER = {"PULSE_SERVER": "unix:/nonexistent", "XDG_RUNTIME_DIR": "/nonexistent"}


@pytest.fixture(params=["miniaudio", "pulseaudio"])
def library(request, tmp_path):
    """The library that the worker plays with, and the environment that selects it."""
    if request.param == "miniaudio":
        return request.param, {}
    (tmp_path / "miniaudio.py").write_text("raise ImportError('not installed')\n")
    return request.param, {"PYTHONPATH": str(tmp_path)}


@pytest.fixture
def sound(qtbot, server, received, stack, library):
    environment = server.environment | library[1]
    sound = WorkerTonePlayer(FILES, received.append, environment, start_timeout=timedelta(seconds=60))
    stack.callback(sound.close)
    return sound


def is_ready(sound):
    return sound.current is not None and sound.current.is_ready


def is_audible(recording):
    return recording.loudest > 0.05


def median_seconds(call):
    """The median duration of twenty calls."""
    took = []
    for _ in range(20):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return median(took)


@pytest.mark.display
def test_tones_are_played_at_their_volume(qtbot, sound, recording, received, library):
    sound.prepare()
    qtbot.waitUntil(lambda: is_ready(sound))
    sound.play("press")
    qtbot.waitUntil(lambda: recording.loudest > 0.05)
    assert (sound.name, sound.problem, received) == (library[0], None, [])
    full = {}
    for volume in (1.0, 0.5):
        qtbot.waitUntil(lambda: recording.ends_silent)
        recording.clear()
        sound.set_volume(volume)
        with does_not_wait():
            sound.play("done")
        qtbot.waitUntil(lambda: recording.loudest > 0.01)
        qtbot.waitUntil(lambda: recording.ends_silent)
        full[volume] = recording.loudest
    assert full[1.0] == pytest.approx(0.22, abs=0.03)
    assert full[0.5] == pytest.approx(0.055, abs=0.02)


@pytest.mark.display
def test_the_last_tone_is_finished_after_closing(qtbot, sound, recording):
    sound.prepare()
    qtbot.waitUntil(lambda: is_ready(sound))
    process = sound.current.process
    sound.play("done")
    sound.close()
    sound.close()
    qtbot.waitUntil(lambda: recording.loudest > 0.1)
    qtbot.waitUntil(lambda: process.state() == process.ProcessState.NotRunning)
    qtbot.waitUntil(lambda: not AudioWorker.closing)
    sound.play("press")  # it is loaded again
    qtbot.waitUntil(lambda: is_ready(sound))


@pytest.mark.display
def test_a_missing_device_is_reported_once_and_a_new_one_is_used(qtbot, server, sound, received):
    """Twice, and also when the last device is removed."""
    server.pactl("unload-module", "module-null-sink")
    sound.prepare()
    qtbot.waitUntil(lambda: received == [NO_OUTPUT])
    assert sound.problem == NO_OUTPUT
    assert median_seconds(lambda: sound.play("press")) < 0.01
    again = QTimer(interval=800)
    again.timeout.connect(lambda: sound.play("press"))
    again.start()
    for _ in range(2):
        server.pactl("load-module", "module-null-sink", "sink_name=loud")
        with closing(LiveRecording(server)) as recording:
            qtbot.waitUntil(partial(is_audible, recording))
        assert sound.problem is None
        server.pactl("unload-module", "module-null-sink")
        qtbot.waitUntil(lambda: sound.problem == NO_OUTPUT)
    again.stop()
    assert received == [NO_OUTPUT]


@pytest.mark.display
def test_a_sound_server_that_is_restarted_is_used(qtbot, sound, tmp_path, server, stack):
    sound.prepare()
    qtbot.waitUntil(lambda: is_ready(sound))
    assert sound.device == {"miniaudio": "Null Output", "pulseaudio": "PulseAudio"}[sound.name]
    server.stop()
    sound.play("press")
    qtbot.waitUntil(lambda: sound.problem == NO_OUTPUT)
    restarted = stack.enter_context(real_sound(tmp_path))
    with closing(LiveRecording(restarted)) as recording:
        qtbot.waitUntil(lambda: recording.has_started)
        sound.play("press")
        qtbot.waitUntil(partial(is_audible, recording))
    qtbot.waitUntil(lambda: sound.problem is None)


@pytest.mark.display
def test_every_connection_is_closed_after_its_tone(qtbot, sound, server):
    """A PulseAudio has room for 64."""
    sound.prepare()
    qtbot.waitUntil(lambda: is_ready(sound))
    before = server.client_count()
    for _ in range(5):
        sound.play("last3")
    qtbot.waitUntil(lambda: server.client_count() > before)
    qtbot.waitUntil(lambda: server.client_count() == before)
    assert sound.problem is None


_KEEPER = """
import subprocess, sys
from hipbreak.desktop.audio.worker_process import worker_command
child = subprocess.Popen(worker_command("tones", sys.argv[1]), stdin=subprocess.PIPE)
print(child.pid, flush=True)
child.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing ends it before it reads")
def test_a_killed_app_leaves_no_worker_behind(tmp_path):
    """The server accepts the connection and never answers, so that the worker never reads the end of its input."""
    with socket.socket(socket.AF_UNIX) as service:
        service.bind(str(tmp_path / "sound"))
        service.listen()
        service.settimeout(20)
        environment = os.environ | {"PULSE_SERVER": f"unix:{tmp_path}/sound"}
        files = json.dumps({"press": str(FILES["press"])})
        keeper = subprocess.Popen(
            [sys.executable, "-c", _KEEPER, files],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert keeper.stdout is not None
        with keeper, service.accept()[0] as connection:
            waiting = os.pidfd_open(int(keeper.stdout.readline()))
            assert not select.select([waiting], [], [], 0)[0]
            keeper.kill()
            assert select.select([waiting], [], [], 20)[0]
            connection.close()
        os.close(waiting)


@pytest.mark.display
def test_a_sound_server_that_hangs_delays_nothing(qtbot, server, received, stack):
    """The reason is reported, no call waits, and the next guide plays tones again."""
    sound = WorkerTonePlayer(
        FILES, received.append, server.environment, start_timeout=2 * PATIENCE, restart_delay=timedelta(0)
    )
    stack.callback(sound.close)
    server.suspend()
    stack.callback(server.resume)
    with does_not_wait():
        sound.play("press")
        sound.play("relax")
        sound.set_volume(0.5)
    qtbot.waitUntil(lambda: len(received) == 1)
    assert "does not answer" in received[0]
    server.resume()
    sound.play("press")
    qtbot.waitUntil(lambda: is_ready(sound))
    assert (sound.problem, len(received)) == (None, 1)


@pytest.mark.display
def test_without_a_sound_server_the_reason_is_given_once(qtbot, received, stack, tmp_path):
    sound = WorkerTonePlayer(FILES, received.append, {**NO_SERVER, "HOME": str(tmp_path)})
    stack.callback(sound.close)
    with does_not_wait():
        sound.play("press")
    qtbot.waitUntil(lambda: received == [NO_OUTPUT])
    assert median_seconds(lambda: sound.play("press")) < 0.01
    assert sound.problem == NO_OUTPUT
    assert received == [NO_OUTPUT]


def test_a_process_that_ends_is_reported_and_restarted_later(qtbot, received, stack, tmp_path):
    sound = WorkerTonePlayer(FILES, received.append, {**NO_SERVER, "HOME": str(tmp_path)})
    stack.callback(sound.close)
    sound.prepare()
    sound.current.process.kill()
    qtbot.waitUntil(lambda: len(received) == 1)
    assert "ended unexpectedly" in received[0]
    sound.play("press")
    assert sound.current is None
    sound.prepare()  # but a guide that opens tries
    assert sound.current is not None


def test_a_process_that_does_not_answer_a_command_is_killed(qtbot, received, stack):
    """The process reads commands and acknowledges none."""
    ready = '{"ready": "silent", "device": ""}'
    listener = AudioWorkerListener(lambda name, _through: received.append(name), received.append, received.append)
    command = (sys.executable, "-c", f"import sys; print('{ready}', flush=True); sys.stdin.read()")
    speaker = AudioWorker(command, listener, reply_timeout=timedelta(milliseconds=100))
    qtbot.waitUntil(lambda: received == ["silent"])
    speaker.send({"play": "press"})
    qtbot.waitUntil(lambda: len(received) == 2)
    assert "does not answer" in received[1]
    qtbot.waitUntil(lambda: not AudioWorker.closing)


def test_when_the_app_ends_no_process_is_left(qtbot, received, tmp_path):
    """Else Qt warns that a process is destroyed while it runs."""
    sound = WorkerTonePlayer(FILES, received.append, {**NO_SERVER, "HOME": str(tmp_path)})
    sound.prepare()
    process = sound.current.process
    qtbot.waitUntil(lambda: process.state() == process.ProcessState.Running)
    sound.close()
    AudioWorker.end_all()
    assert process.state() == process.ProcessState.NotRunning
    assert not AudioWorker.closing
    assert received == []


def test_the_worker_loads_neither_qt_nor_a_network_client_nor_a_stub():
    script = "import sys, hipbreak.desktop.audio.worker_main, hipbreak.desktop.audio.worker_tones as tones\n"
    script += "print(tones.library.NAME, *(name in sys.modules for name in sys.argv[1:]))"
    names = ("PySide6", "urllib.request", "ssl")
    done = subprocess.run([sys.executable, "-c", script, *names], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["miniaudio", "False", "False", "False"]


def test_the_null_player_gives_its_reason():
    sound = NoAudio("Not here.")
    sound.prepare()
    sound.play("press")
    sound.set_volume(0.5)
    sound.close()
    assert (sound.name, sound.problem) == ("none", "Not here.")


def test_the_choice_loads_nothing(received):
    sound = choose_tone_player(FILES, received.append)
    assert sound.name == "miniaudio"
    assert sound.current is None
    sound.close()


@pytest.mark.parametrize(("volume", "factor"), [(0, 0), (0.5, 0.25), (1, 1), (7, 1), (-1, 0), ("loud", 1)])
def test_the_amplitude_is_the_square_of_the_volume(volume, factor):
    assert amplitude(volume) == factor
