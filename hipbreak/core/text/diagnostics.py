"""Texts of `doctor` and of the diagnostics page."""

from collections.abc import Sequence
from textwrap import wrap

from hipbreak.core.diagnostics import NONE, TESTED, Finding, failures
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.formatting import listed

cannot_tell = lazy("cannot tell")
_WIDTH = 15
_LINE = 100


def title(name: str) -> str:
    """A finding's name in plain words."""
    return {
        "idle": _("Keyboard and pointer"),
        "lock": _("Screen lock"),
        "suspend": _("Sleep"),
        "call": _("Calls"),
        "awake": _("Screen kept awake"),
        "dnd": _("Do Not Disturb"),
        "fullscreen": _("Full screen"),
        "display": _("Windows"),
        "tray": _("Tray icon"),
        "notifications": _("Notifications"),
        "sound": _("Tones"),
        "voice": _("Voice"),
        "autostart": _("Start with your session"),
        "log": _("Log"),
    }[name]


# Readings and advice

_reads_idle = lazy("last input {n} s ago")
_later_absence = lazy("Time counts as desk time until you say that you are away.")
no_reading_yet = lazy("It has not reported any input or idle time yet.")
no_lock_advice = lazy(
    "No screen lock is reported; an absence is still noticed once there has been no input for long enough."
)
awake = lazy("awake")
sleep_seen_afterwards = lazy("Sleep is not announced here; it is still noticed afterwards, from the clocks.")
switched_off = lazy("off in Settings")
own_card = lazy("Hipbreak shows its own card.")
not_in_use = lazy("not in use")
cannot_be_shown = lazy("cannot be shown")
still_looking = lazy("still looking")
no_answer_in_time = lazy("Nothing has answered within 20 seconds.")
nothing_audible = lazy("not available")
log_fails = lazy("cannot be written")


def last_input(seconds: float) -> str:
    return _reads_idle().format(n=f"{seconds:.0f}")


def no_idle_advice(reasons: Sequence[str]) -> str:
    """`reasons` are whole sentences."""
    return " ".join((*dict.fromkeys(reasons), _later_absence()))


def locked(on: bool) -> str:
    return _("locked") if on else _("not locked")


def inactive_reading(what: str) -> str:
    """The reading while no source reports it; `what` is call, awake or dnd."""
    return {
        "call": _("no microphone or camera in use"),
        "awake": _("nothing keeps the screen awake"),
        "dnd": _("not on"),
    }[what]


def active_reading(reasons: Sequence[str]) -> str:
    return _("on ({who})").format(who=listed(reasons))


def workaround(what: str) -> str:
    """What to do where no source reports it."""
    return {
        "call": _("Choose In a call in the menu."),
        "awake": _("A film looks like an absence; say that you are there."),
        "dnd": _("Do Not Disturb is not seen; pause the prompts instead."),
        "fullscreen": _("Full screen and window switches are not seen here; turn on Do Not Disturb for a talk."),
    }[what]


def switched_off_advice(what: str) -> str:
    """What to do where the person has switched it off."""
    return _("Turn on Do Not Disturb for a talk.") if what == "fullscreen" else workaround(what)


def full_screen(is_full: bool) -> str:
    """Whether a window fills the screen now."""
    return _("a window fills the screen") if is_full else _("no window fills the screen")


def not_shown(problem: str, by_card: bool) -> str:
    """`by_card` if the card takes over."""
    if by_card:
        return _("{problem} Hipbreak shows its own card instead.").format(problem=problem)
    return _("{problem} Only the tray shows that a break is due.").format(problem=problem)


def reminds_too(program: str) -> str:
    """Another program reminds of breaks, and how to switch that off."""
    if program == "GNOME":
        return _(
            "Two programs remind you: GNOME does, too. You can switch off its reminders in GNOME's Settings, under "
            "Wellbeing."
        )
    text = _(
        "Two programs remind you: {program} does, too. You can quit it by its icon in the tray, and switch off its "
        "automatic start in its settings."
    )
    return text.format(program=program)


