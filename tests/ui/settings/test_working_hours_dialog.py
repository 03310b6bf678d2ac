"""The editor of working hours: any week goes through it unharmed, and what cannot be is explained and not kept."""

from collections.abc import Iterator

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
from hipbreak.ui.settings.working_hours_format import hours_told
from tests.ui.window_actions import clipped, press, settle, text_of

LUNCH = "mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00"


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


class Asked:
    """An open dialog, and what was chosen in it."""

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
        line = self.rows[day].lines[number]
        for box, text in ((line.begin, begin), (line.end, end)):
            if text:
                box.setTime(QTime.fromString(text, "HH:mm"))

    def says(self) -> str:
        return self.dialog.told.text()

    def ok(self) -> str:
        self.dialog.ok.click()
        return self.chosen[-1].text if self.chosen else ""


@st.composite
def weeks(draw: st.DrawFn) -> WorkingHours:
    """Any hours without overlap, on at least one day: cut from a line of free minutes."""
    marks = sorted(draw(st.lists(st.integers(0, 7 * DAY - 1), min_size=2, max_size=16, unique=True)))
    days: list[list[Span]] = [[] for _ in range(7)]
    for start, end in zip(marks[::2], [*marks[1::2], 7 * DAY + marks[0]], strict=False):
        day = start // DAY
        days[day].append((start - day * DAY, min(end, start + DAY) - day * DAY))
    return week_of(days)


@pytest.mark.usefixtures("qapp")
@effort(max_examples=25, deadline=None)
@given(weeks())
def test_any_hours_come_out_as_they_went_in(hours: WorkingHours) -> None:
    assert overlap([hours.on(day) for day in range(7)]) is None
    editor = WorkingHoursEditor(hours)
    assert editor.wrong() == ""
    assert parse_hours(editor.hours.text) == hours
    editor.deleteLater()


def test_it_says_in_words_what_ok_will_keep(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    assert asked.says() == "Mon-Fri 09:00-12:30 and 13:00-17:30; Sat 22:00-02:00 the next day"
    asked.set(5, 0, "20:00", "23:30")
    assert asked.says() == "Mon-Fri 09:00-12:30 and 13:00-17:30; Sat 20:00-23:30"
    assert asked.ok() == "mon-fri 09:00-12:30 13:00-17:30; sat 20:00-23:30"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("mon 09:00-17:00; wed 09:00-17:00; fri-sun 09:00-17:00", "Mon, Wed, Fri-Sun 09:00-17:00"),
        ("sat-sun 10:00-12:00", "Sat, Sun 10:00-12:00"),
        ("mon 00:00-24:00; tue 20:00-24:00", "Mon all day; Tue 20:00 to midnight"),
        ("mon 00:00-01:00 02:00-03:00 04:00-05:00", "Mon 00:00-01:00, 02:00-03:00 and 04:00-05:00"),
    ],
)
def test_hours_in_words(text: str, told: str) -> None:
    assert hours_told(parse_hours(text)) == told


def test_days_and_times_as_the_locale_writes_them(qtbot: QtBot) -> None:
    QLocale.setDefault(QLocale("en_US"))
    asked = Asked(qtbot)
    assert [row.on.text() for row in asked.rows.values()][:2] == ["Sunday", "Monday"]
    assert asked.rows[0].lines[1].end.text().replace("\u202f", " ") == "5:30 PM"
    assert asked.says().replace("\u202f", " ").startswith("Mon-Fri 9:00 AM-12:30 PM and 1:00 PM")


