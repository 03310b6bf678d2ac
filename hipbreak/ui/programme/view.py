"""The programme: overview, calendar, self-tests and routines."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hipbreak.core.exercise.routine import Routine
from hipbreak.core.programme.progress import Programme
from hipbreak.core.settings.settings import Settings
from hipbreak.core.text import main_window as main_window_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.tabbed_pages import TabbedPages

TODAY, CALENDAR, SELF_TEST, ROUTINES = range(4)
_TITLES = (
    programme_view_text.today,
    programme_view_text.calendar,
    programme_view_text.self_test,
    programme_view_text.routines,
)


class ProgrammeView(PaperView):
    """`requested` carries a command or an intent; `changed` an option's key and value.

    A page is created when it is first shown.
    """

    requested = Signal(object)
    changed = Signal(str, object)

    def __init__(
        self,
        programme: Programme,
        now: datetime,
        routines: Sequence[Routine],
        notes: Sequence[str] = (),
        tokens: Tokens | None = None,
        settings: Settings | None = None,
        reminder: datetime | None = None,
    ) -> None:
        """`reminder` is the time of the next one; `notes` are about unusable routine files."""
        super().__init__(tokens)
        self._model = ProgrammeViewModel(programme, now, routines, settings or Settings(), reminder, notes)
        self._created: list[ProgrammePage] = []
        create = (self._overview, self._calendar, self._self_tests, self._routines)
        self.pages = TabbedPages(
            programme_view_text.pages(), [(title(), page) for title, page in zip(_TITLES, create, strict=True)]
        )
        self.pages.page_changed.connect(
            lambda index: self.setWindowTitle(main_window_text.window_title(_TITLES[index]()))
        )
        column_of(self.pages, parent=self)
        self.pages.open(TODAY)
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self.pages.current().initial_focus()

    def show_programme(
        self, programme: Programme, now: datetime, settings: Settings | None = None, reminder: datetime | None = None
    ) -> None:
        """Show this programme; without `settings` those shown before."""
        before = self._model
        self._show(
            replace(before, programme=programme, now=now, settings=settings or before.settings, reminder=reminder)
        )

    def show_routines(self, routines: Sequence[Routine], notes: Sequence[str]) -> None:
        """Show the routines as they are on the disk now."""
        self._show(replace(self._model, routines=routines, notes=notes))

    def _show(self, model: ProgrammeViewModel) -> None:
        before, self._model = self._model, model
        if model.visible_state == before.visible_state:
            return
        for page in self._created:
            page.show_model(self._model)
        self.reapply_theme()

    def open(self, page: int) -> None:
        """Show the page of that number."""
        self.pages.open(page)

    def _add(self, page: ProgrammePage) -> ProgrammePage:
        page.requested.connect(self.requested)
        page.changed.connect(self.changed)
        self._created.append(page)
        return page

    # The code of each page is loaded when it is first shown.

    def _overview(self) -> ProgrammePage:
        from hipbreak.ui.programme.overview_page import OverviewPage  # noqa: PLC0415

        return self._add(OverviewPage(self._model))

    def _calendar(self) -> ProgrammePage:
        from hipbreak.ui.programme.calendar_page import CalendarPage  # noqa: PLC0415

        return self._add(CalendarPage(self._model))

    def _self_tests(self) -> ProgrammePage:
        from hipbreak.ui.programme.self_test_page import SelfTestPage  # noqa: PLC0415

        return self._add(SelfTestPage(self._model))

    def _routines(self) -> ProgrammePage:
        from hipbreak.ui.programme.routines_page import RoutinesPage  # noqa: PLC0415

        return self._add(RoutinesPage(self._model))

    def apply_theme(self, tokens: Tokens) -> None:
        self.pages.apply_theme(tokens)
