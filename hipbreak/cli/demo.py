"""A day in a minute: the same engine and windows, fed from a shipped trace; pictures and figures stay in a folder."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_controller import DesktopServices, UiController
from hipbreak.core.facts.base import Fact
from hipbreak.core.settings.display_choices import Appearance
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.daily import Day
from hipbreak.core.statistics.records import range_record
from hipbreak.core.text.facts import fact_line
from hipbreak.core.text.status import day_sentence
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desk import SimulatedDesktop
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.trace import TraceLine, read_trace
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.assets import asset
from hipbreak.store.paths import create_folders, find_paths
from hipbreak.ui.intents import Intent

_DAY_TAKES = 36.0  # seconds of the minute that go to the day outside the guide
_GUIDE_SPEED = 15  # times as fast as in life
_GUIDE_STRIDE = 1.5  # seconds of the guide at most between two looks, however slow the machine
_TICK = 15  # ms
_LOOKS = (Appearance.LIGHT, Appearance.DARK)
_STATIC = (("today", Intent.TODAY), ("settings", Intent.SETTINGS), ("log", Intent.LOG_BREAK))


class Demo:
    """Plays the trace; `speed` 1 takes about a minute, 10 a tenth of it."""

    def __init__(self, trace: list[TraceLine], folder: Path, speed: float, say: Callable[[str], None]) -> None:
        self._lines, self._folder, self._speed, self._say = trace, folder, speed, say
        paths = find_paths(folder / "profile")
        create_folders(paths)
        self.desk = SimulatedDesktop(trace[0].at)
        self.recorder = EventRecorder(paths)
        programme = ProgrammeCache(self.recorder.programme, paths.settings)
        light = Settings(appearance=Appearance.LIGHT, break_sound=False)
        self.engine = Engine(
            State(trace[0].at), light, self.desk, self.desk, self.desk, self.recorder, programme.reminder
        )
        self.ui = UiController(
            self.engine,
            self.recorder,
            programme,
            paths,
            self.desk.elapsed,
            lambda *_: None,
            lambda: None,
            DesktopServices(PlatformChoice("offscreen")),
        )
        self.engine.add_listener(self.ui.show_state)
        self.engine.add_listener(self._tell)
        self._pace = (trace[-1].at - trace[0].at).total_seconds() / _DAY_TAKES
        self._wall = QElapsedTimer()
        self._shot: set[str] = set()
        self.failed: BaseException | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin; the application's loop does the rest and ends with the day."""
        self.engine.launch(None)
        self._wall.start()
        self._timer.start(_TICK)

    def _days(self, count: int) -> list[Day]:
        return self.recorder.days(self.engine.state.logged, self.engine.state.at, count)

    def _tick(self) -> None:
        try:
            self._go_on()
        except BaseException as error:
            self._timer.stop()
            self.failed = error
            QApplication.exit(1)
            raise

    def _go_on(self) -> None:
        passed = self._wall.restart() / 1000 * self._speed
        guiding = self._guiding()
        length = min(passed * _GUIDE_SPEED, _GUIDE_STRIDE) if guiding else passed * self._pace
        until = self.desk.now + timedelta(seconds=length)
        while self._lines and self._step(until):
            self._look()
            if self._guiding() and not guiding:
                return  # from here on more slowly
        if not self._lines:
            self._timer.stop()
            self._end()
        else:
            self.desk.now = max(self.desk.now, until)
            self._look()

    def _guiding(self) -> bool:
        return any(name == "guide" for name, _ in self.ui.windows.visible())

    def _step(self, until: datetime) -> bool:
        """Play what comes first, if it comes before `until`."""
        ring = self.desk.next_timer()
        line = self._lines[0]
        if ring is not None and ring[0] <= min(line.at, until):
            self.desk.now = max(self.desk.now, ring[0])
            self.desk.fire(ring[1])
            return True
        if line.at > until:
            return False
        self.desk.now = max(self.desk.now, line.at)
        self._play(self._lines.pop(0).event)
        return True

    def _play(self, happening: inputs.Input) -> None:
        if isinstance(happening, inputs.Halt):
            self._lines.clear()
            return
        if isinstance(happening, inputs.Start) and self.desk.elapsed() == timedelta(0):
            return  # of the app, which runs already
        self.desk.update_idle(happening)
        try:
            self.engine.handle(happening)
        except inputs.Refused:
            return  # the guide has come to its end by itself

    def _tell(self, _: State, told: tuple[Fact, ...]) -> None:
        for fact in told:
            if fact.published:
                self._say(fact_line(fact))

    def _look(self) -> None:
        """Take the picture of what is on the screen for the first time."""
        for name, window in self.ui.windows.visible():
            key = name
            if name == "guide":
                key = self.ui.prompts.guide.get().key_moment() or ""
            elif name == "card" and self.engine.state.logged.offer is not None:
                key = f"card-{getattr(self.engine.state.logged.offer, 'kind', 'stand')}"
            if key and key not in self._shot:
                self._shot.add(key)
                self._picture(key, window)

    def _picture(self, name: str, window: QWidget) -> None:
        settings = self.engine.settings
        for look in _LOOKS:
            self._use(replace(settings, appearance=look))
            QApplication.processEvents()
            window.grab().save(str(self._folder / f"{name}-{look.value}.png"))
        self._use(settings)
        self._wall.restart()  # the day waits for the photographer

    def _use(self, settings: Settings) -> None:
        self.engine.change_settings(settings)
        self.ui.update_settings()

    def _end(self) -> None:
        for name, wish in _STATIC:
            self.ui.request(wish)
            QApplication.processEvents()
            self._picture(name, dict(self.ui.windows.visible())[name])
        self._picture("menu", self.ui.menu)
        self.engine.halt()
        days = self._days(1)
        (self._folder / "statistics.json").write_text(json.dumps(range_record(days), indent=1) + "\n")
        self._say(day_sentence(days[0].sum))
        self.ui.close()
        self.recorder.close()
        QApplication.quit()


def _without_platform_gaps(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    """The offscreen platform says at every turn what it cannot do; a day without a screen needs none of it."""
    if not message.startswith(("This plugin does not support", "QObject::connect: No such signal QPlatformNative")):
        print(f"{kind.name}: {message}", file=sys.stderr)


def _write_screen(folder: Path) -> Path:
    """A screen as people have it; without this the offscreen platform's is 800 by 800."""
    screen = {"name": "demo", "x": 0, "y": 0, "width": 1600, "height": 1100}
    scale = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"windowFrameMargins": False, "screens": [screen | scale]}), encoding="utf-8")
    return file


def play(folder: Path | None, speed: float = 1.0) -> int:
    """Play the shipped day offscreen, print each fact, leave pictures and figures in `folder`; gives the exit code."""
    place = folder or Path(tempfile.mkdtemp(prefix="hipbreak-demo-"))
    place.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_write_screen(place)}"
    with asset("traces/a-working-day.jsonl").open(encoding="utf-8") as lines:
        trace = read_trace(lines)
    qInstallMessageHandler(_without_platform_gaps)
    app = QApplication(["hipbreak"])
    app.setQuitOnLastWindowClosed(False)
    demo = Demo(trace, place, speed, lambda line: print(line, flush=True))
    QTimer.singleShot(0, demo.start)
    code = app.exec()
    (place / "screen.json").unlink()
    if demo.failed is not None:
        return 1
    print(f"Pictures of every window and the day's statistics are in {place}.")
    return code
