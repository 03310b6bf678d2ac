"""Speech in the audio worker, with the program `say` of macOS."""

import re
import subprocess
from collections.abc import Mapping

from hipbreak.desktop.audio.worker_protocol import NO_LANGUAGE, NO_SAY, send_reply

_NORMAL_RATE = 175
"""Words a minute."""
_VOICE = re.compile(r"(\S.*?)\s+([a-z]{2,3})[_-](\w+)\s+#")
"""A line of `say -v ?`: name, language, country, and a sample behind the number sign."""


class SayHandler:
    """Runs one program for each text. It has no volume; its voice is the first of the language."""

    def __init__(self, language: str) -> None:
        """`language` like `de` or `de_AT`."""
        self._rate, self._voice = _NORMAL_RATE, ""
        self._process: subprocess.Popen[bytes] | None = None
        try:
            listed = subprocess.run(["say", "-v", "?"], capture_output=True, text=True, errors="replace", check=False)
        except OSError:
            send_reply(useless=NO_SAY)
            return
        found = voice_of(language, listed.stdout)
        if found is None:
            send_reply(useless=NO_LANGUAGE)
            return
        self._voice, locale = found
        send_reply(ready="say", device=locale)

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
            self._process = subprocess.Popen(["say", "-v", self._voice, "-r", str(self._rate)], stdin=subprocess.PIPE)
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


def voice_of(language: str, listed: str) -> tuple[str, str] | None:
    """Name and locale of a voice for the language, best of its country, in the output of `say -v ?`."""
    base, _, country = language.replace("-", "_").partition("_")
    voices = [found.groups() for line in listed.splitlines() if (found := _VOICE.match(line)) and found[2] == base]
    voices.sort(key=lambda voice: voice[2] != country)
    return (voices[0][0], f"{voices[0][1]}_{voices[0][2]}") if voices else None
