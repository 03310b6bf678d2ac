"""Speech through speech-dispatcher, by its protocol SSIP: https://freebsoft.org/doc/speechd/ssip.html"""

import os
import re
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QProcess, QTimer
from PySide6.QtNetwork import QLocalSocket

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.audio.base import FailureCallback, SpokenCallback, do_nothing
from hipbreak.desktop.audio.worker_process import REPLY_TIMEOUT
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE, amplitude
from hipbreak.desktop.system.process_query import process_environment

START_TIMEOUT = timedelta(seconds=20)
"""How long the service may take to start, and later to begin a text: it waits for other programs that speak."""
NO_VOICE = N_("There is no speech service with a voice here (on Linux, speech-dispatcher with espeak-ng).")

_HANGS = N_("The speech service does not answer.")
_ENDED = N_("The speech service has ended unexpectedly.")
_RETRY_MS = 100
_MS = timedelta(milliseconds=1)
_MAX_LINE = 65_536
_QUEUED, _RECEIVING, _BEGIN, _CANCELLED = 225, 230, 701, 703
_SPOKEN_AS = {"zh": {"zh", "cmn", "yue"}, "he": {"he", "iw"}, "id": {"id", "in"}}
"""Other codes of a language's voices."""
ReplyCallback = Callable[[int, Sequence[str]], None]
"""Called with the code of a reply, and the lines of data before it."""


def _base(language: str) -> str:
    """The language without its country: `pt` of `pt_BR` or `pt-BR`."""
    return re.split("[-_]", language.lower())[0]


def _ignore(_code: int, _data: Sequence[str]) -> None:
    """Leave a setting that the service refuses as it is."""


class _Request(Struct):
    """A command, and the text that follows it when the service asks for one."""

    line: str
    replied: ReplyCallback
    text: str | None = None


class SsipConnection(QObject):
    """A connection on which one request at a time waits for its reply.

    No call waits. Callbacks come from the event loop, and none after `close`.
    """

    def __init__(
        self,
        path: str,
        connected: Callable[[], None],
        failed: Callable[[str | None], None],
        event: Callable[[int], None],
        start_timeout: timedelta,
        reply_timeout: timedelta,
    ) -> None:
        """`failed` gets the reason, or None if no service listens; `event` the code of a notification.

        The first reply may take `start_timeout`: a service whose socket is systemd's is only started by the connection.
        """
        super().__init__(QCoreApplication.instance())  # which keeps it while it closes
        self._connected, self._failed, self._event = connected, failed, event
        self._requests = deque[_Request]()
        self._data = list[str]()
        self._buffer = b""
        self._is_open, self._is_closing = False, False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._timed_out)
        self._timer.setInterval(start_timeout // _MS)
        self._reply_timeout_ms = reply_timeout // _MS
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._opened)
        self._socket.errorOccurred.connect(self._broken)
        self._socket.readyRead.connect(self._read)
        QTimer.singleShot(0, lambda: self._connect(path))

    @property
    def is_idle(self) -> bool:
        """Whether every request has its reply."""
        return not self._requests

    def request(self, line: str, replied: ReplyCallback = _ignore, text: str | None = None) -> None:
        """Send a command when its turn comes; `text` follows when the service asks for it."""
        self._requests.append(_Request(line, replied, text))
        if self._is_open and len(self._requests) == 1:
            self._send(line)

    def close(self) -> None:
        """Disconnect after the pending requests. Idempotent."""
        self._is_closing = True
        if self.is_idle or not self._is_open:
            self._end()

    def _connect(self, path: str) -> None:
        if not self._is_closing:
            self._socket.connectToServer(path)

    def _end(self) -> None:
        self._is_closing, self._is_open = True, False
        self._timer.stop()
        self._socket.abort()
        self.deleteLater()

    def _fail(self, reason: str | None) -> None:
        if self._is_closing:
            self._end()
            return
        self._end()
        self._failed(reason)

    def _timed_out(self) -> None:
        self._fail(_(_HANGS))

    def _opened(self) -> None:
        self._is_open = True
        self._connected()

    def _broken(self, _error: QLocalSocket.LocalSocketError) -> None:
        if self._is_open:
            self._fail(_(_ENDED))
        elif not self._is_closing:
            self._fail(None)

    def _send(self, line: str) -> None:
        self._socket.write(line.encode(errors="replace") + b"\r\n")
        self._timer.start()

    def _read(self) -> None:
        *lines, self._buffer = (self._buffer + bytes(self._socket.readAll().data())).split(b"\n")
        for line in lines:
            if self._is_open:
                self._handle_line(line.decode(errors="replace").rstrip("\r"))
        if self._is_open and len(self._buffer) > _MAX_LINE:
            self._fail(_(_HANGS))

    def _handle_line(self, line: str) -> None:
        """`NNN-data` lines come before the line `NNN text` of a reply, or of a notification (700 to 799)."""
        code, separator, rest = line[:3], line[3:4], line[4:]
        if not (code.isascii() and code.isdigit()):
            self._fail(_(_HANGS))
        elif code.startswith("7"):
            if separator != "-" and not self._is_closing:
                self._event(int(code))
        elif separator == "-":
            self._data.append(rest)
        elif self._requests:
            self._handle_reply(int(code))

    def _handle_reply(self, code: int) -> None:
        self._timer.stop()
        self._timer.setInterval(self._reply_timeout_ms)
        request, data = self._requests[0], tuple(self._data)
        self._data.clear()
        if code == _RECEIVING and request.text is not None:
            text, request.text = request.text, None
            self._send(_escaped(text) + "\r\n.")
            return
        self._requests.popleft()
        if self._requests:
            self._send(self._requests[0].line)
        if not self._is_closing:
            request.replied(code, data)  # which may send another request, or close
        elif self.is_idle:
            self._end()


