"""The editor of working hours: any week round-trips, and invalid hours are explained and cannot be saved."""

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QTimeEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.settings.working_hours import DAY, Span, WorkingHours, overlap, parse_hours, week_of
from hipbreak.ui.settings.working_hours_editor import WorkingHoursEditor
from hipbreak.ui.settings.working_hours_field import WorkingHoursDialog
from hipbreak.ui.settings.working_hours_format import format_hours
from tests.ui.window_actions import clipped, press, settle, text_of

LUNCH = "mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00"


@pytest.fixture(autouse=True)
def british_locale() -> None:
    QLocale.setDefault(QLocale("en_GB"))


class OpenDialog:
    """An open dialog, and the hours chosen in it."""

    def __init__(self, qtbot: QtBot, text: str = LUNCH) -> None:
        self.dialog = WorkingHoursDialog(parse_hours(text))
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(self.dialog)
        self.chosen: list[WorkingHours] = []
        self.dialog.chosen.connect(self.chosen.append)
        with qtbot.waitExposed(self.dialog):
            self.dialog.show()
        self.editor, self.rows = self.dialog.editor, self.dialog.editor.rows

    def set(self, day: int, number: int, begin: str = "", end: str = "") -> None:
        range_row = self.rows[day].ranges[number]
        for box, text in ((range_row.begin, begin), (range_row.end, end)):
            if text:
                box.setTime(QTime.fromString(text, "HH:mm"))

    def summary(self) -> str:
        return self.dialog.summary.text()

    def ok(self) -> str:
        self.dialog.ok.click()
        return self.chosen[-1].text if self.chosen else ""


@st.composite
def weeks(draw: st.DrawFn) -> WorkingHours:
    """Any hours without overlap, on at least one day."""
    marks = sorted(draw(st.lists(st.integers(0, 7 * DAY - 1), min_size=2, max_size=16, unique=True)))
    days: list[list[Span]] = [[] for _ in range(7)]
    for start, end in zip(marks[::2], [*marks[1::2], 7 * DAY + marks[0]], strict=False):
        day = start // DAY
        days[day].append((start - day * DAY, min(end, start + DAY) - day * DAY))
    return week_of(days)


@pytest.mark.usefixtures("qapp")
@effort(max_examples=25, deadline=None)
@given(weeks())
def test_any_hours_round_trip(hours: WorkingHours) -> None:
    assert overlap([hours.on(day) for day in range(7)]) is None
    editor = WorkingHoursEditor(hours)
    assert editor.error() == ""
    assert parse_hours(editor.hours.text) == hours
    editor.deleteLater()


