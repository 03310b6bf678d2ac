"""Sound output of the audio worker through miniaudio: https://github.com/irmen/pyminiaudio"""

import sys
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from types import ModuleType


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

NAME = "miniaudio"

_PERIOD_MS = 25
_SILENCE_MS = 300
"""Played after the samples: closing a device drops what it still holds."""
_BACKENDS = {
    "linux": (Backend.PULSEAUDIO, Backend.ALSA, Backend.JACK),
    "win32": (Backend.WASAPI, Backend.DSOUND, Backend.WINMM),
    "darwin": (Backend.COREAUDIO,),
}
"""In order of preference. Never Backend.NULL, which "plays" without a device."""


class _Device(miniaudio.PlaybackDevice):  # type: ignore[misc,unused-ignore] # it has no types
    """The present default device of a backend, with a connection of its own."""

    def __init__(self, backend: Backend, rate: int, channels: int) -> None:
        signed16 = miniaudio.SampleFormat.SIGNED16
        super().__init__(signed16, channels, rate, _PERIOD_MS, backends=[backend], app_name="Hipbreak")

    def close(self) -> None:
        """Also close the connection, which WORKAROUND miniaudio 1.71 leaves open: PulseAudio accepts 64."""
        super().close()
        context, self._context = getattr(self, "_context", None), None
        if context is not None:
            miniaudio.lib.ma_context_uninit(context)


class MiniaudioOutput:
    """An `AudioOutput` on one device."""

    def __init__(self, device: _Device) -> None:
        self._device = device

    @property
    def device_name(self) -> str:
        lib, ffi, context = miniaudio.lib, miniaudio.ffi, self._device._context
        info = ffi.new("ma_device_info *")
        found = lib.ma_context_get_device_info(context, miniaudio.DeviceType.PLAYBACK.value, ffi.NULL, info)
        name = ffi.string(info.name).decode(errors="replace") if found == lib.MA_SUCCESS else ""
        return str(name or self._device.backend)

    def play(self, samples: bytes) -> bool:
        device, played = self._device, threading.Event()
        silent_frames = device.sample_rate * _SILENCE_MS // 1000
        frames = _frames(samples, device.sample_width * device.nchannels, silent_frames, played)
        next(frames)
        try:
            device.start(frames)
        except MiniaudioError:
            self.close()
            return False
        threading.Thread(target=self._close_when, args=(played,)).start()
        return True

    def close(self) -> None:
        self._device.close()

    def _close_when(self, played: threading.Event) -> None:
        """In a thread, since closing waits; the thread of the device may not."""
        played.wait()
        self.close()


def open_output(rate: int, channels: int) -> MiniaudioOutput | None:
    """Open the default device of the first backend that has one."""
    for backend in _BACKENDS.get(sys.platform, _BACKENDS["linux"]):
        try:
            return MiniaudioOutput(_Device(backend, rate, channels))
        except MiniaudioError:
            continue
    return None


def _frames(
    samples: bytes, frame_size: int, silent_frames: int, played: threading.Event
) -> Generator[bytes, int, None]:
    """Yield as many frames as are requested: the samples, then silence; set `played` after `silent_frames` of it."""
    at, end = 0, len(samples) + silent_frames * frame_size
    wanted = yield b""
    while True:
        size = wanted * frame_size
        part = samples[at : at + size]
        at += size
        if at >= end:
            played.set()
        wanted = yield part.ljust(size, b"\0")
