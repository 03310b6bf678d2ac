"""Files that a person names: reading a named pipe or a device might never end."""

import errno
import stat
from pathlib import Path


def require_regular(path: Path) -> None:
    """OSError unless this is a regular file, or a link to one."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
