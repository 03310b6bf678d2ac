"""Where the card's answers are."""

from tests.e2e.desk import Desk

CARD = "^Time for a break"
_ACROSS = {"Start": 0.16, "Later": 0.41, "Later long": 0.63, "Skip": 0.85}  # parts of the card's width


def open_more(desk: Desk) -> None:
    """Click on the three dots, where the card listens."""
    card = desk.window(CARD)
    desk.click(card.x + card.width - 30, card.y + 30)


def click_on(desk: Desk, answer: str, card: str = CARD) -> bool:
    """Click on an answer of the card; False when there is no card (any more)."""
    place = next(filter(None, (desk.place(number) for number in desk.windows(card))), None)
    if place is None:
        return False
    desk.click(place.x + round(place.width * _ACROSS[answer]), place.y + place.height - 38)
    return True
