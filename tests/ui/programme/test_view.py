"""The programme window: the introduction, a day, the calendar, and the other pages."""

from datetime import datetime, time, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.facts import programme_facts
from hipbreak.core.programme.progress import PROGRESSIONS, Programme
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.store.routine_library import read_library
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.charts.month_calendar import DayMark, MonthCalendar, day_marks
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent, OpenRoutine
from hipbreak.ui.programme.calendar_page import CalendarPage
from hipbreak.ui.programme.overview_page import Progressions, ReminderRow, WalkRow
from hipbreak.ui.programme.routines_page import RoutinesPage
from hipbreak.ui.programme.suggestions import Suggestions
from hipbreak.ui.programme.today_session import TodaySession
from hipbreak.ui.programme.view import CALENDAR, SELF_TEST, ProgrammeView
from hipbreak.ui.programme.view import ROUTINES as ROUTINES_PAGE
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.step_dots import StepDots
from tests.ui.programmes import DAY, NOW, begun, done, fifth_week, second_week
from tests.ui.statistics.logged_days import button, button_named, rows_of, show_table, texts
from tests.ui.window_actions import clipped, press, times

ROUTINES = read_library().routines
EVERY_PAGE = range(4)


class Shown:
    """The window of a programme, and its requests."""

    def __init__(self, qtbot: QtBot, programme: Programme, now: datetime = NOW, scale: float = 1) -> None:
        QLocale.setDefault(QLocale("en_GB"))
        self.view = ProgrammeView(programme, now, ROUTINES, tokens=tokens.LIGHT)
        qtbot.addWidget(self.view)
        if scale != 1:
            self.view.setFont(times(self.view.font(), scale))
        self.requested: list[object] = []
        self.view.requested.connect(self.requested.append)
        with qtbot.waitExposed(self.view):
            self.view.show()

    def button(self, text: str) -> QPushButton:
        return next(
            b for b in self.view.findChildren(QPushButton) if b.isVisible() and b.text().replace("&", "") == text
        )

    @property
    def buttons(self) -> list[str]:
        marks = self.view.findChildren(QPushButton)
        return [b.text().replace("&", "") for b in marks if b.isVisible()]

    @property
    def texts(self) -> list[str]:
        return texts(self.view)


def test_before_it_has_begun_there_is_an_introduction(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Programme())
    assert shown.buttons == ["Begin the programme"]
    assert shown.texts[0] == "A few minutes a day for your hips"
    assert "3:58 min" in shown.texts[1]
    assert any("not a medical device" in line for line in shown.texts)
    assert shown.view.initial_focus() is shown.button("Begin the programme")
    shown.button("Begin the programme").click()
    (request,) = shown.requested
    assert isinstance(request, RecordFact)
    assert isinstance(request.fact, programme_facts.ProgrammeBegan)


