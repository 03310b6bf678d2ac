"""Speech in the audio worker, with the program `say` of macOS."""

import subprocess
from collections.abc import Mapping

from hipbreak.desktop.audio.worker_protocol import NO_SAY, send_reply

_NORMAL_RATE = 175
"""Words a minute."""


class SayHandler:
    """Runs one program for each text. It has no volume, and its voice is the one of the system."""

    def __init__(self) -> None:
        self._rate = _NORMAL_RATE
        self._process: subprocess.Popen[bytes] | None = None
        send_reply(ready="say", device="")

    def handle(self, command: Mapping[str, object]) -> None:
        match command:
            case {"say": str(text)}:
                self._stop()
                self._say(text)
            case {"stop": _}:
                self._stop()
            case {"rate": int() | float() as rate}:
                self._rate = round(_NORMAL_RATE * 2 ** min(max(rate, -1.0), 1.0))

    def finish(self) -> None:
        if self._process is not None:
            self._process.wait()

    def _say(self, text: str) -> None:
        """The text goes through a pipe: as an argument it could be an option."""
        try:
            self._process = subprocess.Popen(["say", "-r", str(self._rate)], stdin=subprocess.PIPE)
        except OSError:
            send_reply(useless=NO_SAY)
            return
        if self._process.stdin is not None:
            self._process.stdin.write(text.encode())
            self._process.stdin.close()

    def _stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None
