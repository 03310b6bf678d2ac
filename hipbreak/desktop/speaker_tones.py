"""The tones of the speaker's process, through QtMultimedia."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from hipbreak.desktop.speaker_child import NO_OUTPUT, amplitude, say_back


class Tones:
    """One loaded effect for each tone, on whichever device is the default one."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._devices = QMediaDevices()
        self._trouble: str | None = None
        self._quiet: Callable[[], None] | None = None
        self._effects = {name: self._effect(file) for name, file in files.items()}
        self._devices.audioOutputsChanged.connect(self._look)
        say_back(ready="qt-multimedia")
        self._look()

    def do(self, order: Mapping[str, object]) -> None:
        match order:
            case {"play": str(name)} if name in self._effects:
                self._effects[name].play()
            case {"volume": volume}:
                for effect in self._effects.values():
                    effect.setVolume(amplitude(volume))
            case {"stop": _}:
                for effect in self._effects.values():
                    effect.stop()

    def when_quiet(self, call: Callable[[], None]) -> None:
        self._quiet = call
        self._playing_changed()

    def _effect(self, file: str) -> QSoundEffect:
        effect = QSoundEffect()
        effect.setSource(QUrl.fromLocalFile(file))
        effect.playingChanged.connect(self._playing_changed)
        return effect

    def _playing_changed(self) -> None:
        if self._quiet is not None and not any(effect.isPlaying() for effect in self._effects.values()):
            self._quiet()

    def _look(self) -> None:
        trouble = None if self._devices.audioOutputs() else NO_OUTPUT
        if trouble != self._trouble:
            self._trouble = trouble
            say_back(trouble=trouble)
