"""Findings as lines of text and as JSON."""

import json
import os
import platform
from collections.abc import Sequence
from typing import Any

from hipbreak import __version__
from hipbreak.core.diagnostics import Finding, failures, from_record, to_record
from hipbreak.core.text import diagnostics as diagnostics_text


def record(findings: Sequence[Finding], running: bool, settled: bool = True) -> dict[str, Any]:
    """What is told of these findings; `settled` is False while some are still being found out."""
    failed = failures(findings)
    return {
        "ok": not failed,
        "problems": [diagnostics_text.failure(what) for what in failed],
        "running": running,
        "settled": settled,
        "about": about(),
        "findings": to_record(findings),
    }


def lines(told: dict[str, Any]) -> list[str]:
    """A record as text."""
    return [*diagnostics_text.report(from_record(told["findings"]), told["about"]), diagnostics_text.how_to_test()]


def about() -> list[str]:
    """Versions and desktop, with nothing about the person."""
    from PySide6 import __version__ as qt

    desktop = os.environ.get("XDG_CURRENT_DESKTOP") or "-"
    session = os.environ.get("XDG_SESSION_TYPE") or "-"
    return [
        f"Hipbreak {__version__}, Python {platform.python_version()}, Qt {qt}",
        f"{platform.system()} {platform.release()}, desktop {desktop}, session {session}",
    ]


def dump(told: dict[str, Any]) -> str:
    """A record as JSON."""
    return json.dumps({key: value for key, value in told.items() if key != "settled"}, indent=2)
