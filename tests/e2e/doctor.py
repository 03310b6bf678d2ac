"""The report of `hipbreak doctor --json`."""

import json
from typing import Any

from hipbreak.core.diagnostics import ORDER
from tests.e2e.app_process import AppProcess


def findings_by_name(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The findings of a report by name, in the documented order."""
    assert tuple(finding["name"] for finding in report["findings"]) == ORDER
    return {finding["name"]: finding for finding in report["findings"]}


def doctor(app: AppProcess, code: int = 0) -> dict[str, Any]:
    """The report of `doctor --json`."""
    done = app.call("doctor", "--json") if app.answers() else app.run("doctor", "--json")
    assert (done.returncode, done.stderr) == (code, "")
    report = json.loads(done.stdout)
    assert isinstance(report, dict) and report["ok"] == (code == 0)
    return report


def findings(app: AppProcess, code: int = 0) -> dict[str, dict[str, Any]]:
    """The findings of `doctor --json` by name."""
    return findings_by_name(doctor(app, code))
