"""Clicks on the prompt card."""

from tests.e2e.desktop import Desktop

CARD = "^Time for a break"
_ACROSS = {"Start": 0.39, "Later": 0.62, "Skip": 0.88}  # parts of the card's width


def open_more(desktop: Desktop) -> None:
    """Click on the button with three dots."""
    card = desktop.window(CARD)
    desktop.click(card.x + card.width - 30, card.y + 30)


def click_on(desktop: Desktop, answer: str, card: str = CARD) -> bool:
    """Click on an answer of the card; False when no card is shown."""
    place = next(filter(None, (desktop.place(number) for number in desktop.windows(card))), None)
    if place is None:
        return False
    desktop.click(place.x + round(place.width * _ACROSS[answer]), place.y + place.height - 38)
    return True
