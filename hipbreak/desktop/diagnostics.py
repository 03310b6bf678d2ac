"""What works on this desktop and what does not, read from the parts that sense and speak."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hipbreak.core.diagnostics import NONE, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.desktop.busy.monitor import BusyMonitor
from hipbreak.desktop.idle.base import IdleSource
from hipbreak.desktop.lock.base import LockSource
from hipbreak.desktop.lock.selection import SLEEP_SOURCES
from hipbreak.desktop.notifications.base import Notifier
from hipbreak.desktop.system.autostart import Autostart


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts of the running app; a part that is None is not built here."""

    idle: IdleSource
    refusals: Sequence[str] = ()
    """Why the better idle sources were passed over, one sentence each."""
    locks: LockSource | None = None
    busy: BusyMonitor | None = None
    fullscreen: str | None = None
    """Who tells of full screen, None if nobody does."""
    notifier: Notifier | None = None
    card_on_request: bool = False
    """Whether no card takes over where a notification cannot be shown."""
    autostart: Autostart | None = None
    off: Collection[str] = ()
    """Of `call`, `awake`, `dnd` and `fullscreen` those that the person has switched off."""
    gone: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By a finding's name: who told of it earlier in this run and does so no more."""


def diagnose(desk: Desk, more: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Reads each part once, without waiting; `more` are the findings of other floors (tray, sound, voice, log)."""
    findings = [_idle(desk), _lock(desk.locks), _suspend(desk.locks)]
    findings += [_off(what) if what in desk.off else _busy(desk.busy, what) for what in ("call", "awake", "dnd")]
    findings.append(_off("fullscreen") if "fullscreen" in desk.off else _fullscreen(desk.fullscreen))
    findings += [_notifications(desk), _autostart(desk.autostart), *more]
    return tuple(replace(finding, gone=tuple(desk.gone.get(finding.name, ()))) for finding in findings)


def _idle(desk: Desk) -> Finding:
    source = desk.idle
    idle = source.idle()
    works = idle is not None
    reading = diagnostics_text.last_input(idle.total_seconds()) if idle is not None else diagnostics_text.cannot_tell()
    if works:
        advice = ""
    elif source.name == NONE:
        advice = diagnostics_text.no_idle(desk.refusals)
    else:
        advice = source.trouble or diagnostics_text.not_told_yet()
    return Finding("idle", source.name, reading, works, advice)


def _lock(locks: LockSource | None) -> Finding:
    names = [name for name in locks.names if name not in SLEEP_SOURCES] if locks is not None else []
    if locks is None or not names:
        return Finding("lock", NONE, diagnostics_text.cannot_tell(), False, diagnostics_text.no_lock())
    return Finding("lock", ", ".join(names), diagnostics_text.locked(locks.is_locked), True)


def _suspend(locks: LockSource | None) -> Finding:
    names = [name for name in locks.names if name in SLEEP_SOURCES] if locks is not None else []
    if names:
        return Finding("suspend", ", ".join(names), diagnostics_text.awake(), True)
    return Finding("suspend", "clocks", diagnostics_text.awake(), True, diagnostics_text.sleep_by_clocks())


def _off(what: str) -> Finding:
    return Finding(what, NONE, diagnostics_text.switched_off(), True, diagnostics_text.off_advice(what))


def _busy(busy: BusyMonitor | None, what: str) -> Finding:
    sources = busy.sources(what) if busy is not None else ()
    if busy is None or not sources:
        why = " ".join(busy.troubles) if busy is not None and what == "call" else ""
        return Finding(
            what, NONE, diagnostics_text.cannot_tell(), False, f"{why} {diagnostics_text.not_sensed(what)}".strip()
        )
    reasons = busy.reasons[what]
    reading = diagnostics_text.on_by(reasons) if reasons else diagnostics_text.calm(what)
    return Finding(what, ", ".join(sources), reading, True, " ".join(busy.troubles) if what == "call" else "")


def _fullscreen(backend: str | None) -> Finding:
    if backend is None:
        return Finding(
            "fullscreen", NONE, diagnostics_text.cannot_tell(), False, diagnostics_text.not_sensed("fullscreen")
        )
    return Finding("fullscreen", backend, diagnostics_text.watching(), True)


def _notifications(desk: Desk) -> Finding:
    notifier = desk.notifier
    if notifier is None:
        return Finding("notifications", NONE, diagnostics_text.not_in_use(), True, diagnostics_text.own_card())
    if notifier.trouble is not None:
        advice = diagnostics_text.not_shown(notifier.trouble, not desk.card_on_request)
        return Finding("notifications", notifier.name, diagnostics_text.cannot_be_shown(), False, advice)
    return Finding("notifications", notifier.name, diagnostics_text.buttons(notifier.has_actions), True)


def _autostart(autostart: Autostart | None) -> Finding:
    if autostart is None:
        return Finding("autostart", NONE, diagnostics_text.cannot_tell(), False)
    return Finding("autostart", autostart.name, diagnostics_text.switched(autostart.is_on(), autostart.place), True)
