"""The protocol of speech-dispatcher, with a fake server."""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from hipbreak.desktop.audio.speech_dispatcher import NO_VOICE, SpeechDispatcher
from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE
from tests.desktop.fakes import does_not_wait

SHORT = timedelta(seconds=1)
BEGIN = "701-1\r\n701-2\r\n701 BEGIN\r\n"


CANCELLED = "703-1\r\n703-2\r\n703 CANCELED\r\n"
SET_UP = [
    "SET SELF CLIENT_NAME user:hipbreak:guide",
    "LIST OUTPUT_MODULES",
    "SET SELF NOTIFICATION BEGIN ON",
    "SET SELF NOTIFICATION CANCEL ON",
    "SET SELF PRIORITY message",
    "SET SELF LANGUAGE en-GB",
    "SET SELF VOLUME 100",
    "SET SELF RATE 0",
]
USUAL = {
    "LIST OUTPUT_MODULES": "250-espeak-ng\r\n250-dummy\r\n250 OK MODULE LIST SENT\r\n",
    "SPEAK": "230 OK RECEIVING DATA\r\n",
    ".": "225-1\r\n225 OK MESSAGE QUEUED\r\n",
}


class FakeService:
    """Answers each line by its beginning, first with the answers of the test; None is no answer."""

    def __init__(self, path: Path, answers: dict[str, str | None] | None = None) -> None:
        self.received: list[str] = []
        self.answers = [*(answers or {}).items(), *USUAL.items()]
        self.in_pieces = False
        self._pieces = deque[bytes]()
        self._next_piece = QTimer(interval=2, singleShot=True)
        self._next_piece.timeout.connect(self._send_piece)
        self.clients: list[QLocalSocket] = []
        self._in_text = False
        self._server = QLocalServer()
        self._server.newConnection.connect(self._accept)
        assert self._server.listen(str(path))

    def send(self, answer: str) -> None:
        data = answer.encode()
        if not self.in_pieces:
            self.clients[-1].write(data)
            return
        self._pieces += [data[:5], data[5:]]
        self._next_piece.start()

    def _send_piece(self) -> None:
        self.clients[-1].write(self._pieces.popleft())
        if self._pieces:
            self._next_piece.start()

    def hang_up(self) -> None:
        self.clients[-1].abort()

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        client = self._server.nextPendingConnection()
        assert client is not None
        self.clients.append(client)
        client.readyRead.connect(lambda: self._read(client))

    def _read(self, client: QLocalSocket) -> None:
        while client.canReadLine():
            line = bytes(client.readLine().data()).decode().removesuffix("\r\n")
            self.received.append(line)
            if self._in_text and line != ".":
                continue
            answer = self._answer(line)
            self._in_text = line == "SPEAK" and bool(answer) and str(answer).startswith("230")
            if answer:
                self.send(answer)

    def _answer(self, line: str) -> str | None:
        for beginning, answer in self.answers:
            if line.startswith(beginning):
                return answer
        return "200 OK\r\n"


