"""The settings: an editor for each option, effective at once, without invalid values."""

from datetime import time, timedelta
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipbreak.core.settings.display_choices import LanguageCode
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.prompt_styles import VALUES, PromptStyle
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.ui.intents import Intent
from hipbreak.ui.settings.option_editors import DurationBox
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.settings.view import FineTunePage, SettingsView, StyleRow
from hipbreak.ui.settings.window_row import WindowRow
from hipbreak.ui.settings.working_hours_field import WorkingHoursField
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.range_slider import RangeSlider
from tests.ui.window_actions import clipped, press, times

PATH = "/home/person/.config/hipbreak/settings.toml"
PAGES = ["Breaks", "Appearance and sound", "Programme and health", "Fine-tune"]


@pytest.fixture
def window(qtbot: QtBot) -> SettingsView:
    created = SettingsView(PATH, Settings(), tokens.LIGHT, languages=("de", "en"))
    qtbot.addWidget(created)
    created.show()
    qtbot.waitExposed(created)
    return created


def every_row(view: SettingsView) -> list[OptionRow]:
    """The rows of all pages, which are created."""
    for page in range(view.pages.tabs.count()):
        view.pages.open(page)
    return view.findChildren(OptionRow)


def record_changes(source: SettingsView | OptionRow) -> list[tuple[str, object]]:
    changes: list[tuple[str, object]] = []
    source.changed.connect(lambda key, value: changes.append((key, value)))
    return changes


def edit(row: OptionRow, text: str) -> None:
    """Enter in its editor the value that the option writes as `text`."""
    editor = row.field.editor
    if isinstance(row.field, WorkingHoursField):
        (row.field.only if text else row.field.always).click()
    elif isinstance(editor, QCheckBox):
        if editor.isChecked() != (text == "true"):
            editor.click()
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(text))
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findData(text))
    else:
        editor.lineEdit().setText(text)
        editor.editingFinished.emit()


def another_value(option: Option) -> object:
    """A value that is not the default."""
    default = option.default
    if isinstance(default, bool):
        return not default
    if isinstance(default, int):
        return default + 1
    if isinstance(default, timedelta):
        return default + timedelta(seconds=1)
    if isinstance(default, Enum):
        return next(choice for choice in type(default) if choice is not default)
    if isinstance(default, LanguageCode):
        return LanguageCode("de")
    if isinstance(default, str):
        return "knee"
    if isinstance(default, time):
        return default.replace(minute=default.minute + 1)
    assert isinstance(default, WorkingHours)
    return parse_hours("mon-fri 09:00-17:30")


@pytest.mark.parametrize("key", OPTIONS)
def test_every_option_can_be_changed_and_restored(window: SettingsView, key: str) -> None:
    row, option, changes = window.open_option(key), OPTIONS[key], record_changes(window)
    assert not row.restore.isVisible()
    edit(row, option.write(another_value(option)))
    assert changes == [(key, another_value(option))]
    assert row.restore.isVisible()
    row.restore.click()
    assert changes[1:] == [(key, option.default)]
    assert not row.restore.isVisible()


def test_show_settings_shows_all_and_emits_nothing(window: SettingsView) -> None:
    changes = record_changes(window)
    changed = Settings(**{key: another_value(option) for key, option in OPTIONS.items()})
    window.open_option("spacing")
    window.show_settings(changed)  # to pages that exist, and to those created later
    assert {key: window.open_option(key).value for key in OPTIONS} == {key: getattr(changed, key) for key in OPTIONS}
    assert changes == []


durations = [option for option in OPTIONS.values() if option.kind is timedelta]


@hypothesis_settings(max_examples=60, deadline=None)
@given(option=st.sampled_from(durations), data=st.data())
def test_any_duration_within_bounds_round_trips(option: Option, data: st.DataObject) -> None:
    seconds = data.draw(st.integers(int(option.low.total_seconds()), int(option.high.total_seconds())))
    value = timedelta(seconds=seconds)
    row = OptionRow(option)
    edit(row, option.write(value))
    assert row.value == value
    assert row.error.text() == ""
    row.deleteLater()


@pytest.mark.parametrize(
    ("key", "typed", "reason"),
    [
        ("pulse_length", "half a minute", "is not a duration"),
        ("pulse_length", "1s", "Must be between 4s and 10min"),
    ],
)
def test_an_invalid_text_is_explained_and_the_value_stays(
    window: SettingsView, key: str, typed: str, reason: str
) -> None:
    row, changes = window.open_option(key), record_changes(window)
    edit(row, typed)
    assert reason in row.error.text()
    assert "It stays at " in row.error.text()
    assert changes == []
    assert row.value == OPTIONS[key].default
    edit(row, OPTIONS[key].write(OPTIONS[key].default))
    assert row.error.text() == ""


