"""The page of the self-tests: their results, and a button for the next one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from hipbreak.core.programme.schedule import self_test_due
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.ui.charts.chart_table import ChartTable
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.intents import Intent
from hipbreak.ui.programme.page import ProgrammePage
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.locale_format import short_date
from hipbreak.ui.theme.sizes import LARGE_BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, add_parts, column_of, row_of
from hipbreak.ui.widgets.wrapping import show_text


class SelfTestPage(ProgrammePage):
    """Shows the results, newest first, never a score."""

    def __init__(self, model: ProgrammeViewModel) -> None:
        super().__init__()
        self._heading = self.add_text(programme_view_text.self_test(), "lead")
        top, column = QWidget(), column_of()
        self.add_text(programme_text.self_test_note(), layout=column)
        self._note = self.add_text("", "muted", layout=column)
        self.start = QPushButton(programme_view_text.take_test())
        self.start.clicked.connect(lambda: self.requested.emit(Intent.SELF_TEST))
        add_parts(column, 12, (self.start, Qt.AlignmentFlag.AlignLeft), STRETCH)
        name = programme_view_text.self_test()
        figure = StillFigure("test_lie_rests", 240, 180, collapsible=True, accessible_name=name)
        row_of((column, 1), (figure, Qt.AlignmentFlag.AlignTop), parent=top, spacing=24, margins=(0, 0, 0, 16))
        self.add(top)
        self._history = self.add_text(programme_view_text.tests(), "heading")
        self.table = ChartTable()
        self.table.setAccessibleName(programme_view_text.tests())
        self.add(self.table, 8)
        self._meaning = self.add_text(programme_text.self_test_meaning(), "muted")
        self.add(STRETCH)
        self.show_model(model)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show all self-tests, and whether one is due."""
        tests = model.programme.tests
        due = bool(tests) and self_test_due(model.programme, model.today)
        show_text(
            self._note, programme_text.self_test_reminder() if due else "" if tests else programme_view_text.no_tests()
        )
        for part in (self._history, self.table):
            part.setVisible(bool(tests))
        self._meaning.setVisible(any("floats" in (test.left, test.right) for test in tests))
        rows = [programme_view_text.test_row(test, short_date(test.day)) for test in reversed(tests)]
        self.table.show_rows(programme_view_text.test_headings(), rows)

    def initial_focus(self) -> QWidget:
        return self.start

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        set_minimum_height(self.start, LARGE_BUTTON_HEIGHT)