class Setup:
    """An engine and its reports."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.failures: list[str] = []
        self.spoken: list[bool] = []
        self._folder, self._stack = folder, stack

    @property
    def path(self) -> Path:
        return self._folder / "speech-dispatcher" / "speechd.sock"

    def service(self, answers: dict[str, str | None] | None = None) -> FakeService:
        self.path.parent.mkdir(exist_ok=True)
        service = FakeService(self.path, answers)
        self._stack.callback(service.close)
        return service

    def voice(
        self,
        environment: dict[str, str] | None = None,
        start_timeout: timedelta = timedelta(seconds=20),
        reply_timeout: timedelta = timedelta(seconds=20),
        max_delay: timedelta = timedelta(seconds=20),
        language: str = "en_GB",
    ) -> SpeechDispatcher:
        voice = SpeechDispatcher(
            language,
            self.failures.append,
            {"XDG_RUNTIME_DIR": str(self._folder), "SPEECHD_CMD": "/nonexistent"} | (environment or {}),
            start_timeout,
            reply_timeout,
            max_delay,
            lambda: self.spoken.append(True),
        )
        self._stack.callback(voice.close)
        return voice


@pytest.fixture
def made(qtbot: QtBot, tmp_path: Path, stack: ExitStack) -> Iterator[Setup]:
    yield Setup(tmp_path, stack)


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_text_is_spoken_after_the_set_up(qtbot: QtBot, made: Setup, in_pieces: bool) -> None:
    """Whatever its lines begin with, and whether lines come whole or in two pieces."""
    service, voice = made.service(), made.voice()
    service.in_pieces = in_pieces
    voice.set_volume(0.5)
    voice.set_rate(-0.2)
    voice.say("Press.\n.\n..Five.\nSTOP ALL")
    qtbot.waitUntil(lambda: "." in service.received[-1:])
    assert service.received == [
        *SET_UP[:-2],
        "SET SELF VOLUME -50",
        "SET SELF RATE -20",
        "CANCEL SELF",
        "SPEAK",
        "Press.",
        "..",
        "...Five.",
        "STOP ALL",
        ".",
    ]
    assert (voice.language, made.spoken) == ("en_GB", [])
    service.send(BEGIN)
    qtbot.waitUntil(lambda: made.spoken == [True])
    assert (voice.problem, made.failures) == (None, [])


def test_it_stops_only_its_own_speech(qtbot: QtBot, made: Setup) -> None:
    service, voice = made.service(), made.voice()
    voice.say("Press.")
    qtbot.waitUntil(lambda: service.received[-1:] == ["."])
    voice.stop()
    qtbot.waitUntil(lambda: service.received[-1] == "CANCEL SELF")
    voice.say("Relax.")
    qtbot.waitUntil(lambda: service.received[-1:] == ["."])
    assert service.received[-4:] == ["CANCEL SELF", "SPEAK", "Relax.", "."]
    assert not any(line.endswith(" ALL") for line in service.received)


def test_nothing_is_spoken_when_stopped_before_it_is_ready(qtbot: QtBot, made: Setup) -> None:
    service, voice = made.service(), made.voice()
    voice.say("Press.")
    voice.stop()
    qtbot.waitUntil(lambda: service.received == SET_UP)
    voice.set_volume(0.5)
    voice.set_volume(0.5)
    qtbot.waitUntil(lambda: service.received == [*SET_UP, "SET SELF VOLUME -50"])


def test_a_text_that_would_be_late_is_dropped(qtbot: QtBot, made: Setup) -> None:
    service, voice = made.service(), made.voice(max_delay=timedelta(0))
    voice.say("Press.")
    qtbot.waitUntil(lambda: service.received == SET_UP)
    voice.say("Relax.")
    voice.set_rate(1)
    qtbot.waitUntil(lambda: service.received[-1] == "SET SELF RATE 100")
    assert "SPEAK" not in service.received


def test_a_setting_that_is_refused_is_left(qtbot: QtBot, made: Setup) -> None:
    refused = "409 ERR RATE TOO HIGH\r\n"
    service, voice = made.service({"SET SELF": refused}), made.voice()
    voice.say("Press.")
    qtbot.waitUntil(lambda: service.received[-1:] == ["."])
    assert (voice.problem, made.failures) == (None, [])


@pytest.mark.parametrize("answer", ["300 ERR INTERNAL\r\n", "200 OK\r\n"])
def test_a_text_that_is_refused_is_reported_and_not_sent(qtbot: QtBot, made: Setup, answer: str) -> None:
    """Its lines would be commands."""
    service, voice = made.service({"SPEAK": answer}), made.voice()
    voice.say("STOP ALL")
    qtbot.waitUntil(lambda: made.failures == ["The speech service refuses to speak."])
    assert service.received[-1] == "SPEAK"


@pytest.mark.parametrize("listed", ["250-dummy\r\n250 OK\r\n", "250 OK\r\n", "304 ERR CANT LIST\r\n"])
def test_a_service_without_a_voice_is_none(qtbot: QtBot, made: Setup, listed: str) -> None:
    service, voice = made.service({"LIST": listed}), made.voice()
    voice.say("Press.")
    qtbot.waitUntil(lambda: made.failures == [NO_VOICE])
    qtbot.waitUntil(lambda: service.clients[0].state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert (voice.problem, voice.language, service.received) == (NO_VOICE, "", SET_UP[:2])
    voice.say("Relax.")
    voice.close()
    voice.prepare()  # the next guide tries again
    qtbot.waitUntil(lambda: made.failures == [NO_VOICE, NO_VOICE])


@pytest.mark.parametrize("last", ["SET SELF CLIENT_NAME", "LIST", "SET SELF LANGUAGE", "CANCEL", "SPEAK", "."])
@pytest.mark.parametrize("hangs", [False, True])
def test_a_service_that_ends_or_hangs_in_the_middle_is_reported_once(
    qtbot: QtBot, made: Setup, last: str, hangs: bool
) -> None:
    timeout = SHORT if hangs else timedelta(seconds=20)
    service, voice = made.service({last: None}), made.voice(start_timeout=timeout, reply_timeout=timeout)
    with does_not_wait():
        voice.say("Press.")
    qtbot.waitUntil(lambda: bool(service.received) and service.received[-1].startswith(last))
    with does_not_wait():
        voice.say("Relax.")
        voice.set_volume(0.1)
        voice.stop()
    if not hangs:
        service.hang_up()
    qtbot.waitUntil(lambda: bool(made.failures))
    reason = "The speech service does not answer." if hangs else "The speech service has ended unexpectedly."
    voice.say("Press.")
    assert (made.failures, voice.problem) == ([reason], reason)


def test_the_first_reply_may_take_as_long_as_a_start(qtbot: QtBot, made: Setup) -> None:
    """Where systemd listens for it, the service is started by the connection."""
    service, voice = made.service({"SET SELF CLIENT_NAME": None}), made.voice(reply_timeout=timedelta(milliseconds=1))
    voice.prepare()
    qtbot.waitUntil(lambda: service.received == SET_UP[:1])
    QTimer.singleShot(100, lambda: service.send("208 OK CLIENT NAME SET\r\n"))
    qtbot.waitUntil(lambda: service.received[1:2] == SET_UP[1:2] or bool(made.failures))
    assert service.received[1] == SET_UP[1]


@pytest.mark.parametrize("answer", ["\r\n", "hello\r\n", "x" * 100_000])
def test_an_answer_that_is_none_is_reported(qtbot: QtBot, made: Setup, answer: str) -> None:
    made.service({"LIST": answer})
    made.voice().prepare()
    qtbot.waitUntil(lambda: made.failures == ["The speech service does not answer."])


def test_a_reply_or_notification_without_a_request_is_ignored(qtbot: QtBot, made: Setup) -> None:
    service, voice = made.service(), made.voice()
    voice.prepare()
    qtbot.waitUntil(lambda: service.received == SET_UP)
    service.send("704 PAUSED\r\n" + BEGIN + "200 OK\r\n" + BEGIN)
    qtbot.waitUntil(lambda: made.spoken == [True, True])
    voice.say("Press.")
    qtbot.waitUntil(lambda: service.received[-1:] == ["."])
    assert made.failures == []


def test_a_text_that_never_begins_is_reported(qtbot: QtBot, made: Setup) -> None:
    """As when the sound server below it hangs; a newer text does not put it off."""
    service, voice = made.service(), made.voice(start_timeout=SHORT)
    voice.say("Press.")
    again = QTimer(interval=20)
    again.timeout.connect(lambda: voice.say("Relax."))
    again.start()
    qtbot.waitUntil(lambda: bool(made.failures))
    again.stop()
    assert made.failures == ["The speech service does not answer."]
    assert made.spoken == [] and service.received.count("SPEAK") > 1


@pytest.mark.parametrize("ends", [BEGIN, CANCELLED])
def test_a_text_that_has_begun_or_was_cancelled_has_no_timeout(qtbot: QtBot, made: Setup, ends: str) -> None:
    service, voice = made.service(), made.voice(start_timeout=SHORT)
    voice.say("Press.")
    qtbot.waitUntil(lambda: service.received[-1:] == ["."])
    service.send(ends)
    qtbot.wait(1_300)  # longer than the timeout
    assert made.failures == []


@pytest.mark.parametrize("last", ["CANCEL", "SPEAK", ".", "no line"])
def test_close_finishes_the_requests(qtbot: QtBot, made: Setup, last: str) -> None:
    """Without a callback; a service that hangs is left after the time for a reply."""
    service, voice = made.service({last: None}), made.voice(reply_timeout=SHORT)
    voice.prepare()
    qtbot.waitUntil(lambda: service.received == SET_UP)
    with does_not_wait():
        voice.say("Press.")
        voice.close()
        voice.close()
    qtbot.waitUntil(lambda: service.clients[0].state() == QLocalSocket.LocalSocketState.UnconnectedState)
    if last == "no line":
        assert service.received[-4:] == ["CANCEL SELF", "SPEAK", "Press.", "."]
    assert (made.failures, made.spoken, voice.problem) == ([], [], None)


def test_it_does_not_connect_after_close(qtbot: QtBot, made: Setup) -> None:
    service, voice = made.service(), made.voice()
    voice.say("Press.")
    voice.close()
    other = made.voice()
    other.prepare()
    qtbot.waitUntil(lambda: service.received == SET_UP)
    assert len(service.clients) == 1 and made.failures == []


@pytest.mark.parametrize("address", ["unix_socket:/nonexistent/speech", "inet_socket:localhost:6560", "nonsense"])
def test_no_service_is_started_at_a_given_address(qtbot: QtBot, made: Setup, address: str) -> None:
    made.service()
    voice = made.voice({"SPEECHD_ADDRESS": address, "SPEECHD_CMD": "true"})
    with does_not_wait():
        voice.prepare()
        assert made.failures == []
    qtbot.waitUntil(lambda: made.failures == [NO_VOICE])


def test_a_given_address_is_used(qtbot: QtBot, made: Setup, tmp_path: Path, stack: ExitStack) -> None:
    service = FakeService(tmp_path / "own")
    stack.callback(service.close)
    made.voice({"SPEECHD_ADDRESS": f"unix_socket:{tmp_path}/own"}).prepare()
    qtbot.waitUntil(lambda: service.received == SET_UP)


@pytest.mark.parametrize("command", ["/nonexistent", "false"])
def test_a_service_that_cannot_be_started_is_none(qtbot: QtBot, made: Setup, command: str) -> None:
    made.voice({"SPEECHD_CMD": command}).prepare()
    qtbot.waitUntil(lambda: made.failures == [NO_VOICE])


@pytest.mark.skipif(os.getuid() != 0, reason="only root can write to another user's folder")
def test_root_starts_no_service_in_another_users_folder(qtbot: QtBot, made: Setup, tmp_path: Path) -> None:
    command = tmp_path / "command"
    command.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
    command.chmod(0o700)
    os.chown(tmp_path, 65534, 65534)
    made.voice({"SPEECHD_CMD": str(command)}, start_timeout=SHORT).prepare()
    qtbot.waitUntil(lambda: made.failures == [NO_VOICE])
    assert not (tmp_path / "started").exists()


def test_a_started_service_is_waited_for(qtbot: QtBot, made: Setup) -> None:
    """Also one that accepts connections late, but not for ever."""
    begun: list[FakeService] = []
    voice = made.voice({"SPEECHD_CMD": "true"})
    with does_not_wait():
        voice.say("Press.")
    QTimer.singleShot(300, lambda: begun.append(made.service()))
    qtbot.waitUntil(lambda: bool(begun) and begun[0].received[-1:] == ["."])
    assert made.failures == []
    never = Setup(made.path.parent, ExitStack())
    never.voice({"SPEECHD_CMD": "true"}, start_timeout=SHORT).prepare()
    qtbot.waitUntil(lambda: never.failures == [NO_VOICE])


@pytest.mark.parametrize(
    ("language", "voices", "spoken"),
    [
        ("de_DE", "249-English\ten\tnone\r\n249-German\tde\tnone\r\n249 OK VOICE LIST SENT\r\n", True),
        ("pt_BR", "249-Portuguese\tpt-PT\tnone\r\n249 OK VOICE LIST SENT\r\n", True),
        ("zh_CN", "249-Chinese (Mandarin)\tcmn\tnone\r\n249 OK VOICE LIST SENT\r\n", True),
        ("de_DE", "249-English\ten\tnone\r\n249 OK VOICE LIST SENT\r\n", False),
        ("de_DE", "304 ERR CANT LIST VOICES\r\n", True),
    ],
)
def test_a_text_is_spoken_only_by_a_voice_of_its_language(
    qtbot: QtBot, made: Setup, language: str, voices: str, spoken: bool
) -> None:
    service, voice = made.service({"LIST SYNTHESIS_VOICES": voices}), made.voice(language=language)
    voice.say("Press.")
    qtbot.waitUntil(lambda: bool(made.failures) or service.received[-1:] == ["."])
    assert made.failures == ([] if spoken else [NO_LANGUAGE])
    assert ("Press." in service.received) == spoken
