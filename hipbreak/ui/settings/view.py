"""The settings: pages of the options that most people change, and one of all others; changes take effect at once."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from hipbreak.core.settings.prompt_styles import VALUES, PromptStyle, style_of
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.text import settings as settings_text
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.ui.intents import Intent
from hipbreak.ui.settings.option_editors import LanguageField
from hipbreak.ui.settings.option_page import OptionPage
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.settings.window_row import WindowRow
from hipbreak.ui.theme.accessible_roles import WithAccessibleRole
from hipbreak.ui.theme.palette import MUTED
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, row_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.tab_order import keep_last, reach_checked
from hipbreak.ui.widgets.tabbed_pages import TabbedPages
from hipbreak.ui.widgets.wrapping import muted_label, wrapping_label

BREAKS = ("pulse_length", "later_short", "later_long", "cue", "working_hours")
STANDING = ("standing_limit", "standing_share")
APPEARANCE_AND_SOUND = (
    "language",
    "appearance",
    "motion",
    "prompts_as",
    "card_screen",
    "tones",
    "tone_volume",
    "voice",
    "voice_volume",
    "voice_rate",
    "break_sound",
)
PROGRAMME = ("routine_reminder", "routine_time", "breath_length", "self_test_reminder")
_MAIN = (*BREAKS, *STANDING, *APPEARANCE_AND_SOUND, *PROGRAMME)
_TESTS = {"tone_volume": TONE, "voice_rate": VOICE}
"""The subject of the Test button below an option."""
_WIDEST_ROW = 36  # heights of a line
_MARGINS = (PAGE_MARGIN, 24, 24, 16)
_GAP = 8  # px


class StyleRow(QWidget, WithAccessibleRole):
    """How insistent prompts are; `changed` carries the key and the new value of each option that the style changes."""

    accessible_role = QAccessible.Role.Grouping

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._settings = Settings()
        self._group, row = QButtonGroup(self), row_of(spacing=0)
        self.buttons: dict[PromptStyle, QPushButton] = {}
        for style in PromptStyle:
            button = self.buttons[style] = QPushButton(settings_text.style_name(style))
            button.setCheckable(True)
            button.setAccessibleDescription(settings_text.style_help(style))
            button.toggled.connect(lambda on, style=style: self._choose(style) if on else None)
            set_minimum_height(button, BUTTON_HEIGHT)
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._help = muted_label()
        column_of(wrapping_label(settings_text.style_label()), row, self._help, parent=self, spacing=4)
        self.setAccessibleName(settings_text.style_label())

    def show_settings(self, settings: Settings) -> None:
        """Show the style of these values, if they have one; nothing is emitted."""
        self._settings = settings
        shown = style_of(settings)
        self._group.setExclusive(False)
        for style, button in self.buttons.items():
            with QSignalBlocker(button):
                button.setChecked(style is shown)
        self._group.setExclusive(True)
        reach_checked(list(self.buttons.values()))
        self._help.setText(settings_text.style_help(shown))

    def _choose(self, style: PromptStyle) -> None:
        changes = {key: value for key, value in VALUES[style].items() if getattr(self._settings, key) != value}
        self.show_settings(replace(self._settings, **changes))
        for key, value in changes.items():
            self.changed.emit(key, value)


class _SettingsPage(OptionPage):
    """Options with their Test buttons."""

    def __init__(self, languages: Sequence[str] = ()) -> None:
        """`languages` are those that can be chosen."""
        super().__init__(_MARGINS, _WIDEST_ROW)
        self._languages = languages
        self.column.setSpacing(_GAP)

    def add_options(self, keys: tuple[str, ...]) -> None:
        """Append a row for each option, with its Test button."""
        for key in keys:
            field = LanguageField(OPTIONS[key], self._languages) if key == "language" else None
            self.add_option(OPTIONS[key], 0, field)
            if key in _TESTS:
                self.add_test(_TESTS[key])

    def add_button(self, label: str, intent: Intent) -> None:
        """Append a button that requests the intent."""
        button = QPushButton(label)
        button.clicked.connect(lambda: self.requested.emit(intent))
        self.add((button, Qt.AlignmentFlag.AlignLeft))


class BreaksPage(_SettingsPage):
    """When breaks are offered, and how insistently."""

    def __init__(self) -> None:
        super().__init__()
        self.window_row, self.style_row = WindowRow(), StyleRow()
        for row in (self.window_row, self.style_row):
            row.changed.connect(self.changed)
            self.add(row, 16)
        self.add_options(BREAKS)
        self.add(_GAP)
        self.add_text(settings_text.option_group(OPTIONS[STANDING[0]].group), "heading", 0)
        self.add_options(STANDING)
        self.add(STRETCH)

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        self.window_row.show_settings(settings)
        self.style_row.show_settings(settings)


class FineTunePage(_SettingsPage):
    """All options that are on no other page, below the names of their groups, with a field to search them."""

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit(placeholderText=settings_text.search(), clearButtonEnabled=True)
        self.search.setAccessibleName(settings_text.search())
        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(settings_text.clear_search())
        self.search.textChanged.connect(self._filter)
        self.add(self.search)
        self._nothing, self._groups = QLabel(settings_text.nothing_found()), dict[str, QLabel]()
        for option in OPTIONS.values():
            if option.key in _MAIN:
                continue
            if option.group not in self._groups:
                self._groups[option.group] = self.add_text(settings_text.option_group(option.group), "heading", 0)
            self.add_options((option.key,))
        self.add(self._nothing, STRETCH)
        self._nothing.hide()

    def initial_focus(self) -> QWidget:
        return self.search

    def _filter(self, text: str) -> None:
        """Show the options whose key, label or help has every word of the text."""
        words = text.casefold().split()
        found = {key for key, row in self.rows.items() if all(word in _searched(row) for word in words)}
        for key, row in self.rows.items():
            row.setVisible(key in found)
        for group, heading in self._groups.items():
            heading.setVisible(any(OPTIONS[key].group == group for key in found))
        self._nothing.setVisible(not found)


def _searched(row: OptionRow) -> str:
    option = row.option
    texts = (option.key, settings_text.option_text(option.label), settings_text.option_text(option.help))
    return " ".join((*texts, settings_text.option_group(option.group))).casefold()


class SettingsView(PaperView):
    """`changed` carries the key and the new, valid value of an option; `test_requested` what a Test button tests.

    The result of a test is given to `show_test_result`. `requested` carries an intent. Pages are created when first
    shown.
    """

    changed = Signal(str, object)
    test_requested = Signal(str)
    requested = Signal(object)

    def __init__(
        self,
        path: str,
        settings: Settings,
        tokens: Tokens | None,
        create_computer_page: Callable[[], ScrollPage] | None = None,
        languages: Sequence[str] = (),
    ) -> None:
        """`path` of the settings file is shown at the bottom; without `create_computer_page` there is no such page.

        `languages` are those that can be chosen, like `de`.
        """
        super().__init__(tokens)
        self.setWindowTitle(settings_text.title())
        self._settings, self._languages = settings, languages
        self._option_pages: list[_SettingsPage] = []
        computer = [] if create_computer_page is None else [(settings_text.this_computer(), create_computer_page)]
        self.pages = TabbedPages(
            settings_text.pages(),
            [
                (settings_text.breaks(), lambda: self._add(BreaksPage())),
                (settings_text.appearance_and_sound(), self._create_appearance_page),
                (settings_text.programme_and_health(), self._create_programme_page),
                *computer,
                (settings_text.fine_tune(), lambda: self._add(FineTunePage())),
            ],
        )
        self._path_label, self._path = QLabel(settings_text.stored_in()), QLineEdit(path, readOnly=True, frame=False)
        self._path_label.setForegroundRole(MUTED)
        self._path.setAccessibleName(settings_text.stored_in())
        self._lay_out()
        self.pages.page_changed.connect(lambda: keep_last(self._path))
        self.pages.open(0)
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self.pages.tabs

    def _lay_out(self) -> None:
        footer = row_of(self._path_label, (self._path, 1), spacing=8, margins=(PAGE_MARGIN, 8, 24, 16))
        column_of((self.pages, 1), footer, parent=self, spacing=0)

    def open_option(self, key: str) -> OptionRow:
        """Show the page of this option; returns its row."""
        index = 0 if key in BREAKS + STANDING else 1 if key in APPEARANCE_AND_SOUND else 2 if key in PROGRAMME else -1
        self.pages.open(index % self.pages.tabs.count())
        return next(page.rows[key] for page in self._option_pages if key in page.rows)

    def show_test_result(self, subject: str, works: bool, line: str) -> None:
        """Show the result of a test."""
        for page in self._option_pages:
            if subject in page.test_rows:
                page.test_rows[subject].show_result(works, line)

    def show_settings(self, settings: Settings) -> None:
        """Show these values; nothing is emitted."""
        self._settings = settings
        for page in self._option_pages:
            page.show_settings(settings)

    def _create_appearance_page(self) -> _SettingsPage:
        page = _SettingsPage(self._languages)
        page.add_options(APPEARANCE_AND_SOUND)
        page.add(STRETCH)
        return self._add(page)

    def _create_programme_page(self) -> _SettingsPage:
        page = _SettingsPage()
        page.add_options(PROGRAMME)
        page.add_button(settings_text.health_questions(), Intent.HEALTH_SCREENING)
        page.add(STRETCH)
        return self._add(page)

    def _add(self, page: _SettingsPage) -> _SettingsPage:
        page.changed.connect(self.changed)
        page.test_requested.connect(self.test_requested)
        page.requested.connect(self.requested)
        page.show_settings(self._settings)
        self._option_pages.append(page)
        return page

    def apply_theme(self, tokens: Tokens) -> None:
        self.pages.apply_theme(tokens)
