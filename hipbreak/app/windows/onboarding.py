"""The welcome: shown by itself at the first start of a profile, and again only when it is asked for."""

from collections.abc import Callable, Sequence

from hipbreak.app.ui_context import UiContext
from hipbreak.core.diagnostics import Finding
from hipbreak.core.settings.settings import Settings
from hipbreak.ui.onboarding.window import WelcomeWindow
from hipbreak.ui.settings.startup_page import StartSwitch


def show_welcome(
    house: UiContext,
    start: StartSwitch,
    look: Callable[[], Sequence[Finding]],
    change: Callable[[str, object], None],
) -> None:
    """Bring it to the front; it holds up nothing, and reminders come meanwhile."""
    window = house.made.get("welcome")
    if not isinstance(window, WelcomeWindow):
        window = WelcomeWindow(house.settings, start, look, house.tokens())
        window.changed.connect(change)
        window.tried.connect(lambda what: _try_out(house, what))
        window.destroyed.connect(lambda: house.made.pop("welcome", None))
        house.made["welcome"] = window
    window.begin()


def use(house: UiContext, settings: Settings) -> None:
    """Settings have changed."""
    window = house.made.get("welcome")
    if isinstance(window, WelcomeWindow):
        window.use(settings)


def _try_out(house: UiContext, what: str) -> None:
    def told(works: bool, line: str) -> None:
        window = house.made.get("welcome")
        if isinstance(window, WelcomeWindow):  # it may be closed by then
            window.show_trial(what, works, line)

    house.hearing().try_out(what, told)
