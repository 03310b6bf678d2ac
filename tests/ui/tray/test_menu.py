"""The menu: what is going on in its first line, and only what can be done now below."""

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
from tests.ui import scenes
from tests.ui.scenes import SETTINGS, Scene


def menu_of(qtbot: QtBot, scene: Scene) -> MainMenu:
    menu = MainMenu(lambda: scene.now)
    qtbot.addWidget(menu)
    menu.show_status(scene.status, scene.settings)
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
    scene = scenes.sitting(23)
    menu = menu_of(qtbot, scene)
    first = menu.actions()[0]
    assert first.text() == headline(scene.status)
    assert first.text().startswith("Sitting 23 min. Next stand-up in 7 to 22 min.")
    assert not first.isEnabled()


def test_lines_of_an_ordinary_moment(qtbot: QtBot) -> None:
    assert lines(menu_of(qtbot, scenes.sitting()))[1:] == [
        "Stand up now", "Pulse now", "I'm standing", "I was up...", "Undo last break", "In a call",
        "Pause", "Off today", "Today", "Programme...", "Settings...", "Quit Hipbreak",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("scene", "line", "wish"),
    [
        (scenes.sitting(), "Stand up now", inputs.Start("stand")),
        (scenes.sitting(), "Pulse now", inputs.Start("pulse")),
        (scenes.sitting(), "I'm standing", inputs.Stand()),
        (scenes.standing(), "I'm sitting", inputs.Sit()),
        (scenes.sitting(), "I was up...", Intent.LOG_BREAK),
        (scenes.came_back(), "Undo last break", inputs.Undo()),
        (scenes.standing(), "Undo last break", inputs.Undo()),
        (scenes.sitting(), "Today", Intent.TODAY),
        (scenes.sitting(), "Programme...", Intent.PROGRAMME),
        (scenes.sitting(), "Settings...", Intent.SETTINGS),
        (scenes.sitting(), "Quit Hipbreak", Intent.QUIT),
        (scenes.paused(), "Resume", inputs.Resume()),
        (scenes.card(), "Start the break", inputs.Start()),
        (scenes.card(), "Later, in 5 min", inputs.Snooze(SETTINGS.later_short)),
        (scenes.card(), "Later, in 10 min", inputs.Snooze(SETTINGS.later_long)),
        (scenes.card(), "Skip it", inputs.Skip()),
        (scenes.snoozing(), "Skip it", inputs.Skip()),
        (scenes.routine(), "Start today's session", Intent.SESSION),
        (scenes.routine(), "Stand up now", inputs.Start("stand")),
        (scenes.routine().take(inputs.Snooze()), "Skip it", inputs.Skip()),
        (scenes.stood_for_long(), "Still standing? Yes", inputs.Stand()),
        (scenes.asked(), "Were you up from 09:23 to 09:26? Yes, count it", inputs.ConfirmAbsence()),
    ],
)
def test_a_line_wants_what_it_says(qtbot: QtBot, scene: Scene, line: str, wish: object) -> None:
    assert choose(menu_of(qtbot, scene), line) == [wish]


def test_the_headline_distinguishes_session_break_and_snoozed_reminder(qtbot: QtBot) -> None:
    snoozed = scenes.routine().take(inputs.Snooze(timedelta(minutes=5)))
    assert "Today's session in 5 min." in lines(menu_of(qtbot, snoozed))[0]
    assert lines(menu_of(qtbot, scenes.routine()))[0].startswith("Sitting 20 min. Time for today's session.")
    session = scenes.routine().take(inputs.Start("routine"))
    assert lines(menu_of(qtbot, session))[0].startswith("In a session.")
    assert lines(menu_of(qtbot, scenes.guiding()))[0].startswith("Standing up.")


def test_what_the_programme_has_to_say_is_a_line_that_opens_it(qtbot: QtBot) -> None:
    menu = menu_of(qtbot, scenes.sitting())
    menu.show_suggestion("A tip for the night...")
    assert choose(menu, "A tip for the night...") == [Intent.PROGRAMME]
    menu.show_suggestion("")
    assert "A tip for the night..." not in lines(menu)


@pytest.mark.parametrize(
    ("line", "minutes"), [("30 minutes", 30), ("1 hour", 60), ("2 hours", 120), ("Until tomorrow", 14 * 60 + 37)]
)
def test_a_pause_is_an_absolute_moment(qtbot: QtBot, line: str, minutes: int) -> None:
    scene = scenes.sitting(23)
    assert choose(menu_of(qtbot, scene), "Pause", line) == [inputs.Pause(scene.now + timedelta(minutes=minutes))]


