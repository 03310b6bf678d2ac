"""Findings: what works on this desktop, for the command line and the diagnostics page."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

NONE = "none"

ORDER = (
    "idle",
    "lock",
    "suspend",
    "call",
    "awake",
    "dnd",
    "fullscreen",
    "display",
    "tray",
    "notifications",
    "sound",
    "voice",
    "autostart",
    "log",
)
"""Every sensor and output, in the order shown."""

TESTED = tuple(name for name in ORDER if name != "display")
"""Those with a test; the display is tested by reading any result."""


class Finding(Struct, frozen=True):
    """One sensor or output: its backend, its last reading, and advice if it does not work."""

    name: str
    backend: str
    reading: str
    works: bool
    advice: str = ""
    gone: tuple[str, ...] = ()
    """Backends lost during this run."""


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Sort findings by `ORDER`."""
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.name)))


def failures(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Why the app could not do its job here: any of `absence`, `prompt` and `log`; empty when it can.

    `absence`: neither input nor locks are reported, so an absence counts as sitting. `prompt`: there is no display, so
    neither card nor notification. `log`: facts cannot be stored. Everything else has an alternative.
    """
    broken = {finding.name for finding in findings if not finding.works}
    found = {"absence": {"idle", "lock"} <= broken, "prompt": "display" in broken, "log": "log" in broken}
    return tuple(what for what, failed in found.items() if failed)


def to_record(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """For JSON; each with the command that tests it, where there is one."""
    return [
        asdict(finding) | {"test": f"hipbreak doctor --test {finding.name}" if finding.name in TESTED else None}
        for finding in findings
    ]


def from_record(record: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    """The findings that `to_record` wrote, also after JSON; ValidationError if invalid."""
    return msgspec.convert(record, tuple[Finding, ...])
