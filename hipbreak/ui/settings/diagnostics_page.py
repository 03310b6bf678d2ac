"""The page about this desktop: who senses and speaks here, the last readings, and a Test button where one helps."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.diagnostics import TESTED, Finding
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.ui.theme.metrics import BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens, system_tokens
from hipbreak.ui.theme.widget_colours import set_text_colour
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.state_mark import LOST, MISSING, WORKS, StateMark
from hipbreak.ui.widgets.wrapping import show_text

_LIVE_MS = 1000  # how often it looks while somebody looks at it


class FindingRow(QWidget):
    """One finding: its sign, its name, who does it with the last reading, what to do, and what a test has shown."""

    def __init__(self, name: str, sheet: ScrollPage) -> None:
        """The sheet keeps the fonts of its texts."""
        super().__init__()
        self.name = name
        self._mark, column, across = StateMark(), QVBoxLayout(), QHBoxLayout(self)
        column.setSpacing(2)
        self.title = sheet.add_text(diagnostics_text.title(name), "strong", layout=column)
        self.line = sheet.add_text("", layout=column)
        self.notes = sheet.add_text("", "muted", layout=column)
        self.outcome = sheet.add_text("", layout=column)
        self.test = QPushButton(diagnostics_page_text.test_word())
        self.test.setAccessibleName(diagnostics_page_text.test_name(name))
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(column, 1)
        if name in TESTED:
            across.addWidget(self.test, 0, Qt.AlignmentFlag.AlignTop)
        show_text(self.outcome, "")

    def show_finding(self, finding: Finding) -> None:
        """Only what has changed is drawn anew."""
        self._mark.show_state(LOST if finding.gone else WORKS if finding.works else MISSING)
        told = f"{diagnostics_text.title(self.name)}: {diagnostics_text.state_label(finding)}"
        if self.title.accessibleName() != told:
            self.title.setAccessibleName(told)
        for label, text in (
            (self.line, diagnostics_text.finding_line(finding)),
            (self.notes, diagnostics_text.finding_notes(finding)),
        ):
            if label.text() != text or label.isHidden() != (not text):
                show_text(label, text)

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._mark.apply_theme(tokens)
        set_text_colour(self.outcome, tokens.accent)
        self.test.setMinimumHeight(BUTTON_HEIGHT)


class DiagnosticsPage(ScrollPage):
    """`test_requested` carries the name of what is to be tested; the result is given to `show_result`."""

    test_requested = Signal(str)

    def __init__(
        self,
        look: Callable[[], Sequence[Finding]],
        copy: Callable[[], None],
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`look` is called while the page is seen, once a second; `copy` puts the report on the clipboard."""
        super().__init__(parent)
        self._look_now, self._copy_now = look, copy
        self.rows: dict[str, FindingRow] = {}
        self.add_text(diagnostics_page_text.page(), "lead", 4)
        self.add_text(diagnostics_page_text.intro(), "muted", 12)
        self.summary = self.add_text("", gap=20)
        self._list = QVBoxLayout()
        self._list.setSpacing(18)
        self.column.addLayout(self._list)
        self.column.addSpacing(20)
        self.copy, self.copied = QPushButton(diagnostics_page_text.copy()), QLabel()
        self.copy.clicked.connect(self._copy)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.copy)
        foot.addWidget(self.copied, 1)
        self.column.addLayout(foot)
        self.add_stretch()
        self._timer = QTimer(self)
        self._timer.setInterval(_LIVE_MS)
        self._timer.timeout.connect(self.refresh)
        self.refresh()
        self.apply_theme(tokens or system_tokens())

    def refresh(self) -> None:
        """Look now."""
        findings = self._look_now()
        for finding in findings:
            if finding.name not in self.rows:
                self._add(finding.name)
            self.rows[finding.name].show_finding(finding)
        if self.summary.text() != (told := diagnostics_text.summary(findings)):
            self.summary.setText(told)

    def show_result(self, name: str, line: str) -> None:
        """What a test has shown so far."""
        show_text(self.rows[name].outcome, line)

    def _copy(self) -> None:
        self._copy_now()
        self.copied.setText(diagnostics_page_text.copied())

    def _add(self, name: str) -> None:
        row = self.rows[name] = FindingRow(name, self)
        row.test.clicked.connect(partial(self.test_requested.emit, name))
        self._list.addWidget(row)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        for row in self.rows.values():
            row.apply_theme(tokens)
        self.copy.setMinimumHeight(BUTTON_HEIGHT)
        set_text_colour(self.copied, tokens.muted)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self.copied.clear()
        super().hideEvent(event)
