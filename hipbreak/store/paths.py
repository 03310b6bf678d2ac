"""The paths of Hipbreak's files: in the user's folders, or in one private profile."""

import errno
import os
import stat
import sys
from pathlib import Path

from msgspec import Struct

from hipbreak.core.i18n import gettext as _

_LONGEST_SOCKET = 103 if sys.platform == "darwin" else 107
"""Bytes in `sun_path` less the final zero: https://man7.org/linux/man-pages/man7/unix.7.html"""

SAVED_SESSION = "session.json"
"""In the state folder: the interrupted session, if there is one."""


_BESIDE_LOG = ("hipbreak.lock", "hipbreak.sock", "settings.toml")


class AppPaths(Struct, frozen=True):
    """The path of every file; `socket` is text because on Windows it is the name of a pipe."""

    settings: Path
    log: Path
    lock: Path
    """Beside the log, since it is the log that has one writer."""
    socket: str
    state: Path  # a folder: what may be lost without harm

    @property
    def home(self) -> Path | None:
        """The folder of a private profile (`--home`), None for this user's own."""
        return self.settings.parent if self.state == self.settings.parent / "state" else None

    @property
    def is_new(self) -> bool:
        """Whether this profile was never used: it has neither settings nor a log."""
        return not (self.log.exists() or self.settings.exists())


def is_own_file(file: Path, log: Path) -> bool:
    """Whether Hipbreak itself keeps something in `file`: the log, what belongs to it, or what lies beside it."""
    try:
        if file.exists() and log.exists() and file.samefile(log):
            return True
        place, folder = file.resolve(), log.parent.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
    beside = place.name.startswith(log.name) or place.name in _BESIDE_LOG
    return place.parent == folder / "copies" or (place.parent == folder and beside)


class UnsafeFolder(OSError):
    """A folder belongs to another user; the text is one sentence that names it."""


class NoHome(Exception):
    """The folders of this user or a profile cannot be found; one sentence."""


def find_paths(home: Path | None) -> AppPaths:
    """The paths of the profile kept under `home`, or without it of this user; nothing is read or made. NoHome."""
    if home is not None:
        home = absolute_path(home)
        config, data, state, runtime = home, home, home / "state", home
    else:
        _require_home()
        import platformdirs  # noqa: PLC0415 - 17 ms that a profile of its own does not need

        config = Path(platformdirs.user_config_dir("hipbreak", appauthor=False))
        data = Path(platformdirs.user_data_dir("hipbreak", appauthor=False))
        state = Path(platformdirs.user_state_dir("hipbreak", appauthor=False))
        runtime = _runtime_folder("hipbreak")
    settings, log, lock = config / "settings.toml", data / "hipbreak.sqlite", data / "hipbreak.lock"
    return AppPaths(settings, log, lock, _socket_in(runtime), state)


def create_folders(paths: AppPaths) -> None:
    """Make the folders, for this user only, but for those missing on a read-only disk.

    OSError when one cannot be made or belongs to another user.
    """
    folders = (paths.settings.parent, paths.log.parent, paths.state)
    if sys.platform == "win32":
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        return
    private = {Path(paths.socket).parent, *([paths.home] if paths.home else [])}
    for folder in {*folders, *private}:
        refuse_root(folder)
    for folder in folders:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            if error.errno != errno.EROFS:  # what is there can still be read
                raise
    for folder in private:
        _make_private(folder, chosen=folder == paths.home)


def refuse_root(folder: Path) -> None:
    """UnsafeFolder if root would leave files that their owner could not use; `folder` need not be there yet.

    Root cannot give them to the folder's owner instead: what several programs write, and what a library writes beside
    it, is not known in one place.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    place = folder
    while place != place.parent and not os.path.lexists(place):
        place = place.parent
    try:
        owner = place.stat().st_uid
    except OSError:
        return  # writing there fails as well
    if owner != 0:
        raise UnsafeFolder(
            _(
                "{place} belongs to another user (number {owner}), and what root writes there would be "
                "out of that user's reach: run this as that user."
            ).format(place=place, owner=owner)
        )


def expand_home(text: str) -> Path:
    """The folder that a person has named, which may begin with `~`. NoHome."""
    if not text:
        raise NoHome(_("The name of the folder for --home is empty."))
    try:
        return absolute_path(Path(text).expanduser())
    except RuntimeError:
        raise NoHome(_("{text} cannot be used: there is no home folder of that user.").format(text=text)) from None


def absolute_path(folder: Path) -> Path:
    """The full path of a file or folder that a person has named. NoHome."""
    try:
        if b"\0" in os.fsencode(folder):
            raise NoHome(_("A name cannot have a null character."))
        return Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would ask the disk
    except UnicodeEncodeError:
        raise NoHome(_("A name cannot have characters that no file name can have.")) from None
    except FileNotFoundError:
        raise NoHome(_("The current folder no longer exists, so a name relative to it means nothing.")) from None


def _require_home() -> None:
    """NoHome if neither HOME nor the system's list of users names this user's folder, and it is needed."""
    if all(os.environ.get(f"XDG_{name}_HOME") for name in ("CONFIG", "DATA", "STATE")):
        return
    try:
        if Path.home().is_absolute():
            return
    except RuntimeError:
        pass
    raise NoHome(_("HOME names no folder, and this user has none: say where to keep the files with --home DIR."))


def _socket_in(folder: Path) -> str:
    plain = str(folder / "hipbreak.sock")
    if sys.platform != "win32" and len(os.fsencode(plain)) <= _LONGEST_SOCKET:
        return plain
    from hashlib import sha256  # noqa: PLC0415 - it brings OpenSSL, 3.4 MB, for a path that is seldom too long

    short = f"hipbreak-{sha256(os.fsencode(folder)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return short
    candidates = (_runtime_folder(short), _fallback_folder(short))
    paths = [str(candidate / "hipbreak.sock") for candidate in candidates]
    return next((path for path in paths if len(os.fsencode(path)) <= _LONGEST_SOCKET), paths[-1])


def _runtime_folder(name: str) -> Path:
    """The folder of that name where sockets belong.

    Not from platformdirs: it warns when there is no session (cron, ssh, a container), and its way out,
    a folder of a known name in /tmp, has no owner check.
    """
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Temp" / name
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        session = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}")
        usable = session.is_absolute() and os.access(session, os.W_OK | os.X_OK)
        return session / name if usable else _fallback_folder(name)


def _fallback_folder(name: str) -> Path:
    return Path("/tmp") / f"{name}-{os.getuid()}"  # `create_folders` checks its owner


def _make_private(folder: Path, chosen: bool) -> None:
    """Make the folder 0700; one that the person has chosen keeps its mode, if strangers cannot write there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.stat() if chosen else folder.lstat()
    mode = stat.S_IMODE(found.st_mode)
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise UnsafeFolder(
            _("{folder} belongs to another user, so Hipbreak cannot keep its socket there.").format(folder=folder)
        )
    if chosen and mode & stat.S_IWOTH:
        raise UnsafeFolder(
            _("{folder} can be written by other users, so Hipbreak cannot keep its socket there.").format(folder=folder)
        )
    if not chosen and mode & 0o077:
        folder.chmod(0o700)
