"""Messages shown once: lost sources and failures."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy

# Translators: Shown at the first run without a source of idle time.
no_idle_source = lazy(
    "Hipbreak cannot tell on this desktop when you leave: your time counts as time at the desk "
    "until you choose I'm away in its menu."
)


def source_lost(why: str, replacement: str) -> str:
    """The source of idle time was lost; `replacement` is empty if there is none."""
    # Translators: the sentence before names what has ended, such as "The Wayland compositor has ended."
    lost = _("It reported your input.")
    now = _("Now nothing does: choose I'm away when you leave.")
    if replacement:
        now = _("Now {name} does.").format(name=replacement)
    return f"{why} {lost} {now}"


def source_back(name: str) -> str:
    """A lost source of idle time works again."""
    return _("{name} reports your input again.").format(name=name)


def language_problem(missing: str, unreadable: str) -> str:
    """Why the texts are in English: no translation into `missing`, or a catalogue that cannot be read; or empty."""
    if unreadable:
        return _("The translation cannot be read, so the texts are in English: {why}").format(why=unreadable)
    if missing:
        return _("There is no translation into the language “{code}”, so the texts are in English.").format(
            code=missing
        )
    return ""


def another_writer(log: str) -> str:
    """Before the app ends."""
    return _("Another Hipbreak writes to {log} since its folder was replaced, so this one ends.").format(log=log)


def service_hangs(what: str) -> str:
    """Shown at the start, when Qt could not use the session bus or the accessibility service."""
    if what == "accessibility":
        return _(
            "The accessibility service does not answer: screen readers cannot read Hipbreak's windows "
            "until you quit and start it again."
        )
    return _(
        "The session bus does not answer: locks and Do Not Disturb are seen once it does, "
        "but an icon in the desktop's panel only after you quit and start Hipbreak again."
    )


def hook_failed(event: str, why: str) -> str:
    """A program of the settings has failed, for the first time."""
    return _("The program for the event {event} failed: {why}.").format(event=event, why=why)


def hook_too_slow(limit_s: float) -> str:
    return _("it took longer than {n} s and was ended").format(n=f"{limit_s:g}")


def hook_has_code(code: int) -> str:
    return _("it ended with the code {n}").format(n=code)


def hook_too_many(most: int) -> str:
    # Translators: {n} is always the same, more than 1.
    return _("{n} programs run already").format(n=most)


def internal_error(error: Exception) -> str:
    """An unexpected exception in the app."""
    what = f"{type(error).__name__}: {error}"
    return _("Something in Hipbreak went wrong ({error}); reminders continue.").format(error=what)
