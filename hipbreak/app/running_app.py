"""Sends commands to the running app of a profile, in whatever session it was started; imports no Qt."""

import time
from collections.abc import Iterator
from typing import Any

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.ipc.protocol import NoRunningApp, Reply, ask, follow
from hipbreak.store.paths import AppPaths
from hipbreak.store.writer_lock import find_holder, read_holder

_RETRY_S = 0.02


def ask_app(
    paths: AppPaths, command: str, args: dict[str, Any] | None = None, timeout: float = 2.0, retry_for: float = 0.0
) -> Reply:
    """Send a command to the app that keeps this log, and wait for its answer.

    NoRunningApp after retries for `retry_for` seconds: an app that starts holds the lock before it listens. NoAnswer;
    BadRequest.
    """
    until = time.monotonic() + retry_for
    while True:
        for socket in _sockets(paths):
            try:
                return ask(socket, command, args or {}, timeout, str(paths.log))
            except NoRunningApp as error:
                reason = error
        if time.monotonic() >= until:
            raise reason
        time.sleep(_RETRY_S)


def follow_app(paths: AppPaths) -> Iterator[Reply]:
    """The status of the app that keeps this log, at each change until it ends or is read no more; as `ask_app`."""
    reason = NoRunningApp(_("Hipbreak is not running."))
    for socket in _sockets(paths):
        replies = follow(socket, "follow", log=str(paths.log))
        try:
            first = next(replies)
        except NoRunningApp as error:
            reason = error
            continue
        yield first
        yield from replies
        return
    raise reason


def why_unreachable(paths: AppPaths) -> str:
    """One sentence about the process that holds the lock of this log and does not answer."""
    process = read_holder(paths.lock).process
    if process:
        return _("Hipbreak is running ({process}), but does not answer from here.").format(process=process)
    holder = find_holder(paths.lock)
    if not holder:
        return _("Another program holds the lock {lock}.").format(lock=paths.lock)
    return _("Another program (process {process}) holds the lock {lock}.").format(process=holder, lock=paths.lock)


def _sockets(paths: AppPaths) -> Iterator[str]:
    """The app's socket of this session, then the one named in its lock file."""
    yield paths.socket
    named = read_holder(paths.lock).socket
    if named not in ("", paths.socket):
        yield named