def test_the_summary_shows_the_hours_that_ok_saves(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    assert opened.summary() == "Mon-Fri 09:00-12:30 and 13:00-17:30; Sat 22:00-02:00 the next day"
    opened.set(5, 0, "20:00", "23:30")
    assert opened.summary() == "Mon-Fri 09:00-12:30 and 13:00-17:30; Sat 20:00-23:30"
    assert opened.ok() == "mon-fri 09:00-12:30 13:00-17:30; sat 20:00-23:30"


@pytest.mark.parametrize(
    ("text", "formatted"),
    [
        ("mon 09:00-17:00; wed 09:00-17:00; fri-sun 09:00-17:00", "Mon, Wed, Fri-Sun 09:00-17:00"),
        ("sat-sun 10:00-12:00", "Sat, Sun 10:00-12:00"),
        ("mon 00:00-24:00; tue 20:00-24:00", "Mon all day; Tue 20:00 to midnight"),
        ("mon 00:00-01:00 02:00-03:00 04:00-05:00", "Mon 00:00-01:00, 02:00-03:00 and 04:00-05:00"),
    ],
)
def test_format_of_hours(text: str, formatted: str) -> None:
    assert format_hours(parse_hours(text)) == formatted


def test_days_and_times_are_in_the_format_of_the_locale(qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale("en_US"))
    opened = OpenDialog(qtbot)
    assert [row.on.text() for row in opened.rows.values()][:2] == ["Sunday", "Monday"]
    assert opened.rows[0].ranges[1].end.text().replace("\u202f", " ") == "5:30 PM"
    assert opened.summary().replace("\u202f", " ").startswith("Mon-Fri 9:00 AM-12:30 PM and 1:00 PM")


def test_the_whole_week_is_visible_also_after_a_range_was_added(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WorkingHoursDialog(parse_hours("mon 09:00-17:00"), parent)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for _ in range(2):
        settle()
        height = dialog.editor.sizeHint().height()
        assert height <= dialog.editor.visibleRegion().boundingRect().height() < 1.3 * height
        dialog.editor.rows[0].ranges[0].add.click()


def test_an_end_after_midnight_is_noted(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-17:00")
    range_row = opened.rows[0].ranges[0]
    assert range_row.note.text() == ""
    for end, note in (("02:00", "the next day"), ("00:00", "midnight"), ("09:00", "the next day")):
        opened.set(0, 0, end=end)
        assert range_row.note.text() == note == range_row.end.accessibleDescription()
    opened.set(0, 0, "00:00", "00:00")
    assert range_row.note.text() == "all day"
    assert opened.ok() == "mon 00:00-24:00"


def test_an_overlap_is_explained_and_cannot_be_chosen(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.set(1, 1, begin="12:00")
    assert opened.summary() == (
        "Tuesday 09:00-12:30 and Tuesday 12:00-17:30 overlap: let one end before the other begins."
    )
    assert not opened.dialog.ok.isEnabled() and opened.ok() == ""
    opened.set(1, 1, begin="12:30")
    assert opened.ok().startswith("mon 09:00-12:30 13:00-17:30; tue 09:00-12:30 12:30-17:30")


def test_an_overlap_with_the_next_day_and_the_next_week(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-17:00; sun 22:00-02:00")
    opened.set(0, 0, begin="01:00")
    assert opened.summary().startswith("Sunday 22:00-02:00 the next day and Monday 01:00-17:00 overlap")


def test_no_day_at_all_cannot_be_chosen(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-17:00")
    opened.rows[0].on.click()
    assert opened.summary() == "Choose at least one day." and not opened.dialog.ok.isEnabled()
    opened.rows[0].on.click()
    assert opened.ok() == "mon 09:00-17:00", "a day keeps its range while it is off"


def test_ranges_are_added_and_removed(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-12:00")
    row = opened.rows[0]
    assert not row.ranges[0].remove.isVisible()
    row.ranges[0].add.click()
    assert opened.summary() == "Mon 09:00-12:00 and 13:00-17:00"
    assert opened.dialog.focusWidget() is row.ranges[1].begin
    row.ranges[0].remove.click()
    assert opened.summary() == "Mon 13:00-17:00" and opened.dialog.focusWidget() is row.ranges[0].begin
    opened.set(0, 0, "14:00", "23:30")
    row.ranges[0].add.click()
    assert opened.summary() == "Mon 09:00-13:00 and 14:00-23:30", "no free time after it, so before it"
    opened.set(0, 0, "00:30", "13:00")
    assert not row.ranges[-1].add.isEnabled(), "no free time at all"


def test_one_click_copies_hours_to_other_days(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.set(2, 0, begin="08:00")
    assert opened.editor.source.currentText() == "Wednesday", "the day that was changed last"
    opened.editor.working.click()
    assert opened.summary() == "Mon-Fri 08:00-12:30 and 13:00-17:30; Sat 22:00-02:00 the next day"
    opened.editor.source.setCurrentIndex(5)
    opened.editor.every.click()
    assert opened.summary() == "Mon-Sun 22:00-02:00 the next day"


def test_esc_discards_changes(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot)
    opened.set(0, 0, begin="08:00")
    press(opened.rows[0].ranges[0].begin, Qt.Key.Key_Escape)
    assert not opened.dialog.isVisible() and opened.chosen == []


def test_enter_accepts_typed_text(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-17:00")
    box = opened.rows[0].ranges[0].begin
    box.setFocus()
    box.setSelectedSection(QTimeEdit.Section.HourSection)
    qtbot.keyClicks(box, "08")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [hours.text for hours in opened.chosen] == ["mon 08:00-17:00"]


def test_the_arrow_keys_step_by_the_hour_and_by_five_minutes(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:02-23:58")
    range_row = opened.rows[0].ranges[0]
    range_row.begin.setSelectedSection(QTimeEdit.Section.MinuteSection)
    press(range_row.begin, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert range_row.begin.text() == "09:05"
    range_row.end.setSelectedSection(QTimeEdit.Section.MinuteSection)
    press(range_row.end, Qt.Key.Key_Up)
    assert range_row.end.text() == "00:00"
    range_row.end.setSelectedSection(QTimeEdit.Section.HourSection)
    press(range_row.end, Qt.Key.Key_Down)
    assert range_row.end.text() == "23:00"


def test_every_control_has_a_name_and_tab_goes_in_reading_order(qtbot: QtBot) -> None:
    opened = OpenDialog(qtbot, "mon 09:00-12:00 13:00-17:00")
    opened.rows[1].on.click()
    opened.rows[1].ranges[0].add.click()
    opened.rows[0].on.setFocus()
    names, widget = list[str](), opened.rows[0].on
    for _ in range(16):
        names.append(widget.accessibleName() or widget.text())
        widget.nextInFocusChain()
        opened.dialog.focusNextChild()
        widget = opened.dialog.focusWidget()
    assert names == [
        "Monday",
        *(f"Monday, {n} range, {end}" for n in ("first",) for end in ("from", "to")),
        "Monday, remove the first range",
        *(f"Monday, second range, {end}" for end in ("from", "to")),
        "Monday, remove the second range",
        "Monday, add a range",
        "Tuesday",
        *(f"Tuesday, first range, {end}" for end in ("from", "to")),
        "Tuesday, remove the first range",
        *(f"Tuesday, second range, {end}" for end in ("from", "to")),
        "Tuesday, remove the second range",
        "Tuesday, add a range",
    ]
    for kind in (QCheckBox, QTimeEdit, QToolButton, QPushButton, QComboBox):
        for control in opened.dialog.findChildren(kind):
            buddy = isinstance(control, QComboBox) or getattr(control, "text", str)()
            assert control.accessibleName() or buddy


@pytest.mark.parametrize("locale", ["en_GB", "de_DE", "ta_IN", "en_US"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped_at_any_size(qtbot: QtBot, scale: float, locale: str) -> None:
    QLocale.setDefault(QLocale(locale))
    with text_of(scale):
        opened = OpenDialog(qtbot)
        for width in (opened.dialog.width(), opened.dialog.minimumSizeHint().width()):
            opened.dialog.resize(width, opened.dialog.height())
            qtbot.waitUntil(lambda: clipped(opened.dialog) == [])
            assert outside(opened.editor) == []
            for box in opened.dialog.findChildren(QTimeEdit):
                assert not box.isVisible() or box.width() >= box.minimumSizeHint().width()


def outside(editor: WorkingHoursEditor) -> list[QWidget]:
    """The controls that extend beyond the editor's right edge."""
    controls = [*editor.findChildren(QToolButton), *editor.findChildren(QPushButton), *editor.findChildren(QTimeEdit)]
    shown = [part for part in controls if part.isVisible()]
    return [part for part in shown if part.mapTo(editor, part.rect().topRight()).x() > editor.width()]
