"""The monitor on which the card is shown."""

import pytest

from hipbreak.core.facts import tracking_facts
from tests.desktop.display.compositing import FakeCompositor
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.card import CARD, click_on
from tests.e2e.desktop import Desktop, Rectangle, wait_until

pytestmark = pytest.mark.display

LEFT, RIGHT = (640 - 16, 800 - 16), (1280 - 16, 800 - 16)
ONLY = RIGHT


def corners(desktop: Desktop) -> list[tuple[int, int]]:
    """The lower right corners of the cards, from left to right."""
    places = [desktop.place(number) for number in desktop.windows(CARD)]
    return sorted((place.x + place.width, place.y + place.height) for place in places if place is not None)


def test_one_card_on_each_monitor_and_one_answer(full_desktop: Desktop, app: AppProcess) -> None:
    """Also when a monitor is removed or added while they are shown."""
    full_desktop.set_monitors(2)
    app.write_settings(QUICK | {"card_screen": "all"})
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(full_desktop) == [LEFT, RIGHT], "two cards")
    full_desktop.set_monitors(1)
    wait_until(lambda: corners(full_desktop) == [ONLY], "one card on the one monitor")
    full_desktop.set_monitors(2)
    wait_until(lambda: corners(full_desktop) == [LEFT, RIGHT], "two cards again")
    assert app.exit_code("skip") == 0
    wait_until(lambda: not corners(full_desktop), "both to close")


def test_the_card_moves_when_its_monitor_is_removed(full_desktop: Desktop, app: AppProcess) -> None:
    full_desktop.set_monitors(2)
    full_desktop.display.xdotool("mousemove", "100", "100")
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(full_desktop) == [LEFT], "the card on the monitor with the pointer")
    full_desktop.set_monitors(1)
    wait_until(lambda: corners(full_desktop) == [ONLY], "the card on the other monitor")
    wait_until(lambda: click_on(full_desktop, "Skip") and app.facts(tracking_facts.Skipped), "an answer to the click")


def test_on_the_primary_monitor(full_desktop: Desktop, app: AppProcess) -> None:
    full_desktop.set_monitors(2)
    full_desktop.display.xdotool("mousemove", "1000", "100")
    app.write_settings(QUICK | {"card_screen": "primary"})
    app.start()
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: corners(full_desktop) == [LEFT], "the card on the first monitor")


def test_monitors_of_different_scale(full_desktop: Desktop, app: AppProcess) -> None:
    """The second monitor's card is half again as large, and in its corner."""
    full_desktop.set_monitors(2)
    full_desktop.display.xdotool("mousemove", "100", "100")
    app.write_settings(QUICK | {"card_screen": "all"})
    app.start(QT_SCREEN_SCALE_FACTORS="1;1.5", QT_SCALE_FACTOR_ROUNDING_POLICY="PassThrough")
    app.wait_for(tracking_facts.Prompted)
    wait_until(lambda: len(corners(full_desktop)) == 2, "two cards")
    second = (1280 - 24, 800 - 24)  # but for half a pixel of the desktop

    def is_placed(found: list[tuple[int, int]]) -> bool:
        return found[0] == LEFT and all(abs(a - b) <= 1 for a, b in zip(found[1], second, strict=True))

    wait_until(lambda: is_placed(corners(full_desktop)), "each in its corner")
    widths = sorted(place.width for number in full_desktop.windows(CARD) if (place := full_desktop.place(number)))
    assert 1.4 < widths[1] / widths[0] < 1.6


def test_the_card_comes_on_the_monitor_with_the_pointer(full_desktop: Desktop, app: AppProcess) -> None:
    """Complaint 15: one card, on the monitor with the pointer, and next time where it is then."""
    full_desktop.set_monitors(2)
    app.start()
    full_desktop.display.xdotool("mousemove", "100", "100")
    app.wait_for(tracking_facts.Prompted)
    card = full_desktop.window(CARD)
    assert (card.x + card.width, card.y + card.height) == (640 - 16, 800 - 16)
    assert app.exit_code("later") == 0
    full_desktop.display.xdotool("mousemove", "1000", "100")
    app.wait_for(tracking_facts.Prompted, 2)
    wait_until(
        lambda: full_desktop.windows(CARD) and full_desktop.window(CARD) != card, "the card on the other monitor"
    )
    again = full_desktop.window(CARD)
    assert (again.x + again.width, again.y + again.height) == (1280 - 16, 800 - 16)


def test_its_shadow_needs_a_compositor_and_lets_clicks_through(full_desktop: Desktop, app: AppProcess) -> None:
    compositor = FakeCompositor(full_desktop.display.name)
    app.start()
    app.wait_for(tracking_facts.Prompted)
    card = full_desktop.window(CARD)
    around = Rectangle(card.x - 24, card.y - 24, card.width + 48, card.height + 48)

    def places() -> list[Rectangle | None]:
        return [full_desktop.place(number) for number in full_desktop.app_windows()]

    wait_until(lambda: around in places(), "the shadow")
    below = full_desktop.window_at(300, 300)
    assert full_desktop.window_at(card.x + 60, card.y + 20) != below
    for x, y in ((card.x - 4, card.y + 60), (card.x + 60, card.y - 4), (card.x - 20, card.y - 20)):
        assert full_desktop.window_at(x, y) == below
    compositor.end()
    wait_until(lambda: around not in places(), "the shadow to go, which would be black now")
    assert full_desktop.window(CARD) == card
