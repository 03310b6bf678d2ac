"""The bar at the top of the page Trends: the tabs of its pages, and navigation in time."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDateEdit, QPushButton, QWidget

from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.theme.buttons import arrow_button
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import date_pattern, keep_order, qdate
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, row_of
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED
from hipbreak.ui.widgets.tabbed_pages import tab_bar

_FIRST_DATE = date(1990, 1, 1)


class PeriodBar(QWidget):
    """`page_changed` carries an index, `step_requested` -1 or 1, `day_chosen` a day (None for today)."""

    page_changed = Signal(int)
    step_requested = Signal(int)
    day_chosen = Signal(object)

    def __init__(self, pages: tuple[str, ...]) -> None:
        super().__init__()
        self._tabs = tab_bar(statistics_text.pages(), pages)
        self._tabs.currentChanged.connect(self.page_changed)
        self._previous = arrow_button("\u2039", statistics_text.previous(), statistics_text.previous_help())
        self._next = arrow_button("\u203a", statistics_text.following(), statistics_text.following_help())
        for arrow in (self._previous, self._next):
            arrow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._date, self._today = QDateEdit(), QPushButton(statistics_text.to_today())
        self._date.setCalendarPopup(True)
        keep_order(self._date)
        self._date.setDisplayFormat(date_pattern())
        self._date.setAccessibleName(statistics_text.date())
        self._date.setToolTip(statistics_text.date_help())
        self._today.setToolTip(statistics_text.to_today_help())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        parts = (self._previous, self._date, self._next, self._today)
        for part in parts:
            set_minimum_height(part, BUTTON_HEIGHT)
        self._navigation, margins = row_of(*parts, STRETCH, spacing=6), (PAGE_MARGIN, 16, PAGE_MARGIN, 0)
        self._layout = row_of((self._tabs, 1), self._navigation, parent=self, spacing=12, margins=margins)

    def _connect(self) -> None:
        self._previous.clicked.connect(lambda: self.step_requested.emit(-1))
        self._next.clicked.connect(lambda: self.step_requested.emit(1))
        self._today.clicked.connect(lambda: self.day_chosen.emit(None))
        self._date.dateChanged.connect(lambda day: self.day_chosen.emit(day.toPython()))
        window_wide = Qt.ShortcutContext.WindowShortcut
        for keys, action in (
            ("Alt+Left", self._previous.click),
            ("Alt+Right", self._next.click),
            ("Alt+Home", self._today.click),
            ("Ctrl+PgUp", lambda: self._change_page(-1)),
            ("Ctrl+PgDown", lambda: self._change_page(1)),
        ):
            QShortcut(QKeySequence(keys), self, context=window_wide).activated.connect(action)

    def _change_page(self, by: int) -> None:
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def show_period(self, page: int, day: date, today: date, at_end: bool) -> None:
        """Show the page and the day; `at_end` when no later period can be chosen."""
        with QSignalBlocker(self._tabs), QSignalBlocker(self._date):
            self._tabs.setCurrentIndex(page)
            self._date.setDateRange(qdate(_FIRST_DATE), qdate(max(today, day)))
            self._date.setDate(qdate(day))
        if at_end and self._next.hasFocus():
            self._previous.setFocus()
        self._next.setEnabled(not at_end)
        self._today.setEnabled(not at_end)

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        for button in (self._previous, self._next):
            button.setFont(scaled(self.font(), 1.4))
            button.setMinimumWidth(max(BUTTON_HEIGHT, button.minimumSizeHint().width()))

    # One row where it fits, else two rows

    def _row_width(self) -> int:
        margins = self._layout.contentsMargins()
        sides = margins.left() + margins.right()
        return self._tabs.sizeHint().width() + self._navigation.sizeHint().width() + self._layout.spacing() + sides

    def minimumSizeHint(self) -> QSize:
        sides = self._layout.contentsMargins().left() + self._layout.contentsMargins().right()
        return QSize(self._navigation.minimumSize().width() + sides, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        fits = self.width() >= self._row_width()
        self._layout.setDirection(SIDE_BY_SIDE if fits else STACKED)
        super().resizeEvent(event)
