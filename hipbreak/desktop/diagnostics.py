"""Diagnosis of what works on this desktop, from the parts of the running app."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from hipbreak.core.diagnostics import NONE, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import settings as settings_text
from hipbreak.desktop.busy.selection import BusySources
from hipbreak.desktop.idle.base import IdleSource
from hipbreak.desktop.lock.base import LockSource
from hipbreak.desktop.lock.selection import SLEEP_SOURCES
from hipbreak.desktop.notifications.base import Notifier
from hipbreak.desktop.system.autostart import Autostart


class DesktopParts(Struct, frozen=True):
    """The parts of the running app; None for one that does not exist here."""

    idle: IdleSource
    refusals: Sequence[str] = ()
    """Why better idle sources were skipped, one sentence each."""
    locks: LockSource | None = None
    busy: BusySources | None = None
    fullscreen: str | None = None
    """The source of full screen, None without one."""
    is_full: bool = False
    """Whether a window fills the screen now, as far as that source knows."""
    notifier: Notifier | None = None
    card_on_request: bool = False
    """Whether no card is shown instead of a failed notification."""
    other_reminders: Sequence[str] = ()
    """The other programs that remind of breaks."""
    autostart: Autostart | None = None
    off: Collection[str] = ()
    """Those of `call`, `awake`, `dnd` and `fullscreen` that the user has switched off."""
    gone: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By the name of a finding: the sources that were available earlier in this run."""


def diagnose(parts: DesktopParts, more: Sequence[Finding] = ()) -> tuple[Finding, ...]:
    """Read each part once, without waiting; `more` are the findings of other parts (tray, sound, voice, log)."""
    findings = [_idle(parts), _lock(parts.locks), _suspend(parts.locks)]
    findings += [_off(kind) if kind in parts.off else _busy(parts.busy, kind) for kind in ("call", "awake", "dnd")]
    findings.append(_off("fullscreen") if "fullscreen" in parts.off else _fullscreen(parts.fullscreen, parts.is_full))
    findings += [_notifications(parts), _autostart(parts.autostart), *more]
    return tuple(replace(finding, gone=tuple(parts.gone.get(finding.name, ()))) for finding in findings)


def _idle(parts: DesktopParts) -> Finding:
    source = parts.idle
    idle = source.idle()
    works = idle is not None
    reading = diagnostics_text.last_input(idle.total_seconds()) if idle is not None else diagnostics_text.cannot_tell()
    if works:
        advice = ""
    elif source.name == NONE:
        advice = diagnostics_text.no_idle_advice(parts.refusals)
    else:
        advice = source.problem or diagnostics_text.no_reading_yet()
    return Finding("idle", source.name, reading, works, advice)


def _lock(locks: LockSource | None) -> Finding:
    names = [name for name in locks.names if name not in SLEEP_SOURCES] if locks is not None else []
    if locks is None or not names:
        return Finding("lock", NONE, diagnostics_text.cannot_tell(), False, diagnostics_text.no_lock_advice())
    return Finding("lock", ", ".join(names), diagnostics_text.locked(locks.is_locked), True)


def _suspend(locks: LockSource | None) -> Finding:
    names = [name for name in locks.names if name in SLEEP_SOURCES] if locks is not None else []
    if names:
        return Finding("suspend", ", ".join(names), diagnostics_text.awake(), True)
    return Finding("suspend", "clocks", diagnostics_text.awake(), True, diagnostics_text.sleep_seen_afterwards())


def _off(kind: str) -> Finding:
    return Finding(kind, NONE, diagnostics_text.switched_off(), True, diagnostics_text.switched_off_advice(kind))


def _busy(busy: BusySources | None, kind: str) -> Finding:
    sources = busy.sources(kind) if busy is not None else ()
    if busy is None or not sources:
        reason = " ".join(busy.problems) if busy is not None and kind == "call" else ""
        return Finding(
            kind, NONE, diagnostics_text.cannot_tell(), False, f"{reason} {diagnostics_text.workaround(kind)}".strip()
        )
    reasons = busy.reasons[kind]
    reading = diagnostics_text.active_reading(reasons) if reasons else diagnostics_text.inactive_reading(kind)
    return Finding(kind, ", ".join(sources), reading, True, " ".join(busy.problems) if kind == "call" else "")


def _fullscreen(backend: str | None, is_full: bool) -> Finding:
    if backend is None:
        return Finding(
            "fullscreen", NONE, diagnostics_text.cannot_tell(), False, diagnostics_text.workaround("fullscreen")
        )
    return Finding("fullscreen", backend, diagnostics_text.full_screen(is_full), True)


def _notifications(parts: DesktopParts) -> Finding:
    notifier = parts.notifier
    if notifier is None:
        return Finding("notifications", NONE, diagnostics_text.not_in_use(), True, diagnostics_text.own_card())
    if notifier.problem is not None:
        advice = diagnostics_text.not_shown(notifier.problem, not parts.card_on_request)
        return Finding("notifications", notifier.name, diagnostics_text.cannot_be_shown(), False, advice)
    advice = " ".join(map(diagnostics_text.reminds_too, parts.other_reminders))
    return Finding("notifications", notifier.name, diagnostics_text.buttons(notifier.has_actions), True, advice)


def _autostart(autostart: Autostart | None) -> Finding:
    if autostart is None:
        return Finding("autostart", NONE, diagnostics_text.cannot_tell(), False)
    reading, missing = diagnostics_text.switched(autostart.is_on(), autostart.place), autostart.missing_program()
    advice = settings_text.autostart_broken(missing) if missing else ""
    return Finding("autostart", autostart.name, reading, not missing, advice)
