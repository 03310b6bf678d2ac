"""What works on this desktop and what does not, as plain records for the command line and the settings."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
"""Every sense and every way to speak, in the order in which they are told."""

TESTED = tuple(name for name in ORDER if name != "display")
"""Those with a test; whoever reads its outcome has seen what the display does."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sense or one way to speak: who does it, its last reading, and what to do if it does not work."""

    name: str
    backend: str
    reading: str
    works: bool
    advice: str = ""
    gone: tuple[str, ...] = ()
    """Who did it earlier in this run and does so no more."""


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """As they are told."""
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.name)))


def failures(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Why the app could not do its job here: any of `absence`, `prompt` and `log`; empty when it can.

    `absence`: nothing tells of input and nothing of locks, so that whoever leaves is taken to sit on. `prompt`: there
    is no display, and so neither card nor notification. `log`: what happens cannot be kept. All else has a way round.
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
    """What `to_record` gave, also after JSON; LookupError or TypeError when it is nothing of the kind."""
    keys = ("name", "backend", "reading", "works", "advice")
    return tuple(Finding(**{key: one[key] for key in keys}, gone=tuple(one["gone"])) for one in record)
