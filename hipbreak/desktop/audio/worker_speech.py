"""Speech in the audio worker, with QtTextToSpeech."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtTextToSpeech import QTextToSpeech

from hipbreak.desktop.audio.worker_protocol import amplitude, send_reply

NO_VOICE = "There is no speech service with a voice here (on Linux, speech-dispatcher with espeak-ng)."


def create_speech_handler(language: str) -> "SpeechHandler | None":
    """Create the handler of the first engine with a voice; report and return None if there is none.

    `language` like `en` or `en_GB`. The "mock" engine of Qt is silent.
    """
    for engine in QTextToSpeech.availableEngines():
        if engine != "mock":
            speech = QTextToSpeech(engine)
            if speech.state() != QTextToSpeech.State.Error and speech.availableVoices():
                return SpeechHandler(engine, speech, language)
    send_reply(useless=NO_VOICE)
    return None


def closest_locale(wanted: QLocale, available: Sequence[QLocale], system: QLocale) -> QLocale | None:
    """Return the wanted locale, else that of this country, else the first of the language."""
    matching = [locale for locale in available if locale.language() == wanted.language()]
    for match in (wanted.name(), QLocale(wanted.language(), system.territory()).name()):
        for locale in matching:
            if locale.name() == match:
                return locale
    return matching[0] if matching else None


class SpeechHandler:
    """Executes commands with one engine."""

    def __init__(self, engine: str, speech: QTextToSpeech, language: str) -> None:
        self._speech = speech
        self._on_silent: Callable[[], None] | None = None
        # WORKAROUND for Qt 6.11: in the C locale it uses its first voice, whatever its language.
        locale = closest_locale(QLocale(language), speech.availableLocales(), QLocale.system())
        if locale is not None:
            speech.setLocale(locale)
        base_voices = [voice for voice in speech.availableVoices() if "+" not in voice.name()]  # espeak-ng's variants
        if base_voices and "+" in speech.voice().name():
            speech.setVoice(base_voices[0])
        speech.stateChanged.connect(self._state_changed)
        send_reply(ready=f"qt-{engine}", device=speech.locale().name())

    def handle(self, command: Mapping[str, object]) -> None:
        match command:
            case {"say": str(text)}:
                self._speech.say(text)  # interrupts the current text by itself
            case {"stop": _} if self._speech.state() == QTextToSpeech.State.Speaking:
                self._speech.stop()  # it would also stop the speech of other programs, such as a screen reader
            case {"volume": volume}:
                self._speech.setVolume(amplitude(volume))
            case {"rate": int() | float() as rate}:
                self._speech.setRate(min(max(float(rate), -1.0), 1.0))

    def call_when_silent(self, call: Callable[[], None]) -> None:
        self._on_silent = call
        self._state_changed()

    def _state_changed(self) -> None:
        state = self._speech.state()
        if state == QTextToSpeech.State.Error:
            send_reply(useless=self._speech.errorString() or NO_VOICE)
        if self._on_silent is not None and state != QTextToSpeech.State.Speaking:
            self._on_silent()
