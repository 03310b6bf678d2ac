"""What is said about the log: facts that are not kept yet, a log that was removed or damaged."""

from hipbreak.core.i18n import gettext as _


def not_kept(trouble: str) -> str:
    """The answer to a command whose facts are held; `trouble` is a sentence."""
    return _("Not kept yet: {trouble}").format(trouble=trouble[:1].lower() + trouble[1:])


def held(trouble: str) -> str:
    """Shown once when the log cannot be written."""
    return _("{trouble} Until it can, Hipbreak holds what happens, and tries again.").format(trouble=trouble)


def lost(trouble: str) -> str:
    """At the end, when the facts could be stored nowhere."""
    return _("{trouble} What happened since then is lost.").format(trouble=trouble)


def held_for_next_start(trouble: str, file: str) -> str:
    """At the end, when the facts are in the file beside the log."""
    return _("{trouble} What happened since then is in {file} and is entered at the next start.").format(
        trouble=trouble, file=file
    )


def replaced(log: str) -> str:
    """Shown once when the log was removed or replaced while the app runs."""
    return _(
        "The log {log} was removed or replaced while Hipbreak runs: a new one was begun with what Hipbreak still knew."
    ).format(log=log)