def test_off_today_is_one_click_and_so_is_the_way_back(qtbot: QtBot) -> None:
    scene = scenes.sitting(23)
    menu = menu_of(qtbot, scene)
    (off,) = choose(menu, "Off today")
    assert off == inputs.Pause(scene.now + timedelta(hours=14, minutes=37))
    scene.take(off)
    menu.show_status(scene.status, scene.settings)
    assert "Off today" not in lines(menu) and "Resume" in lines(menu)


def test_a_pause_may_have_no_end(qtbot: QtBot) -> None:
    assert choose(menu_of(qtbot, scenes.sitting()), "Pause", "Until I resume") == [inputs.Pause(None)]


@pytest.mark.parametrize(("line", "minutes"), [("For 30 min", 30), ("For 1 h", 60)])
def test_a_call_has_a_length_and_can_be_ended(qtbot: QtBot, line: str, minutes: int) -> None:
    scene = scenes.sitting()
    menu = menu_of(qtbot, scene)
    assert choose(menu, "In a call", line) == [inputs.StartCall(timedelta(minutes=minutes))]
    scene.take(inputs.StartCall(timedelta(minutes=minutes)))
    menu.show_status(scene.status, scene.settings)
    assert "In a call" not in lines(menu)
    assert choose(menu, "The call is over") == [inputs.EndCall()]


def test_where_nobody_can_tell_leaving_is_said_and_so_is_the_return(qtbot: QtBot) -> None:
    scene = scenes.sitting()
    menu = menu_of(qtbot, scene)
    assert "I'm away" not in lines(menu)
    scene.take(inputs.Beat(None))
    menu.show_status(scene.status, scene.settings)
    assert choose(menu, "I'm away") == [inputs.Leave()]
    scene.take(inputs.Leave())
    menu.show_status(scene.status, scene.settings)
    assert "I'm away" not in lines(menu) and "I'm standing" not in lines(menu)
    assert choose(menu, "I'm back") == [inputs.Sit()]


def test_answers_are_there_only_while_a_card_waits(qtbot: QtBot) -> None:
    scene = scenes.card()
    menu = menu_of(qtbot, scene)
    assert "Start the break" in lines(menu) and "Stand up now" not in lines(menu)
    scene.take(inputs.Skip())
    menu.show_status(scene.status, scene.settings)
    assert "Start the break" not in lines(menu) and "Stand up now" in lines(menu)


def test_snooze_buttons_are_hidden_after_the_last_snooze(qtbot: QtBot) -> None:
    told = lines(menu_of(qtbot, scenes.snoozed(2)))
    assert "Start the break" in told and "Skip it" in told
    assert not any(line.startswith("Later") for line in told)


def test_no_second_guide_can_be_opened(qtbot: QtBot) -> None:
    assert disabled(menu_of(qtbot, scenes.came_back().take(inputs.Start()))) == ["Stand up now", "Pulse now"]


def test_undo_is_enabled_only_while_there_is_something_to_undo(qtbot: QtBot) -> None:
    scene = scenes.came_back()
    menu = menu_of(qtbot, scene)
    assert disabled(menu) == []
    scene.take(inputs.Undo())
    menu.show_status(scene.status, scene.settings)
    assert disabled(menu) == ["Undo last break"]


def test_the_question_about_standing_goes_with_its_answer(qtbot: QtBot) -> None:
    scene = scenes.stood_for_long()
    menu = menu_of(qtbot, scene)
    assert "Still standing? Yes" in lines(menu)
    scene.take(inputs.Stand())
    menu.show_status(scene.status, scene.settings)
    assert "Still standing? Yes" not in lines(menu)


def test_nothing_moves_while_the_menu_is_open(qtbot: QtBot) -> None:
    scene = scenes.sitting(44)
    menu = menu_of(qtbot, scene)
    menu.show()
    before = lines(menu)
    scene.take(inputs.Settle(), 1.5)
    menu.show_status(scene.status, scene.settings)
    assert lines(menu)[1:] == before[1:] and lines(menu)[0].startswith("Sitting 45 min.")
    menu.hide()
    assert "Start the break" in lines(menu)


@pytest.mark.parametrize(
    "scene", [scenes.sitting(), scenes.card(), scenes.standing(), scenes.paused(), scenes.asked(), scenes.in_call()]
)
def test_mnemonics_do_not_collide_and_separators_part_something(qtbot: QtBot, scene: Scene) -> None:
    shown = [action for action in menu_of(qtbot, scene).actions() if action.isVisible()]
    letters = [a.text()[a.text().index("&") + 1].lower() for a in shown[1:] if "&" in a.text()]
    assert len(letters) == len(set(letters))
    gaps = [a.isSeparator() for a in shown]
    assert not gaps[0] and not gaps[-1] and not any(a and b for a, b in pairwise(gaps))
