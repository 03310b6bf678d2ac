"""The welcome: four steps with the keyboard alone, choices that take effect at once, and a way out at any time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipbreak.core.diagnostics import Finding
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.core.text import health_screening as health_screening_text
from hipbreak.core.text import onboarding as onboarding_text
from hipbreak.core.text import working_hours as working_hours_text
from hipbreak.core.text.audio import TONE
from hipbreak.core.text.messages import no_idle_source
from hipbreak.ui.onboarding.steps import DesktopStep, HowStep, WhenStep
from hipbreak.ui.onboarding.window import WelcomeWindow
from hipbreak.ui.settings.startup_page import AutostartSwitch
from hipbreak.ui.settings.working_hours_field import WorkingHoursDialog, WorkingHoursField
from hipbreak.ui.theme import tokens
from tests.ui.window_actions import clipped, press, text_of

NAMES = ("idle", "lock", "tray")
DEFAULTS = Settings()


class Desk:
    """A welcome on a desktop that a test makes up; what is changed comes back as from the app."""

    def __init__(self, qtbot: QtBot, settings: Settings = DEFAULTS) -> None:
        self.on, self.missing = False, set[str]()
        self.settings = settings
        self.changes: list[tuple[str, object]] = []
        start = AutostartSwitch(lambda: self.on, self._switch, "/a/place")
        self.window = WelcomeWindow(settings, start, self._look, tokens.LIGHT)
        self.window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # a test looks at it afterwards
        qtbot.addWidget(self.window)
        self.window.changed.connect(self._change)
        self.window.begin()
        qtbot.waitExposed(self.window)

    def _switch(self, on: bool) -> str:
        self.on = on
        return ""

    def _look(self) -> list[Finding]:
        return [Finding(name, "some", "cannot tell", name not in self.missing) for name in NAMES]

    def _change(self, key: str, value: object) -> None:
        self.changes.append((key, value))
        self.settings = replace(self.settings, **{key: value})
        self.window.show_settings(self.settings)

    def step(self, kind: type) -> object:
        (found,) = (sheet for sheet in self.window.steps if type(sheet) is kind)
        while self.window.steps[self.window.step] is not found:
            self.window.next.click()
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def hours_of(desk: Desk) -> WorkingHoursField:
    step = desk.step(WhenStep)
    assert isinstance(step, WhenStep)
    field = step.rows["working_hours"].field
    assert isinstance(field, WorkingHoursField)
    return field


def told(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def test_it_begins_with_what_it_does_and_the_sentence_about_safety(desk: Desk) -> None:
    assert health_screening_text.disclaimer() in told(desk)
    assert onboarding_text.what_lead() in told(desk)
    assert len(desk.window.steps) <= 4


def test_enter_goes_through_all_steps_and_closes(desk: Desk) -> None:
    seen = []
    for _ in desk.window.steps:
        seen.append(desk.window.windowTitle())
        focused = desk.window.focusWidget()
        assert focused is desk.window.next
        press(focused, Qt.Key.Key_Return)
    assert not desk.window.isVisible()
    assert len(set(seen)) == len(desk.window.steps)
    assert desk.changes == [] and not desk.on


@pytest.mark.parametrize("step", range(4))
def test_esc_leaves_at_any_step_and_changes_nothing(desk: Desk, step: int) -> None:
    for _ in range(step):
        desk.window.next.click()
    press(desk.window.focusWidget(), Qt.Key.Key_Escape)
    assert not desk.window.isVisible()
    assert desk.changes == []


def test_skip_leaves_and_back_goes_back(desk: Desk) -> None:
    assert not desk.window.back.isEnabled()
    desk.window.next.click()
    desk.window.back.click()
    assert desk.window.step == 0
    desk.window.skip.click()
    assert not desk.window.isVisible()
    desk.window.begin()
    assert desk.window.step == 0


def test_the_window_is_chosen_and_drawn(desk: Desk) -> None:
    step = desk.step(WhenStep)
    assert isinstance(step, WhenStep)
    before = step.bar.grab().toImage()
    editor = step.rows["window_opens"].field.editor
    editor.lineEdit().setText("20min")
    editor.editingFinished.emit()
    assert desk.changes == [("window_opens", timedelta(minutes=20))]
    assert step.bar.accessibleName() == onboarding_text.window("20 min", "45 min")
    assert step.bar.grab().toImage() != before


def test_working_hours_are_chosen_and_taken_back(desk: Desk) -> None:
    hours = hours_of(desk)
    assert hours.always.isChecked()
    hours.only.click()
    assert desk.changes == [("working_hours", parse_hours(working_hours_text.usual_hours()))]
    hours.always.click()
    assert desk.changes[1:] == [("working_hours", WorkingHours())]


def test_changed_hours_are_kept_whatever_was_chosen_before(desk: Desk) -> None:
    hours = hours_of(desk)
    hours.change.setFocus()
    press(hours.change, Qt.Key.Key_Return)
    (dialog,) = desk.window.findChildren(WorkingHoursDialog)
    dialog.editor.rows[4].on.click()
    dialog.ok.click()
    assert desk.changes == [("working_hours", parse_hours("mon-thu 09:00-17:30"))]
    assert hours.only.isChecked() and "Mon-Thu 09:00-17:30" in told(desk)
    assert type(desk.window.steps[desk.window.step]) is WhenStep, "Enter on a button does not go on"


def test_card_or_notification_tones_and_voice(desk: Desk, qtbot: QtBot) -> None:
    step = desk.step(HowStep)
    assert isinstance(step, HowStep)
    assert set(step.rows) == {"prompts_as", "tones", "voice"}
    step.rows["tones"].field.editor.click()
    assert desk.changes == [("tones", False)]
    with qtbot.waitSignal(desk.window.test_requested) as request:
        step.test_rows[TONE].button.click()
    assert request.args == [TONE]
    desk.window.show_test_result(TONE, True, "It sounds.")
    assert step.test_rows[TONE].line.text() == "It sounds."


def test_autostart_is_the_desktops_own(desk: Desk) -> None:
    step = desk.step(DesktopStep)
    assert isinstance(step, DesktopStep)
    step.autostart.row.field.editor.click()
    assert desk.on and desk.changes == []


def test_what_can_be_sensed_is_told_and_looked_at_again(desk: Desk, qtbot: QtBot) -> None:
    step = desk.step(DesktopStep)
    assert isinstance(step, DesktopStep)
    assert step.no_idle_time.isHidden() and "in the tray" in step.where_to_find.text()
    desk.missing |= {"idle", "tray"}
    qtbot.waitUntil(lambda: not step.no_idle_time.isHidden())
    assert step.no_idle_time.text() == no_idle_source()
    assert "small window" in step.where_to_find.text()
    assert "Keyboard and pointer: cannot tell" in told(desk)


def test_it_shows_the_settings_there_are(qtbot: QtBot) -> None:
    hours = parse_hours("sat 10:00-12:00")
    desk = Desk(qtbot, Settings(window_opens=timedelta(minutes=25), working_hours=hours, voice=False))
    step = desk.step(WhenStep)
    assert isinstance(step, WhenStep)
    assert step.rows["window_opens"].value == timedelta(minutes=25)
    assert hours_of(desk).only.isChecked() and "Sat 10:00-12:00" in told(desk)
    assert desk.changes == []


@pytest.mark.parametrize("scheme", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("by", [1.0, 2.0])
def test_nothing_is_clipped_at_any_text_size(qtbot: QtBot, by: float, scheme: tokens.Tokens) -> None:
    with text_of(by):
        desk = Desk(qtbot)
        desk.window.resize(720, 560)
        desk.window.set_tokens(scheme)
        for _ in range(4):
            qtbot.waitUntil(lambda: clipped(desk.window) == [])
            desk.window.next.click()
