"""When diagnostics fail, and findings as text."""

import json

import pytest

from hipbreak.core.diagnostics import ORDER, TESTED, Finding, failures, from_record, in_order, to_record
from hipbreak.core.text import diagnostics as diagnostics_text


def desk(*missing: str) -> tuple[Finding, ...]:
    """All there is, but for these."""
    return tuple(Finding(name, "some", "a reading", name not in missing) for name in ORDER)


@pytest.mark.parametrize(
    ("missing", "failed"),
    [
        ((), ()),
        (("idle",), ()),
        (("lock",), ()),
        (("idle", "lock"), ("absence",)),
        (("tray", "notifications", "sound", "voice", "call", "awake", "dnd", "fullscreen", "suspend"), ()),
        (("display",), ("prompt",)),
        (("log",), ("log",)),
        (("log", "display", "idle", "lock"), ("absence", "prompt", "log")),
    ],
)
def test_only_a_finding_without_an_alternative_fails(missing: tuple[str, ...], failed: tuple[str, ...]) -> None:
    assert failures(desk(*missing)) == failed
    summary = diagnostics_text.summary(desk(*missing))
    assert summary.endswith(".")
    assert summary.startswith("Hipbreak can do its job here") == (not failed)


def test_each_name_has_a_title_and_each_failure_a_sentence() -> None:
    assert len({diagnostics_text.title(name) for name in ORDER}) == len(ORDER)
    assert all(diagnostics_text.failure(what).endswith(".") for what in failures(desk(*ORDER)))
    assert set(TESTED) <= set(ORDER)


def test_missing_parts_are_named() -> None:
    summary = diagnostics_text.summary(desk("lock", "dnd"))
    assert (
        diagnostics_text.title("lock") in summary
        and diagnostics_text.title("dnd") in summary
        and diagnostics_text.title("idle") not in summary
    )


def test_a_record_round_trips() -> None:
    findings = (Finding("idle", "none", "cannot tell", False, "Do this.", ("x11-screensaver",)), *desk()[1:])
    record = json.loads(json.dumps(to_record(findings)))
    assert from_record(record) == findings
    assert record[0]["test"] == "hipbreak doctor --test idle"
    assert next(one for one in record if one["name"] == "display")["test"] is None


def test_findings_are_listed_in_order() -> None:
    assert in_order(desk()[::-1]) == desk()


def test_a_report_has_marks_advice_and_lost_sources() -> None:
    gone = Finding("idle", "none", "cannot tell", False, "Say when you leave.", ("x11-screensaver",))
    lines = diagnostics_text.report((gone, Finding("log", "sqlite", "being written", True)), ["Hipbreak 1"])
    assert lines[:2] == ["Hipbreak 1", ""]
    assert lines[2].split() == ["--", "idle", "cannot", "tell"]
    assert lines[3].strip() == "x11-screensaver worked earlier and has stopped. Say when you leave."
    assert lines[4].split() == ["ok", "log", "sqlite:", "being", "written"]
    assert max(map(len, lines)) <= 100


def test_several_lost_sources_are_named_together() -> None:
    assert diagnostics_text.lost_sources(("a", "b")) == "a, b worked earlier and have stopped."
