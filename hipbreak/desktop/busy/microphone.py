"""Whether a program records from a microphone, from PulseAudio or PipeWire through `pactl`."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QProcess, QTimer

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.busy.base import BusySource, ReportBusy
from hipbreak.desktop.busy.pactl_output import recording_outputs
from hipbreak.desktop.system.process_query import ENGLISH, ProcessQuery, process_environment

_SETTLE_MS = 300  # a program that starts to record causes several events in a row
_RETRY_INTERVAL = timedelta(minutes=5)


class Microphone(BusySource):
    """`pactl subscribe` reports changes; only after one are the recording programs listed.

    https://www.freedesktop.org/wiki/Software/PulseAudio/Documentation/User/CLI/
    A sound server that has ended is retried every five minutes.
    """

    name = "pactl-source-outputs"

    def __init__(self, report: ReportBusy, environment: Mapping[str, str], program: str = "pactl") -> None:
        self._report, self._environment, self._program = report, environment, program
        self._process_query: ProcessQuery | None = None
        self._closed = False
        self._process = QProcess()
        self._process.setProcessEnvironment(process_environment({**environment, **ENGLISH}))
        self._process.readyReadStandardOutput.connect(self._readable)
        self._process.finished.connect(lambda *_: self._server_ended())
        self._process.errorOccurred.connect(self._failed)
        self._settle_timer = QTimer(singleShot=True)
        self._settle_timer.timeout.connect(self._list_sources)
        self.retry_timer = QTimer(singleShot=True)
        self.retry_timer.timeout.connect(self._start)
        self.retry_timer.start(0)

    def close(self) -> None:
        self._closed = True
        for timer in (self._settle_timer, self.retry_timer):
            timer.stop()
        if self._process_query is not None:
            self._process_query.cancel()
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(100)

    def _start(self) -> None:
        if not _is_server_running(self._environment):  # pactl might start one
            self._unavailable(_("No sound server (PulseAudio or PipeWire) is running."))
            return
        self._process.start(self._program, ["subscribe"], QProcess.OpenModeFlag.ReadOnly)
        self._settle_timer.start(_SETTLE_MS)

    def _readable(self) -> None:
        output = bytes(self._process.readAllStandardOutput().data())
        if b"source-output" in output:
            self._settle_timer.start(_SETTLE_MS)

    def _list(self, *what: str, on_output: Callable[[str | None], None]) -> None:
        self._process_query = ProcessQuery((self._program, "list", *what), self._environment, on_output)

    def _list_sources(self) -> None:
        if self._process_query is not None:
            self._settle_timer.start(_SETTLE_MS)
        else:
            self._list("short", "sources", on_output=self._list_outputs)

    def _list_outputs(self, sources: str | None) -> None:
        self._list("source-outputs", on_output=lambda outputs: self._outputs_listed(sources, outputs))

    def _outputs_listed(self, sources: str | None, outputs: str | None) -> None:
        self._process_query = None
        self.is_available = sources is not None and outputs is not None
        if sources is None or outputs is None:
            self._report(self.name, False)
            return
        self.problem = None
        if any(recording_outputs(sources, outputs)):  # a virtual source may carry the sound of the loudspeakers
            self._list("sources", on_output=lambda details: self._details_listed(details or sources, outputs))
        else:
            self._report(self.name, False)

    def _details_listed(self, sources: str, outputs: str) -> None:
        self._process_query = None
        self._report(self.name, any(recording_outputs(sources, outputs)))

    def _server_ended(self) -> None:
        if not self._closed:
            self._unavailable(_("The sound server has ended."))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and not self._closed:
            self._unavailable(_("The program pactl (Debian: pulseaudio-utils) is not installed."), retry=False)

    def _unavailable(self, why: str, retry: bool = True) -> None:
        self.is_available, self.problem = False, why
        self._settle_timer.stop()
        self._report(self.name, False)
        if retry:
            self.retry_timer.start(_RETRY_INTERVAL // timedelta(milliseconds=1))


def _is_server_running(environment: Mapping[str, str]) -> bool:
    if environment.get("PULSE_SERVER"):
        return True
    runtime = environment.get("PULSE_RUNTIME_PATH") or f"{environment.get('XDG_RUNTIME_DIR', '/nonexistent')}/pulse"
    return (Path(runtime) / "native").exists()
