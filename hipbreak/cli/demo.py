"""`hipbreak demo`: plays a shipped day in a minute, with the app's engine and windows, and leaves pictures."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QElapsedTimer, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.app.data.event_recorder import EventRecorder
from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.ui_controller import DesktopServices, UiController
from hipbreak.cli.errors import printable
from hipbreak.core.facts.base import Fact
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.display_choices import Appearance
from hipbreak.core.settings.settings import Settings
from hipbreak.core.statistics.records import range_record
from hipbreak.core.text.day import fact_line
from hipbreak.core.text.status import day_sentence
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.simulated_desktop import SimulatedDesktop
from hipbreak.core.tracking.state import State
from hipbreak.core.tracking.trace import TraceLine, read_trace
from hipbreak.desktop.display.platform_choice import PlatformChoice
from hipbreak.store.assets import asset
from hipbreak.store.paths import create_folders, find_paths, refuse_root
from hipbreak.ui.intents import Intent

_DAY_S = 36.0  # of the minute, for the day without the guide
_GUIDE_SPEED = 15  # times as fast as in life
_GUIDE_STEP_S = 1.5  # of the guide, at most, between two ticks, however slow the machine
_TICK_MS = 15
_APPEARANCES = (Appearance.LIGHT, Appearance.DARK)
_OPENED_AT_THE_END = (
    ("now", "main", Intent.NOW),
    ("settings", "main", Intent.SETTINGS),
    ("log", "log", Intent.LOG_BREAK),
)
"""The name of a picture, the window, and what opens it."""


class Demo:
    """Plays the trace; `speed` 1 takes about a minute, 10 a tenth of it."""

    def __init__(self, trace: list[TraceLine], folder: Path, speed: float, print_line: Callable[[str], None]) -> None:
        self._lines, self._folder, self._speed, self._print_line = trace, folder, speed, print_line
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
        self.engine.add_listener(self._print_facts)
        self._pace = (trace[-1].at - trace[0].at).total_seconds() / _DAY_S
        self._wall = QElapsedTimer()
        self._shot: set[str] = set()
        self.failed: BaseException | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Start; the event loop ends with the day."""
        self.engine.launch(None)
        self._wall.start()
        self._timer.start(_TICK_MS)

    def _tick(self) -> None:
        try:
            self._advance()
        except BaseException as error:
            self._timer.stop()
            self.failed = error
            QApplication.exit(1)
            raise

    def _advance(self) -> None:
        passed = self._wall.restart() / 1000 * self._speed
        was_guiding = self._is_guiding()
        length = min(passed * _GUIDE_SPEED, _GUIDE_STEP_S) if was_guiding else passed * self._pace
        until = self.desk.now + timedelta(seconds=length)
        while self._lines and self._step(until):
            self._take_pictures()
            if self._is_guiding() and not was_guiding:
                return  # the guide plays more slowly
        if not self._lines:
            self._timer.stop()
            self._end()
        else:
            self.desk.now = max(self.desk.now, until)
            self._take_pictures()

    def _is_guiding(self) -> bool:
        return any(name == "guide" for name, _ in self.ui.windows.visible())

    def _step(self, until: datetime) -> bool:
        """Play the next event or timer, if it comes before `until`."""
        timer = self.desk.next_timer()
        line = self._lines[0]
        if timer is not None and timer[0] <= min(line.at, until):
            self.desk.now = max(self.desk.now, timer[0])
            self.desk.fire(timer[1])
            return True
        if line.at > until:
            return False
        self.desk.now = max(self.desk.now, line.at)
        self._play(self._lines.pop(0).event)
        return True

    def _play(self, event: inputs.Input) -> None:
        if isinstance(event, inputs.Halt):
            self._lines.clear()
            return
        if isinstance(event, inputs.Start) and self.desk.elapsed() == timedelta(0):
            return  # the app's own start
        self.desk.update_idle(event)
        try:
            self.engine.handle(event)
        except inputs.Refused:
            return  # the guide has ended by itself

    def _print_facts(self, _: State, facts: tuple[Fact, ...]) -> None:
        for fact in facts:
            if fact.in_replay_output:
                self._print_line(fact_line(fact))

    def _take_pictures(self) -> None:
        """Take a picture of each window that is shown for the first time."""
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
        for appearance in _APPEARANCES:
            self._use(replace(settings, appearance=appearance))
            QApplication.processEvents()
            window.grab().save(str(self._folder / f"{name}-{appearance.value}.png"))
        self._use(settings)
        self._wall.restart()  # the day is halted meanwhile

    def _use(self, settings: Settings) -> None:
        self.engine.change_settings(settings)
        self.ui.update_settings()

    def _end(self) -> None:
        for name, window, intent in _OPENED_AT_THE_END:
            self.ui.request(intent)
            QApplication.processEvents()
            self._picture(name, dict(self.ui.windows.visible())[window])
        self._picture("menu", self.ui.menu)
        self.engine.halt()
        now = self.engine.state.at
        days = self.recorder.range(self.engine.state.logged, now, now.date(), now.date())
        (self._folder / "statistics.json").write_text(json.dumps(range_record(days), indent=1) + "\n")
        self._print_line(day_sentence(days[0].sum))
        self.ui.close()
        self.recorder.close()
        QApplication.quit()


def _without_platform_gaps(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
    """Drop the offscreen platform's repeated warnings about what it does not support."""
    if not message.startswith(("This plugin does not support", "QObject::connect: No such signal QPlatformNative")):
        print(f"{kind.name}: {message}", file=sys.stderr)


def _write_screen(folder: Path) -> Path:
    """Write the size of a usual screen; the default of the offscreen platform is 800 by 800."""
    screen = {"name": "demo", "x": 0, "y": 0, "width": 1600, "height": 1100}
    scale = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = folder / "screen.json"
    file.write_text(json.dumps({"windowFrameMargins": False, "screens": [screen | scale]}), encoding="utf-8")
    return file


def play(folder: Path | None, speed: float = 1.0) -> int:
    """Play the shipped day offscreen, print each fact, leave pictures and figures in `folder`; return the exit code."""
    target = folder or Path(tempfile.mkdtemp(prefix="hipbreak-demo-"))
    refuse_root(target)
    target.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_write_screen(target)}"
    with asset("traces/a-working-day.jsonl").open(encoding="utf-8") as lines:
        trace = read_trace(lines)
    qInstallMessageHandler(_without_platform_gaps)
    app = QApplication(["hipbreak"])
    app.setQuitOnLastWindowClosed(False)
    demo = Demo(trace, target, speed, lambda line: print(line, flush=True))
    QTimer.singleShot(0, demo.start)
    code = app.exec()
    (target / "screen.json").unlink()
    if demo.failed is not None:
        return 1
    print(printable(_("Pictures of every window and the day's statistics are in {folder}.").format(folder=target)))
    return code
