"""Tones in the audio worker, with miniaudio: https://github.com/irmen/pyminiaudio"""

import sys
import threading
import wave
from array import array
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType

from hipbreak.desktop.audio.worker_protocol import NO_OUTPUT, amplitude, send_reply


@contextmanager
def _without_http() -> Iterator[None]:
    """miniaudio has a radio client, which Hipbreak never uses: its imports would take 50 ms and 7 MB."""
    name, stub = "urllib.request", ModuleType("urllib.request")
    placed = sys.modules.setdefault(name, stub) is stub
    try:
        yield
    finally:
        if placed:
            del sys.modules[name]


with _without_http():
    import miniaudio
    from miniaudio import Backend, MiniaudioError

_PERIOD_MS = 25
_SILENCE_MS = 300
"""Played after a tone: closing a device drops what it still holds."""
_USUAL_RATE = 22_050
_BACKENDS = {
    "linux": (Backend.PULSEAUDIO, Backend.ALSA, Backend.JACK),
    "win32": (Backend.WASAPI, Backend.DSOUND, Backend.WINMM),
    "darwin": (Backend.COREAUDIO,),
}
"""In order of preference. Never Backend.NULL, which "plays" without a device."""


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc,unused-ignore] # it has no types
    """The present default device of a backend, with a connection of its own."""

    def __init__(self, backend: Backend, rate: int, channels: int) -> None:
        super().__init__(
            miniaudio.SampleFormat.SIGNED16,
            channels,
            rate,
            _PERIOD_MS,
            backends=[backend],
            app_name="Hipbreak",
        )

    @property
    def default_name(self) -> str:
        """The name of the default device, or of the backend."""
        info = miniaudio.ffi.new("ma_device_info *")
        null, playback = miniaudio.ffi.NULL, miniaudio.DeviceType.PLAYBACK.value
        if miniaudio.lib.ma_context_get_device_info(self._context, playback, null, info) == miniaudio.lib.MA_SUCCESS:
            return str(miniaudio.ffi.string(info.name).decode(errors="replace") or self.backend)
        return str(self.backend)

    def close(self) -> None:
        """Also close the connection, which WORKAROUND miniaudio 1.71 leaves open: a PulseAudio has room for 64."""
        super().close()
        context, self._context = getattr(self, "_context", None), None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


class ToneHandler:
    """Plays each tone on the current default device, with a thread that closes it afterwards."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._trouble: str | None = None
        self._tones = {name: _read_wave(file) for name, file in files.items()}
        self._amplitude = 1.0
        device = _open_device(_USUAL_RATE, channels=1)
        send_reply(ready="miniaudio", device="" if device is None else device.default_name)
        self._report(device)
        if device is not None:
            device.close()

    def handle(self, command: Mapping[str, object]) -> None:
        match command:
            case {"play": str(name)} if name in self._tones:
                self._play(*self._tones[name])
            case {"volume": volume}:
                self._amplitude = amplitude(volume)

    def finish(self) -> None:
        """Nothing to do: Python waits for the threads."""

    def _play(self, rate: int, channels: int, samples: bytes) -> None:
        device = _open_device(rate, channels)
        self._report(device)
        if device is None:
            return
        played = threading.Event()
        factor = self._amplitude
        scaled = array("h", (int(sample * factor) for sample in array("h", samples))).tobytes()
        frames = _frames(scaled, 2 * channels, rate * _SILENCE_MS // 1000, played)
        next(frames)
        try:
            device.start(frames)
        except MiniaudioError:
            device.close()
            self._report(None)
            return
        threading.Thread(target=_close_when, args=(played, device)).start()

    def _report(self, device: _Device | None) -> None:
        trouble = NO_OUTPUT if device is None else None
        if trouble != self._trouble:
            self._trouble = trouble
            send_reply(trouble=trouble)


def _open_device(rate: int, channels: int) -> _Device | None:
    for backend in _BACKENDS.get(sys.platform, _BACKENDS["linux"]):
        try:
            return _Device(backend, rate, channels)
        except MiniaudioError:
            continue
    return None


def _close_when(played: threading.Event, device: _Device) -> None:
    """Close the device; in a thread, since it waits, and the device's own may not."""
    played.wait()
    device.close()


def _frames(
    samples: bytes, frame_size: int, silent_frames: int, played: threading.Event
) -> Generator[bytes, int, None]:
    """Yield as many frames as are asked for: the samples, then silence; set `played` after `silent_frames` of it."""
    at, end = 0, len(samples) + silent_frames * frame_size
    wanted = yield b""
    while True:
        size = wanted * frame_size
        part = samples[at : at + size]
        at += size
        if at >= end:
            played.set()
        wanted = yield part.ljust(size, b"\0")


def _read_wave(file: str) -> tuple[int, int, bytes]:
    """Read sample rate, channels and 16-bit samples."""
    with wave.open(file, "rb") as tone:
        return tone.getframerate(), tone.getnchannels(), tone.readframes(tone.getnframes())
