"""Run by test_screens in a process of its own: three screens of three scales, and where the cards are on them.

Qt's offscreen platform reads its screens from a file when it starts: `QT_QPA_PLATFORM=offscreen:configfile=...`.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.app.prompts.prompt_cards import PromptCards
from hipbreak.core.settings.display_choices import CardScreen
from hipbreak.core.settings.settings import Settings
from hipbreak.ui.prompt.card import PromptCard
from tests.ui import scenes


@dataclass
class Rooms:
    """As much of a house as cards need."""

    settings: Settings
    made: dict[str, QWidget] = field(default_factory=dict)
    wanted: list[object] = field(default_factory=list)

    def want(self, wanted: object) -> None:
        self.wanted.append(wanted)

    def tokens(self) -> None:
        return None


def distances(card: PromptCard) -> tuple[str, int, int, int]:
    """The screen that the middle of the card is on, and how far its edges are from the left, right and bottom."""
    screen = QGuiApplication.screenAt(card.geometry().center())
    room, place = screen.availableGeometry(), card.geometry()
    return screen.name(), place.left() - room.left(), room.right() - place.right(), room.bottom() - place.bottom()


def shown(choice: CardScreen, pointer_on: int = 0, right_to_left: bool = False) -> list[tuple[str, int, int, int]]:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
    QCursor.setPos(QGuiApplication.screens()[pointer_on].geometry().center())
    rooms = Rooms(Settings(card_screen=choice, ignore_input_for=timedelta(0)))
    cards = PromptCards(rooms)  # type: ignore[arg-type]  # a house as far as it is asked
    status = scenes.card().status
    cards.show(status)
    cards.show(status)  # the next beat moves nothing
    found = sorted(distances(card) for card in rooms.made.values() if isinstance(card, PromptCard) and card.isVisible())
    cards.hide()
    assert not any(card.isVisible() for card in rooms.made.values())
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
