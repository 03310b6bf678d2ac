"""The page of what is worth knowing: tips, mistakes, questions, reasons, signs, pain, and about Hipbreak."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from hipbreak.core.text import learn as learn_text
from hipbreak.core.text import notes as notes_text
from hipbreak.core.text.health_screening import pain_notes
from hipbreak.core.text.notes import Note
from hipbreak.ui.figure.view import StillFigure
from hipbreak.ui.theme.fonts import emphasised
from hipbreak.ui.theme.sizes import BUTTON_HEIGHT, set_minimum_height
from hipbreak.ui.theme.themed_window import PaperView
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.layouts import STRETCH, column_of, grid_of, row_of
from hipbreak.ui.widgets.painted_widget import ThemedPart
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import wrapping_label

_FIGURE_SIZE = 132, 120  # px
_SIGN_SIZE = 120, 104  # px
_INDENT = 24  # px


class ExpandableRow(ThemedPart):
    """A heading that opens and closes what is below it, which is created when it is first opened."""

    def __init__(self, title: str, create: Callable[[], QWidget]) -> None:
        super().__init__()
        self._create = create
        self.content: QWidget | None = None
        self.button = QToolButton(autoRaise=True, toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setText(title)
        self.button.setCheckable(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.button.toggled.connect(self._toggled)
        self._column = column_of((self.button, Qt.AlignmentFlag.AlignLeft), parent=self, spacing=4)

    def _toggled(self, on: bool) -> None:
        if self.content is None:
            self.content = self._create()
            self._column.addWidget(self.content)
        self.content.setVisible(on)
        self._show_arrow()

    def _show_arrow(self) -> None:
        closed = Qt.ArrowType.LeftArrow if self.isRightToLeft() else Qt.ArrowType.RightArrow
        self.button.setArrowType(Qt.ArrowType.DownArrow if self.button.isChecked() else closed)

    def apply_theme(self, _tokens: Tokens) -> None:
        self.button.setFont(emphasised(self.font()))
        set_minimum_height(self.button, BUTTON_HEIGHT)
        self._show_arrow()


class _Articles(ScrollPage):
    """Sections of notes, each a row that opens; the legend and what to do if it hurts are always open."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ExpandableRow] = []
        self._tokens: Tokens | None = None
        self.add_text(learn_text.lead(), "lead", 16)
        for title, notes in (
            (learn_text.tips(), notes_text.tips()),
            (learn_text.mistakes(), notes_text.mistakes()),
            (learn_text.questions(), notes_text.answers()),
            (learn_text.reasons(), notes_text.reasons()),
        ):
            self._add_section(title, notes)
        self._add_legend(learn_text.signs(), notes_text.signs())
        self._add_pain(learn_text.pain())
        self._add_section(learn_text.about_hipbreak(), learn_text.about())
        self.add(STRETCH)

    def _add_section(self, title: str, notes: Sequence[Note]) -> None:
        self.add_text(title, "heading", 4)
        for note in notes:
            row = ExpandableRow(note.title, partial(self._note_content, note))
            self.rows.append(row)
            self.add(row, 4)
        self.add(16)

    def _add_legend(self, title: str, notes: Sequence[Note]) -> None:
        """Each sign in a picture beside its meaning, in two columns."""
        self.add_text(title, "heading")
        holder = QWidget()
        grid = grid_of(1, 1, parent=holder, gaps=(16, 16))
        for n, note in enumerate(notes):
            cell, texts = row_of(spacing=12), column_of(spacing=4)
            for name in note.pictures:
                figure = StillFigure(name, *_SIGN_SIZE, collapsible=True, accessible_name=note.title)
                cell.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
            self.add_text(note.title, "strong", layout=texts)
            self.add_text(note.text, layout=texts)
            texts.addStretch(1)
            cell.addLayout(texts, 1)
            grid.addLayout(cell, *divmod(n, 2))
        self.add(holder, 16)

    def _add_pain(self, title: str) -> None:
        """What to do if it hurts, with the English original at a click."""
        self.add_text(title, "heading", 4)
        english = EnglishSwitch()
        self.add((english, Qt.AlignmentFlag.AlignLeft))
        shown = []
        for note in pain_notes():
            heading = self.add_text(note.title, "strong", 4) if note.title else None
            shown.append((heading, self.add_text(note.text, gap=12)))

        def show_texts() -> None:
            with english.texts():
                for (heading, text), note in zip(shown, pain_notes(), strict=True):
                    if heading is not None:
                        heading.setText(note.title)
                    text.setText(note.text)

        english.toggled.connect(show_texts)
        self.add(16)

    def _note_content(self, note: Note) -> QWidget:
        content, texts = QWidget(), column_of(wrapping_label(note.text), STRETCH)
        row = row_of((texts, 1), parent=content, spacing=12, margins=(_INDENT, 0, 0, 12))
        for name in note.pictures[:2]:
            figure = StillFigure(name, *_FIGURE_SIZE, collapsible=True, accessible_name=note.title)
            if self._tokens is not None:
                figure.apply_theme(self._tokens)
            row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        return content

    def initial_focus(self) -> QWidget:
        return self.rows[0].button

    def apply_theme(self, tokens: Tokens) -> None:
        super().apply_theme(tokens)
        self._tokens = tokens


class LearnView(PaperView):
    """The page in the main window."""

    def __init__(self, tokens: Tokens | None) -> None:
        super().__init__(tokens)
        self.setWindowTitle(learn_text.title())
        self._articles = _Articles()
        column_of(self._articles, parent=self)
        self.reapply_theme()

    def initial_focus(self) -> QWidget:
        return self._articles.initial_focus()

    def apply_theme(self, tokens: Tokens) -> None:
        self._articles.apply_theme(tokens)