def test_a_time_of_the_day_is_stepped_by_keys(window: SettingsView) -> None:
    row, changes = window.open_option("routine_time"), record_changes(window)
    row.field.editor.setFocus()
    press(row.field.editor, Qt.Key.Key_Up)
    assert changes == [("routine_time", time(18))]
    row.show_value(time(23, 30))
    press(row.field.editor, Qt.Key.Key_Up)
    assert changes[1:] == [("routine_time", time(0, 30))], "past midnight"


def test_a_half_typed_text_survives_a_refresh(window: SettingsView) -> None:
    row = window.open_option("pulse_length")
    row.field.editor.setFocus()
    row.field.editor.lineEdit().setText("45")
    window.show_settings(Settings(cue=False))
    assert row.field.editor.lineEdit().text() == "45"


@pytest.mark.parametrize(
    ("start", "key", "expected"),
    [
        ("30s", Qt.Key.Key_Up, "35 s"),
        ("1min", Qt.Key.Key_Down, "55 s"),
        ("37min30s", Qt.Key.Key_Up, "38 min"),
        ("37min30s", Qt.Key.Key_Down, "37 min"),
        ("1h", Qt.Key.Key_Up, "1 h 15 min"),
        ("1h", Qt.Key.Key_Down, "59 min"),
        ("2h", Qt.Key.Key_Up, "2h"),
        ("10s", Qt.Key.Key_Down, "10s"),
        ("soon", Qt.Key.Key_Up, "soon"),
    ],
)
def test_steps_grow_with_the_duration_and_stay_in_bounds(qtbot: QtBot, start: str, key: Qt.Key, expected: str) -> None:
    box = DurationBox(timedelta(seconds=10), timedelta(hours=2))
    qtbot.addWidget(box)
    box.lineEdit().setText(start)
    press(box, key)
    assert box.text() == expected


@pytest.mark.parametrize(
    ("start", "key", "expected"),
    [
        (timedelta(0), Qt.Key.Key_Up, 10),
        (timedelta(minutes=10), Qt.Key.Key_Up, 11),
        (timedelta(minutes=10), Qt.Key.Key_Down, 0),
    ],
)
def test_a_duration_that_is_off_is_stepped_to_a_sensible_one(
    window: SettingsView, start: timedelta, key: Qt.Key, expected: int
) -> None:
    window.show_settings(Settings(standing_limit=start))
    row, changes = window.open_option("standing_limit"), record_changes(window)
    press(row.field.editor, key)
    assert changes == [("standing_limit", timedelta(minutes=expected))]


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("window_opens", "40", timedelta(minutes=40)),
        ("window_opens", "0.5", timedelta(seconds=30)),
        ("window_opens", "40 min 30 s", timedelta(minutes=40, seconds=30)),
        ("pulse_length", "25", timedelta(seconds=25)),
        ("pulse_length", " 1min ", timedelta(minutes=1)),
        ("standing_limit", "50", timedelta(minutes=50)),
    ],
)
def test_a_number_alone_is_in_the_unit_of_the_option(
    window: SettingsView, key: str, typed: str, expected: timedelta
) -> None:
    row, changes = window.open_option(key), record_changes(window)
    edit(row, typed)
    assert changes == [(key, expected)] and row.error.text() == ""


def test_a_duration_is_shown_with_spaces(window: SettingsView) -> None:
    row = window.open_option("medium_from")
    assert row.field.editor.lineEdit().text() == "37 min 30 s"


def test_scrolling_past_an_editor_does_not_change_it(window: SettingsView) -> None:
    changes = record_changes(window)
    rows = every_row(window)
    window.pages.tabs.setFocus()
    for row in rows:
        wheel = QWheelEvent(
            QPointF(3, 3),
            QPointF(3, 3),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(row.field.editor, wheel)
    assert changes == []


def test_pages_of_main_options_come_before_the_others(window: SettingsView) -> None:
    pages = window.pages.tabs
    assert [pages.tabText(n) for n in range(pages.count())] == PAGES
    assert window.windowTitle() == "Settings - Hipbreak"
    assert window.initial_focus() is pages
    assert any(line.text() == PATH and line.isReadOnly() for line in window.findChildren(QLineEdit))


def test_every_option_is_on_one_page(window: SettingsView) -> None:
    assert sorted(row.option.key for row in every_row(window)) == sorted(OPTIONS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("sense_camera", ["sense_camera"]),
        ("MICROPHONE call", ["sense_microphone"]),
        ("two prompts", ["spacing"]),
        ("standing desk", ["standing_question_after"]),
        ("zebra", []),
    ],
)
def test_options_are_searched_by_key_label_and_help(window: SettingsView, typed: str, found: list[str]) -> None:
    window.open_option("spacing")
    page = window.findChild(FineTunePage)
    page.search.setText(typed)
    assert [key for key, row in page.rows.items() if row.isVisible()] == found
    headings = {label.text() for label in page.findChildren(QLabel) if label.isVisible()}
    assert ("No option has these words." in headings) is (found == [])
    assert {OPTIONS[key].group for key in found} == headings & {option.group for option in OPTIONS.values()}
    page.search.clear()
    assert all(row.isVisible() for row in page.rows.values())


