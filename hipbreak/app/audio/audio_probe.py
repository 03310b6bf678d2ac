"""Finds out whether tones and voice work: both are loaded for that, and unloaded afterwards."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from hipbreak.app.audio.audio_cues import AudioBackends
from hipbreak.core.diagnostics import NONE, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.desktop.audio.base import AudioPart, do_nothing
from hipbreak.desktop.audio.worker_process import AudioWorker

_POLL_MS = 100
_LIMIT = timedelta(seconds=20)  # that a speech service may take to start
_UNNAMED = ("plyer", "say")  # which name no language
_VALID_FOR = timedelta(minutes=1)


class AudioProbe(QObject):
    """The first `findings` starts the probe; one that comes a minute later starts it again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._backends = AudioBackends()
        self._findings: dict[str, Finding] = {}
        self._parts: dict[str, tuple[AudioPart, Callable[[], str]]] = {}  # and its device or language
        self._names: dict[str, str] = {}
        self._since = QElapsedTimer()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self._collect)

    @property
    def settled(self) -> bool:
        """Whether both are known."""
        return self._since.isValid() and not self._parts

    def findings(self) -> tuple[Finding, Finding]:
        """Tones and voice, as far as is known."""
        if not self._parts and (not self._since.isValid() or self._since.elapsed() > _ms(_VALID_FOR)):
            self._start()
        return self._finding("sound"), self._finding("voice")

    def close(self) -> None:
        """Unload everything and end the audio processes. Idempotent."""
        self._poll.stop()
        for part, _ in self._parts.values():
            part.close()
        self._parts.clear()
        AudioWorker.end_all()

    def _start(self) -> None:
        self._since.start()
        self._findings.clear()
        self._names.clear()
        sound = self._backends.tones(partial(self._fail, "sound"), _LIMIT, do_nothing)
        voice = self._backends.voice(partial(self._fail, "voice"), _LIMIT, do_nothing)
        self._parts = {"sound": (sound, lambda: sound.device), "voice": (voice, lambda: voice.language)}
        for part in (sound, voice):
            part.prepare()
        self._poll.start()
        self._collect()

    def _fail(self, name: str, why: str) -> None:
        self._findings[name] = _silent(name, why)

    def _collect(self) -> None:
        for name, (part, device) in list(self._parts.items()):
            before, self._names[name] = self._names.get(name), part.name
            if device() or (part.name in _UNNAMED and before == part.name):
                self._findings[name] = Finding(name, part.name, diagnostics_text.sounds(device()), True)
            elif part.problem is not None and part.name == NONE:
                self._fail(name, part.problem)
            if name in self._findings or self._since.elapsed() > _ms(_LIMIT):
                self._parts.pop(name)[0].close()
        if not self._parts:
            self._poll.stop()

    def _finding(self, name: str) -> Finding:
        if name in self._findings:
            return self._findings[name]
        if name in self._parts:
            return Finding(name, self._parts[name][0].name, diagnostics_text.still_looking(), True)
        return _silent(name, diagnostics_text.no_answer_in_time())


def _silent(name: str, why: str) -> Finding:
    return Finding(name, NONE, diagnostics_text.nothing_audible(), False, diagnostics_text.guided_silently(why))


def _ms(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
