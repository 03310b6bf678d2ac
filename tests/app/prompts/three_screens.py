"""Run by test_prompt_cards in a process of its own: three screens of three scales, and where the cards are on them.

Qt's offscreen platform reads its screens from a file when it starts: `QT_QPA_PLATFORM=offscreen:configfile=...`.
"""

import json
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication

from hipbreak.app.audio.audio_cues import AudioCues
from hipbreak.app.lazy import Lazy
from hipbreak.app.prompts.prompt_cards import PromptCards
from hipbreak.app.ui_context import UiContext
from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.app.windows.window_slot import WindowSet
from hipbreak.core.settings.display_choices import CardScreen
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desktop import SimulatedDesktop
from hipbreak.core.tracking.state import State
from hipbreak.ui.prompt.card import PromptCard
from tests.simulated_desktop import ListFactLog
from tests.ui import tracker_states


def distances(card: PromptCard) -> tuple[str, int, int, int]:
    """The screen that the middle of the card is on, and how far its edges are from the left, right and bottom."""
    screen = QGuiApplication.screenAt(card.geometry().center())
    area, place = screen.availableGeometry(), card.geometry()
    return screen.name(), place.left() - area.left(), area.right() - place.right(), area.bottom() - place.bottom()


def shown(choice: CardScreen, pointer_on: int = 0, right_to_left: bool = False) -> list[tuple[str, int, int, int]]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    QCursor.setPos(QGuiApplication.screens()[pointer_on].geometry().center())
    settings = Settings(card_screen=choice, ignore_input_for=timedelta(0))
    desk = SimulatedDesktop(tracker_states.card().now)
    engine = Engine(State(desk.now), settings, desk, desk, desk, ListFactLog())
    theme = AppTheme(lambda: settings)
    windows = WindowSet(theme, Path(), lambda _: None)
    cards = PromptCards(
        UiContext(engine, theme, windows, Lazy(lambda: AudioCues(lambda: settings)), lambda _: None, desk.elapsed)
    )
    status = tracker_states.card().status
    cards.show(status)
    cards.show(status)  # the next beat moves nothing
    found = sorted(distances(card) for _, card in windows.visible() if isinstance(card, PromptCard))
    cards.hide()
    assert windows.visible() == []
    return found


if __name__ == "__main__":
    app = QApplication([])
    print(
        json.dumps(
            {
                "screens": [(s.name(), s.devicePixelRatio()) for s in app.screens()],
                "pointer": [shown(CardScreen.POINTER, n) for n in range(3)],
                "primary": shown(CardScreen.PRIMARY, 2),
                "all": shown(CardScreen.ALL, 1),
                "right to left": shown(CardScreen.ALL, 1, True),
            }
        )
    )
