"""Real sound servers and speech services, each in its own folder."""

import os
import shutil
import signal
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment

from tests.desktop.fakes import terminated


@dataclass(frozen=True)
class RealSound:
    """A PulseAudio with a null sink, and the environment of a session with it."""

    server: subprocess.Popen[bytes]
    environment: dict[str, str]

    def pactl(self, *words: str) -> None:
        subprocess.run(["pactl", *words], env=self.environment, check=True, capture_output=True, timeout=20)

    def client_count(self) -> int:
        """The number of its clients, without the one that asks."""
        words = ["pactl", "list", "short", "clients"]
        listed = subprocess.run(words, env=self.environment, check=True, capture_output=True, timeout=20)
        return len(listed.stdout.splitlines()) - 1

    def stop(self) -> None:
        self.server.kill()
        self.server.wait()

    def suspend(self) -> None:
        """Stop the process: its socket exists, and it answers nothing."""
        self.server.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.server.send_signal(signal.SIGCONT)


@contextmanager
def real_sound(folder: Path) -> Iterator[RealSound]:
    """Start PulseAudio and wait until it answers a client."""
    if shutil.which("pulseaudio") is None or shutil.which("parec") is None:
        pytest.skip("pulseaudio and pulseaudio-utils are not installed")
    (folder / "pulse").mkdir(mode=0o700, exist_ok=True)
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),
        "PULSE_SERVER": f"unix:{folder}/pulse/native",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",  # on a person's own bus the name is taken
    }
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-target=stderr"]
    # norewinds: else the sink plays in blocks of 2 s until a client asks for less, and a recording waits for that.
    sink, socket_path = "null-sink sink_name=loud norewinds=1", f"{folder}/pulse/native"
    for module in (sink, f"native-protocol-unix auth-anonymous=1 socket={socket_path}"):
        command += ["-L", f"module-{module}"]
    with (folder / "pulse.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    with terminated(server):
        while subprocess.run(["pactl", "info"], env=environment, check=False, capture_output=True).returncode:
            assert server.poll() is None, (folder / "pulse.log").read_text()
        yield RealSound(server, environment)


class LiveRecording:
    """What comes out of the loudspeaker, as far as it was recording."""

    def __init__(self, sound: RealSound) -> None:
        self._bytes = b""
        self._process = QProcess()
        environment = QProcessEnvironment()
        for name, value in sound.environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.readyReadStandardOutput.connect(self._read)
        words = ["--device=loud.monitor", "--format=s16le", "--rate=22050", "--channels=1", "--latency-msec=20"]
        self._process.start("parec", words)

    def _read(self) -> None:
        self._bytes += bytes(self._process.readAllStandardOutput().data())

    @property
    def has_started(self) -> bool:
        return bool(self._bytes)

    @property
    def loudest(self) -> float:
        """The highest amplitude so far, from 0 to 1."""
        whole = self._bytes[: len(self._bytes) // 2 * 2]
        return max((abs(value) for (value,) in struct.iter_unpack("<h", whole)), default=0) / 32_768

    @property
    def ends_silent(self) -> bool:
        """Whether the last 100 ms are silent."""
        last = self._bytes[: len(self._bytes) // 2 * 2][-4410:]
        return len(last) == 4410 and not any(last)

    def clear(self) -> None:
        self._bytes = b""

    def close(self) -> None:
        self._process.kill()
        self._process.waitForFinished()


class Recording:
    """Record what the sound server plays into a file, without an event loop."""

    RATE = 22_050

    def __init__(self, sound: RealSound, file: Path) -> None:
        self._file = file
        words = ["parec", "--device=loud.monitor", "--format=s16le", f"--rate={self.RATE}", "--channels=1"]
        with file.open("wb") as out:
            self._process = subprocess.Popen([*words, "--latency-msec=20"], env=sound.environment, stdout=out)

    @property
    def length(self) -> int:
        """The number of samples so far."""
        return self._file.stat().st_size // 2

    def samples(self, since: int = 0) -> list[float]:
        """The samples recorded so far, each from -1 to 1."""
        raw = self._file.read_bytes()[since * 2 :]
        return [value / 32_768 for (value,) in struct.iter_unpack("<h", raw[: len(raw) // 2 * 2])]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def _listens(service: Path) -> bool:
    """Whether the service accepts connections; without it a client would start its own speech-dispatcher."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(service)) == 0


@contextmanager
def real_speech(folder: Path, sound: RealSound) -> Iterator[subprocess.Popen[bytes]]:
    """Start a speech-dispatcher with espeak-ng that plays on that sound server."""
    if (
        shutil.which("speech-dispatcher") is None
        or not Path("/usr/lib/speech-dispatcher-modules/sd_espeak-ng").exists()
    ):
        pytest.skip("speech-dispatcher and speech-dispatcher-espeak-ng are not installed")
    configuration = folder / "speechd"
    (configuration / "modules").mkdir(parents=True)
    (configuration / "clients").mkdir()
    (configuration / "modules" / "espeak-ng.conf").write_text('EspeakPunctuationList ""\n')
    (configuration / "speechd.conf").write_text(
        'AudioOutputMethod "pulse"\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\nDefaultModule espeak-ng\n'
    )
    (folder / "speech-dispatcher").mkdir(mode=0o700)
    command = ["speech-dispatcher", "--run-single", "--communication-method", "unix_socket", "--log-dir", str(folder)]
    command += ["--config-dir", str(configuration), "--timeout", "0", "--pid-file", str(folder / "speechd.pid")]
    command += ["--socket-path", str(folder / "speech-dispatcher" / "speechd.sock")]
    with (folder / "speechd.out").open("wb") as out:
        server = subprocess.Popen(command, env=sound.environment, stdout=out, stderr=out, start_new_session=True)
    try:
        while not _listens(folder / "speech-dispatcher" / "speechd.sock"):
            assert server.poll() is None, (folder / "speechd.out").read_text()
        yield server
    finally:
        os.killpg(server.pid, signal.SIGKILL)  # its modules with it
        server.wait()
