"""The page about this computer: autostart, and what detects and plays here, with last readings and Test buttons."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPushButton

from hipbreak.core.diagnostics import TESTED, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.findings_page import AutostartSwitch, FindingsPage
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.state_row import StateRow
from hipbreak.ui.widgets.tab_order import keep_last
from hipbreak.ui.widgets.wrapping import show_text


class FindingRow(StateRow):
    """One finding: its mark, name, source with the last reading, notes, and the result of a test."""

    def __init__(self, name: str, page: ScrollPage) -> None:
        """`page` applies the fonts of the texts."""
        super().__init__()
        self.name = name
        self.title = page.add_text(diagnostics_text.title(name), "strong", layout=self.column)
        self.line = page.add_text("", layout=self.column)
        self.notes = page.add_text("", "muted", layout=self.column)
        self.result = page.add_text("", layout=self.column)
        self.test = QPushButton(diagnostics_page_text.test_button())
        self.test.setAccessibleName(diagnostics_page_text.test_name(name))
        if name in TESTED:
            self.row.addWidget(self.test, 0, Qt.AlignmentFlag.AlignTop)
        show_text(self.result, "")

    def show_finding(self, finding: Finding) -> None:
        """Update what has changed."""
        self.show_state(finding)
        name = f"{diagnostics_text.title(self.name)}: {diagnostics_text.state_label(finding)}"
        if self.title.accessibleName() != name:
            self.title.setAccessibleName(name)
        for label, text in (
            (self.line, diagnostics_text.finding_line(finding)),
            (self.notes, diagnostics_text.finding_notes(finding)),
        ):
            if label.text() != text or label.isHidden() != (not text):
                show_text(label, text)


class ComputerPage(FindingsPage):
    """`test_requested` carries the name of a finding; the result of the test is given to `show_result`."""

    test_requested = Signal(str)
    welcome_requested = Signal()

    def __init__(
        self, find: Callable[[], Sequence[Finding]], copy: Callable[[], None], autostart: AutostartSwitch
    ) -> None:
        """`copy` puts the report on the clipboard."""
        super().__init__(find, autostart)
        self.show_welcome = QPushButton(settings_text.show_welcome_again())
        self.show_welcome.clicked.connect(self.welcome_requested)
        self.add(self.autostart, 16, (self.show_welcome, Qt.AlignmentFlag.AlignLeft), 24)
        self._copy_report = copy
        self.rows: dict[str, FindingRow] = {}
        self.add_text(diagnostics_page_text.heading(), "heading", 4)
        self.add_text(diagnostics_page_text.intro(), "muted", 12)
        self.summary = self.add_text("", gap=20)
        self._list = column_of(spacing=18)
        self.copy, self.copied = QPushButton(diagnostics_page_text.copy()), QLabel()
        self.copied.setForegroundRole(MUTED)
        self.copy.clicked.connect(self._copy_clicked)
        self.add(self._list, 20, row_of(self.copy, (self.copied, 1), spacing=12), STRETCH)
        self.refresh()

    def refresh(self) -> None:
        """Show the current findings."""
        findings = self._find()
        for finding in findings:
            if finding.name not in self.rows:
                self._add_row(finding.name)
            self.rows[finding.name].show_finding(finding)
        if self.summary.text() != (text := diagnostics_text.summary(findings)):
            self.summary.setText(text)

    def show_result(self, name: str, line: str) -> None:
        """Show the result of a test so far."""
        show_text(self.rows[name].result, line)

    def _copy_clicked(self) -> None:
        self._copy_report()
        self.copied.setText(diagnostics_page_text.copied())

    def _add_row(self, name: str) -> None:
        row = self.rows[name] = FindingRow(name, self)
        row.test.clicked.connect(partial(self.test_requested.emit, name))
        self._list.addWidget(row)
        keep_last(self.copy)

    def hideEvent(self, event: QHideEvent) -> None:
        self.copied.clear()
        super().hideEvent(event)
