"""Who may write to the log: the running app, or without one the command itself."""

import time
from typing import Any

from hipbreak.app.running_app import ask_app, why_unreachable
from hipbreak.cli.errors import DONE, CommandError, print_warnings
from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.ipc.protocol import NoRunningApp
from hipbreak.store.paths import AppPaths, UnsafeFolder, create_folders
from hipbreak.store.writer_lock import WriterLock

_ANSWER_S = 10.0  # until the app begins; then it may take as long as it needs
START_S = 10.0  # for an app that holds the lock and does not listen yet
_RETRY_S = 0.1


def delegate_or_lock(paths: AppPaths, command: str, args: dict[str, Any]) -> str | WriterLock:
    """Let the running app do it, and return its answer; without one, the lock that keeps it from starting.

    An app that runs meanwhile would continue from a state that is not the log's (R7).
    """
    until = time.monotonic() + START_S
    while True:
        try:
            reply = ask_app(paths, command, args, timeout=_ANSWER_S)
        except NoRunningApp:
            lock = claim_lock(paths, command)
            if lock is not None:
                return lock
            if time.monotonic() > until:
                raise CommandError(why_unreachable(paths)) from None
            time.sleep(_RETRY_S)
            continue
        if reply.code != DONE or not isinstance(reply.out, dict):
            raise CommandError(reply.error, reply.code)
        return str(reply.out["sentence"])


def claim_lock(paths: AppPaths, command: str) -> WriterLock | None:
    """The lock of the log, for a command that writes to it; None while another process holds it. CommandError."""
    try:
        create_folders(paths)
        lock = WriterLock.claim(paths.lock, f"hipbreak {command}")
    except UnsafeFolder as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(
            _("{file} cannot be used: {why}.").format(file=paths.log.parent, why=error.strerror or error)
        ) from None
    if lock is not None and lock.note:
        print_warnings([lock.note])
    return lock
