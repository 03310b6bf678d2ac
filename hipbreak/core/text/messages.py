"""Messages shown once: what cannot be sensed, what failed."""

from hipbreak.core.i18n import gettext as _


def source_lost(why: str, heir: str) -> str:
    """What told of input has ended; `heir` does so now, empty for nobody."""
    told = _("It reported your input.")
    now = _("Now {name} does.").format(name=heir) if heir else _("Now nothing does: say when you are away.")
    return f"{why} {told} {now}"


def source_back(name: str) -> str:
    """It tells of input again."""
    return _("{name} reports your input again.").format(name=name)


def another_writer(log: str) -> str:
    """Before the app ends."""
    return _("Another Hipbreak writes to {log} since its folder was replaced, so this one ends.").format(log=log)


def service_hangs(what: str) -> str:
    """Said at the start, when Qt could not be let on the session bus, or not on the accessibility service."""
    if what == "accessibility":
        return _(
            "The accessibility service does not answer: screen readers cannot read Hipbreak's windows "
            "until you quit and start it again."
        )
    return _(
        "The session bus does not answer: locks and Do Not Disturb are seen once it does, "
        "but an icon in the desktop's panel only after you quit and start Hipbreak again."
    )


def no_idle_source() -> str:
    """Said at the first run, where nothing tells of input."""
    return _(
        "Hipbreak cannot tell on this desktop when you leave: your time counts as time at the desk "
        "until you choose I'm away in its menu."
    )


def internal_error(error: Exception) -> str:
    """Something here is wrong and not the person's fault."""
    what = f"{type(error).__name__}: {error}"
    return _("Something in Hipbreak went wrong ({error}); reminders go on.").format(error=what)
