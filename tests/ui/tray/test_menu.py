"""The menu: the state in its first line, and the commands that are possible now."""

from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.menu import MainMenu
from tests.ui import tracker_states
from tests.ui.tracker_states import SETTINGS, Tracker


def menu_of(qtbot: QtBot, tracker: Tracker) -> MainMenu:
    menu = MainMenu(lambda: tracker.now)
    qtbot.addWidget(menu)
    menu.show_status(tracker.status, tracker.settings)
    return menu


def plain(action: QAction) -> str:
    return action.text().replace("&", "")


def lines(menu: MainMenu) -> list[str]:
    return [plain(action) for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def disabled(menu: MainMenu) -> list[str]:
    """The lines below the headline that cannot be chosen."""
    shown = [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]
    return [plain(action) for action in shown[1:] if not action.isEnabled()]


def choose(menu: MainMenu, *path: str) -> list[object]:
    requested: list[object] = []
    menu.requested.connect(requested.append)
    actions = menu.actions()
    for name in path:
        action = next(a for a in actions if a.isVisible() and plain(a) == name)
        actions = [a for menu_ in menu.findChildren(QMenu) if menu_.menuAction() is action for a in menu_.actions()]
    action.trigger()
    return requested


def test_first_line_is_the_headline_and_cannot_be_chosen(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(23)
    menu = menu_of(qtbot, tracker)
    first = menu.actions()[0]
    assert first.text() == headline(tracker.status)
    assert first.text().startswith("Sitting 23 min. Next stand-up in 7 to 22 min.")
    assert not first.isEnabled()


def test_lines_while_sitting(qtbot: QtBot) -> None:
    assert lines(menu_of(qtbot, tracker_states.sitting()))[1:] == [
        "Stand up now", "Pulse now", "I'm standing", "I was up...", "Undo last break", "In a call",
        "Pause", "Off today", "Today", "Programme", "Settings", "Quit Hipbreak",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("tracker", "line", "expected"),
    [
        (tracker_states.sitting(), "Stand up now", inputs.Start("stand")),
        (tracker_states.sitting(), "Pulse now", inputs.Start("pulse")),
        (tracker_states.sitting(), "I'm standing", inputs.Stand()),
        (tracker_states.standing(), "I'm sitting", inputs.Sit()),
        (tracker_states.sitting(), "I was up...", Intent.LOG_BREAK),
        (tracker_states.came_back(), "Undo last break", inputs.Undo()),
        (tracker_states.standing(), "Undo last break", inputs.Undo()),
        (tracker_states.sitting(), "Today", Intent.NOW),
        (tracker_states.sitting(), "Programme", Intent.PROGRAMME),
        (tracker_states.sitting(), "Settings", Intent.SETTINGS),
        (tracker_states.sitting(), "Quit Hipbreak", Intent.QUIT),
        (tracker_states.paused(), "Resume", inputs.Resume()),
        (tracker_states.card(), "Start the break", inputs.Start()),
        (tracker_states.card(), "Later, in 5 min", inputs.Snooze(SETTINGS.later_short)),
        (tracker_states.card(), "Later, in 10 min", inputs.Snooze(SETTINGS.later_long)),
        (tracker_states.card(), "Skip it", inputs.Skip()),
        (tracker_states.snoozing(), "Skip it", inputs.Skip()),
        (tracker_states.routine(), "Start today's session", Intent.SESSION),
        (tracker_states.routine(), "Stand up now", inputs.Start("stand")),
        (tracker_states.routine().apply(inputs.Snooze()), "Skip it", inputs.Skip()),
        (tracker_states.stood_for_long(), "Still standing? Yes", inputs.Stand()),
        (tracker_states.absence_question(), "Were you up from 09:23 to 09:26? Yes, count it", inputs.ConfirmAbsence()),
    ],
)
def test_a_line_emits_its_request(qtbot: QtBot, tracker: Tracker, line: str, expected: object) -> None:
    assert choose(menu_of(qtbot, tracker), line) == [expected]


def test_the_headline_distinguishes_session_break_and_snoozed_reminder(qtbot: QtBot) -> None:
    snoozed = tracker_states.routine().apply(inputs.Snooze(timedelta(minutes=5)))
    assert "Today's session in 5 min." in lines(menu_of(qtbot, snoozed))[0]
    assert lines(menu_of(qtbot, tracker_states.routine()))[0].startswith("Sitting 20 min. Time for today's session.")
    session = tracker_states.routine().apply(inputs.Start("routine"))
    assert lines(menu_of(qtbot, session))[0].startswith("In a session.")
    assert lines(menu_of(qtbot, tracker_states.guiding()))[0].startswith("Standing up.")


def test_a_suggestion_opens_the_programme(qtbot: QtBot) -> None:
    menu = menu_of(qtbot, tracker_states.sitting())
    menu.show_suggestion("A tip for the night...")
    assert choose(menu, "A tip for the night...") == [Intent.PROGRAMME]
    menu.show_suggestion("")
    assert "A tip for the night..." not in lines(menu)


@pytest.mark.parametrize(
    ("line", "minutes"), [("30 minutes", 30), ("1 hour", 60), ("2 hours", 120), ("Until tomorrow", 14 * 60 + 37)]
)
def test_a_pause_ends_at_an_absolute_time(qtbot: QtBot, line: str, minutes: int) -> None:
    tracker = tracker_states.sitting(23)
    assert choose(menu_of(qtbot, tracker), "Pause", line) == [inputs.Pause(tracker.now + timedelta(minutes=minutes))]


def test_off_today_can_be_resumed(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(23)
    menu = menu_of(qtbot, tracker)
    (pause,) = choose(menu, "Off today")
    assert pause == inputs.Pause(tracker.now + timedelta(hours=14, minutes=37))
    tracker.apply(pause)
    menu.show_status(tracker.status, tracker.settings)
    assert "Off today" not in lines(menu) and "Resume" in lines(menu)


def test_a_pause_without_end(qtbot: QtBot) -> None:
    assert choose(menu_of(qtbot, tracker_states.sitting()), "Pause", "Until I resume") == [inputs.Pause(None)]


@pytest.mark.parametrize(("line", "minutes"), [("For 30 min", 30), ("For 1 h", 60)])
def test_a_call_has_a_length_and_can_be_ended(qtbot: QtBot, line: str, minutes: int) -> None:
    tracker = tracker_states.sitting()
    menu = menu_of(qtbot, tracker)
    assert choose(menu, "In a call", line) == [inputs.StartCall(timedelta(minutes=minutes))]
    tracker.apply(inputs.StartCall(timedelta(minutes=minutes)))
    menu.show_status(tracker.status, tracker.settings)
    assert "In a call" not in lines(menu)
    assert choose(menu, "The call is over") == [inputs.EndCall()]


def test_without_idle_time_absence_is_declared_by_hand(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting()
    menu = menu_of(qtbot, tracker)
    assert "I'm away" not in lines(menu)
    tracker.apply(inputs.Beat(None))
    menu.show_status(tracker.status, tracker.settings)
    assert choose(menu, "I'm away") == [inputs.Leave()]
    tracker.apply(inputs.Leave())
    menu.show_status(tracker.status, tracker.settings)
    assert "I'm away" not in lines(menu) and "I'm standing" not in lines(menu)
    assert choose(menu, "I'm back") == [inputs.Sit()]


def test_answers_are_shown_only_with_a_card(qtbot: QtBot) -> None:
    tracker = tracker_states.card()
    menu = menu_of(qtbot, tracker)
    assert "Start the break" in lines(menu) and "Stand up now" not in lines(menu)
    tracker.apply(inputs.Skip())
    menu.show_status(tracker.status, tracker.settings)
    assert "Start the break" not in lines(menu) and "Stand up now" in lines(menu)


def test_snooze_buttons_are_hidden_after_the_last_snooze(qtbot: QtBot) -> None:
    shown = lines(menu_of(qtbot, tracker_states.snoozed(2)))
    assert "Start the break" in shown and "Skip it" in shown
    assert not any(line.startswith("Later") for line in shown)


def test_breaks_are_disabled_while_one_is_in_progress(qtbot: QtBot) -> None:
    assert disabled(menu_of(qtbot, tracker_states.came_back().apply(inputs.Start()))) == ["Stand up now", "Pulse now"]


def test_undo_is_enabled_only_while_there_is_something_to_undo(qtbot: QtBot) -> None:
    tracker = tracker_states.came_back()
    menu = menu_of(qtbot, tracker)
    assert disabled(menu) == []
    tracker.apply(inputs.Undo())
    menu.show_status(tracker.status, tracker.settings)
    assert disabled(menu) == ["Undo last break"]


def test_the_question_about_standing_is_hidden_after_its_answer(qtbot: QtBot) -> None:
    tracker = tracker_states.stood_for_long()
    menu = menu_of(qtbot, tracker)
    assert "Still standing? Yes" in lines(menu)
    tracker.apply(inputs.Stand())
    menu.show_status(tracker.status, tracker.settings)
    assert "Still standing? Yes" not in lines(menu)


def test_only_the_headline_changes_while_the_menu_is_open(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(44)
    menu = menu_of(qtbot, tracker)
    menu.show()
    before = lines(menu)
    tracker.apply(inputs.Settle(), 1.5)
    menu.show_status(tracker.status, tracker.settings)
    assert lines(menu)[1:] == before[1:] and lines(menu)[0].startswith("Sitting 45 min.")
    menu.hide()
    assert "Start the break" in lines(menu)


@pytest.mark.parametrize(
    "tracker",
    [
        tracker_states.sitting(),
        tracker_states.card(),
        tracker_states.standing(),
        tracker_states.paused(),
        tracker_states.absence_question(),
        tracker_states.in_call(),
    ],
)
def test_mnemonics_are_unique_and_separators_separate_actions(qtbot: QtBot, tracker: Tracker) -> None:
    shown = [action for action in menu_of(qtbot, tracker).actions() if action.isVisible()]
    letters = [a.text()[a.text().index("&") + 1].lower() for a in shown[1:] if "&" in a.text()]
    assert len(letters) == len(set(letters))
    separators = [a.isSeparator() for a in shown]
    assert not separators[0] and not separators[-1] and not any(a and b for a, b in pairwise(separators))
