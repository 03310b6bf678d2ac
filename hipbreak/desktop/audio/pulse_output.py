"""Sound output of the audio worker through libpulse-simple, where miniaudio is not installed: on ARM, on Debian.

https://freedesktop.org/software/pulseaudio/doxygen/simple.html
"""

import ctypes
import threading

NAME = "pulseaudio"

_PLAYBACK, _SIGNED16_LITTLE_ENDIAN = 1, 3
_BUFFER_MS = 75
_DEFAULT = 2**32 - 1


class _SampleSpec(ctypes.Structure):
    _fields_ = [("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8)]


class _BufferSizes(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint32) for name in ("maximum", "target", "prebuffer", "request", "fragment")]


class PulseOutput:
    """An `AudioOutput` on one stream, which the server moves to its default device."""

    device_name = "PulseAudio"

    def __init__(self, library: ctypes.CDLL, stream: int) -> None:
        self._library, self._stream = library, ctypes.c_void_p(stream)

    def play(self, samples: bytes) -> bool:
        threading.Thread(target=self._play, args=(samples,)).start()
        return True

    def close(self) -> None:
        self._library.pa_simple_free(self._stream)

    def _play(self, samples: bytes) -> None:
        """Each call waits."""
        if self._library.pa_simple_write(self._stream, samples, ctypes.c_size_t(len(samples)), None) == 0:
            self._library.pa_simple_drain(self._stream, None)
        self.close()


def open_output(rate: int, channels: int) -> PulseOutput | None:
    """Open a stream on the default device."""
    try:
        library = ctypes.CDLL("libpulse-simple.so.0")
    except OSError:
        return None
    library.pa_simple_new.restype = ctypes.c_void_p
    spec = ctypes.byref(_SampleSpec(_SIGNED16_LITTLE_ENDIAN, rate, channels))
    target = rate * channels * 2 * _BUFFER_MS // 1000
    sizes = ctypes.byref(_BufferSizes(_DEFAULT, target, _DEFAULT, _DEFAULT, _DEFAULT))
    stream = library.pa_simple_new(None, b"Hipbreak", _PLAYBACK, None, b"tone", spec, None, sizes, None)
    return None if stream is None else PulseOutput(library, stream)
