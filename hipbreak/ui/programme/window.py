"""The programme's window: where you are, the calendar, the self-test, all routines, and what there is to read."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.exercise.session_plan import Options
from hipbreak.core.programme.note import Note
from hipbreak.core.programme.progress import Programme
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.text import rationale as rationale_text
from hipbreak.core.text import tips as tips_text
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.programme.page import WindowPage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.themed_window import PaperWindow
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.sidebar_pages import SidePages

_WIDE, _HIGH = 132, 120  # px of a figure


class ArticlePage(WindowPage):
    """Only to be read."""

    def __init__(self, title: str, notes: Sequence[Note], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_text(title, "lead", 16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keyboard scrolls it
        for note in notes:
            self._note(note)
        self.add_stretch()

    def _note(self, note: Note) -> None:
        holder, column = QWidget(), QVBoxLayout()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column.setSpacing(4)
        if note.title:
            self.add_text(note.title, "strong", layout=column)
        self.add_text(note.text, layout=column)
        column.addStretch(1)
        row.addLayout(column, 1)
        for name in note.pictures[:2]:
            figure = StillFigure(name, _WIDE, _HIGH, collapsible=True)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        self.add(holder, 20)

    def main(self) -> QWidget:
        """What has the focus when the page opens."""
        return self


TODAY, CALENDAR, SELF_TEST, ROUTINES, TIPS, MISTAKES, QUESTIONS, WHY, HURTS = range(9)
_NAMES = (
    programme_window_text.today,
    programme_window_text.calendar,
    programme_window_text.self_test,
    programme_window_text.routines,
    programme_window_text.tips,
    programme_window_text.mistakes,
    programme_window_text.questions,
    programme_window_text.why,
    programme_window_text.hurts,
)


class ProgrammeWindow(PaperWindow):
    """`wanted` carries a command (a fact to note), a wish, or a RoutineWish; `changed` an option's key and value.

    A page is made when it is first shown.
    """

    wanted = Signal(object)
    changed = Signal(str, object)

    def __init__(
        self,
        programme: Programme,
        now: datetime,
        routines: Sequence[Routine],
        options: Options | None = None,
        notes: Sequence[str] = (),
        tokens: Tokens | None = None,
        parent: QWidget | None = None,
        settings: Settings | None = None,
        reminder: datetime | None = None,
    ) -> None:
        """`reminder` is when the next one comes; `notes` say which of the person's own routines cannot be used."""
        super().__init__(tokens, parent)
        self._scene = ProgrammeViewModel(
            programme, now, routines, options or Options(), settings or Settings(), reminder
        )
        self._notes = notes
        makers = (
            self._today,
            self._calendar,
            self._tests,
            self._routines,
            self._tips,
            self._mistakes,
            self._questions,
            self._why,
            self._hurts,
        )
        self.pages = SidePages(
            programme_window_text.pages(), tuple((name(), make) for name, make in zip(_NAMES, makers, strict=True))
        )
        self.pages.made.connect(self._made)
        self.pages.turned.connect(
            lambda number: self.setWindowTitle(programme_window_text.page_title(_NAMES[number]()))
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.pages.open(TODAY)
        self.reapply_theme()
        unit = self.fontMetrics().height()
        self.open_at(54 * unit, 40 * unit)
        self._first().setFocus()

    def show_programme(
        self,
        programme: Programme,
        now: datetime,
        routines: Sequence[Routine] | None = None,
        options: Options | None = None,
        settings: Settings | None = None,
        reminder: datetime | None = None,
    ) -> None:
        """Show this; without `routines`, `options` or `settings` those shown before."""
        before = self._scene
        self._scene = ProgrammeViewModel(
            programme,
            now,
            before.routines if routines is None else routines,
            options or before.options,
            settings or before.settings,
            reminder,
        )
        if self._scene.told == before.told and routines is None and options is None:
            return  # time alone changes nothing here
        for page in self._window_pages():
            page.show_scene(self._scene)
        self.reapply_theme()

    def open(self, page: int) -> None:
        """Go to that page."""
        self.pages.open(page)

    def _first(self) -> QWidget:
        return self._window_pages()[0].main()

    def _window_pages(self) -> list[WindowPage]:
        return [page for page in self.pages.pages() if isinstance(page, WindowPage)]

    # Pages: the code of each is loaded when it is first shown

    def _today(self) -> QWidget:
        from hipbreak.ui.programme.overview_page import ProgrammePage  # noqa: PLC0415

        page = ProgrammePage(self._scene)
        page.changed.connect(self.changed)
        return page

    def _calendar(self) -> QWidget:
        from hipbreak.ui.programme.calendar_page import CalendarPage  # noqa: PLC0415

        return CalendarPage(self._scene)

    def _tests(self) -> QWidget:
        from hipbreak.ui.programme.self_test_page import TestsPage  # noqa: PLC0415

        return TestsPage(self._scene)

    def _routines(self) -> QWidget:
        from hipbreak.ui.programme.routines_page import RoutinesPage  # noqa: PLC0415

        return RoutinesPage(self._scene, self._notes)

    def _tips(self) -> QWidget:

        return ArticlePage(programme_window_text.tips(), tips_text.tips())

    def _mistakes(self) -> QWidget:

        return ArticlePage(programme_window_text.mistakes(), tips_text.mistakes())

    def _questions(self) -> QWidget:

        return ArticlePage(programme_window_text.questions(), rationale_text.answers())

    def _why(self) -> QWidget:

        return ArticlePage(programme_window_text.why(), rationale_text.reasons())

    def _hurts(self) -> QWidget:
        from hipbreak.core.text.pain_advice import if_it_hurts  # noqa: PLC0415

        return ArticlePage(programme_window_text.hurts(), if_it_hurts())

    def _made(self, page: QWidget) -> None:
        if isinstance(page, WindowPage):
            page.wanted.connect(self.wanted)
            page.apply_theme(self.tokens)

    # Colours

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self.pages.apply_theme(tokens)
        for page in self._window_pages():
            page.apply_theme(tokens)
