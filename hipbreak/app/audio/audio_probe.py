"""Whether tones and words can be heard here: both are loaded for the question, and let go when it is answered."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from hipbreak.app.audio.audio_test import AudioBackends
from hipbreak.core.diagnostics import NONE, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.desktop.audio.base import SpeechEngine
from hipbreak.desktop.audio.tones import TonePlayer
from hipbreak.desktop.audio.worker_process import AudioWorker

_LOOK_MS = 100
_LIMIT = timedelta(seconds=20)  # speech-dispatcher with all voices of espeak-ng takes 5 to 9 s to tell them
_HOLDS = timedelta(minutes=1)


class AudioProbe(QObject):
    """The first `findings` begins to find out; a later one, a minute after the answer, does so anew."""

    def __init__(self, ports: AudioBackends | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports or AudioBackends()
        self._answers: dict[str, Finding] = {}
        self._parts: dict[str, tuple[TonePlayer | SpeechEngine, Callable[[], str]]] = {}  # and what it is heard through
        self._names: dict[str, str] = {}
        self._since = QElapsedTimer()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._take_answers)

    @property
    def settled(self) -> bool:
        """Whether both are answered."""
        return self._since.isValid() and not self._parts

    def findings(self) -> tuple[Finding, Finding]:
        """Tones and voice, as far as is known."""
        if not self._parts and (not self._since.isValid() or self._since.elapsed() > _ms(_HOLDS)):
            self._begin()
        return self._finding("sound"), self._finding("voice")

    def close(self) -> None:
        """The app ends; may be called twice."""
        self._look.stop()
        for part, _ in self._parts.values():
            part.close()
        self._parts.clear()
        AudioWorker.end_all()

    def _begin(self) -> None:
        self._since.start()
        self._answers.clear()
        self._names.clear()
        sound, voice = (
            self._ports.sound(self._failed("sound"), _LIMIT),
            self._ports.voice(self._failed("voice"), _LIMIT),
        )
        self._parts = {"sound": (sound, lambda: sound.through), "voice": (voice, lambda: voice.language)}
        for part in (sound, voice):
            part.prepare()
        self._look.start()
        self._take_answers()

    def _failed(self, name: str) -> Callable[[str], None]:
        def failed(why: str) -> None:
            self._answers[name] = Finding(
                name, NONE, diagnostics_text.not_heard(), False, diagnostics_text.guided_silently(why)
            )

        return failed

    def _take_answers(self) -> None:
        for name, (part, through) in list(self._parts.items()):
            before, self._names[name] = self._names.get(name), part.name
            if through() or (part.name == "plyer" and before == part.name):  # which says nothing of itself
                self._answers[name] = Finding(name, part.name, diagnostics_text.sounds(through()), True)
            elif part.trouble is not None and part.name == NONE:
                self._failed(name)(part.trouble)
            if name in self._answers or self._since.elapsed() > _ms(_LIMIT):
                self._parts.pop(name)[0].close()
        if not self._parts:
            self._look.stop()

    def _finding(self, name: str) -> Finding:
        if name in self._answers:
            return self._answers[name]
        if name in self._parts:
            return Finding(name, self._parts[name][0].name, diagnostics_text.looking(), True)
        return Finding(
            name,
            NONE,
            diagnostics_text.not_heard(),
            False,
            diagnostics_text.guided_silently(diagnostics_text.no_answer()),
        )


def _ms(duration: timedelta) -> int:
    return duration // timedelta(milliseconds=1)
