"""Writes files whole: a reader, a crash or a full disk never leaves half of one under its name."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


@contextmanager
def replacing(path: Path, *, mode: int = 0o600, durable: bool = True) -> Generator[TextIO, None, None]:
    """A text file (UTF-8, line ends as written) that takes the place of `path` when the block ends; OSError.

    Until then it is beside `path` under a name of its own, and is deleted when the block fails. A link at `path`
    stays a link. `durable`: what has been replaced is on the disk, also after a power cut.
    """
    target = Path(os.path.realpath(path))
    part = target.with_name(f"hipbreak-{os.urandom(4).hex()}.part")  # not from tempfile, which takes 10 ms to import
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        if mode != 0o600:  # not otherwise: a memory stick refuses it
            part.chmod(mode)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if durable and os.name == "posix":
        with suppress(OSError):  # not every file system can, and the file is there
            _sync_folder(target.parent)


def write_file(path: Path, text: str | bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Let `text`, or bytes, take the place of what is in `path`, as `replacing` does; OSError."""
    with replacing(path, mode=mode, durable=durable) as file:
        file.buffer.write(text.encode() if isinstance(text, str) else text)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
