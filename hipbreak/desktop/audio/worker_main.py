"""The audio worker: plays tones and speaks on commands from its standard input; started by `AudioWorker`.

One JSON object a line: `{"play": "press"}`, `{"say": "Press."}`, `{"stop": true}`, `{"volume": 0.5}`,
`{"rate": 0.0}`. It replies `{"did": ...}` to each, and sends `ready`, `trouble` or `useless` unasked.
"""

import json
import os
import signal
import sys
import threading

from PySide6.QtCore import QCoreApplication, QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from hipbreak.desktop.audio.worker_protocol import CommandHandler, send_reply

_CRASHED = 3
_PARENT_DEATH_SIGNAL = 1


class _CommandReader(QObject):
    """Standard input, read in a thread: Windows has no event for its pipes."""

    received = Signal(str)

    def read(self) -> None:
        for line in sys.stdin:
            self.received.emit(line)
        self.received.emit("")


def _exit_on_dead_socket(_kind: QtMsgType, _context: QMessageLogContext, text: str | None) -> None:
    """WORKAROUND for Qt 6.11: after PulseAudio hung it may report a dead socket endlessly, at full CPU load."""
    if text is not None and text.startswith("QSocketNotifier: Invalid socket"):
        os._exit(_CRASHED)


def main(kind: str, argument: str) -> None:
    """`tones` and a JSON object of files by name, or `words` and a language."""
    _die_with_parent()
    qInstallMessageHandler(_exit_on_dead_socket)
    application = QCoreApplication([])
    handler: CommandHandler | None
    if kind == "tones":
        from hipbreak.desktop.audio.worker_tones import ToneHandler  # noqa: PLC0415 - only what is used is loaded

        handler = ToneHandler(json.loads(argument))
    else:
        from hipbreak.desktop.audio.worker_speech import create_speech_handler  # noqa: PLC0415

        handler = create_speech_handler(argument)
    if handler is not None:
        _serve(application, handler)
    sys.stdout.flush()
    os._exit(0)  # Python would wait for the thread that reads


def _die_with_parent() -> None:
    """Let this process die with its parent: blocked by a hanging service it would not see the end of its input.

    On Linux (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html); elsewhere it ends with its input.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _serve(application: QCoreApplication, handler: CommandHandler) -> None:
    def received(line: str) -> None:
        if not line:
            handler.call_when_silent(application.quit)
            return
        command = json.loads(line)
        handler.handle(command)
        send_reply(did=next(iter(command)))

    reader = _CommandReader()
    reader.received.connect(received, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=reader.read, daemon=True).start()
    application.exec()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
