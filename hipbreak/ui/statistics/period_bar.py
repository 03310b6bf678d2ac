"""The head of the statistics window: its pages, and the way through time."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QDateEdit, QHBoxLayout, QPushButton, QTabBar, QToolButton, QWidget

from hipbreak.core.text import statistics as statistics_text
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.locale_format import qdate, with_century
from hipbreak.ui.theme.metrics import PAGE_MARGIN, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.responsive_row import SIDE_BY_SIDE, STACKED

_FIRST = date(1990, 1, 1)
_LEAST = 32  # px of a button


class PeriodBar(QWidget):
    """`turned` carries the number of a page, `moved` -1 or 1, `chosen` a day (None for today)."""

    turned = Signal(int)
    moved = Signal(int)
    chosen = Signal(object)

    def __init__(self, pages: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setDocumentMode(True)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setAccessibleName(statistics_text.pages())
        for page in pages:
            self._tabs.addTab(page)
        self._tabs.currentChanged.connect(self.turned)
        self._back = _arrow("\u2039", statistics_text.previous(), statistics_text.previous_help())
        self._on = _arrow("\u203a", statistics_text.following(), statistics_text.following_help())
        self._date, self._today = QDateEdit(), QPushButton(statistics_text.to_today())
        self._date.setCalendarPopup(True)
        self._date.setDisplayFormat(with_century(QLocale().dateFormat(QLocale.FormatType.ShortFormat)))
        self._date.setAccessibleName(statistics_text.date())
        self._date.setToolTip(statistics_text.date_help())
        self._today.setToolTip(statistics_text.to_today_help())
        self._today.setAutoDefault(False)
        self._lay_out()
        self._tie()

    def _lay_out(self) -> None:
        self._way = QHBoxLayout()
        self._way.setSpacing(6)
        for part in (self._back, self._date, self._on, self._today):
            set_minimum_height(part, _LEAST)
            self._way.addWidget(part)
        self._way.addStretch(1)
        self._whole = QBoxLayout(SIDE_BY_SIDE, self)
        self._whole.setContentsMargins(PAGE_MARGIN, 16, PAGE_MARGIN, 0)
        self._whole.setSpacing(12)
        self._whole.addWidget(self._tabs, 1)
        self._whole.addLayout(self._way)

    def _tie(self) -> None:
        self._back.clicked.connect(lambda: self.moved.emit(-1))
        self._on.clicked.connect(lambda: self.moved.emit(1))
        self._today.clicked.connect(lambda: self.chosen.emit(None))
        self._date.dateChanged.connect(self._date_chosen)
        window_wide = Qt.ShortcutContext.WindowShortcut
        for keys, call in (
            ("Alt+Left", self._back.click),
            ("Alt+Right", self._on.click),
            ("Alt+Home", self._today.click),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
            ("Ctrl+PgDown", lambda: self._turn(1)),
        ):
            QShortcut(QKeySequence(keys), self, context=window_wide).activated.connect(call)

    def _turn(self, by: int) -> None:
        self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())

    def _date_chosen(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def show_place(self, page: int, day: date, today: date, at_end: bool) -> None:
        """Which page, which day, and whether there is nothing later."""
        for part in (self._tabs, self._date):
            part.blockSignals(True)
        self._tabs.setCurrentIndex(page)
        self._date.setDateRange(qdate(_FIRST), qdate(max(today, day)))
        self._date.setDate(qdate(day))
        for part in (self._tabs, self._date):
            part.blockSignals(False)
        if at_end and self._on.hasFocus():
            self._back.setFocus()
        self._on.setEnabled(not at_end)
        self._today.setEnabled(not at_end)

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        for button in (self._back, self._on):
            button.setFont(scaled(self.font(), 1.4))

    # One row where it fits, else two

    def _row_width(self) -> int:
        margins = self._whole.contentsMargins()
        sides = margins.left() + margins.right()
        return self._tabs.sizeHint().width() + self._way.sizeHint().width() + self._whole.spacing() + sides

    def minimumSizeHint(self) -> QSize:
        sides = self._whole.contentsMargins().left() + self._whole.contentsMargins().right()
        return QSize(self._way.minimumSize().width() + sides, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        fits = self.width() >= self._row_width()
        self._whole.setDirection(SIDE_BY_SIDE if fits else STACKED)
        super().resizeEvent(event)


def _arrow(sign: str, name: str, help_text: str) -> QToolButton:
    """Text, since a style's own arrows do not grow with it; these two are mirrored where people read from the right."""
    button = QToolButton()
    button.setText(sign)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMinimumWidth(_LEAST)
    button.setAccessibleName(name)
    button.setToolTip(help_text)
    return button
