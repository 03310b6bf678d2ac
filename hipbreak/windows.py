"""Shows each state in tray, card and guide, and opens the other windows when they are wanted."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hipbreak.core import facts as f
from hipbreak.core import inputs as i
from hipbreak.core import pulse, sentences
from hipbreak.core.settings import Appearance, Motion, Settings
from hipbreak.core.state import Guiding, State
from hipbreak.core.statistics import Day
from hipbreak.core.view import Status, status_of
from hipbreak.engine import Engine
from hipbreak.placing import Placing
from hipbreak.ui import tokens
from hipbreak.ui.menu import MainMenu
from hipbreak.ui.tray import Tray
from hipbreak.ui.wishes import RoutineWish, Wish

if TYPE_CHECKING:
    from hipbreak.programme_windows import ProgrammeWindows
    from hipbreak.ui.card import PromptCard
    from hipbreak.ui.guide import GuideWindow

_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
    Appearance.CONTRAST: Qt.ColorScheme.Unknown,
}


class Windows(QObject):
    """Everything on the screen. What is seldom seen is made, and its code loaded, when it is first wanted."""

    def __init__(
        self,
        engine: Engine,
        elapsed: Callable[[], timedelta],
        days: Callable[[date, date], list[Day]],
        change: Callable[[str, object], None],
        quit_app: Callable[[], None],
        settings_path: str,
        state_folder: Path,
        programme_facts: Callable[[], Sequence[f.Fact]] = tuple,
    ) -> None:
        """`programme_facts` reads what the log has of the programme."""
        super().__init__()
        self._engine, self._elapsed, self._days = engine, elapsed, days
        self._change, self._quit, self._settings_path = change, quit_app, settings_path
        self._menu = MainMenu(lambda: engine.state.at)
        self.tray = Tray(self._menu, self)
        self._made: dict[str, QWidget] = {}
        self.records: Callable[[Wish], None] = lambda _: None
        self._placing = Placing(state_folder)
        self._programme_facts, self._programme_made = programme_facts, False
        self._last_corner: QPoint | None = None
        self._menu.wanted.connect(self.want)
        self.tray.wanted.connect(self.want)
        self._scheme: Qt.ColorScheme | None = None
        self._dress(engine.settings)

    def show_state(self, state: State, told: Sequence[f.Fact]) -> None:
        """A listener of the engine."""
        settings = self._engine.settings
        status = status_of(state, settings)
        self.tray.show_status(status, settings)
        self._show_card(state, status, settings)
        self._show_guide(state, told, settings)
        for fact in told:
            if isinstance(fact, f.Asked) and state.story.question == (fact.start, fact.end):
                self.tray.say(sentences.APP, sentences.question((fact.start, fact.end)), i.Yes())
        if "today" in self._made and self._made["today"].isVisible():
            self._fill_today(bool(told))
        if self._programme_made:
            self.programme.show_state(state, told)
        self._show_small(status, settings)

    def say(self, sentence: str) -> None:
        """Something the person has to know once."""
        self.tray.say(sentences.APP, sentence)

    def surface(self) -> None:
        """Somebody started Hipbreak again: show what there is to see."""
        card = self._made.get("card")
        if card is not None and card.isVisible():
            self.card.take_focus()
        elif "guide" in self._made and self._made["guide"].isVisible():
            self._made["guide"].raise_()
            self._made["guide"].activateWindow()
        elif self.tray.available():
            self.want(Wish.TODAY)
        else:
            self._show_small(status_of(self._engine.state, self._engine.settings), self._engine.settings)
            self._made["small"].activateWindow()

    def want(self, wanted: object) -> None:
        """What the person wants: a command goes to the engine, a wish opens a window."""
        try:
            if isinstance(wanted, i.Command):
                self._engine.take(wanted)
            elif isinstance(wanted, RoutineWish) or wanted in (Wish.PROGRAMME, Wish.GATE, Wish.SELF_TEST):
                self.programme.want(wanted)
        except i.Refused as reason:
            self.say(str(reason))
        opens: dict[object, Callable[[], None]] = {Wish.TODAY: self._open_today, Wish.SETTINGS: self._open_settings}
        opens |= {Wish.LOG_BREAK: self._open_log, Wish.QUIT: self._quit}
        if wanted in opens:
            opens[wanted]()
        elif isinstance(wanted, Wish):
            self.records(wanted)

    def use(self, settings: Settings) -> None:
        """Settings have changed."""
        self._engine.settings = settings
        self._dress(settings)
        self._recolour()
        window = self._made.get("settings")
        if window is not None:
            window.show_settings(settings)  # type: ignore[attr-defined]  # made by _open_settings

    @property
    def menu(self) -> MainMenu:
        """The menu of tray and small window."""
        return self._menu

    def opened(self) -> list[tuple[str, QWidget]]:
        """The windows on the screen, by name: card, guide, today, settings, log, small, programme, session..."""
        return [(name, window) for name, window in self._made.items() if window.isVisible()]

    def close(self) -> None:
        """Take everything off the screen."""
        self.tray.hide()
        self._placing.keep(self._made)
        for window in self._made.values():
            window.close()
            window.deleteLater()
        self._made.clear()

    def _put_back(self, name: str) -> None:
        self._placing.put_back(name, self._made[name])

    @property
    def _tokens(self) -> tokens.Tokens | None:
        """The colours that the person chose; None to follow the system."""
        match self._engine.settings.appearance:
            case Appearance.SYSTEM:
                return None
            case Appearance.CONTRAST:
                return tokens.chosen(tokens.current() in (tokens.DARK, tokens.HIGH_CONTRAST_DARK), True)
            case chosen:
                return tokens.chosen(chosen is Appearance.DARK, False)

    @property
    def _reduced(self) -> bool:
        chosen = self._engine.settings.motion
        return tokens.reduced_motion() if chosen is Motion.SYSTEM else chosen is Motion.REDUCED

    def _dress(self, settings: Settings) -> None:
        """The native controls follow the colours chosen for ours."""
        scheme = _SCHEMES[settings.appearance]
        if scheme is not self._scheme and (self._scheme is not None or scheme is not Qt.ColorScheme.Unknown):
            from hipbreak.ui.palette import ask_for

            ask_for(scheme)
        self._scheme = scheme

    def _recolour(self) -> None:
        for window in self._made.values():
            if hasattr(window, "set_tokens"):
                window.set_tokens(self._tokens)

    @property
    def card(self) -> "PromptCard":
        """The prompt card, made at the first prompt."""
        from hipbreak.ui.card import PromptCard

        card = self._made.get("card")
        if not isinstance(card, PromptCard):
            self._made["card"] = card = PromptCard(self._tokens)
            card.wanted.connect(self.want)
        return card

    @property
    def guide(self) -> "GuideWindow":
        """The guide, made at the first Start."""
        from hipbreak.ui.guide import GuideWindow

        guide = self._made.get("guide")
        if not isinstance(guide, GuideWindow):
            self._made["guide"] = guide = GuideWindow(self._tokens, self._elapsed, self._reduced)
            guide.wanted.connect(self.want)
        return guide

    @cached_property
    def programme(self) -> "ProgrammeWindows":
        """The programme's windows, made when one of them is first wanted."""
        from hipbreak.programme_windows import House, ProgrammeWindows

        house = House(
            self._engine, self._made, self.want, self._put_back, lambda: self._tokens, lambda: self._reduced,
            self._elapsed, Path(self._settings_path),
        )  # fmt: skip
        made = ProgrammeWindows(house, self._programme_facts)
        self._programme_made = True
        return made

    def put_away(self) -> None:
        """The app ends: what is being done is logged as far as it got."""
        if self._programme_made:
            self.programme.put_away()

    def _show_card(self, state: State, status: Status, settings: Settings) -> None:
        hidden = state.senses is not None and state.senses.gone is not None
        if status.card is not None and not hidden:
            self.card.show_card(status.card, status.sitting, status.can_put_off, settings)
        elif "card" in self._made and self._made["card"].isVisible():
            self._last_corner = self._made["card"].geometry().bottomRight()
            self.card.hide_card()

    def _show_guide(self, state: State, told: Sequence[f.Fact], settings: Settings) -> None:
        guiding = isinstance(state.story.offer, Guiding) and state.story.offer.kind != "routine"
        if guiding and any(isinstance(fact, f.Started) for fact in told):
            kind = state.story.offer.kind  # type: ignore[union-attr]  # guiding
            steps = pulse.pulse_steps() if kind == "pulse" else pulse.stand_up_steps(settings.pulse_length)
            corner, self._last_corner = self._last_corner, None
            screen = QGuiApplication.screenAt(corner) if corner is not None else None
            self.guide.set_reduced_motion(self._reduced)
            self.guide.begin(steps, corner, screen.availableGeometry() if screen else None)
        elif not guiding and "guide" in self._made and self.guide.running:
            self.guide.dismiss()

    def _show_small(self, status: Status, settings: Settings) -> None:
        from_tray = self.tray.available()
        small = self._made.get("small")
        if from_tray and small is None:
            return
        if small is None:
            from hipbreak.ui.small_window import SmallWindow

            small = self._made["small"] = SmallWindow(self._menu, self._tokens)
            small.wanted.connect(self.want)
        if from_tray:
            small.hide()
            return
        small.show_status(status, settings)  # type: ignore[attr-defined]  # a SmallWindow, made above
        if not small.isVisible() and not small.isMinimized():
            small.show()

    def _open_today(self) -> None:
        from hipbreak.ui.statistics_window import StatisticsWindow

        self._engine.beat()
        if "today" not in self._made:
            window = StatisticsWindow(
                self._days, lambda: self._engine.state.at, lambda: self._engine.settings.shortest_break, self._tokens
            )
            window.wanted.connect(self.want)
            self._made["today"] = window
            self._put_back("today")
        else:
            self._fill_today(True)
        _bring_up(self._made["today"])

    def _fill_today(self, changed: bool) -> None:
        self._made["today"].refresh(changed)  # type: ignore[attr-defined]  # made by _open_today

    def _open_settings(self) -> None:
        from hipbreak.ui.settings_window import SettingsWindow

        if "settings" not in self._made:
            window = SettingsWindow(self._settings_path, self._tokens)
            window.changed.connect(self._change)
            self._made["settings"] = window
            self._put_back("settings")
            window.show_settings(self._engine.settings)
        _bring_up(self._made["settings"])

    def _open_log(self) -> None:
        from hipbreak.ui.log_dialog import LogDialog

        if "log" not in self._made:
            dialog = LogDialog(lambda: self._engine.state.at)
            dialog.wanted.connect(self.want)
            self._made["log"] = dialog
        self._made["log"].ask()  # type: ignore[attr-defined]  # a LogDialog, made above


def _bring_up(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
