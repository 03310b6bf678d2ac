"""Returns unused memory to the system after something large was released."""

import ctypes
import gc

from PySide6.QtGui import QPixmapCache


def trim_memory() -> None:
    """Collect garbage, and let glibc return freed memory (5 MB after ten years of days); takes a few milliseconds.

    Qt caches pictures of buttons and fields by colour; those of a closed window are of no further use. Without
    `malloc_trim` in the C library (musl, macOS, Windows) glibc's part is skipped.
    """
    gc.collect()
    QPixmapCache.setCacheLimit(0)
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return
