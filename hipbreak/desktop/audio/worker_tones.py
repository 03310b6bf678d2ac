"""The tones of the speaker's process, through QtMultimedia."""

import wave
from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSink, QMediaDevices

from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT, amplitude, say_back


class Tones:
    """A sink for each tone while it sounds, on what is the default device then.

    WORKAROUND for Qt 6.11: a QSoundEffect that is played while it sounds leaves a dead socket that takes all the
    event loop's time, after 2 to 20 of them; so its sinks are used as they are.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._devices = QMediaDevices()
        self._trouble: str | None = None
        self._quiet: Callable[[], None] | None = None
        self._tones = {name: _read(file) for name, file in files.items()}
        self._sounding: dict[QAudioSink, QBuffer] = {}
        self._amplitude = 1.0
        self._devices.audioOutputsChanged.connect(self._look)
        say_back(ready="qt-multimedia", through=self._devices.defaultAudioOutput().description())
        self._look()

    def do(self, order: Mapping[str, object]) -> None:
        match order:
            case {"play": str(name)} if name in self._tones:
                self._play(*self._tones[name])
            case {"volume": volume}:
                self._amplitude = amplitude(volume)

    def when_quiet(self, call: Callable[[], None]) -> None:
        self._quiet = call
        self._ended(None)

    def _play(self, form: QAudioFormat, samples: QByteArray) -> None:
        self._look()
        if self._trouble is not None:
            return
        sink, buffer = QAudioSink(self._devices.defaultAudioOutput(), form), QBuffer()
        buffer.setData(samples)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        sink.setVolume(self._amplitude)
        self._sounding[sink] = buffer
        sink.start(buffer)
        sink.stateChanged.connect(lambda state: self._changed(sink, state))

    def _changed(self, sink: QAudioSink, state: QAudio.State) -> None:
        if state in (QAudio.State.IdleState, QAudio.State.StoppedState):
            QTimer.singleShot(0, lambda: self._ended(sink))  # not within a signal of its own

    def _ended(self, sink: QAudioSink | None) -> None:
        if sink is not None and self._sounding.pop(sink, None) is not None:
            sink.stateChanged.disconnect()
            sink.stop()
            sink.deleteLater()  # else it would keep its place at the sound server
        if self._quiet is not None and not self._sounding:
            self._quiet()

    def _look(self) -> None:
        trouble = None if self._devices.audioOutputs() else NO_OUTPUT
        if trouble != self._trouble:
            self._trouble = trouble
            say_back(trouble=trouble)


def _read(file: str) -> tuple[QAudioFormat, QByteArray]:
    """A wave file of 16-bit samples."""
    with wave.open(file, "rb") as tone:
        form = QAudioFormat()
        form.setSampleRate(tone.getframerate())
        form.setChannelCount(tone.getnchannels())
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        return form, QByteArray(tone.readframes(tone.getnframes()))