def test_it_shows_the_progress_and_starts_todays_session(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    assert shown.view.windowTitle() == "Programme - Hipbreak"
    assert shown.texts[0] == "Week 2, day 9; 7 of 9 sessions."
    assert "Today: Mini routine" in shown.texts
    assert "3:58 min, about 1 minute to set up." in shown.texts
    assert "You need: a couch or bench." in shown.texts
    shown.button("Start").click()
    shown.button("On the floor, without a couch: 1:44 min").click()
    assert shown.requested == [OpenRoutine("mini"), OpenRoutine("mini-no-couch")]


def test_the_weeks_are_dots_that_say_where_it_is(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    weeks = shown.view.findChild(StepDots)
    assert weeks.count == (2, 6) and weeks.accessibleName() == shown.texts[0]
    shown.view.show_programme(fifth_week(), NOW)
    assert weeks.count == (5, 6)
    before = Shown(qtbot, Programme()).view.findChild(StepDots)
    assert not before.isVisible()


def test_todays_session_is_a_tile(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    tile = shown.view.findChild(TodaySession)
    picture = tile.grab().toImage()
    assert picture.pixelColor(tile.width() // 2, 3).name() == tokens.LIGHT.surface.lower() != tokens.LIGHT.paper.lower()


def test_after_the_session_it_shows_the_next_day(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week(done(0)))
    assert "Today's session is done." in shown.texts
    assert "The next session is on Friday." in shown.texts
    assert "Start" not in shown.buttons


def test_after_pain_there_is_no_session_on_that_day(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week(programme_facts.PainReported(NOW, "mini", "press", "low back")))
    assert "Something hurt today. Leave the exercises for today." in shown.texts
    assert "Start" not in shown.buttons


def test_gentle_mode_shortens_the_length_and_is_noted(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week(programme_facts.HealthScreened(NOW, "sore")))
    assert "3:38 min, about 1 minute to set up." in shown.texts
    assert "Hipbreak goes gently: the shortest holds, the fewest repetitions, small angles." in shown.texts
    shown.button("Answer the questions again...").click()
    assert shown.requested == [Intent.HEALTH_SCREENING]


def test_with_a_caution_no_session_is_offered(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week(programme_facts.HealthScreened(NOW, "strain")))
    assert "Please ask a doctor or physiotherapist first whether these exercises suit you." in shown.texts
    assert any("The stand-up breaks continue as usual." in line for line in shown.texts)
    assert shown.buttons == ["Answer the questions again...", "End the programme"]
    full = fifth_week(done(2, "full"), done(1, "full"), programme_facts.HealthScreened(NOW, "strain"))
    assert "Start this one" not in Shown(qtbot, full).buttons


def test_progressions_are_offered_from_week_3_and_recorded(qtbot: QtBot) -> None:
    assert not Shown(qtbot, second_week()).view.findChild(Progressions).isVisible()
    shown = Shown(qtbot, fifth_week(programme_facts.ProgressionSet(NOW, "weight", True)))
    switches = shown.view.findChild(Progressions).switches
    assert list(switches) == list(PROGRESSIONS)
    assert [name for name, switch in switches.items() if switch.isChecked()] == ["weight"]
    switches["long-step"].click()
    switches["weight"].click()
    assert [(x.fact.which, x.fact.on) for x in shown.requested] == [("long-step", True), ("weight", False)]


def test_the_walk_is_recorded_and_withdrawn(qtbot: QtBot) -> None:
    chosen = programme_facts.ProgressionSet(NOW, "walk", True)
    shown = Shown(qtbot, fifth_week(chosen))
    walk = shown.view.findChild(WalkRow)
    shown.button("Walk with the guide").click()
    walk.done.click()
    assert shown.requested[0] == OpenRoutine("walk")
    assert isinstance(shown.requested[1].fact, programme_facts.WalkDone)
    shown.view.show_programme(fifth_week(chosen, shown.requested[1].fact), NOW)
    assert walk.done.isChecked()
    assert "Walk with the guide" not in shown.buttons
    walk.done.click()
    assert isinstance(shown.requested[2].fact, programme_facts.WalkWithdrawn)
    shown.view.show_programme(fifth_week(chosen, *(x.fact for x in shown.requested[1:])), NOW)
    assert not walk.done.isChecked()
    assert "Walk with the guide" in shown.buttons
    assert not Shown(qtbot, fifth_week()).view.findChild(WalkRow).isVisible()


EVENING = NOW.replace(hour=20)


def test_the_evening_tip_is_shown_until_it_is_dismissed(qtbot: QtBot) -> None:
    tip = "On your side: a small pillow between the knees. On your front: a pillow under the pelvis."
    assert tip not in Shown(qtbot, second_week()).texts
    shown = Shown(qtbot, second_week(), EVENING)
    assert tip in shown.texts
    suggestions = shown.view.findChild(Suggestions)
    assert [f.isVisible() for f in suggestions.findChildren(StillFigure)] == [True, True]
    assert suggestions.buttons["sleep"].accessibleName() == "Sleeping: Got it"
    shown.button("Got it").click()
    (request,) = shown.requested
    assert (
        isinstance(request, RecordFact)
        and isinstance(request.fact, programme_facts.TipDismissed)
        and request.fact.tip == "sleep"
    )
    shown.view.show_programme(second_week(request.fact), EVENING)
    assert tip not in shown.texts and not suggestions.isVisible()
    shown.view.show_programme(second_week(request.fact), EVENING + DAY)
    assert tip not in shown.texts


def test_the_evening_tip_appears_while_the_window_is_open(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    shown.view.show_programme(second_week(), EVENING)
    shown.button("Got it")
    assert clipped(shown.view) == []


def test_the_note_after_three_sessions_without_strength(qtbot: QtBot) -> None:
    core = second_week(done(0, extent="core"), done(0, "couch-stretch"), done(0, "mini-core"))
    shown = Shown(qtbot, core)
    assert "The last three sessions were the stretch alone. The split squat takes under three minutes more." in (
        shown.texts
    )
    shown.button("Got it").click()
    (request,) = shown.requested
    assert request.fact.tip == "strength"


def test_the_self_test_is_suggested_after_two_weeks_if_enabled(qtbot: QtBot) -> None:
    line = "Two weeks have passed. It takes about a minute, on the edge of a bed, if you like."
    shown = Shown(qtbot, fifth_week())
    assert line in shown.texts
    shown.button("Take the self-test").click()
    shown.button("Not now").click()
    assert shown.requested[0] == OpenRoutine("self-test")
    shown.view.show_programme(fifth_week(), NOW, settings=Settings(self_test_reminder=False))
    assert line not in shown.texts
    shown.view.show_programme(fifth_week(shown.requested[1].fact), NOW)
    assert line not in shown.texts


def test_the_reminder_is_set_and_its_next_time_shown(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Programme())
    row, changes = shown.view.findChild(ReminderRow), []
    shown.view.changed.connect(lambda key, value: changes.append((key, value)))
    assert row.isVisible()
    row.time.editor.lineEdit().setText("07:30")
    row.time.editor.editingFinished.emit()
    row.on.editor.click()
    assert changes == [("routine_time", time(7, 30)), ("routine_reminder", False)]
    settings = Settings(routine_time=time(7, 30))
    shown.view.show_programme(second_week(), NOW, settings=settings, reminder=NOW.replace(hour=7, minute=30) + DAY)
    assert "The reminder comes on Friday at 07:30." in shown.texts
    hours = replace(settings, working_hours=parse_hours("mon-fri 09:00-17:30"), routine_time=time(19))
    shown.view.show_programme(second_week(), NOW, settings=hours, reminder=NOW.replace(hour=19))
    assert "The reminder is set to 19:00, outside your working hours: nothing is shown then." in shown.texts
    shown.view.show_programme(second_week(), NOW, settings=replace(settings, routine_reminder=False))
    assert not row.time.isEnabled()


def test_the_welcome_after_days_without_a_session(qtbot: QtBot) -> None:
    text = "Good to have you back. You continue where you were."
    assert text not in Shown(qtbot, second_week()).texts
    assert text in Shown(qtbot, second_week(), NOW + 3 * DAY).texts
    assert text not in Shown(qtbot, Programme()).texts


def test_the_optional_mini_is_offered_when_the_week_is_full(qtbot: QtBot) -> None:
    shown = Shown(qtbot, fifth_week(done(2, "full"), done(1, "full")))
    assert "If you like: Mini routine." in shown.texts
    shown.button("Start this one").click()
    assert shown.requested == [OpenRoutine("mini")]


def test_it_ends_only_after_confirmation(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    shown.button("End the programme").click()
    assert shown.requested == []
    (box,) = shown.view.findChildren(QMessageBox)
    next(b for b in box.buttons() if b.text() == "End the programme").click()
    assert isinstance(shown.requested[0].fact, programme_facts.ProgrammeEnded)


def test_it_changes_with_the_day(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week(done(0)))
    shown.view.show_programme(second_week(done(0)), NOW + timedelta(hours=3))
    assert "Today's session is done." in shown.texts
    shown.view.show_programme(second_week(done(0)), NOW + DAY)
    assert shown.texts[0] == "Week 2, day 10; 8 of 10 sessions."


# The calendar


def calendar(shown: Shown) -> MonthCalendar:
    shown.view.open(CALENDAR)
    return shown.view.findChild(MonthCalendar)


def test_the_arrow_keys_select_each_day(qtbot: QtBot) -> None:
    pain = programme_facts.PainReported(NOW - 4 * DAY, "mini", "press", "low back")
    grid = calendar(Shown(qtbot, second_week(pain, programme_facts.SelfTested(NOW, "rests", "floats"))))
    press(grid, Qt.Key.Key_Right)
    assert grid.selected_text == "Sunday, 1 March 2026: Nothing on this day."
    press(grid, Qt.Key.Key_Down)
    assert grid.selected_text == "Sunday, 8 March 2026, day 5: stopped: the low back hurt."
    press(grid, Qt.Key.Key_Right)
    assert grid.selected_text == "Monday, 9 March 2026, day 6: Mini routine: whole, 3:50 min of exercise."
    press(grid, *[Qt.Key.Key_Right] * 3)
    assert grid.selected_text == "Thursday, 12 March 2026, day 9: self-test."
    assert grid.accessibleDescription() == grid.selected_text


def test_the_marks_of_days(qtbot: QtBot) -> None:
    programme = second_week(
        done(4, extent="part", percent=30),
        programme_facts.WalkDone(NOW, timedelta(0)),
        programme_facts.SelfTested(NOW, "rests", "rests"),
    )
    shown = Shown(qtbot, programme)
    grid = calendar(shown)
    marks = {day.date.day: day_marks(day) for day in grid.days}
    assert marks[8] == [DayMark.PART]
    assert marks[9] == [DayMark.SESSION]
    assert marks[12] == [DayMark.PLANNED, DayMark.WALK, DayMark.TEST], "a walk is not the session"
    assert marks[13] == [DayMark.PLANNED]
    assert marks[17] == [DayMark.PLANNED]
    assert marks[18] == [], "from week 3 on only the next session has a fixed day"


def test_the_calendar_as_a_table_and_in_other_months(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    calendar(shown)
    assert "This month: a session on 7 days." in shown.texts
    rows = rows_of(show_table(shown.view))
    assert len(rows) == 13  # seven sessions, today, and the five days left of the first two weeks
    assert rows[0] == ("Wed 04/03/2026", "Mini routine: whole, 3:50 min of exercise.")
    button_named(shown.view, "Earlier month").click()
    assert shown.texts[:2] == ["February 2026", "Nothing was done this month."]
    button(shown.view, "This month").click()
    assert shown.texts[0] == "March 2026"
    assert shown.view.findChild(CalendarPage).isVisible()


# The other pages


def test_self_tests_are_listed_newest_first(qtbot: QtBot) -> None:
    tests = [
        programme_facts.SelfTested(NOW - 20 * DAY, "floats", "not sure"),
        programme_facts.SelfTested(NOW - 15 * DAY, "rests", "floats"),
    ]
    shown = Shown(qtbot, fifth_week(*tests))
    shown.view.open(SELF_TEST)
    assert rows_of(next(t for t in shown.view.findChildren(ChartTable) if t.isVisible())) == [
        ("25/02/2026", "level or lower", "higher than level"),
        ("20/02/2026", "higher than level", "not sure"),
    ]
    assert any(line.startswith("Two weeks have passed") for line in shown.texts)
    assert any("less room" in line and "not a diagnosis" in line for line in shown.texts)
    shown.button("Take the self-test").click()
    assert shown.requested == [Intent.SELF_TEST]


def test_every_routine_can_be_started(qtbot: QtBot) -> None:
    shown = Shown(qtbot, Programme())
    shown.view.open(ROUTINES_PAGE)
    page = shown.view.findChild(RoutinesPage)
    assert list(page.starts) == [routine.name for routine in ROUTINES]
    for start in page.starts.values():
        start.click()
    exercises: list[Routine] = [routine for routine in ROUTINES if routine.kind == "exercise"]
    assert [x for x in shown.requested if isinstance(x, OpenRoutine)] == [OpenRoutine(r.name) for r in exercises]
    assert Intent.SELF_TEST in shown.requested
    assert len({start.accessibleName() for start in page.starts.values()}) == len(ROUTINES)


def test_colours_apply_to_every_page(qtbot: QtBot) -> None:
    shown = Shown(qtbot, second_week())
    shown.view.open(CALENDAR)
    shown.view.set_tokens(tokens.DARK)
    assert shown.view.palette().window().color().name() == tokens.DARK.paper.lower()
    assert shown.view.grab().toImage().pixelColor(3, 3).name() == tokens.DARK.paper.lower()


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("page", EVERY_PAGE)
def test_no_text_is_clipped(qtbot: QtBot, page: int, scale: float) -> None:
    shown = Shown(qtbot, fifth_week(*begun(31, "sore"), programme_facts.ProgressionSet(NOW, "walk", True)), scale=scale)
    shown.view.open(page)
    shown.view.resize(int(640 * scale), 560)
    for _ in range(3):  # wrapped texts request their height after their width is set
        QApplication.processEvents()
    assert clipped(shown.view) == []


def test_a_self_test_is_selected_only_while_the_table_has_the_focus(qtbot: QtBot) -> None:
    shown = Shown(
        qtbot,
        second_week(
            programme_facts.SelfTested(NOW - 2 * DAY, "rests", "floats"),
            programme_facts.SelfTested(NOW, "floats", "rests"),
        ),
    )
    shown.view.open(SELF_TEST)
    table = next(table for table in shown.view.findChildren(ChartTable) if table.isVisible())
    assert not table.selectionModel().hasSelection()
    shown.view.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
    press(table, Qt.Key.Key_Down)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
    shown.view.pages.tabs.setFocus()
    qtbot.waitUntil(lambda: not table.selectionModel().hasSelection())
    assert table.currentIndex().row() == 1
