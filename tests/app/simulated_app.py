"""The app on a simulated desktop: the real engine, log and windows."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_controller import DesktopServices, UiController
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Totals, total_of
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desktop import SimulatedDesktop
from hipbreak.core.tracking.state import State
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.paths import AppPaths
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.prompt.card import PromptCard

MORNING = datetime.fromisoformat("2026-03-02T09:00:00+01:00")

OFFSCREEN = DesktopServices(PlatformChoice("offscreen"))


class SimulatedApp:
    """The app with a clock that the test advances."""

    def __init__(
        self,
        paths: AppPaths,
        start: datetime = MORNING,
        settings: Settings | None = None,
        change: Callable[[str, object], None] = lambda *_: None,
        desktop: DesktopServices = OFFSCREEN,
    ) -> None:
        self.paths = paths
        self.desktop = SimulatedDesktop(start)
        self.recorder = EventRecorder(paths)
        logged, last_seen = self.recorder.past()
        settings = settings or Settings(ignore_input_for=timedelta(0), tones=False, voice=False)  # no audio process
        self.programme = ProgrammeCache(self.recorder.programme, paths.settings)
        self.engine = Engine(
            State(start, logged=logged),
            settings,
            self.desktop,
            self.desktop,
            self.desktop,
            self.recorder,
            self.programme.reminder,
        )
        self.quits: list[str] = []
        self.ui = UiController(
            self.engine,
            self.recorder,
            self.programme,
            paths,
            self.desktop.elapsed,
            change,
            lambda: self.quits.append("quit"),
            desktop,
        )
        self.engine.add_listener(self.ui.show_state)
        self.engine.launch(last_seen)

    @property
    def card(self) -> PromptCard:
        """The prompt's card."""
        return self.ui.prompts.cards.get().first

    @property
    def guide(self) -> BreakGuideWindow:
        """The guide of a break."""
        return self.ui.prompts.guide.get()

    @property
    def session(self) -> SessionWindow:
        """The session window."""
        return self.ui.programme.get().session.get()

    def use(self, settings: Settings) -> None:
        """Apply other settings."""
        self.engine.change_settings(settings)
        self.ui.update_settings()

    def today(self) -> Totals:
        """What the log has of today."""
        state = self.engine.state
        return total_of(self.recorder.range(state.logged, state.at, state.at.date(), state.at.date()))

    def pass_time(self, **length: float) -> None:
        """Fire the timers that are due meanwhile."""
        until = self.desktop.now + timedelta(**length)
        while (timer := self.desktop.next_timer()) is not None and timer[0] <= until:
            self.desktop.now = max(self.desktop.now, timer[0].astimezone(self.desktop.now.tzinfo))
            self.desktop.fire(timer[1])
        self.desktop.now = until

    def receive(self, event: inputs.Input) -> None:
        """Let the desktop report an event."""
        self.desktop.update_idle(event)
        self.engine.handle(event)

    def visible(self) -> set[str]:
        """The names of the windows on the screen."""
        return {name for name, _ in self.ui.windows.visible()} - {"small"}

    def close(self) -> None:
        """End the app, with everything written."""
        self.engine.halt()
        self.kill()

    def kill(self) -> None:
        """End the app without writing anything more."""
        self.ui.close()
        self.recorder.close()