class SpeechDispatcher:
    """The speech service of Linux desktops; one that does not run is started, and ends by itself."""

    name = "speech-dispatcher"

    def __init__(
        self,
        language: str,
        failed: FailureCallback,
        environment: Mapping[str, str] | None = None,
        start_timeout: timedelta = START_TIMEOUT,
        reply_timeout: timedelta = REPLY_TIMEOUT,
        max_delay: timedelta = timedelta(seconds=1),
        spoke: SpokenCallback = do_nothing,
    ) -> None:
        """`language` like `en` or `en_GB`; `failed` is called with the reason, from the event loop."""
        self.language = ""
        self.problem: str | None = None
        self._wanted_language = QLocale(language).name()
        self._failed, self._spoke = failed, spoke
        self._environment = os.environ if environment is None else environment
        self._start_timeout, self._reply_timeout = start_timeout, reply_timeout
        self._max_delay = max_delay.total_seconds()
        self._volume, self._rate = 1.0, 0.0
        self._pending: tuple[float, str] | None = None
        self._connection: SsipConnection | None = None
        self._starter: QProcess | None = None
        self._retry_until = -float("inf")
        # Of the next attempt to connect, then of a text that does not begin.
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(self._timer_fired)

    def prepare(self) -> None:
        if self._starter is None and self.problem is None:
            self._connect()

    def say(self, text: str) -> None:
        self._pending = (time.monotonic(), text)
        self.prepare()
        if self.language:
            self._say_pending()

    def stop(self) -> None:
        self._pending = None
        if self.language:
            self._timer.stop()
            self._request("CANCEL SELF")

    def set_volume(self, volume: float) -> None:
        if volume != self._volume:
            self._volume = volume
            self._request_setting("VOLUME", amplitude(volume) * 200 - 100)

    def set_rate(self, rate: float) -> None:
        if rate != self._rate:
            self._rate = rate
            self._request_setting("RATE", rate * 100)

    def close(self) -> None:
        self._timer.stop()
        connection, self._connection, self._pending = self._connection, None, None
        self._starter, self._retry_until = None, -float("inf")
        self.language, self.problem = "", None
        if connection is not None:
            connection.close()

    def _connect(self) -> None:
        if self._connection is None:
            path = _socket_path(self._environment)
            timeouts = self._start_timeout, self._reply_timeout
            self._connection = SsipConnection(path, self._connected, self._lost, self._event, *timeouts)

    def _connected(self) -> None:
        """The replies come in the order of the requests."""
        self._request("SET SELF CLIENT_NAME user:hipbreak:guide")
        self._request("LIST OUTPUT_MODULES", self._modules_listed)

    def _modules_listed(self, _code: int, modules: Sequence[str]) -> None:
        if not any(module != "dummy" for module in modules):  # which only means that there is no voice
            self._fail(_(NO_VOICE))
            return
        if _base(self._wanted_language) == "en":
            self._set_up()
        else:  # another voice would read a text of this language by the rules of its own
            self._request("LIST SYNTHESIS_VOICES", self._voices_listed)

    def _voices_listed(self, _code: int, voices: Sequence[str]) -> None:
        """Lines of name, language and variant; none where the service cannot list them."""
        languages = {_base(fields[1]) for voice in voices if len(fields := voice.split("\t")) > 1}
        if languages and not languages & _SPOKEN_AS.get(_base(self._wanted_language), {_base(self._wanted_language)}):
            self._fail(_(NO_LANGUAGE))
        else:
            self._set_up()

    def _set_up(self) -> None:
        for setting in ("NOTIFICATION BEGIN ON", "NOTIFICATION CANCEL ON", "PRIORITY message"):
            self._request(f"SET SELF {setting}")
        self.language = self._wanted_language  # the service takes another voice of the language if there is none
        self._request(f"SET SELF LANGUAGE {self.language.replace('_', '-')}")
        self._request_setting("VOLUME", amplitude(self._volume) * 200 - 100)
        self._request_setting("RATE", self._rate * 100)
        self._say_pending()

    def _request(self, line: str, replied: ReplyCallback = _ignore, text: str | None = None) -> None:
        if self._connection is not None:
            self._connection.request(line, replied, text)

    def _request_setting(self, name: str, value: float) -> None:
        if self.language:
            self._request(f"SET SELF {name} {round(min(max(value, -100), 100))}")

    def _say_pending(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None and time.monotonic() - pending[0] <= self._max_delay:
            self._request("CANCEL SELF")
            self._request("SPEAK", self._queued, pending[1])
            if not self._timer.isActive():
                self._timer.start(self._start_timeout // _MS)

    def _queued(self, code: int, _data: Sequence[str]) -> None:
        if code != _QUEUED:
            self._fail(_("The speech service refuses to speak."))

    def _event(self, code: int) -> None:
        if code == _BEGIN:
            self._timer.stop()
            self._spoke()
        elif code == _CANCELLED and self._connection is not None and self._connection.is_idle:
            self._timer.stop()  # by another program: no next text waits

    def _timer_fired(self) -> None:
        if self._connection is None:
            self._connect()
        else:
            self._fail(_(_HANGS))

    def _lost(self, reason: str | None) -> None:
        self._connection = None
        if reason is not None:
            self._fail(reason)
        elif self._starter is None:
            self._start_service()
        elif time.monotonic() < self._retry_until:
            self._timer.start(_RETRY_MS)
        else:
            self._fail(_(NO_VOICE))

    def _start_service(self) -> None:
        # Who chose the address starts what listens there, and what root starts keeps the folder's owner out.
        if self._environment.get("SPEECHD_ADDRESS") or not _is_own(Path(_socket_path(self._environment)).parents[1]):
            self._fail(_(NO_VOICE))
            return
        self._starter = process = QProcess(QCoreApplication.instance())  # which keeps it until it ends
        process.setProcessEnvironment(process_environment(self._environment))
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(lambda code: self._start_ended(process, code == 0))
        process.errorOccurred.connect(lambda _error: self._start_ended(process, False))
        for end in (process.finished, process.errorOccurred):  # not in a slot of ours: it may end with the application
            end.connect(process.deleteLater)
        arguments = ["--spawn", "--communication-method", "unix_socket", "--socket-path"]
        command = self._environment.get("SPEECHD_CMD") or "speech-dispatcher"
        process.start(command, [*arguments, _socket_path(self._environment)])

    def _start_ended(self, process: QProcess, started: bool) -> None:
        """It continues in the background; after a failure another program may have started it."""
        if process is self._starter:
            self._retry_until = time.monotonic() + (self._start_timeout.total_seconds() if started else 0)
            self._connect()

    def _fail(self, reason: str) -> None:
        self.close()
        self.problem = reason
        self._failed(reason)


def _socket_path(environment: Mapping[str, str]) -> str:
    """Where the service listens. A TCP address, which nothing but its own configuration brings about, is not joined."""
    kind, _colon, path = environment.get("SPEECHD_ADDRESS", "").partition(":")
    if path or kind not in ("", "unix_socket"):
        return path if kind == "unix_socket" else ""
    runtime = environment.get("XDG_RUNTIME_DIR") or environment.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return f"{runtime}/speech-dispatcher/speechd.sock"


def _is_own(folder: Path) -> bool:
    """Whether it does not belong to another user."""
    try:
        return folder.stat().st_uid == os.getuid()
    except OSError:
        return True


def _escaped(text: str) -> str:
    """The lines of a text; a line that is only a dot would end it."""
    return "\r\n".join(f".{line}" if line.startswith(".") else line for line in text.splitlines())
