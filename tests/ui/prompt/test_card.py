"""The prompt card: its texts, its requests, and its focus."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QFont, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text.status import outlook
from hipbreak.core.tracking import inputs
from hipbreak.ui.intents import Intent
from hipbreak.ui.prompt.card import LEAST_HEIGHT, WIDTH, PromptCard
from hipbreak.ui.prompt.card_buttons import AlreadyUpButton, CardMenuButton, SplitButton
from hipbreak.ui.prompt.card_ring import CardRing
from hipbreak.ui.prompt.card_shadow import EXTENT, CardShadow
from hipbreak.ui.prompt.placement import corner_position
from hipbreak.ui.theme.buttons import is_primary
from hipbreak.ui.theme.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Tokens
from tests.ui import tracker_states
from tests.ui.theme.contrast import contrast_ratio
from tests.ui.tracker_states import Tracker

NO_DELAY = Settings(ignore_input_for=timedelta(0))
LONG_TEXT = "In zehn Minuten noch einmal erinnern"


class Shown:
    """A visible card, and its requests."""

    def __init__(self, qtbot: QtBot, tracker: Tracker, settings: Settings = NO_DELAY) -> None:
        self.card = PromptCard()
        qtbot.addWidget(self.card)
        self.requested: list[object] = []
        self.card.requested.connect(self.requested.append)
        self.show(tracker, settings)

    def show(self, tracker: Tracker, settings: Settings = NO_DELAY) -> None:
        status = tracker.status
        assert status.card is not None
        self.card.show_card(status, settings)

    @property
    def texts(self) -> list[str]:
        return [label.text() for label in self.card.findChildren(QLabel)]

    @property
    def buttons(self) -> list[QAbstractButton]:
        """The answers beside each other, in their order."""
        found = [button for button in self.card.findChildren(QAbstractButton) if button.isVisible() and button.text()]
        found = [button for button in found if not isinstance(button, AlreadyUpButton)]
        return sorted(found, key=lambda button: button.x())

    @property
    def later(self) -> SplitButton:
        found = self.card.findChild(SplitButton)
        assert isinstance(found, SplitButton)
        return found

    def snooze(self, line: str) -> None:
        """Choose a line of the menu of Later."""
        next(action for action in self.later.choices.actions() if action.text() == line).trigger()

    @property
    def more(self) -> CardMenuButton:
        """The three dots."""
        found = self.card.findChild(CardMenuButton)
        assert isinstance(found, CardMenuButton)
        return found

    @property
    def already_up(self) -> AlreadyUpButton:
        """The small answer below the ring."""
        found = self.card.findChild(AlreadyUpButton)
        assert isinstance(found, AlreadyUpButton)
        return found

    def click(self, text: str) -> None:
        button = next(b for b in self.buttons if b.text() == text)
        # To the window, not to the button itself, which may be transparent for mouse events.
        window = self.card.windowHandle()
        QTest.mouseClick(
            window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            button.mapTo(self.card, QPoint(12, button.height() // 2)),
        )


def is_uncut(widget: QWidget) -> bool:
    """Whether the widget shows its whole text."""
    if isinstance(widget, QLabel):
        return widget.height() >= widget.heightForWidth(widget.width())
    return not isinstance(widget, QPushButton) or (
        widget.width() > widget.fontMetrics().size(0, widget.text()).width()
        and widget.height() > widget.fontMetrics().size(0, widget.text()).height()
    )


def test_one_sentence_one_reason_and_the_answers_in_order(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    assert shown.texts == ["Stand up for half a minute.", "Sitting 45 min"]
    assert [b.text() for b in shown.buttons] == ["Stand up", "Later", "Skip"]
    start, later, skip = shown.buttons
    assert all(button.height() == 40 for button in shown.buttons)
    assert is_primary(start) and not is_primary(later) and isinstance(skip, QPushButton) and skip.isFlat()
    assert all(button.width() < start.width() for button in (later, skip))
    assert shown.card.size() == QSize(WIDTH, LEAST_HEIGHT)


def test_a_screen_reader_gets_the_same_texts(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    assert card.accessibleName() == "Stand up for half a minute."
    assert card.accessibleDescription() == "Sitting 45 min"
    later = card.findChild(SplitButton)
    assert isinstance(later, SplitButton) and later.accessibleName() == "Later, in 5 min"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stand up", inputs.Start()),
        ("Later", inputs.Snooze(timedelta(minutes=5))),
        ("Skip", inputs.Skip()),
    ],
)
def test_an_answer_is_emitted_once(qtbot: QtBot, text: str, expected: object) -> None:
    shown = Shown(qtbot, tracker_states.card())
    shown.click(text)
    assert shown.requested == [expected]


def test_assistive_technology_can_press_later_and_open_its_menu(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    actions, names = QAccessible.queryAccessibleInterface(shown.later).actionInterface(), QAccessibleActionInterface
    assert actions.actionNames()[:2] == [names.pressAction(), names.showMenuAction()]
    actions.doAction(names.pressAction())
    assert shown.requested == [inputs.Snooze(timedelta(minutes=5))]
    shown.later.setEnabled(False)
    actions.doAction(names.pressAction())
    assert len(shown.requested) == 1 and names.pressAction() not in actions.actionNames()


@pytest.mark.parametrize(("line", "minutes"), [("In a call, for 30 min", 30), ("In a call, for 1 h", 60)])
def test_rare_answers_are_in_a_menu(qtbot: QtBot, line: str, minutes: int) -> None:
    shown = Shown(qtbot, tracker_states.card())
    assert shown.more.accessibleName() == "More answers"
    assert shown.more.width() < shown.buttons[-1].width()
    qtbot.mouseClick(shown.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == line).trigger()
    assert shown.requested == [inputs.StartCall(timedelta(minutes=minutes))]
    shown.card.hide_card()
    assert not menu.isVisible()


def test_a_pause_is_in_the_menu(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    qtbot.mouseClick(shown.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Pause for 1 hour").trigger()
    assert shown.requested == [inputs.Pause(tracker_states.card().now + timedelta(hours=1))]
    menu.close()


def test_already_up_is_below_the_ring_and_not_taken_for_a_start(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card(), NO_DELAY)
    ring = shown.card.findChild(CardRing)
    assert isinstance(ring, CardRing) and shown.already_up.y() >= ring.geometry().bottom()
    assert shown.already_up.text() == "I'm up\nalready"
    assert shown.already_up.accessibleName() == "I'm up already"
    assert shown.already_up.focusPolicy() is Qt.FocusPolicy.NoFocus
    qtbot.mouseClick(shown.already_up, Qt.MouseButton.LeftButton)
    assert shown.requested == [inputs.Stand()]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("Ich stehe schon", "Ich stehe\nschon"), ("withoutanyspaces", "withouta\nnyspaces"), ("Up", "Up")],
)
def test_a_long_already_up_has_two_lines(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str, lines: str) -> None:
    monkeypatch.setattr(menu_text, "already_up", lambda: text)
    shown = Shown(qtbot, tracker_states.card())
    assert shown.already_up.text() == lines and shown.already_up.accessibleName() == text
    assert shown.card.height() == LEAST_HEIGHT


def test_a_cue_while_standing_does_not_ask_to_stand_and_shows_its_length(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.cue())
    assert shown.texts == ["A small reset: exhale, tuck, squeeze.", "An hour at the desk. Half a minute is enough."]
    assert outlook(tracker_states.cue().status) == "A small reset: exhale, tuck, squeeze."
    assert not shown.already_up.isVisible()
    shown.show(tracker_states.cue(), replace(NO_DELAY, pulse_length=timedelta(seconds=20)))
    assert shown.texts[1] == "An hour at the desk. It takes 20 s."
    shown.show(tracker_states.cue().apply(inputs.Snooze()).apply(inputs.Settle(), 5))
    assert shown.texts[1] == "As you asked. Half a minute is enough."


def test_a_session_can_wait_for_an_hour_or_for_the_evening(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.routine())
    labels = [action.text() for action in shown.later.choices.actions()]
    assert labels == ["Later, in 1 h", "Later, tonight at 19:00"]
    shown.click("Later")
    shown.snooze("Later, tonight at 19:00")
    evening = tracker_states.routine().now.replace(hour=19, minute=0)
    assert shown.requested == [
        inputs.Snooze(timedelta(hours=1)),
        inputs.Snooze(evening - tracker_states.routine().now),
    ]
    shown.show(tracker_states.routine(), replace(NO_DELAY, working_hours=parse_hours("mon-sun 08:00-18:00")))
    assert shown.later.menu() is None


def test_a_session_can_wait_for_the_next_day(qtbot: QtBot) -> None:
    at = tracker_states.routine().now
    settings = replace(NO_DELAY, routine_time=at.time())
    shown = Shown(qtbot, tracker_states.routine(), settings)
    shown.snooze("Later, tomorrow at 09:20")
    assert shown.requested == [inputs.Snooze(timedelta(days=1))]
    shown.show(tracker_states.routine(), replace(settings, working_hours=parse_hours("mon 08:00-20:00")))
    assert [action.text() for action in shown.later.choices.actions()] == ["Later, in 1 h", "Later, tonight at 19:00"]


def test_after_this_meeting_is_offered_while_one_is_sensed(qtbot: QtBot) -> None:
    offered = "Later, after this meeting"
    shown = Shown(qtbot, tracker_states.card())
    assert offered not in [action.text() for action in shown.later.choices.actions()]
    meeting = tracker_states.sitting(20).apply(inputs.BusyChanged("awake", True)).apply(inputs.Settle(), 25)
    shown.show(meeting)
    shown.snooze(offered)
    assert shown.requested == [inputs.Snooze(after_meeting=True)]
    meeting.apply(inputs.Snooze(after_meeting=True))
    assert outlook(meeting.status) == "Next stand-up after this meeting."


def test_a_note_replaces_the_reason(qtbot: QtBot) -> None:
    shown, status = Shown(qtbot, tracker_states.card()), tracker_states.card().status
    assert status.card is not None
    shown.card.show_card(status, NO_DELAY, note="The server has ended.")
    assert shown.texts[1] == "The server has ended."


def test_later_offers_the_lengths_of_the_settings(qtbot: QtBot) -> None:
    settings = replace(NO_DELAY, later_short=timedelta(minutes=2), later_long=timedelta(minutes=90))
    shown = Shown(qtbot, tracker_states.card(), settings)
    assert [action.text() for action in shown.later.choices.actions()] == ["Later, in 2 min", "Later, in 1 h 30 min"]
    shown.snooze("Later, in 1 h 30 min")
    shown.click("Later")
    assert shown.requested == [inputs.Snooze(timedelta(minutes=90)), inputs.Snooze(timedelta(minutes=2))]


def test_later_has_no_menu_for_a_single_length(qtbot: QtBot) -> None:
    settings = replace(NO_DELAY, later_long=NO_DELAY.later_short)
    shown = Shown(qtbot, tracker_states.card(), settings)
    assert shown.later.menu() is None
    shown.click("Later")
    assert shown.requested == [inputs.Snooze(timedelta(minutes=5))]


def test_after_the_last_snooze_only_the_start_and_skip_remain(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.snoozed(2))
    assert [b.text() for b in shown.buttons] == ["Stand up", "Skip"]


@pytest.mark.parametrize(("minutes", "colour"), [(45, LIGHT.accent), (46, LIGHT.beyond)])
def test_the_ring_changes_its_colour_only_beyond_the_window(qtbot: QtBot, minutes: int, colour: str) -> None:
    shown, status = Shown(qtbot, tracker_states.card()), tracker_states.card().status
    assert status.card is not None
    shown.card.set_tokens(LIGHT)
    shown.card.show_card(replace(status, sitting=timedelta(minutes=minutes)), NO_DELAY)
    ring = shown.card.findChild(CardRing)
    assert isinstance(ring, CardRing) and ring.size() == QSize(56, 56)
    image = ring.grab().toImage()
    assert image.pixelColor(ring.width() // 2, 3).name() == colour.lower()
    assert shown.texts[1] == f"Sitting {minutes} min"


def test_the_cue_has_calmer_colours(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.cue())
    assert shown.texts[0] == "A small reset: exhale, tuck, squeeze."
    cue_colours = shown.card.grab().toImage()
    colours = {cue_colours.pixelColor(x, y).name() for x in range(60) for y in range(60)}
    assert LIGHT.beyond.lower() not in colours and DARK.beyond.lower() not in colours


def test_a_session_card_shows_its_routine_and_opens_the_session(qtbot: QtBot) -> None:
    tracker = tracker_states.routine()
    shown = Shown(qtbot, tracker)
    status = tracker.status
    assert status.card is not None
    shown.card.show_card(status, NO_DELAY, session="Mini routine, 3:50 min")
    assert shown.texts == ["Time for today's session.", "Mini routine, 3:50 min. You chose this time."]
    assert shown.card.windowTitle() == "Time for today's session"
    assert [b.text() for b in shown.buttons] == ["Start", "Later", "Skip"]
    assert all(is_uncut(widget) for widget in shown.card.findChildren(QWidget))
    shown.click("Start")
    shown.snooze("Later, in 1 h")
    assert shown.requested == [Intent.SESSION, inputs.Snooze(timedelta(hours=1))]
    shown.show(tracker_states.card())
    shown.click("Stand up")
    assert shown.requested[2:] == [inputs.Start()] and shown.card.windowTitle() == "Time for a break"


def test_input_is_ignored_at_first(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card(), Settings(ignore_input_for=timedelta(milliseconds=150)))
    shown.click("Stand up")
    shown.buttons[0].click()
    shown.already_up.click()
    shown.more.click()
    assert shown.requested == [] and QApplication.activePopupWidget() is None
    assert shown.already_up.isEnabled()

    def answer() -> bool:
        shown.click("Skip")
        return bool(shown.requested)

    qtbot.waitUntil(answer)
    assert shown.requested == [inputs.Skip()]


def test_an_update_does_not_ignore_input_again(qtbot: QtBot) -> None:
    tracker = tracker_states.card()
    shown = Shown(qtbot, tracker)
    shown.show(tracker, Settings(ignore_input_for=timedelta(seconds=30)))
    shown.click("Stand up")
    assert shown.requested == [inputs.Start()]


def test_it_does_not_accept_the_focus_by_itself(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    flags = card.windowFlags()
    assert flags & Qt.WindowType.WindowDoesNotAcceptFocus and flags & Qt.WindowType.WindowStaysOnTopHint
    assert card.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_Escape]
)
def test_keys_without_focus_on_a_button_answer_nothing(qtbot: QtBot, key: Qt.Key) -> None:
    shown = Shown(qtbot, tracker_states.card())
    qtbot.keyClick(shown.card, key)
    shown.card.take_focus()
    qtbot.keyClick(shown.card, key)
    qtbot.keyClick(shown.card, key, Qt.KeyboardModifier.AltModifier)
    assert shown.requested == [] and shown.card.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_keys_answer_nothing_if_a_compositor_gives_it_the_focus(qtbot: QtBot, key: Qt.Key) -> None:
    """As Wayland compositors do, which ignore the window flag."""
    shown = Shown(qtbot, tracker_states.card())
    window = shown.card.windowHandle()
    window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
    shown.card.activateWindow()
    qtbot.waitUntil(shown.card.isActiveWindow)
    for _ in range(3):
        QTest.keyClick(window, key)
        QTest.keyClick(window, Qt.Key.Key_Space)
    assert shown.requested == [] and shown.card.isVisible()


def test_after_take_focus_it_can_be_answered_by_keyboard(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    shown.card.take_focus()
    window = shown.card.windowHandle()
    assert not window.flags() & Qt.WindowType.WindowDoesNotAcceptFocus
    qtbot.waitUntil(shown.card.isActiveWindow)
    focused_buttons = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QAbstractButton)
        focused_buttons.append(focused.text() or focused.accessibleName())
    assert focused_buttons == ["Stand up", "Later", "Skip", "More answers"]
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert shown.requested == [inputs.Skip()]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert shown.card.isVisible() and window.flags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_an_unmanaged_card_is_managed_while_it_has_the_focus(qtbot: QtBot) -> None:
    """A window manager gives the focus only to windows that it manages."""
    card, status = PromptCard(unmanaged=True), tracker_states.card().status
    qtbot.addWidget(card)
    assert status.card is not None
    card.show_card(status, NO_DELAY)
    window, geometry = card.windowHandle(), card.geometry()
    unmanaged = Qt.WindowType.X11BypassWindowManagerHint
    assert window.flags() & unmanaged
    card.take_focus()
    qtbot.waitUntil(card.isVisible)
    assert not window.flags() & unmanaged and card.windowHandle() is window
    card.move(0, 0)  # the window manager
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert card.isVisible() and window.flags() & unmanaged and card.geometry() == geometry
    card.take_focus()
    card.hide_card()
    assert window.flags() & unmanaged and not card.isVisible()


def test_the_window_is_used_again(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    window = shown.card.windowHandle()
    shown.card.take_focus()
    shown.card.hide_card()
    assert not shown.card.isVisible() and window.flags() & Qt.WindowType.WindowDoesNotAcceptFocus
    shown.show(tracker_states.cue())
    assert shown.card.isVisible() and shown.card.windowHandle() is window


def test_it_is_placed_in_the_bottom_corner_at_the_end_of_a_line(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    available = QGuiApplication.primaryScreen().availableGeometry()
    assert (available.right() - card.geometry().right(), available.bottom() - card.geometry().bottom()) == (16, 16)
    card.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (card.x() - available.x(), available.bottom() - card.geometry().bottom()) == (16, 16)


def test_a_card_larger_than_the_screen_keeps_its_top() -> None:
    assert corner_position(QSize(300, 900), QRect(0, 10, 800, 600), right_to_left=False) == QPoint(500, 10)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("long", [False, True])
def test_no_text_is_cut(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, scale: float, long: bool) -> None:
    if long:
        monkeypatch.setattr(menu_text, "stand_up", lambda: "Übung jetzt beginnen")
        monkeypatch.setattr(menu_text, "skip", lambda: "Diesmal überspringen")
        monkeypatch.setattr(menu_text, "snooze", lambda: LONG_TEXT)
    before = QApplication.font()
    larger = QFont(before)
    larger.setPointSizeF(before.pointSizeF() * scale)
    QApplication.setFont(larger)
    try:
        shown = Shown(qtbot, tracker_states.card())
        available = QGuiApplication.primaryScreen().availableGeometry()
        assert all(is_uncut(part) for part in shown.card.findChildren(QWidget))
        assert available.contains(shown.card.geometry())
        rects = [
            QRect(part.mapTo(shown.card, QPoint(0, 0)), part.size())
            for part in (*shown.card.findChildren(QLabel), *shown.buttons, shown.more)
        ]
        assert all(shown.card.rect().contains(rect) for rect in rects)
        assert not any(a.intersects(b) for k, a in enumerate(rects) for b in rects[k + 1 :])
    finally:
        QApplication.setFont(before)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
def test_contrast_of_the_colours(tokens: Tokens) -> None:
    assert contrast_ratio(tokens.ink, tokens.surface) >= 4.5
    assert contrast_ratio(tokens.muted, tokens.surface) >= 4.5
    for edge in (tokens.edge, tokens.beyond, tokens.accent):
        assert contrast_ratio(edge, tokens.surface) >= 3


def test_it_is_painted_in_the_given_colours(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    for tokens in (DARK, LIGHT):
        card.set_tokens(tokens)
        assert card.grab().toImage().pixelColor(card.width() // 2, 8).name() == tokens.surface.lower()


def shadows() -> list[CardShadow]:
    windows = QGuiApplication.topLevelWindows()
    return [window for window in windows if isinstance(window, CardShadow) and window.isVisible()]


def test_the_shadow_lies_around_the_card_and_takes_neither_clicks_nor_keys(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    assert shadows() == []
    card.show_shadow(True)
    (shadow,) = shadows()
    around = QMargins(24, 24, 24, 24)
    assert shadow.isVisible() and shadow.geometry() == card.geometry().marginsAdded(around)
    kind, ours = Qt.WindowType, shadow.flags()
    for flag in (kind.WindowTransparentForInput, kind.WindowDoesNotAcceptFocus, kind.X11BypassWindowManagerHint):
        assert ours & flag
    card.resize(card.width() + 40, card.height())
    card.move(card.x() - 100, card.y() - 50)
    assert shadow.geometry() == card.geometry().marginsAdded(around)
    card.show_shadow(False)
    assert shadows() == []


def test_the_shadow_goes_and_comes_with_the_card(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.card())
    shown.card.show_shadow(True)
    shown.card.hide_card()
    assert shadows() == []
    shown.show(tracker_states.card())
    assert len(shadows()) == 1
    shown.card.hide_card()


def test_the_shadow_follows_a_change_of_the_screen(qtbot: QtBot) -> None:
    card = Shown(qtbot, tracker_states.card()).card
    card.show_shadow(True)
    (before,) = shadows()
    screen = QGuiApplication.primaryScreen()
    screen.geometryChanged.emit(screen.geometry())
    qtbot.waitUntil(lambda: shadows() != [before])
    assert [shadow.geometry() for shadow in shadows()] == [card.geometry().marginsAdded(QMargins(24, 24, 24, 24))]
    card.hide_card()


def test_a_deleted_card_ignores_a_change_of_the_screen(qtbot: QtBot) -> None:
    """As those on further screens are with each prompt."""
    card = PromptCard()
    with qtbot.waitSignal(card.destroyed):
        card.deleteLater()
    screen = QGuiApplication.primaryScreen()
    with qtbot.captureExceptions() as exceptions:
        screen.geometryChanged.emit(screen.geometry())
    assert exceptions == []


def test_the_shadow_fades_outwards_and_leaves_out_the_card(qtbot: QtBot) -> None:
    shadow = CardShadow(QRect(100, 100, 360, 132))
    image = QImage(shadow.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.red)
    painter = QPainter(image)
    shadow.paint(painter)
    painter.end()
    opacities = [image.pixelColor(x, image.height() // 2).alphaF() for x in range(EXTENT)]
    assert opacities == sorted(opacities) and opacities[0] < 0.005
    assert opacities[-1] == pytest.approx(0.18, abs=0.02)
    card = image.rect().marginsRemoved(QMargins(EXTENT, EXTENT, EXTENT, EXTENT))
    assert image.pixelColor(card.center()).alpha() == image.pixelColor(card.left() + 1, card.center().y()).alpha() == 0
    assert image.pixelColor(card.topLeft()).alpha() > 0, "the card's corners are round"


def test_time_to_sit_says_how_long_one_has_stood_and_offers_to_sit_down(qtbot: QtBot) -> None:
    shown = Shown(qtbot, tracker_states.time_to_sit())
    assert {"Time to sit.", "Standing 50 min"} <= set(shown.texts)
    assert shown.card.windowTitle() == "Time to sit"
    assert [button.text() for button in shown.buttons] == ["Sit down", "Later", "Skip"]
    shown.buttons[0].click()
    shown.buttons[2].click()
    assert shown.requested == [inputs.Sit(), inputs.Skip()]
    ring = shown.card.findChild(CardRing).grab().toImage()
    colours = {ring.pixelColor(x, ring.height() // 2).name() for x in range(ring.width())}
    assert LIGHT.standing.lower() in colours


def test_snoozed_time_to_sit_says_that_it_was_asked_for(qtbot: QtBot) -> None:
    tracker = tracker_states.time_to_sit().apply(inputs.Snooze()).apply(inputs.Settle(), 5)
    assert "Standing 55 min · as you asked" in Shown(qtbot, tracker).texts
