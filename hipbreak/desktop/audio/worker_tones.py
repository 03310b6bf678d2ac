"""Tones in the audio worker, with QtMultimedia."""

import wave
from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QTimer
from PySide6.QtMultimedia import QAudio, QAudioFormat, QAudioSink, QMediaDevices

from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT, amplitude, send_reply


class ToneHandler:
    """Plays each tone with a sink of its own on the current default device.

    WORKAROUND for Qt 6.11: a QSoundEffect that is played again while it sounds leaves, after 2 to 20 times, a dead
    socket that takes all the time of the event loop; hence plain sinks.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._devices = QMediaDevices()
        self._trouble: str | None = None
        self._on_silent: Callable[[], None] | None = None
        self._tones = {name: _read_wave(file) for name, file in files.items()}
        self._sinks: dict[QAudioSink, QBuffer] = {}
        self._amplitude = 1.0
        self._devices.audioOutputsChanged.connect(self._update_device)
        send_reply(ready="qt-multimedia", device=self._devices.defaultAudioOutput().description())
        self._update_device()

    def handle(self, command: Mapping[str, object]) -> None:
        match command:
            case {"play": str(name)} if name in self._tones:
                self._play(*self._tones[name])
            case {"volume": volume}:
                self._amplitude = amplitude(volume)

    def call_when_silent(self, call: Callable[[], None]) -> None:
        self._on_silent = call
        self._sink_finished(None)

    def _play(self, audio_format: QAudioFormat, samples: QByteArray) -> None:
        self._update_device()
        if self._trouble is not None:
            return
        sink, buffer = QAudioSink(self._devices.defaultAudioOutput(), audio_format), QBuffer()
        buffer.setData(samples)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        sink.setVolume(self._amplitude)
        self._sinks[sink] = buffer
        sink.start(buffer)
        sink.stateChanged.connect(lambda state: self._sink_state_changed(sink, state))

    def _sink_state_changed(self, sink: QAudioSink, state: QAudio.State) -> None:
        if state in (QAudio.State.IdleState, QAudio.State.StoppedState):
            QTimer.singleShot(0, lambda: self._sink_finished(sink))  # not within its own signal

    def _sink_finished(self, sink: QAudioSink | None) -> None:
        if sink is not None and self._sinks.pop(sink, None) is not None:
            sink.stateChanged.disconnect()
            sink.stop()
            sink.deleteLater()  # else its stream stays at the sound server
        if self._on_silent is not None and not self._sinks:
            self._on_silent()

    def _update_device(self) -> None:
        trouble = None if self._devices.audioOutputs() else NO_OUTPUT
        if trouble != self._trouble:
            self._trouble = trouble
            send_reply(trouble=trouble)


def _read_wave(file: str) -> tuple[QAudioFormat, QByteArray]:
    """Read a wave file of 16-bit samples."""
    with wave.open(file, "rb") as tone:
        audio_format = QAudioFormat()
        audio_format.setSampleRate(tone.getframerate())
        audio_format.setChannelCount(tone.getnchannels())
        audio_format.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        return audio_format, QByteArray(tone.readframes(tone.getnframes()))