def test_the_health_questions_can_be_answered_again(window: SettingsView) -> None:
    requested: list[object] = []
    window.requested.connect(requested.append)
    window.open_option("routine_time")
    next(b for b in window.findChildren(QPushButton) if b.isVisible() and "health" in b.text()).click()
    assert requested == [Intent.HEALTH_SCREENING]


def test_a_contradiction_is_shown_beside_the_field_and_changes_nothing(window: SettingsView) -> None:
    row = window.open_option("later_short")
    changes = record_changes(window)
    box = row.field.editor
    assert isinstance(box, DurationBox)
    box.entered.emit("11min")
    assert changes == []
    assert row.error.text() == 'Must not be longer than "Long snooze" (10min). It stays at 5 min.'
    box.entered.emit("10min")
    assert changes == [("later_short", timedelta(minutes=10))] and row.error.text() == ""


def test_a_style_sets_its_options_and_shows_when_they_differ(window: SettingsView) -> None:
    changes = record_changes(window)
    row = window.findChild(StyleRow)
    checked = lambda: [style for style, button in row.buttons.items() if button.isChecked()]  # noqa: E731
    assert checked() == [PromptStyle.BALANCED]
    row.buttons[PromptStyle.GENTLE].click()
    assert dict(changes) == VALUES[PromptStyle.GENTLE]
    window.show_settings(replace(Settings(), **VALUES[PromptStyle.GENTLE]))
    assert checked() == [PromptStyle.GENTLE]
    window.show_settings(replace(Settings(), **VALUES[PromptStyle.GENTLE] | {"cue": True}))
    assert checked() == [] and any(label.text().startswith("Custom: ") for label in row.findChildren(QLabel))


def test_the_window_is_changed_by_its_slider(window: SettingsView) -> None:
    changes = record_changes(window)
    row = window.findChild(WindowRow)
    assert "30 min to 45 min" in [label.text() for label in row.findChildren(QLabel)]
    press(row.slider.second, Qt.Key.Key_Right)
    press(row.slider.first, Qt.Key.Key_PageDown)
    assert changes == [("window_closes", timedelta(minutes=46)), ("window_opens", timedelta(minutes=25))]
    assert "25 min to 46 min" in [label.text() for label in row.findChildren(QLabel)]
    window.show_settings(Settings(window_opens=timedelta(hours=2), window_closes=timedelta(hours=3)))
    assert "2 h to 3 h" in [label.text() for label in row.findChildren(QLabel)]
    assert row.slider.values() == (90, 90) and len(changes) == 2


def test_tab_goes_through_a_page_in_reading_order(window: SettingsView) -> None:
    window.show_settings(Settings(pulse_length=timedelta(seconds=50)))
    order: list[QWidget] = []
    widget = window.pages.tabs.nextInFocusChain()
    while len(order) < 6:
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            order.append(widget)
        widget = widget.nextInFocusChain()
    rows = {row.option.key: row for row in window.findChildren(OptionRow)}
    slider, styles = window.findChild(RangeSlider), window.findChild(StyleRow).buttons
    length = rows["pulse_length"]
    expected = [
        slider.first,
        slider.second,
        styles[PromptStyle.BALANCED],
        length.field.editor,
        length.restore,
        rows["later_short"].field.editor,
    ]
    assert order == expected


def test_labels_are_buddies_and_editors_have_names_for_a_screen_reader(window: SettingsView) -> None:
    for row in every_row(window):
        editor = row.field.editor
        assert editor.accessibleName() == row.option.label
        assert editor.accessibleDescription() == row.option.help
        if not isinstance(editor, QCheckBox):
            assert any(label.buddy() is editor for label in row.findChildren(QLabel))


@pytest.mark.parametrize("scale", [1, 1.5, 2])
def test_no_text_is_clipped_on_any_page(window: SettingsView, scale: float) -> None:
    window.setFont(times(window.font(), scale))
    window.resize(int(760 * scale), int(560 * scale))
    for page in range(window.pages.tabs.count()):
        window.pages.open(page)
        QApplication.processEvents()
        assert clipped(window) == []
        assert all(e.height() >= e.minimumSizeHint().height() for e in window.findChildren(QAbstractSpinBox))


@pytest.mark.parametrize("key", ["window_opens", "later_in_a_row", "cue", "working_hours", "appearance"])
def test_an_option_with_long_words_is_not_clipped(qtbot: QtBot, key: str) -> None:
    long_word = "Bildschirmarbeitspausenerinnerungsverzögerung"
    row = OptionRow(
        replace(
            OPTIONS[key], label=f"{long_word} nach", help=f"Die {long_word} gilt ab dem nächsten Mal, auch am Abend."
        )
    )
    qtbot.addWidget(row)
    row.setFont(times(row.font(), 2))
    row.apply_theme(tokens.LIGHT)
    row.show()
    row.resize(row.minimumSizeHint().width(), 600)
    QApplication.processEvents()
    assert clipped(row) == []
