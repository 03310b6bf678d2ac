"""Whether a program records from a microphone, as PulseAudio and PipeWire tell it through `pactl`."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer

from hipbreak.desktop.busy.base import Say
from hipbreak.desktop.system.process_query import ProcessQuery, plain

_SETTLES_MS = 300  # a program that begins to record is told of several times in a row
_TRY_AGAIN = timedelta(minutes=5)
_METERS = ("Resample method: peaks", 'media.name = "Peak detect"', 'application.id = "org.PulseAudio.pavucontrol"')


class Microphone:
    """`pactl subscribe` stands by and tells of changes; only then it is asked who records.

    https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/User/CLI/
    A sound server that ends is looked for every five minutes.
    """

    name = "pactl-source-outputs"

    def __init__(self, say: Say, environment: Mapping[str, str], program: str = "pactl") -> None:
        self.is_available = False
        self.trouble: str | None = None
        """One sentence while nothing can be told."""
        self._say, self._environment, self._program = say, environment, program
        self._question: ProcessQuery | None = None
        self._closed = False
        self._process = QProcess()
        self._process.setProcessEnvironment(plain(environment))
        self._process.readyReadStandardOutput.connect(self._readable)
        self._process.finished.connect(lambda *_: self._ended())
        self._process.errorOccurred.connect(self._failed)
        self._settle = _once(self._ask)
        self._retry = _once(self._begin)
        self._retry.start(0)

    def close(self) -> None:
        """Says nothing any more; may be called twice."""
        self._closed = True
        for timer in (self._settle, self._retry):
            timer.stop()
        if self._question is not None:
            self._question.drop()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(100)

    def _begin(self) -> None:
        if not _server_is_there(self._environment):  # pactl might start one
            self._gone("No sound server (PulseAudio or PipeWire) is running.")
            return
        self._process.start(self._program, ["subscribe"], QProcess.OpenModeFlag.ReadOnly)
        self._settle.start(_SETTLES_MS)

    def _readable(self) -> None:
        heard = bytes(self._process.readAllStandardOutput().data())
        if b"source-output" in heard:
            self._settle.start(_SETTLES_MS)

    def _ask(self) -> None:
        if self._question is not None:
            self._settle.start(_SETTLES_MS)
            return
        self._question = ProcessQuery(
            (self._program, "list", "short", "sources"), self._environment, self._sources_told
        )

    def _sources_told(self, sources: str | None) -> None:
        if self._closed:
            return
        command = (self._program, "list", "source-outputs")
        self._question = ProcessQuery(command, self._environment, lambda outputs: self._outputs_told(sources, outputs))

    def _outputs_told(self, sources: str | None, outputs: str | None) -> None:
        self._question = None
        if self._closed:
            return
        self.is_available = sources is not None and outputs is not None
        if sources is not None and outputs is not None:
            self.trouble = None
            self._say(self.name, any(records(sources, outputs)))
        else:
            self._say(self.name, False)

    def _ended(self) -> None:
        if not self._closed:
            self._gone("The sound server has ended.")

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._closed:
            self._gone("The program pactl (Debian: pulseaudio-utils) is not installed.", again=False)

    def _gone(self, why: str, again: bool = True) -> None:
        self.is_available, self.trouble = False, why
        self._settle.stop()
        self._say(self.name, False)
        if again:
            self._retry.start(_TRY_AGAIN // timedelta(milliseconds=1))


def records(sources: str, outputs: str) -> Iterator[str]:
    """The source outputs that hear a microphone: not what records the loudspeakers, is paused, or shows a level."""
    rows = [line.split("\t") for line in sources.splitlines()]
    loudspeakers = {row[0] for row in rows if len(row) > 1 and row[1].endswith(".monitor")}
    for block in outputs.split("Source Output #")[1:]:
        lines = [line.strip() for line in block.splitlines()]
        source = next((line.removeprefix("Source: ") for line in lines if line.startswith("Source: ")), "")
        if source not in loudspeakers and "Corked: yes" not in lines and not any(line in _METERS for line in lines):
            yield lines[0]


def _server_is_there(environment: Mapping[str, str]) -> bool:
    if environment.get("PULSE_SERVER"):
        return True
    runtime = environment.get("PULSE_RUNTIME_PATH") or f"{environment.get('XDG_RUNTIME_DIR', '/nonexistent')}/pulse"
    return (Path(runtime) / "native").exists()


def _once(call: Callable[[], None]) -> QTimer:
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(call)
    return timer
