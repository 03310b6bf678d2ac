"""The welcome: four steps, also by keyboard, with changes that are effective at once."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.diagnostics import Finding
from hipbreak.core.facts.programme_facts import ProgrammeBegan
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.core.text.messages import no_idle_source
from hipbreak.core.tracking.inputs import RecordFact, Start
from hipbreak.ui.intents import Intent
from hipbreak.ui.onboarding.steps import ProgrammeStep, TryStep, WhatStep, WhenStep
from hipbreak.ui.onboarding.window import ProgrammeOffer, WelcomeWindow
from hipbreak.ui.settings.findings_page import AutostartSwitch
from hipbreak.ui.settings.working_hours_field import WorkingHoursDialog, WorkingHoursField
from hipbreak.ui.theme import tokens
from tests.ui.window_actions import clipped, press, text_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = ("idle", "lock", "tray", "notifications")
DEFAULTS = Settings()


class OpenWelcome:
    """A welcome with given findings, whose changes are applied as by the app."""

    def __init__(
        self, qtbot: QtBot, settings: Settings = DEFAULTS, is_running: bool = False, has_history: bool = False
    ) -> None:
        self.on, self.missing = False, set[str]()
        self.advice: dict[str, str] = {}
        self.settings = settings
        self.changes: list[tuple[str, object]] = []
        self.requested: list[object] = []
        start = AutostartSwitch(lambda: self.on, self._switch, "/a/place")
        programme = ProgrammeOffer(timedelta(seconds=230), is_running, lambda: NOW)
        self.window = WelcomeWindow(settings, programme, start, self._find, tokens.LIGHT, has_history)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # a test reads it afterwards
        qtbot.addWidget(self.window)
        self.window.changed.connect(self._change)
        self.window.requested.connect(self.requested.append)
        self.window.begin()
        qtbot.waitExposed(self.window)

    def _switch(self, on: bool) -> str:
        self.on = on
        return ""

    def _find(self) -> list[Finding]:
        return [
            Finding(name, "some", "cannot tell", name not in self.missing, self.advice.get(name, "")) for name in NAMES
        ]

    def _change(self, key: str, value: object) -> None:
        self.changes.append((key, value))
        self.settings = replace(self.settings, **{key: value})
        self.window.show_settings(self.settings)

    def step(self, kind: type) -> object:
        (found,) = (step for step in self.window.steps if type(step) is kind)
        while self.window.steps[self.window.step] is not found:
            self.window.next.click()
        return found


@pytest.fixture
def welcome(qtbot: QtBot) -> OpenWelcome:
    return OpenWelcome(qtbot)


def hours_of(welcome: OpenWelcome) -> WorkingHoursField:
    step = welcome.step(WhenStep)
    assert isinstance(step, WhenStep)
    field = step.rows["working_hours"].field
    assert isinstance(field, WorkingHoursField)
    return field


def shown_text(welcome: OpenWelcome) -> str:
    return " ".join(label.text() for label in welcome.window.findChildren(QLabel) if label.isVisible())


def test_it_begins_with_what_it_does_and_the_disclaimer(welcome: OpenWelcome) -> None:
    assert health_screening_text.disclaimer() in shown_text(welcome)
    text = shown_text(welcome)
    assert "Stiff from sitting?" in text and "exercises for your hips: about 4 minutes a day" in text
    assert len(welcome.window.steps) <= 4


def test_enter_goes_through_all_steps_and_closes(welcome: OpenWelcome) -> None:
    titles = []
    for _ in welcome.window.steps:
        titles.append(welcome.window.windowTitle())
        focused = welcome.window.focusWidget()
        assert focused is welcome.window.next
        press(focused, Qt.Key.Key_Return)
    assert not welcome.window.isVisible()
    assert len(set(titles)) == len(welcome.window.steps)
    assert welcome.changes == [] and not welcome.on and welcome.requested == []


@pytest.mark.parametrize("step", range(4))
def test_esc_closes_it_at_any_step_and_changes_nothing(welcome: OpenWelcome, step: int) -> None:
    for _ in range(step):
        welcome.window.next.click()
    press(welcome.window.focusWidget(), Qt.Key.Key_Escape)
    assert not welcome.window.isVisible()
    assert welcome.changes == []


def test_skip_closes_it_and_back_goes_back(welcome: OpenWelcome) -> None:
    assert not welcome.window.back.isEnabled()
    welcome.window.next.click()
    welcome.window.back.click()
    assert welcome.window.step == 0
    welcome.window.skip.click()
    assert not welcome.window.isVisible()
    welcome.window.begin()
    assert welcome.window.step == 0


def test_the_prompt_window_is_set_by_two_handles_as_in_the_settings(welcome: OpenWelcome) -> None:
    step = welcome.step(WhenStep)
    assert isinstance(step, WhenStep)
    slider = step.window_row.slider
    press(slider.first, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    press(slider.second, Qt.Key.Key_Right)
    assert welcome.changes[-2:] == [
        ("window_opens", timedelta(minutes=20)),
        ("window_closes", timedelta(minutes=46)),
    ]
    assert "20 min to 46 min" in shown_text(welcome) and not step.findChildren(QAbstractSpinBox)


def test_working_hours_are_chosen_and_withdrawn(welcome: OpenWelcome) -> None:
    hours = hours_of(welcome)
    assert hours.always.isChecked()
    hours.only.click()
    assert welcome.changes == [("working_hours", parse_hours(working_hours_text.usual_hours()))]
    hours.always.click()
    assert welcome.changes[1:] == [("working_hours", WorkingHours())]


def test_changed_hours_are_selected(welcome: OpenWelcome) -> None:
    hours = hours_of(welcome)
    hours.change.setFocus()
    press(hours.change, Qt.Key.Key_Return)
    (dialog,) = welcome.window.findChildren(WorkingHoursDialog)
    dialog.editor.rows[4].on.click()
    dialog.ok.click()
    assert welcome.changes == [("working_hours", parse_hours("mon-thu 09:00-17:30"))]
    assert hours.only.isChecked() and "Mon-Thu 09:00-17:30" in shown_text(welcome)
    assert type(welcome.window.steps[welcome.window.step]) is WhenStep, "Enter on a button does not go to the next step"


def test_the_half_minute_can_be_tried(welcome: OpenWelcome) -> None:
    step = welcome.step(TryStep)
    assert isinstance(step, TryStep)
    step.start.click()
    assert welcome.requested == [Start("stand")]
    assert welcome.window.isVisible()


def test_the_programme_begins_at_the_end_if_it_is_wanted(welcome: OpenWelcome) -> None:
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    step.programme.click()
    assert welcome.requested == []
    welcome.window.next.click()
    assert welcome.requested == [RecordFact(ProgrammeBegan(NOW))]


def test_a_programme_that_runs_is_not_begun_again(qtbot: QtBot) -> None:
    welcome = OpenWelcome(qtbot, is_running=True)
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    assert step.programme.isChecked() and not step.programme.isEnabled()
    welcome.window.next.click()
    assert welcome.requested == []


def test_the_figure_moves_for_less_than_five_seconds(welcome: OpenWelcome, qtbot: QtBot) -> None:
    step = welcome.window.steps[0]
    assert isinstance(step, WhatStep) and step.figure.timer.isActive()
    before = step.figure.grab().toImage()
    qtbot.waitUntil(lambda: step.figure.grab().toImage() != before, timeout=2_000)
    qtbot.waitUntil(lambda: not step.figure.timer.isActive(), timeout=4_999)
    welcome.window.next.click()
    welcome.window.back.click()
    assert step.figure.timer.isActive()
    welcome.window.next.click()
    assert not step.figure.timer.isActive()


def test_autostart_is_not_an_option(welcome: OpenWelcome) -> None:
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    step.autostart.row.field.editor.click()
    assert welcome.on and welcome.changes == []


@pytest.mark.parametrize("has_history", [True, False])
def test_the_time_before_can_be_read_where_gnome_has_recorded_it(qtbot: QtBot, has_history: bool) -> None:
    welcome = OpenWelcome(qtbot, has_history=has_history)
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    buttons = [button for button in step.findChildren(QPushButton) if button.text() == "Time before Hipbreak..."]
    assert len(buttons) == has_history
    for button in buttons:
        button.click()
    assert welcome.requested == [Intent.HISTORY] * has_history


def test_what_is_missing_is_shown_and_refreshed(welcome: OpenWelcome, qtbot: QtBot) -> None:
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    assert step.no_idle_time.isHidden() and "in the tray" in step.where_to_find.text()
    assert "Keyboard and pointer" not in shown_text(welcome) and "cannot sense" not in shown_text(welcome)
    welcome.missing |= {"idle", "tray"}
    qtbot.waitUntil(lambda: not step.no_idle_time.isHidden())
    assert step.no_idle_time.text() == no_idle_source()
    assert "small window" in step.where_to_find.text()
    qtbot.waitUntil(lambda: "Keyboard and pointer: cannot tell" in shown_text(welcome))
    assert "cannot sense" in shown_text(welcome)


def test_advice_about_tray_and_notifications_is_shown(welcome: OpenWelcome, qtbot: QtBot) -> None:
    step = welcome.step(ProgrammeStep)
    assert isinstance(step, ProgrammeStep)
    assert step.notes.isHidden()
    welcome.advice |= {"idle": "Not this one.", "tray": "An extension shows it.", "notifications": "Two remind."}
    qtbot.waitUntil(lambda: not step.notes.isHidden())
    assert step.notes.text() == "An extension shows it.\nTwo remind."


def test_it_shows_the_current_settings(qtbot: QtBot) -> None:
    hours = parse_hours("sat 10:00-12:00")
    welcome = OpenWelcome(qtbot, Settings(window_opens=timedelta(minutes=25), working_hours=hours, voice=False))
    step = welcome.step(WhenStep)
    assert isinstance(step, WhenStep)
    assert step.window_row.slider.values() == (25, 45)
    assert hours_of(welcome).only.isChecked() and "Sat 10:00-12:00" in shown_text(welcome)
    assert welcome.changes == []


@pytest.mark.parametrize("scheme", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped_at_any_text_size(qtbot: QtBot, scale: float, scheme: tokens.Tokens) -> None:
    with text_of(scale):
        welcome = OpenWelcome(qtbot)
        welcome.window.resize(720, 560)
        welcome.window.set_tokens(scheme)
        for _ in range(4):
            qtbot.waitUntil(lambda: clipped(welcome.window) == [])
            welcome.window.next.click()
