"""Write into docs/desktops.md what the tests of sessions have shown: `-m tests.tools.desktops_table REPORT.xml...`."""

import subprocess
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "desktops.md"
BEGIN, END = "<!-- written by make test-desktops -->", "<!-- end of what make test-desktops writes -->"

DESKTOPS = {
    "Xfce": ("xfce4-panel", ("xfce",)),
    "GNOME": ("gnome-shell", ("gnome-shell", "gnome", "appearance", "gnome_notification", "gnome_app_icon")),
    "Plasma": ("plasma-workspace", ("kwin_wayland", "plasma")),
    "Mutter": ("mutter", ("mutter", "monitors")),
    "sway": ("sway", ("sway",)),
}
"""By the headings of the columns: the Debian package, and which parameters and test modules are about it."""

Results = dict[str, dict[str, bool]]
"""For each test, by desktop, whether it passed with all its parameters."""


def read_reports(*reports: str) -> Results:
    """The results in JUnit reports, the later of a repeated test; tests that were skipped are left out."""
    results: Results = {}
    cases = [case for report in reports for case in ET.fromstring(report).iter("testcase")]
    for case in {(case.get("classname"), case.get("name")): case for case in cases}.values():
        if case.find("skipped") is not None:
            continue
        name, _, parameters = case.get("name", "").partition("[")
        module = case.get("classname", "").rpartition("test_")[2]
        desktop = desktop_of((*_words(parameters.rstrip("]")), module))
        passed = case.find("failure") is None and case.find("error") is None
        row = results.setdefault(name.removeprefix("test_").replace("_", " "), {})
        row[desktop] = row.get(desktop, True) and passed
    return results


def desktop_of(words: tuple[str, ...]) -> str:
    """The column that one of these parameters or the module belongs to; LookupError if none does."""
    for heading, (_, names) in DESKTOPS.items():
        if any(word in names for word in words):
            return heading
    raise LookupError(words)


def table(results: Results, versions: dict[str, str], day: date) -> str:
    """Markdown."""
    heads = [f"{name} {versions[name]}" for name in DESKTOPS]
    lines = [f"Run on {day.isoformat()}.", "", f"| what was tested | {' | '.join(heads)} |"]
    lines.append("|---" * (len(heads) + 1) + "|")
    for what, by_desktop in sorted(results.items()):
        cells = ["" if (passed := by_desktop.get(name)) is None else "yes" if passed else "**no**" for name in DESKTOPS]
        lines.append(f"| {what} | {' | '.join(cells)} |")
    return "\n".join(lines)


def written(page: str, text: str) -> str:
    """The page with `text` between the two marks."""
    head, rest = page.split(BEGIN)
    return f"{head}{BEGIN}\n\n{text}\n\n{END}{rest.split(END)[1]}"


def _words(parameters: str) -> list[str]:
    """Parameters, of which one may contain a hyphen."""
    known = [name for _, names in DESKTOPS.values() for name in names if parameters.startswith(name)]
    return sorted(known, key=len, reverse=True)[:1] or parameters.split("-")


def _version(package: str) -> str:
    command = ["dpkg-query", "-W", "-f", "${Version}", package]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return found.rpartition(":")[2].partition("-")[0]


def main(*reports: str) -> None:
    """Read the reports and write the page."""
    versions = {name: _version(package) for name, (package, _) in DESKTOPS.items()}
    results = read_reports(*(Path(report).read_text(encoding="utf-8") for report in reports))
    text = table(results, versions, date.today())  # noqa: DTZ011 - of this place
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
