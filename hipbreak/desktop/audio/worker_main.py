"""Sounds tones and speaks words as its standard input orders, in a process of its own that `AudioWorker` keeps.

One JSON object a line: `{"play": "press"}`, `{"say": "Press."}`, `{"stop": true}`, `{"volume": 0.5}`,
`{"rate": 0.0}`. It answers `{"did": ...}` to each, and by itself `ready`, `trouble` or `useless`.
"""

import json
import os
import signal
import sys
import threading

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from hipbreak.desktop.audio.worker_protocol import Part, say_back

_CRASHED = 3
_PARENT_DEATH_SIGNAL = 1


class _Orders(QObject):
    """Standard input, read in a thread: Windows has no event for its pipes."""

    heard = Signal(str)

    def read(self) -> None:
        for line in sys.stdin:
            self.heard.emit(line)
        self.heard.emit("")


def _message(_kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    """WORKAROUND for Qt 6.11: after PulseAudio stood still it may report a dead socket without end, on a full core."""
    if text is not None and text.startswith("QSocketNotifier: Invalid socket"):
        os._exit(_CRASHED)


def main(kind: str, argument: str) -> None:
    """`tones` and a JSON object of files by name, or `words` and a language."""
    _end_with_its_keeper()
    qInstallMessageHandler(_message)
    application = QCoreApplication([])
    part: Part | None
    if kind == "tones":
        from hipbreak.desktop.audio.worker_tones import Tones  # noqa: PLC0415 - only what is used is loaded

        part = Tones(json.loads(argument))
    else:
        from hipbreak.desktop.audio.worker_speech import words  # noqa: PLC0415

        part = words(argument)
    if part is not None:
        _serve(application, part)
    sys.stdout.flush()
    os._exit(0)  # Python would wait for the thread that reads


def _end_with_its_keeper() -> None:
    """An app that is killed kills this, too: it may wait for ever for a service that hangs, and read no end of input.

    On Linux (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html); elsewhere it ends when it reads.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _serve(application: QCoreApplication, part: Part) -> None:
    def heard(line: str) -> None:
        if not line:
            part.when_quiet(application.quit)
            return
        order = json.loads(line)
        part.do(order)
        say_back(did=next(iter(order)))

    orders = _Orders()
    orders.heard.connect(heard, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=orders.read, daemon=True).start()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
