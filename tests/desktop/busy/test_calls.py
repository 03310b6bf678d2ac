"""Calls: a real sound server with real recordings, and files held open by real processes."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from hipbreak.desktop.busy.camera import Camera
from hipbreak.desktop.busy.microphone import Microphone, recording_outputs
from tests.desktop.fakes import terminated

pytestmark = pytest.mark.display


SOURCES = "0\tloud.monitor\tm\ts16le\tIDLE\n1\tmic\tm\ts16le\tRUNNING\n"


def output(source=1, corked="no", more=""):
    return f"Source Output #7\n\tDriver: protocol-native.c\n\tSource: {source}\n\tCorked: {corked}\n{more}"


@pytest.mark.parametrize(
    ("outputs", "count"),
    [
        ("", 0),
        (output(), 1),
        (output() + output(source=0), 1),
        (output(source=0), 0),
        (output(corked="yes"), 0),
        (output(more="\tResample method: peaks\n"), 0),
        (output(more='\tProperties:\n\t\tmedia.name = "Peak detect"\n'), 0),
        (output(more='\tProperties:\n\t\tmedia.name = "RecordStream"\n'), 1),
    ],
)
def test_only_what_hears_a_microphone_is_a_call(outputs, count):
    """Not a level meter, a paused stream, or a recording of the loudspeakers."""
    assert len(list(recording_outputs(SOURCES, outputs))) == count


@pytest.fixture
def sound(tmp_path, stack):
    """A real PulseAudio with a silent microphone and silent loudspeakers."""
    if shutil.which("pulseaudio") is None or shutil.which("parec") is None:
        pytest.skip("pulseaudio and pulseaudio-utils are not installed")
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "PULSE_RUNTIME_PATH": str(tmp_path / "pulse"),
    }
    modules = (
        "module-null-sink sink_name=loud",
        "module-null-source source_name=mic",
        f"module-native-protocol-unix auth-anonymous=1 socket={tmp_path}/pulse/native",
    )
    (tmp_path / "pulse").mkdir(mode=0o700)
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    for module in modules:
        command += ["-L", module]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.enter_context(terminated(server))
    deadline = time.monotonic() + 20
    while subprocess.run(["pactl", "info"], check=False, env=environment, capture_output=True).returncode:
        assert time.monotonic() < deadline, "pulseaudio did not start"
    return server, environment


def test_a_real_recording_is_a_call_until_it_ends(qtbot, stack, reports, sound):
    """With a real sound server: a microphone counts, the loudspeakers do not, and a killed server ends it."""
    server, environment = sound
    microphone = Microphone(reports.report, environment)
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.is_available)
    assert reports == [("pactl-source-outputs", False)]

    def record(device):
        return subprocess.Popen(["parec", f"--device={device}"], env=environment, stdout=subprocess.DEVNULL)

    with terminated(record("mic")):
        qtbot.waitUntil(lambda: reports[1:] == [("pactl-source-outputs", True)])
    qtbot.waitUntil(lambda: len(reports) == 3)
    with terminated(record("loud.monitor")), terminated(record("mic")):
        qtbot.waitUntil(lambda: len(reports) == 4)
        server.kill()
        qtbot.waitUntil(lambda: len(reports) == 5)
    assert not microphone.is_available
    assert microphone.trouble == "The sound server has ended."
    assert microphone.is_retrying


def test_without_pactl_it_says_what_to_install(qtbot, stack, reports):
    microphone = Microphone(reports.report, {"PULSE_SERVER": "unix:/nonexistent"}, "/nonexistent/pactl")
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.trouble is not None)
    assert "pulseaudio-utils" in microphone.trouble
    assert not microphone.is_retrying


def test_without_a_sound_server_none_is_started(qtbot, stack, reports, tmp_path):
    microphone = Microphone(reports.report, {"XDG_RUNTIME_DIR": str(tmp_path)}, "/nonexistent/pactl")
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.trouble is not None)
    assert "running" in microphone.trouble


HOLD = "import sys; f = open(sys.argv[1]); print('held', flush=True); sys.stdin.read(1)"


def hold(camera):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(camera)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "held\n"
    process.stdout.close()
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_camera_is_in_use_while_a_process_holds_it(qtbot, stack, reports, tmp_path):
    """Real inotify and the real /proc; only the device is a file of ours, and it is plugged in later."""
    camera = Camera(reports.report, tmp_path)
    stack.callback(camera.close)
    qtbot.waitUntil(lambda: reports == [("camera-holders", False)])
    (tmp_path / "video0").touch()
    qtbot.waitUntil(lambda: camera.cameras != set())
    with terminated(hold(tmp_path / "video0")):
        qtbot.waitUntil(lambda: reports[1:] == [("camera-holders", True)])
    qtbot.waitUntil(lambda: reports[2:] == [("camera-holders", False)])
    camera.close()
    camera.close()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_camera_held_already_at_the_start(qtbot, stack, reports, tmp_path):
    (tmp_path / "video3").touch()
    with terminated(hold(tmp_path / "video3")):
        camera = Camera(reports.report, tmp_path)
        stack.callback(camera.close)
        qtbot.waitUntil(lambda: reports == [("camera-holders", True)])
