"""Calls: recordings on a real sound server, and devices held open by real processes."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hipbreak.desktop.busy.camera import Camera
from hipbreak.desktop.busy.microphone import Microphone
from hipbreak.desktop.busy.pactl_output import recording_outputs
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
def test_only_recordings_of_a_microphone_are_calls(outputs, count):
    """Not a level meter, a paused stream, or a recording of the loudspeakers."""
    assert len(list(recording_outputs(SOURCES, outputs))) == count


CASES = Path(__file__).parents[2] / "cases"


def situation(line):
    """A line of the file of cases as `pactl` prints it."""
    number, fields = line[0], re.sub(r"^\d.*?: +(?=Driver)", "", line).split(" | ")
    return number, "Source Output #7\n\tCorked: no\n" + "".join(f"\t{field.strip()}\n" for field in fields)


@pytest.mark.parametrize(
    ("number", "outputs"),
    [situation(line) for line in (CASES / "pactl_source_outputs.txt").read_text().splitlines()[1:]],
    ids=lambda value: value if len(value) == 1 else "",
)
def test_only_the_last_of_six_situations_is_a_call(number, outputs):
    assert list(recording_outputs(SOURCES, outputs)) == (["7"] if number == "6" else [])


@pytest.mark.parametrize("server", ["pulseaudio", "pipewire"])
@pytest.mark.parametrize("form", ["long", "short"])
def test_what_a_real_server_lists_while_everything_records_at_once(server, form):
    """Echo canceller, loopbacks, remapped loudspeakers, meters and calls, on PulseAudio 16 and PipeWire 0.3."""
    sources = (CASES / f"pactl_{server}_sources.txt").read_text()
    outputs = (CASES / f"pactl_{server}_outputs.txt").read_text()
    if form == "short":
        numbers, names = re.findall(r"^Source #(\d+)", sources, re.M), re.findall(r"^\tName: (.*)", sources, re.M)
        sources = "".join(f"{number}\t{name}\tm\n" for number, name in zip(numbers, names, strict=True))
    found = list(recording_outputs(sources, outputs))
    media = dict(re.findall(r"Source Output #(\d+)(?:(?!Source Output).)*?media.name = \"(.*?)\"", outputs, re.S))
    expected = {name for name in media.values() if name.startswith("call")}
    assert len(expected) == 3
    assert {media[index] for index in found} == expected | ({"loudspeakers-remapped"} if form == "short" else set())


CALL = 'Client: 9|Source: 1|application.name = "Firefox"|media.name = "AudioStream"|media.class = "Stream/Input/Audio"'


@pytest.mark.parametrize("driver", ["protocol-native.c", "PipeWire"])
@pytest.mark.parametrize(
    ("more", "is_call"),
    [
        ("", True),
        ('media.role = "phone"', True),
        ('media.role = "production"', True),
        ('media.category = "Capture"', True),
        ('node.virtual = "false"', True),
        ("Sample Specification: s16le 1ch 8000Hz", True),
        ('media.role = "abstract"', False),
        ('media.role = "filter"', False),
        ('media.role = "DSP"', False),
        ('media.category = "Filter"', False),
        ('media.category = "Monitor"', False),
        ('node.virtual = "true"', False),
        ('node.passive = "true"', False),
        ('stream.monitor = "true"', False),
        ('resample.peaks = "true"', False),
        ('node.link-group = "filter-chain-1-2"', False),
        ('application.id = "com.github.wwmm.easyeffects"', False),
        ('application.process.binary = "pavucontrol"', False),
        ('node.name = "ee_sie_output_level"', False),
        ("Sample Specification: float32le 1ch 25Hz", False),
    ],
)
def test_one_property_tells_a_call_from_what_is_none(driver, more, is_call):
    fields = [f"Driver: {driver}", *CALL.split("|"), *filter(None, [more])]
    outputs = "Source Output #7\n" + "".join(f"\t{field}\n" for field in fields)
    assert list(recording_outputs(SOURCES, outputs)) == (["7"] if is_call else [])


def test_a_stream_that_a_module_of_pipewire_owns_is_none_and_one_over_the_protocol_of_pulseaudio_is():
    stream = "Source Output #7\n\tDriver: {}\n\tOwner Module: 2\n\tClient: 9\n\tSource: 1\n"
    assert list(recording_outputs(SOURCES, stream.format("PipeWire"))) == []
    assert list(recording_outputs(SOURCES, stream.format("protocol-native.c"))) == ["7"]


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
    assert microphone.problem == "The sound server has ended."
    assert microphone.retry_timer.isActive()


def test_modules_of_a_real_server_are_no_call_and_what_is_recorded_through_them_is(qtbot, stack, reports, sound):
    """Echo canceller, loopback and a source made of the loudspeakers, with and without somebody who records."""
    _, environment = sound
    for module in (
        "module-echo-cancel source_master=mic sink_master=loud",
        "module-loopback source=mic sink=loud",
        "module-remap-source master=loud.monitor source_name=remapped",
    ):
        subprocess.run(["pactl", "load-module", *module.split()], check=True, env=environment, capture_output=True)
    microphone = Microphone(reports.report, environment)
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.is_available, timeout=10_000)
    assert reports == [("pactl-source-outputs", False)]

    def record(device):
        return subprocess.Popen(["parec", f"--device={device}"], env=environment, stdout=subprocess.DEVNULL)

    with terminated(record("remapped")):
        with terminated(record("mic.echo-cancel")):
            qtbot.waitUntil(lambda: reports[1:] == [("pactl-source-outputs", True)], timeout=10_000)
        qtbot.waitUntil(lambda: reports[2:] == [("pactl-source-outputs", False)], timeout=10_000)


def test_without_pactl_the_package_is_named(qtbot, stack, reports):
    microphone = Microphone(reports.report, {"PULSE_SERVER": "unix:/nonexistent"}, "/nonexistent/pactl")
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.problem is not None)
    assert "pulseaudio-utils" in microphone.problem
    assert not microphone.retry_timer.isActive()


def test_without_a_sound_server_none_is_started(qtbot, stack, reports, tmp_path):
    microphone = Microphone(reports.report, {"XDG_RUNTIME_DIR": str(tmp_path)}, "/nonexistent/pactl")
    stack.callback(microphone.close)
    qtbot.waitUntil(lambda: microphone.problem is not None)
    assert "running" in microphone.problem


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
    """With the real inotify and /proc; the device is a file that is created later."""
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


def test_a_camera_cannot_be_seen_from_inside_a_flatpak(stack, reports, tmp_path):
    """Neither the devices nor the processes of others are there, which would look as if none were in use."""
    (tmp_path / ".flatpak-info").touch()
    camera = Camera(reports.report, tmp_path, tmp_path / ".flatpak-info")
    stack.callback(camera.close)
    assert not camera.is_available
    assert camera.problem == "Flatpak hides from Hipbreak who uses a camera."
    assert reports == []


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_camera_held_already_at_the_start(qtbot, stack, reports, tmp_path):
    (tmp_path / "video3").touch()
    with terminated(hold(tmp_path / "video3")):
        camera = Camera(reports.report, tmp_path)
        stack.callback(camera.close)
        qtbot.waitUntil(lambda: reports == [("camera-holders", True)])
