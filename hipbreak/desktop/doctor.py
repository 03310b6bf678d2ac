"""What works on this desktop and what does not, as plain records for the command line and the settings."""

from collections.abc import Sequence
from dataclasses import dataclass

from hipbreak.desktop.autostart import Autostart
from hipbreak.desktop.busy import Busy
from hipbreak.desktop.idle import IdleSource
from hipbreak.desktop.lock_logind import SLEEP
from hipbreak.desktop.locks import LockSource
from hipbreak.desktop.notifier import Notifier

NONE = "none"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sense or one way to speak: who does it, its last reading, and what to do if it does not work."""

    name: str
    backend: str
    reading: str
    works: bool
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the running app; a part that is None is not built here."""

    idle: IdleSource
    refusals: Sequence[str] = ()
    """Why the better idle sources were passed over, one sentence each."""
    locks: LockSource | None = None
    busy: Busy | None = None
    fullscreen: str | None = None
    """Who tells of full screen, None if nobody does."""
    notifier: Notifier | None = None
    autostart: Autostart | None = None


def diagnose(desk: Desk, more: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Reads each part once, without waiting; `more` are the findings of other floors (tray, sound, voice, log)."""
    findings = [_idle(desk), _lock(desk.locks), _suspend(desk.locks)]
    findings += [_busy(desk.busy, what) for what in _BUSY]
    findings += [_fullscreen(desk.fullscreen), _notifications(desk.notifier), _autostart(desk.autostart)]
    return (*findings, *more)


def _idle(desk: Desk) -> Finding:
    source = desk.idle
    idle = source.idle()
    works = idle is not None
    reading = f"last input {idle.total_seconds():.0f} s ago" if idle is not None else "cannot tell"
    if works:
        advice = ""
    elif source.name == NONE:
        advice = " ".join((*desk.refusals, "Time counts as desk time until you say that you are away."))
    else:
        advice = source.trouble or "It has not told of any input or rest yet."
    return Finding("idle", source.name, reading, works, advice)


def _lock(locks: LockSource | None) -> Finding:
    names = [name for name in locks.names if name != SLEEP] if locks is not None else []
    if locks is None or not names:
        advice = "No lock is heard of; an absence is still seen once there has been no input for long enough."
        return Finding("lock", NONE, "cannot tell", False, advice)
    return Finding("lock", ", ".join(names), "locked" if locks.is_locked else "not locked", True)


def _suspend(locks: LockSource | None) -> Finding:
    if locks is not None and SLEEP in locks.names:
        return Finding("suspend", SLEEP, "awake", True)
    advice = "logind does not announce sleep; it is still seen afterwards, from the clocks."
    return Finding("suspend", "clocks", "awake", True, advice)


_BUSY = {
    "call": ("no microphone or camera in use", "Say it by hand: In a call."),
    "awake": ("nothing keeps the screen awake", "A film looks like an absence; say that you are there."),
    "dnd": ("not on", "Do Not Disturb is not seen; pause the prompts instead."),
}


def _busy(busy: Busy | None, what: str) -> Finding:
    calm, advice = _BUSY[what]
    sources = busy.sources(what) if busy is not None else ()
    if busy is None or not sources:
        why = " ".join(busy.troubles) if busy is not None and what == "call" else ""
        return Finding(what, NONE, "cannot tell", False, f"{why} {advice}".strip())
    reasons = busy.reasons[what]
    reading = f"on ({', '.join(reasons)})" if reasons else calm
    return Finding(what, ", ".join(sources), reading, True, " ".join(busy.troubles) if what == "call" else "")


def _fullscreen(backend: str | None) -> Finding:
    if backend is None:
        advice = "Full screen and window switches are seen on X11 only; turn on Do Not Disturb for a presentation."
        return Finding("fullscreen", NONE, "cannot tell", False, advice)
    return Finding("fullscreen", backend, "watching", True)


def _notifications(notifier: Notifier | None) -> Finding:
    if notifier is None:
        return Finding("notifications", NONE, "not in use", True, "Hipbreak shows its own card.")
    if notifier.trouble is not None:
        advice = f"{notifier.trouble} Hipbreak shows its own card instead."
        return Finding("notifications", notifier.name, "cannot be shown", False, advice)
    reading = "with buttons" if notifier.has_actions else "without buttons"
    return Finding("notifications", notifier.name, reading, True)


def _autostart(autostart: Autostart | None) -> Finding:
    if autostart is None:
        return Finding("autostart", NONE, "cannot tell", False)
    reading = f"{'on' if autostart.is_on() else 'off'} ({autostart.place})"
    return Finding("autostart", autostart.name, reading, True)
