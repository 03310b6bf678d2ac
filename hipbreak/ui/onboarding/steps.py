"""The four pages of the first start: what Hipbreak does, when, how, and what it detects on this desktop."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.core.text.messages import no_idle_source
from hipbreak.ui.charts.prompt_window_bar import PromptWindowBar
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.settings.autostart_row import AutostartRow, AutostartSwitch
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.state_mark import MISSING, WORKS, StateMark
from hipbreak.ui.widgets.wrapping import show_text

_REFRESH_MS = 1000
_EXPLAINED = ("tray", "notifications")  # findings whose advice is shown
_FIGURE_SIZE = (11, 15)  # heights of a line


class WhatStep(ScrollPage):
    """What Hipbreak does, with the disclaimer."""

    def __init__(self) -> None:
        super().__init__()
        self.add_text(onboarding_text.welcome(), "muted", 2)
        self.add_text(onboarding_text.what_title(), "lead", 12)
        top, column, row = QWidget(), QVBoxLayout(), QHBoxLayout()
        column.setSpacing(14)
        self.add_text(onboarding_text.what_lead(), "heading", layout=column)
        for line in onboarding_text.what_lines():
            self.add_text(line, layout=column)
        column.addStretch(1)
        unit = self.fontMetrics().height()
        figure = StillFigure("squeeze", round(_FIGURE_SIZE[0] * unit), round(_FIGURE_SIZE[1] * unit), collapsible=True)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        row.addLayout(column, 1)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        top.setLayout(row)
        self.add(top, 20)
        self.add_text(health_screening_text.disclaimer(), "muted", 0)
        self.add_stretch()


class WhenStep(OptionPage):
    """When breaks are offered: the prompt window and the working hours."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = PromptWindowBar()
        self.add_text(onboarding_text.when_title(), "lead", 4)
        self.add_text(onboarding_text.when_lines(), "muted", 20)
        self.add(self.bar, 20)
        for key in ("window_opens", "window_closes", "working_hours"):
            self.add_option(OPTIONS[key])
        self.add_stretch()

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        self.bar.show_window(settings.window_opens, settings.window_closes)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.bar.apply_theme(tokens)


class HowStep(OptionPage):
    """How breaks are offered: card or notification, tones and voice."""

    def __init__(self) -> None:
        super().__init__()
        self.add_text(onboarding_text.how_title(), "lead", 4)
        self.add_text(onboarding_text.how_lines(), "muted", 20)
        self.add_option(OPTIONS["prompts_as"])
        for key, subject in (("tones", TONE), ("voice", VOICE)):
            self.add_option(OPTIONS[key], 8)
            self.add_test(subject)
        self.add_stretch()


class DesktopStep(ScrollPage):
    """Autostart, and what is detected on this desktop, refreshed while the page is visible."""

    def __init__(self, autostart: AutostartSwitch, find: Callable[[], Sequence[Finding]]) -> None:
        super().__init__()
        self._find = find
        self._marks: dict[str, tuple[StateMark, QLabel]] = {}
        self.add_text(onboarding_text.here_title(), "lead", 16)
        self.autostart = AutostartRow(autostart)
        self.add(self.autostart, 24)
        self.add_text(onboarding_text.sensed(), "heading", 12)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.column.addLayout(self._list)
        self.column.addSpacing(16)
        self.no_idle_time = self.add_text("", gap=8)
        self.notes = self.add_text("", gap=8)
        self.where_to_find = self.add_text("", "muted", 0)
        self.add_stretch()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show the current findings."""
        findings = self._find()
        for finding in findings:
            mark, label = self._marks.get(finding.name) or self._add(finding.name)
            mark.show_state(WORKS if finding.works else MISSING)
            label.setText(diagnostics_text.short_line(finding))
        works = {finding.name for finding in findings if finding.works}
        show_text(self.no_idle_time, "" if "idle" in works else no_idle_source())
        show_text(self.notes, " ".join(finding.advice for finding in findings if finding.name in _EXPLAINED).strip())
        show_text(self.where_to_find, onboarding_text.find_again("tray" in works))

    def _add(self, name: str) -> tuple[StateMark, QLabel]:
        row, mark = QHBoxLayout(), StateMark()
        row.setSpacing(12)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        label = self.add_text("", layout=row)
        row.setStretch(1, 1)
        self._list.addLayout(row)
        self._marks[name] = mark, label
        return mark, label

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.autostart.apply_theme(tokens)
        for mark, _ in self._marks.values():
            mark.apply_theme(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.autostart.refresh()
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