def test_the_whole_week_is_seen_and_one_more_range_finds_room(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WorkingHoursDialog(parse_hours("mon 09:00-17:00"), parent)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for _ in range(2):
        settle()
        high = dialog.editor.sizeHint().height()
        assert high <= dialog.editor.visibleRegion().boundingRect().height() < 1.3 * high
        dialog.editor.rows[0].lines[0].add.click()


def test_past_midnight_is_said(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-17:00")
    line = asked.rows[0].lines[0]
    assert line.note.text() == ""
    for end, note in (("02:00", "the next day"), ("00:00", "midnight"), ("09:00", "the next day")):
        asked.set(0, 0, end=end)
        assert line.note.text() == note == line.end.accessibleDescription()
    asked.set(0, 0, "00:00", "00:00")
    assert line.note.text() == "all day"
    assert asked.ok() == "mon 00:00-24:00"


def test_an_overlap_is_explained_and_cannot_be_chosen(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.set(1, 1, begin="12:00")
    assert asked.says() == ("Tuesday 09:00-12:30 and Tuesday 12:00-17:30 overlap: let one end before the other begins.")
    assert not asked.dialog.ok.isEnabled() and asked.ok() == ""
    asked.set(1, 1, begin="12:30")
    assert asked.ok().startswith("mon 09:00-12:30 13:00-17:30; tue 09:00-12:30 12:30-17:30")


def test_an_overlap_with_the_next_day_and_the_next_week(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-17:00; sun 22:00-02:00")
    asked.set(0, 0, begin="01:00")
    assert asked.says().startswith("Sunday 22:00-02:00 the next day and Monday 01:00-17:00 overlap")


def test_no_day_at_all_cannot_be_chosen(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-17:00")
    asked.rows[0].on.click()
    assert asked.says() == "Choose at least one day." and not asked.dialog.ok.isEnabled()
    asked.rows[0].on.click()
    assert asked.ok() == "mon 09:00-17:00", "a day keeps its range while it is off"


def test_ranges_are_added_and_removed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-12:00")
    row = asked.rows[0]
    assert not row.lines[0].remove.isVisible()
    row.lines[0].add.click()
    assert asked.says() == "Mon 09:00-12:00 and 13:00-17:00"
    assert asked.dialog.focusWidget() is row.lines[1].begin
    row.lines[0].remove.click()
    assert asked.says() == "Mon 13:00-17:00" and asked.dialog.focusWidget() is row.lines[0].begin
    asked.set(0, 0, "14:00", "23:30")
    row.lines[0].add.click()
    assert asked.says() == "Mon 09:00-13:00 and 14:00-23:30", "no room after it, so before it"
    asked.set(0, 0, "00:30", "13:00")
    assert not row.lines[-1].add.isEnabled(), "no room at all"


def test_other_days_get_the_same_hours_by_one_click(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.set(2, 0, begin="08:00")
    assert asked.editor.source.currentText() == "Wednesday", "the day that was changed last"
    asked.editor.working.click()
    assert asked.says() == "Mon-Fri 08:00-12:30 and 13:00-17:30; Sat 22:00-02:00 the next day"
    asked.editor.source.setCurrentIndex(5)
    asked.editor.every.click()
    assert asked.says() == "Mon-Sun 22:00-02:00 the next day"


def test_esc_and_cancel_keep_what_was(qtbot: QtBot) -> None:
    asked = Asked(qtbot)
    asked.set(0, 0, begin="08:00")
    press(asked.rows[0].lines[0].begin, Qt.Key.Key_Escape)
    assert not asked.dialog.isVisible() and asked.chosen == []


def test_enter_takes_what_is_typed(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-17:00")
    box = asked.rows[0].lines[0].begin
    box.setFocus()
    box.setSelectedSection(QTimeEdit.Section.HourSection)
    qtbot.keyClicks(box, "08")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [hours.text for hours in asked.chosen] == ["mon 08:00-17:00"]


def test_the_arrow_keys_go_by_the_hour_and_by_five_minutes(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:02-23:58")
    line = asked.rows[0].lines[0]
    line.begin.setSelectedSection(QTimeEdit.Section.MinuteSection)
    press(line.begin, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert line.begin.text() == "09:05"
    line.end.setSelectedSection(QTimeEdit.Section.MinuteSection)
    press(line.end, Qt.Key.Key_Up)
    assert line.end.text() == "00:00"
    line.end.setSelectedSection(QTimeEdit.Section.HourSection)
    press(line.end, Qt.Key.Key_Down)
    assert line.end.text() == "23:00"


def test_every_control_has_a_name_and_tab_goes_in_reading_order(qtbot: QtBot) -> None:
    asked = Asked(qtbot, "mon 09:00-12:00 13:00-17:00")
    asked.rows[1].on.click()
    asked.rows[1].lines[0].add.click()
    asked.rows[0].on.setFocus()
    names, widget = list[str](), asked.rows[0].on
    for _ in range(16):
        names.append(widget.accessibleName() or widget.text())
        widget.nextInFocusChain()
        asked.dialog.focusNextChild()
        widget = asked.dialog.focusWidget()
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
        for control in asked.dialog.findChildren(kind):
            buddy = isinstance(control, QComboBox) or getattr(control, "text", str)()
            assert control.accessibleName() or buddy


@pytest.mark.parametrize("locale", ["en_GB", "de_DE", "ta_IN", "en_US"])
@pytest.mark.parametrize("by", [1.0, 2.0])
def test_nothing_is_clipped_or_lost_at_any_size(qtbot: QtBot, by: float, locale: str) -> None:
    QLocale.setDefault(QLocale(locale))
    with text_of(by):
        asked = Asked(qtbot)
        for wide in (asked.dialog.width(), asked.dialog.minimumSizeHint().width()):
            asked.dialog.resize(wide, asked.dialog.height())
            qtbot.waitUntil(lambda: clipped(asked.dialog) == [])
            assert beyond(asked.editor) == []
            for box in asked.dialog.findChildren(QTimeEdit):
                assert not box.isVisible() or box.width() >= box.minimumSizeHint().width()


def beyond(editor: WorkingHoursEditor) -> list[QWidget]:
    """The controls that reach beyond the editor's right edge."""
    controls = [*editor.findChildren(QToolButton), *editor.findChildren(QPushButton), *editor.findChildren(QTimeEdit)]
    shown = [part for part in controls if part.isVisible()]
    return [part for part in shown if part.mapTo(editor, part.rect().topRight()).x() > editor.width()]
