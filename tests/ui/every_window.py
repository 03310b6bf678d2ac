"""Every window of Hipbreak in its states, for pictures and measurements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QPoint, QRect, QTime
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from hipbreak.core.diagnostics import NONE, ORDER, Finding
from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.routine_text import translate, verb
from hipbreak.core.exercise.session_plan import RoutineOptions, break_steps, lengths
from hipbreak.core.exercise.session_steps import StepKind
from hipbreak.core.facts import programme_facts
from hipbreak.core.programme.progress import Programme, fold
from hipbreak.core.settings.settings import Settings
from hipbreak.core.settings.working_hours import parse_hours
from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text import data_operations as data_operations_text
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.core.text import prompt as prompt_text
from hipbreak.store.own_routines import new_routine
from hipbreak.store.routine_library import own_folder, read_library, read_shipped
from hipbreak.ui.exercise.break_guide import BreakGuideWindow
from hipbreak.ui.exercise.pain_window import PainWindow
from hipbreak.ui.exercise.self_test_window import SelfTestWindow
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_window import SessionWindow
from hipbreak.ui.intents import PAGES, Intent, ReportPain
from hipbreak.ui.main_window.learn_page import ExpandableRow, LearnView
from hipbreak.ui.main_window.now_page import NowPage
from hipbreak.ui.main_window.pace_question import PaceQuestion
from hipbreak.ui.main_window.window import MainWindow
from hipbreak.ui.onboarding.window import ProgrammeOffer, WelcomeWindow
from hipbreak.ui.programme.health_screening_dialog import HealthScreeningDialog
from hipbreak.ui.programme.routines_page import OwnRoutines
from hipbreak.ui.programme.view import CALENDAR, ROUTINES, SELF_TEST, TODAY, ProgrammeView
from hipbreak.ui.prompt.card import PromptCard
from hipbreak.ui.settings.computer_page import ComputerPage
from hipbreak.ui.settings.findings_page import AutostartSwitch
from hipbreak.ui.settings.view import FineTunePage, SettingsView
from hipbreak.ui.settings.working_hours_field import WorkingHoursDialog
from hipbreak.ui.statistics.date_range_dialog import DateRangeDialog
from hipbreak.ui.statistics.log_break_dialog import LogBreakDialog
from hipbreak.ui.statistics.partial_break_dialog import PartialBreakDialog
from hipbreak.ui.statistics.trend_page import TrendPage
from hipbreak.ui.statistics.view import ADVANCED, TREND, TrendsView
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.tray.fallback_window import TrayFallbackWindow
from hipbreak.ui.tray.menu import MainMenu
from hipbreak.ui.tray.popover import Popover
from hipbreak.ui.widgets.key_figures import FigureSection
from hipbreak.ui.widgets.progress_dialog import ProgressDialog
from tests.core.exercise.shipped import library, routine
from tests.ui import programmes, tracker_states
from tests.ui.comparisons import some_comparison
from tests.ui.days import EVENING, today, today_with_target
from tests.ui.programmes import NOW
from tests.ui.sessions import MORNING, TICK
from tests.ui.statistics.logged_days import recorded_weeks, source_of, twelve_weeks
from tests.ui.tracker_states import Tracker

WindowState = tuple[str, QWidget]
"""A name of a state, and the window in this state."""
_W = TypeVar("_W", bound=QWidget)
_SETTINGS = Settings(ignore_input_for=timedelta(0))


@contextmanager
def _visible(window: _W) -> Iterator[_W]:
    window.show()
    yield window
    window.close()
    window.deleteLater()


# The programme

_PAGES = ("today", "calendar", "self-test", "routines")


def _no_page() -> PaperView:
    raise AssertionError("only one page is shown")


@contextmanager
def _main_window(page: Intent, view: PaperView, tokens: Tokens) -> Iterator[MainWindow]:
    """The main window with one page."""
    pages: dict[Intent, Callable[[], PaperView]] = dict.fromkeys(PAGES, _no_page)
    window = MainWindow(pages | {page: lambda: view}, tokens)
    window.open(page)
    with _visible(window):
        yield window


def _programme_view(data: Programme, tokens: Tokens) -> ProgrammeView:
    at = NOW.replace(hour=17) if data.began else None
    return ProgrammeView(data, NOW, library().routines, tokens=tokens, settings=Settings(), reminder=at)


def programme(tokens: Tokens) -> Iterator[WindowState]:
    """The pages in the fifth week, and some at other times."""
    walk = programme_facts.WalkDone(NOW - timedelta(days=2), timedelta(minutes=5))
    test = programme_facts.SelfTested(NOW - timedelta(days=4), "rests", "floats")
    pain = programme_facts.PainReported(NOW - timedelta(days=5), "full", "couch-stretch", "low back")
    first, second = (
        programme_facts.SelfTested(NOW - timedelta(days=18), "not sure", "floats"),
        programme_facts.ProgressionSet(NOW, "walk", True),
    )
    view = _programme_view(programmes.fifth_week(first, pain, test, walk, second), tokens)
    with _main_window(Intent.PROGRAMME, view, tokens) as window:
        for number in range(TODAY, ROUTINES + 1):
            view.open(number)
            yield f"programme-{_PAGES[number]}", window
    for name, other in (
        ("before", fold([])),
        ("begun", fold(programmes.begun(0))),
        ("ask-first", fold(programmes.begun(0, "labral-repair"))),
        ("second-week", programmes.second_week()),
    ):
        view = _programme_view(other, tokens)
        with _main_window(Intent.PROGRAMME, view, tokens) as window:
            for number in (TODAY, CALENDAR, SELF_TEST, ROUTINES) if name == "before" else (TODAY,):
                view.open(number)
                yield f"programme-{name}-{_PAGES[number]}", window
    view = _programme_view(programmes.second_week(), tokens)
    with _own_routines() as (own, notes):
        view.show_routines((*library().routines, *own), notes)
        with _main_window(Intent.PROGRAMME, view, tokens) as window:
            view.open(ROUTINES)
            page = view.pages.current()
            page.ensureWidgetVisible(page.findChild(OwnRoutines))
            yield "programme-your-routines", window


@contextmanager
def _own_routines() -> Iterator[tuple[tuple[Routine, ...], tuple[str, ...]]]:
    """A routine with a picture of its own, one of words alone, and a file that cannot be used."""
    with TemporaryDirectory() as folder:
        settings = Path(folder) / "settings.toml"
        file = new_routine(settings, "arm-raise")
        file.with_name("arm.svg").write_text(_ARM)
        plain = file.read_text()
        file.write_text(plain.replace('# picture = "arm.png"', 'picture = "arm.svg"'))
        words = new_routine(settings, "words-alone")
        words.write_text(words.read_text().replace('picture = "stand" ', "# "))
        (own_folder(settings) / "broken.toml").write_text('name = "broken"')
        own = [routine for routine in read_library(settings).routines if routine.own]
        texts = [(translate(routine.title), translate(routine.about)) for routine in own]  # a person writes their own
        shown = (replace(one, title=title, about=about) for one, (title, about) in zip(own, texts, strict=True))
        yield tuple(shown), (translate("broken.toml, line 1: title is missing."),)


_ARM = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><g fill="none" stroke="black" stroke-width="5">'
    '<circle cx="60" cy="30" r="14"/><path d="M60 44v40l-20 30M60 84l20 30M60 54L150 40l90 10"/></g></svg>'
)


def health_screening(tokens: Tokens) -> Iterator[WindowState]:
    """The questions, and the results of the answers."""
    with _visible(HealthScreeningDialog(lambda: NOW, tokens)) as window:
        window.begin()
        yield "health-screening", window
        for name, answer in (("open", window.none_applies), ("gentle", window.answers["sore"])):
            answer.button.click()
            yield f"health-screening-{name}", window
        window.answers["surgery"].button.click()
        yield "health-screening-ask-first", window


def self_test(tokens: Tokens) -> Iterator[WindowState]:
    """The steps of one leg."""
    with _visible(SelfTestWindow(lambda: NOW, tokens)) as window:
        window.begin()
        for n in range(4):
            yield f"self-test-{n + 1}", window
            window.answers["floats"].button.click() if n == 2 else None
            window.next.click()


def pain_window(tokens: Tokens) -> Iterator[WindowState]:
    """The advice before and after the choice of a place."""
    with _visible(PainWindow(tokens)) as window:
        move = routine("mini").blocks[0].moves[0].name
        window.begin(routine("mini"), ReportPain("mini", move, verb("press"), lambda: None, window.close))
        yield "pain", window
        for place, button in window.panel.places.items():
            button.click()
            yield f"pain-{place.replace(' ', '-')}", window


# A session


class _PlayedSession:
    def __init__(self, tokens: Tokens) -> None:
        self.now = timedelta(0)
        self.window = SessionWindow(tokens, lambda: self.now, lambda: MORNING + self.now, reduced=True)

    def until(self, *kinds: StepKind, nth: int = 1, into: float = 0.5) -> None:
        """Play to the nth next step of these kinds, and `into` seconds into it."""
        playback, before = self.window.playback, -1
        for _ in range(20_000):
            if playback.player is None:
                raise AssertionError(f"no step of {kinds}")
            if playback.waiting and not (nth == 1 and playback.position().step.kind in kinds):
                self.window.perform(SessionAction.NEXT)
            at = playback.position()
            if at.index != before:
                before = at.index
                nth -= at.step.kind in kinds
            if not nth:
                break
            self.wait(max(at.left.total_seconds(), 0.01))
        self.wait(into)

    def wait(self, seconds: float) -> None:
        until = self.now + timedelta(seconds=seconds)
        while self.now < until:
            self.now = min(self.now + TICK, until)
            if self.window.playback.timer.isActive():
                self.window.playback.update()


def session(tokens: Tokens) -> Iterator[WindowState]:
    """The overviews, and the kinds of steps of a full routine."""
    played = _PlayedSession(tokens)
    with _visible(played.window) as window:
        window.show_notice(audio_text.notice(audio_text.AudioState.ON, audio_text.AudioState.NONE))
        window.open(routine("full"))
        yield "overview", window
        window.show_notice("")
        window.overview.start_button.click()
        played.wait(0.5)
        yield "session-get-ready", window
        for name, kind, into in (
            ("breath", StepKind.OUT, 1),
            ("press", StepKind.PRESS, 4),
            ("relax", StepKind.RELAX, 2),
            ("work", StepKind.WORK, 1),
            ("change", StepKind.CHANGE, 1),
            ("rest", StepKind.REST, 1),
            ("ready", StepKind.COUNTDOWN, 1),
            ("hold", StepKind.HOLD, 2),
        ):
            played.until(kind, into=into)
            yield f"session-{name}", window
        window.perform(SessionAction.LARGE)
        yield "session-large", window
        window.perform(SessionAction.LARGE)
        window.perform(SessionAction.PAUSE)
        yield "session-paused", window
        window.perform(SessionAction.PAIN)
        yield "session-pain", window
    played = _PlayedSession(tokens)
    with _visible(played.window) as window:
        window.open(routine("walk"))
        window.overview.start_button.click()
        played.until(StepKind.TIMED, into=70)
        yield "session-walk", window
        window.perform(SessionAction.STOP)
        yield "session-stopped", window
        window.summary.efforts["right"].click()
        yield "session-rated", window
        window.open(routine("mini"))
        yield "overview-mini", window
        window.open(routine("mini"), RoutineOptions(auto_advance=False, gentle=True))
        yield "overview-gentle", window
        window.overview.start_button.click()
        played.wait(20)
        yield "session-waits", window
        played.until(StepKind.PRESS)
        window.close()
        window.open(routine("mini"))
        yield "overview-resume", window


def guide(tokens: Tokens) -> Iterator[WindowState]:
    """The stand-up break, step by step."""
    now, steps = timedelta(0), break_steps(read_shipped("pulse-30"), timedelta(seconds=30), get_up=True)
    with _visible(BreakGuideWindow(tokens, lambda: now, reduced=True)) as window:
        window.begin(steps)
        for step in steps:
            ends = now + step.length
            for n in range(int(step.length.total_seconds())):
                now += timedelta(seconds=1)
                if now < ends:
                    window.playback.update()
                if n == 0:
                    yield f"guide-{step.picture if step.move else 'get-up'}", window
            now = ends
            window.playback.update()
            if step.picture == "squeeze":
                window.set_large(True)
                yield "guide-large", window
                window.set_large(False)
        yield "guide-done", window
        window.stay_button.click()
        yield "guide-staying-up", window
        window.begin(steps)
        window.show_notice(audio_text.notice(audio_text.AudioState.NONE, audio_text.AudioState.NONE))
        window.playback.pause()
        yield "guide-silent", window


# Prompts and the tray


def card(tokens: Tokens) -> Iterator[WindowState]:
    """Every kind of card, one with a note, and one of a routine that takes the place of the break."""
    kinds: tuple[tuple[str, Tracker, str], ...] = (
        ("stand", tracker_states.card(), ""),
        ("sit", tracker_states.time_to_sit(), ""),
        ("cue", tracker_states.cue(), ""),
        ("routine", tracker_states.routine(), ""),
        ("snoozed", tracker_states.snoozed(2), ""),
        ("note", tracker_states.card(), prompt_text.card_instead("The notification server has gone.")),
        ("own", tracker_states.card(), ""),
    )
    for name, tracker, note in kinds:
        window = PromptCard(tokens)
        status = tracker.status
        assert status.card is not None
        title = translate(routine("mini").title) if name in ("routine", "own") else ""
        window.show_card(status, _SETTINGS, title, note=note)
        with _visible(window):
            yield f"card-{name}", window


def tray_fallback(tokens: Tokens) -> Iterator[WindowState]:
    """The window that replaces the tray icon, and its menu."""
    for name, tracker in {
        "sitting": tracker_states.sitting(),
        "card": tracker_states.card(),
        "standing": tracker_states.standing(),
        "away": tracker_states.declared_away(),
        "call": tracker_states.in_call(),
        "paused": tracker_states.paused(),
        "long-sit": tracker_states.long_sit(),
        "asked": tracker_states.absence_question(),
        "stood": tracker_states.stood_for_long(),
        "sit": tracker_states.time_to_sit(),
        "session": tracker_states.folded_session(),
    }.items():
        menu = MainMenu(lambda tracker=tracker: tracker.now)
        menu.show_session("4 min")
        with _visible(TrayFallbackWindow(menu, today, tokens)) as window:
            window.show_status(tracker.status, _SETTINGS)
            yield f"tray-fallback-{name}", window
            menu.popup(QPoint(0, 0))
            yield f"menu-{name}", menu
            menu.hide()


def popover(tokens: Tokens) -> Iterator[WindowState]:
    """The popover of the tray icon."""
    for name, tracker in {
        "sitting": tracker_states.sitting(),
        "standing": tracker_states.standing(),
        "away": tracker_states.declared_away(),
        "call": tracker_states.in_call(),
        "paused": tracker_states.paused(),
        "long-sit": tracker_states.long_sit(),
        "target": tracker_states.standing_with_limit(),
    }.items():
        reads = today_with_target if name == "target" else today
        window = Popover(MainMenu(lambda tracker=tracker: tracker.now), reads, tokens)
        window.show_status(tracker.status)
        window.toggle(QRect())
        with _visible(window):
            yield f"popover-{name}", window


# Settings, welcome, dialogs and statistics


def settings(tokens: Tokens) -> Iterator[WindowState]:
    """Every page of the settings."""
    autostart = AutostartSwitch(
        lambda: False, lambda _on: "", "/home/person/.config/autostart/org.hipbreak.Hipbreak.desktop"
    )
    view = SettingsView(
        "/home/person/.config/hipbreak/settings.toml",
        Settings(),
        tokens,
        lambda: ComputerPage(findings, lambda: None, autostart),
    )
    with _main_window(Intent.SETTINGS, view, tokens) as window:
        for index in range(view.pages.tabs.count()):
            view.pages.open(index)
            yield f"settings-{index + 1}", window
        view.findChild(FineTunePage).search.setText("microphone")
        yield "settings-search", window


def findings() -> list[Finding]:
    """Findings that work, are missing, and are lost."""
    missing = {
        "fullscreen": Finding(
            "fullscreen", NONE, diagnostics_text.cannot_tell(), False, diagnostics_text.workaround("fullscreen")
        ),
        "tray": Finding("tray", NONE, diagnostics_text.tray(False), False, diagnostics_text.no_tray_advice(False)),
        "voice": Finding(
            "voice", NONE, diagnostics_text.nothing_audible(), False, diagnostics_text.no_answer_in_time()
        ),
        "lock": Finding("lock", "logind", diagnostics_text.locked(False), True, "", ("GNOME",)),
    }
    return [missing.get(name, Finding(name, "XSync", diagnostics_text.last_input(3), True)) for name in ORDER]


def welcome(tokens: Tokens) -> Iterator[WindowState]:
    """The steps of the welcome."""
    autostart = AutostartSwitch(
        lambda: False, lambda _on: "", "/home/person/.config/autostart/org.hipbreak.Hipbreak.desktop"
    )
    programme = ProgrammeOffer(lengths(routine("mini")).without_set_up, False, lambda: EVENING)
    window = WelcomeWindow(Settings(), programme, autostart, findings, tokens)
    window.begin()
    with _visible(window):
        for n in range(len(window.steps)):
            yield f"welcome-{n + 1}", window
            if n + 1 < len(window.steps):
                window.next.click()


def hours(_tokens: Tokens) -> Iterator[WindowState]:
    """Valid and invalid working hours."""
    with _visible(WorkingHoursDialog(parse_hours("mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00"))) as dialog:
        yield "hours", dialog
        dialog.editor.rows[1].ranges[1].begin.setTime(QTime(12, 0))
        yield "hours-overlap", dialog


def dialogs(_tokens: Tokens) -> Iterator[WindowState]:
    """The dialogs of the log."""
    with _visible(LogBreakDialog(lambda: EVENING)) as log:
        yield "log", log
    bout = TimelineItem("sitting", EVENING - timedelta(hours=1), EVENING)
    with _visible(PartialBreakDialog(bout, EVENING - timedelta(minutes=30))) as partial:
        yield "part", partial
    shown = EVENING.date(), EVENING.date()
    texts = data_operations_text
    dialog = DateRangeDialog(texts.delete_title(), texts.delete_line(), texts.continue_to_delete(), shown, False)
    with _visible(dialog) as date_range:
        yield "delete", date_range
    with _visible(ProgressDialog(texts.export_title(), texts.exporting())) as progress:
        yield "exporting", progress
        progress.end(texts.export_cancelled())
        yield "exported", progress


def statistics(tokens: Tokens) -> Iterator[WindowState]:
    """Each page of the statistics."""
    log = recorded_weeks()
    programme_data = lambda: (programmes.fifth_week(), {})  # noqa: E731
    comparison = some_comparison(), timedelta(minutes=5)
    view = TrendsView(source_of(log, programme_data, lambda: comparison), tokens)
    with _main_window(Intent.TRENDS, view, tokens) as window:
        for number in range(TREND, ADVANCED + 1):
            view.findChild(QTabBar).setCurrentIndex(number)
            QApplication.processEvents()  # the comparisons are read after the page
            yield f"statistics-{number}", window


def trend(tokens: Tokens) -> Iterator[WindowState]:
    """The trend of twelve weeks."""
    log = twelve_weeks()
    view = TrendsView(source_of(log), tokens, TREND)
    with _main_window(Intent.TRENDS, view, tokens) as window:
        yield "trend-12", window
        view.findChild(TrendPage).count.setCurrentIndex(2)
        yield "trend-52", window


def now(tokens: Tokens) -> Iterator[WindowState]:
    """The page of now in some states."""
    log = recorded_weeks()
    view = NowPage(source_of(log), tokens)
    with _main_window(Intent.NOW, view, tokens) as window:
        for name, tracker in {
            "sitting": tracker_states.sitting(),
            "standing": tracker_states.standing(),
            "away": tracker_states.declared_away(),
            "long-sit": tracker_states.long_sit(),
        }.items():
            view.show_status(tracker.status)
            yield f"now-{name}", window
        view.findChild(FigureSection).more.click()
        yield "now-more", window
    due = programme_facts.TipDismissed(log.now, "pace-day")
    pace = PaceQuestion(lambda: due, lambda: _SETTINGS)
    view = NowPage(source_of(log), tokens, pace=pace)
    with _main_window(Intent.NOW, view, tokens) as window:
        view.show_status(tracker_states.sitting().status)
        yield "now-pace", window
        pace.answers["often"].click()
        yield "now-pace-moved", window


def learn(tokens: Tokens) -> Iterator[WindowState]:
    """Notes with one row closed, and with some rows open."""
    view = LearnView(tokens)
    with _main_window(Intent.LEARN, view, tokens) as window:
        yield "learn", window
        for row in view.findChildren(ExpandableRow)[2:7]:
            row.button.click()
        yield "learn-opened", window


ALL_WINDOWS: tuple[Callable[[Tokens], Iterator[WindowState]], ...] = (
    programme, health_screening, self_test, pain_window, session, guide, card, tray_fallback, popover, settings, hours,
    welcome, dialogs, statistics, trend, now, learn,
)  # fmt: skip
