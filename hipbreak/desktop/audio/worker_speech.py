"""The words of the speaker's process, through QtTextToSpeech."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QLocale
from PySide6.QtTextToSpeech import QTextToSpeech

from hipbreak.desktop.audio.worker_protocol import amplitude, say_back

NO_VOICE = "There is no speech service with a voice here (on Linux, speech-dispatcher with espeak-ng)."


def words(language: str) -> "Words | None":
    """The first engine that has a voice; None, and it is said, if there is none.

    `language` like `en` or `en_GB`. The "mock" engine of Qt is silent.
    """
    for engine in QTextToSpeech.availableEngines():
        if engine != "mock":
            speech = QTextToSpeech(engine)
            if speech.state() != QTextToSpeech.State.Error and speech.availableVoices():
                return Words(engine, speech, language)
    say_back(useless=NO_VOICE)
    return None


def nearest(wanted: QLocale, offered: Sequence[QLocale], here: QLocale) -> QLocale | None:
    """Of the locales in the wanted language: this very one, the one of this country, or the first."""
    same = [locale for locale in offered if locale.language() == wanted.language()]
    for match in (wanted.name(), QLocale(wanted.language(), here.territory()).name()):
        for locale in same:
            if locale.name() == match:
                return locale
    return same[0] if same else None


class Words:
    """An engine that speaks the language."""

    def __init__(self, engine: str, speech: QTextToSpeech, language: str) -> None:
        self._speech = speech
        self._quiet: Callable[[], None] | None = None
        # WORKAROUND for Qt 6.11: in the C locale its first voice is taken, whatever that one speaks.
        locale = nearest(QLocale(language), speech.availableLocales(), QLocale.system())
        if locale is not None:
            speech.setLocale(locale)
        plain = [voice for voice in speech.availableVoices() if "+" not in voice.name()]  # espeak-ng's variants
        if plain and "+" in speech.voice().name():
            speech.setVoice(plain[0])
        speech.stateChanged.connect(self._state_changed)
        say_back(ready=f"qt-{engine}", through=speech.locale().name())

    def do(self, order: Mapping[str, object]) -> None:
        match order:
            case {"say": str(text)}:
                self._speech.say(text)  # stops by itself what it was saying
            case {"stop": _} if self._speech.state() == QTextToSpeech.State.Speaking:
                self._speech.stop()  # it would stop everybody's speech, a screen reader's too
            case {"volume": volume}:
                self._speech.setVolume(amplitude(volume))
            case {"rate": int() | float() as rate}:
                self._speech.setRate(min(max(float(rate), -1.0), 1.0))

    def when_quiet(self, call: Callable[[], None]) -> None:
        self._quiet = call
        self._state_changed()

    def _state_changed(self) -> None:
        state = self._speech.state()
        if state == QTextToSpeech.State.Error:
            say_back(useless=self._speech.errorString() or NO_VOICE)
        if self._quiet is not None and state != QTextToSpeech.State.Speaking:
            self._quiet()
