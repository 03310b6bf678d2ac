"""Gives memory that nobody uses any more back to the system, after something large was let go."""

import ctypes
import gc

from PySide6.QtGui import QPixmapCache


def trim_memory() -> None:
    """Collect what is unreachable; then let glibc, which keeps what is freed, return it (5 MB after ten years of days).

    Qt keeps pictures of buttons and fields by their colours, so those of a closed window serve no later one.
    Takes a few milliseconds. Where the C library has no `malloc_trim` (musl, macOS, Windows) only the first happens.
    """
    gc.collect()
    QPixmapCache.clear()
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return
