"""Tones in the audio worker."""

import wave
from array import array
from collections.abc import Mapping
from typing import Protocol

from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT, amplitude, send_reply

try:
    from hipbreak.desktop.audio import miniaudio_output as library
except ImportError:
    from hipbreak.desktop.audio import pulse_output as library  # type: ignore[no-redef]

_USUAL_RATE = 22_050


class AudioOutput(Protocol):
    """A connection to the present default device."""

    @property
    def device_name(self) -> str:
        """The device, or what leads to it."""

    def play(self, samples: bytes) -> bool:
        """Start to play 16-bit samples, and close the connection afterwards; return whether that is possible."""

    def close(self) -> None:
        """Close one that does not play."""


class ToneHandler:
    """Plays each tone on the device that is the default then."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._problem: str | None = None
        self._tones = {name: _read_wave(file) for name, file in files.items()}
        self._amplitude = 1.0
        output = library.open_output(_USUAL_RATE, 1)
        send_reply(ready=library.NAME, device="" if output is None else output.device_name)
        self._report(output is not None)
        if output is not None:
            output.close()

    def handle(self, command: Mapping[str, object]) -> None:
        match command:
            case {"play": str(name)} if name in self._tones:
                self._play(*self._tones[name])
            case {"volume": volume}:
                self._amplitude = amplitude(volume)

    def finish(self) -> None:
        """Nothing to do: Python waits for the threads that play."""

    def _play(self, rate: int, channels: int, samples: bytes) -> None:
        output: AudioOutput | None = library.open_output(rate, channels)
        factor = self._amplitude
        scaled = array("h", (int(sample * factor) for sample in array("h", samples))).tobytes()
        self._report(output is not None and output.play(scaled))

    def _report(self, works: bool) -> None:
        problem = None if works else NO_OUTPUT
        if problem != self._problem:
            self._problem = problem
            send_reply(problem=problem)


def _read_wave(file: str) -> tuple[int, int, bytes]:
    """Read sample rate, channels and 16-bit samples."""
    with wave.open(file, "rb") as tone:
        return tone.getframerate(), tone.getnchannels(), tone.readframes(tone.getnframes())