def buttons(there: bool) -> str:
    return _("with buttons") if there else _("without buttons")


def switched(on: bool, place: str) -> str:
    """Whether the next session starts Hipbreak, and where that is kept."""
    return _("{state} ({place})").format(state=_("on") if on else _("off"), place=place)


def windows(there: bool) -> str:
    return _("can be opened") if there else _("cannot be opened")


def tray(there: bool) -> str:
    return _("the icon has its place") if there else _("no place for the icon")


def no_tray_advice(cut_off: bool) -> str:
    """`cut_off` if the session bus was lost, or did not answer at the start."""
    if cut_off:
        return _(
            "The small window replaces the tray icon. The session bus was lost or did not answer, and an icon can join "
            "it only at the start: quit Hipbreak and start it again."
        )
    return _(
        "The small window replaces the tray icon. On GNOME the extension AppIndicator and KStatusNotifierItem Support "
        "gives the icon a place."
    )


def sounds(through: str) -> str:
    return _("through {device}").format(device=through) if through else _("there")


def guided_silently(problem: str) -> str:
    return _("{problem} Large text guides you.").format(problem=problem)


def log_reading(place: str) -> str:
    return _("being written ({place})").format(place=place)


def log_lost(problem: str) -> str:
    return _("{problem} New entries are written when the log can be written again.").format(problem=problem)


def lost_sources(names: Sequence[str]) -> str:
    """The sources that were lost during this run."""
    if len(names) == 1:
        return _("{name} worked earlier and has stopped.").format(name=names[0])
    return _("{names} worked earlier and have stopped.").format(names=listed(names))


# The report


def failure(what: str) -> str:
    """Why the app could not do its job; `what` as in `diagnostics.failures`."""
    return {
        "absence": _("Hipbreak cannot notice here when you leave: neither input nor a screen lock is reported."),
        "prompt": _("Nothing can be shown here, since there is no display."),
        "log": _("Nothing can be recorded."),
    }[what]


def summary(findings: Sequence[Finding]) -> str:
    """One or more sentences: whether Hipbreak can do its job here, and what it does without."""
    failed = failures(findings)
    if failed:
        return " ".join(failure(what) for what in failed)
    without = [title(finding.name) for finding in findings if not finding.works]
    if not without:
        return _("Hipbreak can do its job here, and everything works.")
    return _("Hipbreak can do its job here. It does without: {names}.").format(names=listed(without))


def finding_notes(finding: Finding) -> str:
    """The lost sources and the advice of a finding; empty if there are none."""
    return " ".join(filter(None, (lost_sources(finding.gone) if finding.gone else "", finding.advice)))


def state_label(finding: Finding) -> str:
    """A finding's state in one word."""
    return _("works") if finding.works else _("missing")


def finding_line(finding: Finding) -> str:
    """The backend and its reading."""
    return finding.reading if finding.backend in (NONE, "") else f"{finding.backend}: {finding.reading}"


def short_line(finding: Finding) -> str:
    """For the welcome: what works has only its name."""
    if finding.works:
        return title(finding.name)
    return _("{what}: {reading}").format(what=title(finding.name), reading=finding.reading)


def report(findings: Sequence[Finding], about: Sequence[str]) -> list[str]:
    """The report as lines of text; `about` names versions and desktop."""
    lines = [*about, ""] if about else []
    for finding in findings:
        mark = "ok" if finding.works else "--"
        lines.append(f"{mark} {finding.name:{_WIDTH}}{finding_line(finding)}")
        notes = finding_notes(finding)
        if notes:
            indent = " " * (_WIDTH + 3)
            lines += wrap(notes, _LINE, initial_indent=indent, subsequent_indent=indent, break_long_words=False)
    return [*lines, "", *wrap(summary(findings), _LINE)]


def how_to_test() -> str:
    return _("To test one of them: hipbreak doctor --test {names}").format(names="|".join(TESTED))
