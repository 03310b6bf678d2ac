"""The menu: the state in its first line, and the commands that are possible now."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.tray.menu import MAX_ROWS, MainMenu
from tests.ui import tracker_states
from tests.ui.tracker_states import SETTINGS, Tracker


def menu_of(qtbot: QtBot, tracker: Tracker) -> MainMenu:
    menu = MainMenu(lambda: tracker.now)
    qtbot.addWidget(menu)
    menu.show_status(tracker.status, tracker.settings)
    return menu


def plain(action: QAction) -> str:
    return action.text().replace("&", "")


def lines(menu: QMenu) -> list[str]:
    return [plain(action) for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def disabled(menu: QMenu) -> list[str]:
    """The lines that cannot be chosen, but for the headline."""
    shown = [a for a in menu.actions()[isinstance(menu, MainMenu) :] if a.isVisible() and not a.isSeparator()]
    return [plain(action) for action in shown if not action.isEnabled()]


def submenu(menu: QMenu, name: str) -> QMenu:
    """The menu that the line of this name opens."""
    return next(
        m for m in menu.findChildren(QMenu) if m.menuAction() in menu.actions() and plain(m.menuAction()) == name
    )


def choose(menu: MainMenu, *path: str) -> list[object]:
    requested: list[object] = []
    menu.requested.connect(requested.append)
    within: QMenu = menu
    for depth, name in enumerate(path, 1):
        action = next(a for a in within.actions() if a.isVisible() and plain(a) == name)
        if depth == len(path):
            action.trigger()
        else:
            within = next(m for m in menu.findChildren(QMenu) if m.menuAction() is action)
    return requested


def test_first_line_is_the_headline_and_cannot_be_chosen(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(23)
    menu = menu_of(qtbot, tracker)
    first = menu.actions()[0]
    assert first.text() == headline(tracker.status)
    assert first.text().startswith("Sitting 23 min. Next stand-up in 7 to 22 min.")
    assert not first.isEnabled()


def test_lines_while_sitting(qtbot: QtBot) -> None:
    menu = menu_of(qtbot, tracker_states.sitting())
    assert lines(menu)[1:] == ["Stand up now", "I'm standing", "In a call", "Pause", "More", "Quit Hipbreak"]
    more = ["Pulse now", "I was up...", "Undo last break", "Today", "Programme", "Settings"]
    assert lines(submenu(menu, "More")) == more
    assert lines(submenu(menu, "Pause"))[-1] == "Off today"


STATES = {
    name: state
    for name, state in vars(tracker_states).items()
    if callable(state) and getattr(state, "__module__", "") == tracker_states.__name__ and state is not Tracker
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("is_idle_known", [True, False])
def test_seven_lines_at_most_and_every_command_of_the_state(
    qtbot: QtBot, state: Callable[[], Tracker], is_idle_known: bool
) -> None:
    """What does not fit is below "More"."""
    tracker = state()
    if not is_idle_known:
        tracker.apply(inputs.Beat(None))
    menu = menu_of(qtbot, tracker)
    menu.show_suggestion("A tip for the night...")
    menu.show_session("4 min")
    status, below = tracker.status, lines(submenu(menu, "More"))
    assert len(lines(menu)) <= MAX_ROWS
    assert len(set(lines(menu) + below)) == len(lines(menu) + below), "each once"
    expected = {"I was up...", "Undo last break", "A tip for the night...", "Today", "Programme", "Settings"}
    expected |= {"Quit Hipbreak", "The call is over" if status.call_until else "In a call"}
    expected.add("Resume" if status.paused else "Pause")
    expected.add("I'm back" if status.declared_away else "I'm sitting" if status.standing else "I'm standing")
    expected |= {"Stand up now", "Pulse now"} if status.card is None else set()
    expected |= {"I'm away"} if status.no_idle_source and not status.declared_away else set()
    assert expected <= set(lines(menu) + below)


@pytest.mark.parametrize(
    ("tracker", "line", "expected"),
    [
        (tracker_states.sitting(), "Stand up now", inputs.Start("stand")),
        (tracker_states.sitting(), "More/Pulse now", inputs.Start("pulse")),
        (tracker_states.sitting(), "I'm standing", inputs.Stand()),
        (tracker_states.standing(), "I'm sitting", inputs.Sit()),
        (tracker_states.sitting(), "More/I was up...", Intent.LOG_BREAK),
        (tracker_states.came_back(), "More/Undo last break", inputs.Undo()),
        (tracker_states.standing(), "More/Undo last break", inputs.Undo()),
        (tracker_states.sitting(), "More/Today", Intent.NOW),
        (tracker_states.sitting(), "More/Programme", Intent.PROGRAMME),
        (tracker_states.sitting(), "More/Settings", Intent.SETTINGS),
        (tracker_states.sitting(), "Quit Hipbreak", Intent.QUIT),
        (tracker_states.paused(), "Resume", inputs.Resume()),
        (tracker_states.card(), "Start the break", inputs.Start()),
        (tracker_states.card(), "Later/Later, in 5 min", inputs.Snooze(SETTINGS.later_short)),
        (tracker_states.card(), "Later/Later, in 10 min", inputs.Snooze(SETTINGS.later_long)),
        (tracker_states.card(), "Later/Skip it", inputs.Skip()),
        (tracker_states.snoozing(), "Skip it", inputs.Skip()),
        (tracker_states.snoozed(2), "Skip it", inputs.Skip()),
        (tracker_states.card(), "More/In a call/For 1 h", inputs.StartCall(timedelta(hours=1))),
        (tracker_states.routine(), "Start today's session", Intent.SESSION),
        (tracker_states.routine(), "Later/Later, in 1 h", inputs.Snooze(timedelta(hours=1))),
        (tracker_states.routine(), "Later/Skip it", inputs.Skip()),
        (tracker_states.routine(), "Stand up now", inputs.Start("stand")),
        (tracker_states.routine().apply(inputs.Snooze()), "Skip it", inputs.Skip()),
        (tracker_states.time_to_sit(), "I'm sitting", inputs.Sit()),
        (tracker_states.time_to_sit(), "Later/Later, in 5 min", inputs.Snooze(SETTINGS.later_short)),
        (tracker_states.time_to_sit(), "Later/Skip it", inputs.Skip()),
        (tracker_states.stood_for_long(), "Still standing? Yes", inputs.Stand()),
        (tracker_states.absence_question(), "Were you up from 09:23 to 09:26? Yes, count it", inputs.ConfirmAbsence()),
    ],
)
def test_a_line_emits_its_request(qtbot: QtBot, tracker: Tracker, line: str, expected: object) -> None:
    assert choose(menu_of(qtbot, tracker), *line.split("/")) == [expected]


def test_the_headline_distinguishes_session_break_and_snoozed_reminder(qtbot: QtBot) -> None:
    snoozed = tracker_states.routine().apply(inputs.Snooze(timedelta(minutes=5)))
    assert "Today's session in 5 min." in lines(menu_of(qtbot, snoozed))[0]
    assert lines(menu_of(qtbot, tracker_states.routine()))[0].startswith("Sitting 20 min. Time for today's session.")
    session = tracker_states.routine().apply(inputs.Start("routine"))
    assert lines(menu_of(qtbot, session))[0].startswith("In a session.")
    assert lines(menu_of(qtbot, tracker_states.guiding()))[0].startswith("Standing up.")
    assert lines(menu_of(qtbot, tracker_states.standing_with_limit()))[0].startswith(
        "Standing 12 min. Time to sit in 38 min."
    )
    assert lines(menu_of(qtbot, tracker_states.time_to_sit()))[0].startswith("Standing 50 min. Time to sit.")
    held = tracker_states.standing_with_limit().apply(inputs.BusyChanged("dnd", True)).apply(inputs.Settle(), 40)
    assert "The reminder to sit waits for a good moment." in lines(menu_of(qtbot, held))[0]


def test_a_folded_session_stays_until_it_is_begun(qtbot: QtBot) -> None:
    tracker = tracker_states.folded_session()
    menu = menu_of(qtbot, tracker)
    menu.show_session("4 min")
    assert lines(menu)[1] == "Start today's session · 4 min"
    assert choose(menu, "Start today's session · 4 min") == [Intent.SESSION]
    tracker.apply(inputs.Start("routine")).apply(inputs.Abandon(), 5)
    menu.show_status(tracker.status, tracker.settings)
    assert not any("session" in line for line in lines(menu))


def test_a_suggestion_opens_the_programme(qtbot: QtBot) -> None:
    menu = menu_of(qtbot, tracker_states.sitting())
    menu.show_suggestion("A tip for the night...")
    assert choose(menu, "More", "A tip for the night...") == [Intent.PROGRAMME]
    menu.show_suggestion("")
    assert "A tip for the night..." not in lines(submenu(menu, "More"))


@pytest.mark.parametrize(
    ("line", "minutes"), [("30 minutes", 30), ("1 hour", 60), ("2 hours", 120), ("Until tomorrow", 14 * 60 + 37)]
)
def test_a_pause_ends_at_an_absolute_time(qtbot: QtBot, line: str, minutes: int) -> None:
    tracker = tracker_states.sitting(23)
    assert choose(menu_of(qtbot, tracker), "Pause", line) == [inputs.Pause(tracker.now + timedelta(minutes=minutes))]


def test_off_today_can_be_resumed(qtbot: QtBot) -> None:
    tracker = tracker_states.sitting(23)
    menu = menu_of(qtbot, tracker)
    (pause,) = choose(menu, "Pause", "Off today")
    assert pause == inputs.Pause(tracker.now + timedelta(hours=14, minutes=37))
    tracker.apply(pause)
    menu.show_status(tracker.status, tracker.settings)
    assert "Pause" not in lines(menu) and choose(menu, "Resume") == [inputs.Resume()]


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
    menu = menu_of(qtbot, tracker_states.came_back().apply(inputs.Start()))
    assert disabled(menu) == ["Stand up now"] and "Pulse now" in disabled(submenu(menu, "More"))


def test_undo_is_enabled_only_while_there_is_something_to_undo(qtbot: QtBot) -> None:
    tracker = tracker_states.came_back()
    menu = menu_of(qtbot, tracker)
    assert disabled(submenu(menu, "More")) == []
    tracker.apply(inputs.Undo())
    menu.show_status(tracker.status, tracker.settings)
    assert disabled(submenu(menu, "More")) == ["Undo last break"]


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
    qtbot.waitUntil(lambda: "Start the break" in lines(menu))


def test_a_menu_that_the_panel_draws_stays_while_it_is_open(qtbot: QtBot) -> None:
    """Also shortly after it closed, as a panel may report the answer later; opened again it is up to date."""
    tracker = tracker_states.sitting(44)
    menu = menu_of(qtbot, tracker)
    menu.aboutToShow.emit()
    before = lines(menu)
    tracker.apply(inputs.Settle(), 1.5)
    menu.show_status(tracker.status, tracker.settings)
    menu.aboutToHide.emit()
    assert lines(menu)[1:] == before[1:]
    menu.aboutToShow.emit()
    assert "Start the break" in lines(menu)


def test_a_panel_that_never_reports_the_end(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hipbreak.ui.tray.menu.OPEN_AT_MOST", 20)
    tracker = tracker_states.sitting(44)
    menu = menu_of(qtbot, tracker)
    menu.aboutToShow.emit()
    tracker.apply(inputs.Settle(), 1.5)
    menu.show_status(tracker.status, tracker.settings)
    assert "Start the break" not in lines(menu)
    qtbot.waitUntil(lambda: "Start the break" in lines(menu))


class Additions(QObject):
    """An event filter that keeps the actions added to a menu."""

    def __init__(self) -> None:
        super().__init__()
        self.actions: list[QAction] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QActionEvent) and event.type() == QEvent.Type.ActionAdded:
            self.actions.append(event.action())
        return False


@pytest.mark.parametrize("before", STATES.values(), ids=STATES)
def test_an_action_that_stays_is_not_added_again(qtbot: QtBot, before: Callable[[], Tracker]) -> None:
    """A panel would send its old number on the session bus."""
    tracker, after = before(), tracker_states.card()
    menu = menu_of(qtbot, tracker)
    added = Additions()
    menu.installEventFilter(added)
    old = menu.actions()
    menu.show_status(after.status, after.settings)
    assert not set(added.actions) & set(old)
    assert lines(menu) == lines(menu_of(qtbot, after)), "in the same order"


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_mnemonics_are_unique_and_separators_separate_actions(qtbot: QtBot, state: Callable[[], Tracker]) -> None:
    menu = menu_of(qtbot, state())
    for part in (menu, submenu(menu, "More")):
        shown = [action for action in part.actions() if action.isVisible()]
        letters = [a.text()[a.text().index("&") + 1].lower() for a in shown if a.isEnabled() and "&" in a.text()]
        assert len(letters) == len(set(letters)), letters
        separators = [a.isSeparator() for a in shown]
        assert not separators[0] and not separators[-1] and not any(a and b for a, b in pairwise(separators))
