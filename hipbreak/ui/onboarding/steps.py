"""The four pages of the first start: what Hipbreak does, the half minute to try, when, and the hip programme."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.figure.scene import Drawn
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.text import before_after as before_after_text
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.text.messages import no_idle_source
from hipbreak.core.tracking.inputs import Start
from hipbreak.ui.figure.view import StillFigure, drawn_at
from hipbreak.ui.intents import Intent
from hipbreak.ui.settings.findings_page import AutostartSwitch, FindingsPage
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.settings.window_row import WindowRow
from hipbreak.ui.theme.buttons import MinSizeButton
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT
from hipbreak.ui.theme.tokens import Tokens, reduced_motion
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.safety_text import SafetyText
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.state_row import StateRow
from hipbreak.ui.widgets.wrapping import show_text

_EXPLAINED = ("tray", "notifications")  # findings whose advice is shown
_FIGURE_SIZE = (13.5, 13.5)  # heights of a line
_PULSE = ("ribs", "tuck", "squeeze")
_PULSE_PICTURE = 7.8, 8.4  # heights of a line
_MOVEMENT_MS = 1_500
_FRAME_MS = 33


class PulseFigure(StillFigure):
    """Shows the movements of the pulse once, for less than five seconds, and keeps the last."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(_PULSE[-1], width, height, collapsible=True)
        self.timer, self._elapsed = QTimer(self, interval=_FRAME_MS), QElapsedTimer()
        self.timer.timeout.connect(self._show_moment)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not reduced_motion():
            self._elapsed.start()
            self.timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.timer.stop()
        super().hideEvent(event)

    def _show_moment(self) -> None:
        if self._elapsed.elapsed() >= _MOVEMENT_MS * len(_PULSE):
            self.timer.stop()
        self.update()

    def drawn(self) -> Drawn:
        if not self.timer.isActive():
            return super().drawn()
        nth, into = divmod(self._elapsed.elapsed(), _MOVEMENT_MS)
        if nth >= len(_PULSE):
            return super().drawn()
        return drawn_at(_PULSE[nth], into / 1000, previous=_PULSE[nth - 1] if nth else None, reduced=False)


class WhatStep(ScrollPage):
    """What Hipbreak does, with the disclaimer."""

    def __init__(self, session: timedelta) -> None:
        """`session` is the length of the programme's daily session."""
        super().__init__()
        self.add_text(onboarding_text.welcome(), "muted", 2)
        self.add_text(onboarding_text.what_title(), "lead", 12)
        top, column = QWidget(), column_of(spacing=14)
        self.add_text(onboarding_text.what_lead(), "heading", layout=column)
        for line in onboarding_text.what_lines(session):
            self.add_text(line, layout=column)
        column.addStretch(1)
        unit = self.fontMetrics().height()
        self.figure = PulseFigure(round(_FIGURE_SIZE[0] * unit), round(_FIGURE_SIZE[1] * unit))
        self.figure.setAccessibleName(onboarding_text.what_lead())
        row_of((column, 1), (self.figure, Qt.AlignmentFlag.AlignTop), parent=top, spacing=28)
        self.add(top, 20)
        disclaimer = SafetyText(health_screening_text.disclaimer)
        disclaimer.label.setForegroundRole(MUTED)
        self.add(disclaimer, STRETCH)


class TryStep(ScrollPage):
    """The half minute to try; `requested` carries the command."""

    def __init__(self) -> None:
        super().__init__()
        self.add_text(onboarding_text.try_title(), "lead", 4)
        self.add_text(onboarding_text.try_lines(), "muted", 20)
        pictures, unit = row_of(spacing=12), self.fontMetrics().height()
        width, height = (round(side * unit) for side in _PULSE_PICTURE)
        for name, caption in zip(("stand", *_PULSE), onboarding_text.pulse_captions(), strict=True):
            figure = StillFigure(name, width, height, collapsible=True, accessible_name=caption)
            captioned = column_of(figure, spacing=4)
            self.add_text(caption, layout=captioned)
            captioned.addStretch(1)
            pictures.addLayout(captioned, 1)
        self.start = MinSizeButton(onboarding_text.try_now())
        self.start.clicked.connect(lambda: self.requested.emit(Start("stand")))
        self.add(pictures, 24, (self.start, Qt.AlignmentFlag.AlignLeft), STRETCH)

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self.start.setMinimumHeight(LARGE_BUTTON_HEIGHT)


class WhenStep(OptionPage):
    """When breaks are offered: the prompt window and the working hours."""

    def __init__(self) -> None:
        super().__init__()
        self.window_row = WindowRow()
        self.window_row.changed.connect(self._change)
        self.add_text(onboarding_text.when_title(), "lead", 4)
        self.add_text(onboarding_text.when_lines(), "muted", 20)
        self.add(self.window_row, 24)
        self.add_option(OPTIONS["working_hours"])
        self.add(STRETCH)

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        self.window_row.show_settings(settings)


class ProgrammeStep(FindingsPage):
    """The hip programme, autostart, and what is missing on this desktop."""

    def __init__(
        self,
        session: timedelta,
        is_running: bool,
        autostart: AutostartSwitch,
        find: Callable[[], Sequence[Finding]],
        has_history: bool,
    ) -> None:
        """`session` is the length of the daily session; `is_running` tells whether the programme has begun.

        `has_history` adds a button that reads the time before Hipbreak.
        """
        super().__init__(find, autostart)
        self._rows: dict[str, tuple[StateRow, QLabel]] = {}
        self.add_text(onboarding_text.programme_title(), "lead", 4)
        self.add_text(onboarding_text.programme_lines(session), "muted", 12)
        self.programme = QCheckBox(onboarding_text.add_programme())
        self.programme.setChecked(is_running)
        self.programme.setEnabled(not is_running)
        self.add(self.programme, 24, self.autostart, 24)
        if has_history:
            history = QPushButton(before_after_text.history())
            history.clicked.connect(lambda: self.requested.emit(Intent.HISTORY))
            self.add_text(before_after_text.gnome_has_recorded(), "muted", 8)
            self.add((history, Qt.AlignmentFlag.AlignLeft), 24)
        self._missing = self.add_text(onboarding_text.missing(), "heading", 12)
        self._list = column_of(spacing=8)
        self.add(self._list, 16)
        self.no_idle_time = self.add_text("", gap=8)
        self.notes = self.add_text("", gap=8)
        self.where_to_find = self.add_text("", "muted", 0)
        self.add(STRETCH)

    def refresh(self) -> None:
        """Show what is missing now."""
        findings = self._find()
        for finding in findings:
            if finding.works and finding.name not in self._rows:
                continue
            row, label = self._rows.get(finding.name) or self._add(finding.name)
            row.show_state(finding)
            label.setText(diagnostics_text.short_line(finding))
        self._missing.setVisible(bool(self._rows))
        works = {finding.name for finding in findings if finding.works}
        show_text(self.no_idle_time, "" if "idle" in works else no_idle_source())
        show_text(
            self.notes,
            "\n".join(finding.advice for finding in findings if finding.name in _EXPLAINED and finding.advice),
        )
        show_text(self.where_to_find, onboarding_text.find_again("tray" in works))

    def _add(self, name: str) -> tuple[StateRow, QLabel]:
        row = StateRow()
        label = self.add_text("", layout=row.column)
        self._list.addWidget(row)
        self._rows[name] = row, label
        return row, label
