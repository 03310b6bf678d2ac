"""The walk of the day, and what may be taken up from week 3 on: each a choice, none a duty."""

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from hipbreak.core.facts.programme_facts import ProgressionSet, WalkDone, WalkTakenBack
from hipbreak.core.programme.progress import PROGRESSIONS
from hipbreak.core.text import programme as programme_text
from hipbreak.core.text import programme_window as programme_window_text
from hipbreak.core.tracking.inputs import RecordFact
from hipbreak.ui.intents import OpenRoutine
from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.theme.backgrounds import set_text_colour
from hipbreak.ui.theme.fonts import scaled
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.scroll_page import BUTTON
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_INDENT = 28  # px: below a check box its text begins there


class WalkRow(QWidget):
    """Shown on every day from week 3 on to those who took the walk up."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: ProgrammeViewModel | None = None
        self.done, self._guided = (
            QCheckBox(programme_window_text.walked()),
            QPushButton(programme_window_text.start_walk()),
        )
        self.done.clicked.connect(self._checked)
        self._guided.clicked.connect(lambda: self.wanted.emit(OpenRoutine("walk")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.addWidget(self.done)
        column.addWidget(self._guided, 0, Qt.AlignmentFlag.AlignLeft)

    def show_scene(self, scene: ProgrammeViewModel) -> None:
        """Whether it is for today, and whether it is done."""
        where, self._scene = scene.where, scene
        self.setVisible(where is not None and "walk" in where.offers and "walk" in scene.programme.progressions)
        walked = scene.today in scene.programme.walks
        self.done.setChecked(walked)
        self._guided.setVisible(not walked)

    def _checked(self, on: bool) -> None:
        if self._scene is not None:
            now = self._scene.now
            self.wanted.emit(RecordFact(WalkDone(now, held=timedelta(0)) if on else WalkTakenBack(now)))

    def apply_theme(self, _tokens: Tokens) -> None:
        """Apply fonts."""
        self._guided.setMinimumHeight(max(BUTTON, self._guided.sizeHint().height()))


class Progressions(QWidget):
    """The progressions, as switches; hidden before they are offered."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: ProgrammeViewModel | None = None
        self._heading = wrapping_label()
        self._heading.setText(programme_window_text.offers())
        self.switches: dict[str, QCheckBox] = {}
        self._lines: list[QLabel] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 20)
        column.setSpacing(4)
        column.addWidget(self._heading)
        for which in PROGRESSIONS:
            title, line = programme_text.progression_words()[which]
            switch, below = QCheckBox(title), wrapping_label()
            switch.setAccessibleDescription(line)
            switch.clicked.connect(lambda on, which=which: self._set(which, on))
            below.setText(line)
            below.setContentsMargins(_INDENT, 0, 0, 6)
            self.switches[which] = switch
            self._lines.append(below)
            column.addWidget(switch)
            column.addWidget(below)

    def show_scene(self, scene: ProgrammeViewModel) -> None:
        """What is offered now, and what was taken up."""
        where, self._scene = scene.where, scene
        self.setVisible(where is not None and bool(where.offers))
        for which, switch in self.switches.items():
            switch.setChecked(which in scene.programme.progressions)

    def _set(self, which: str, on: bool) -> None:
        if self._scene is not None:
            self.wanted.emit(RecordFact(ProgressionSet(self._scene.now, which, on)))

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply fonts and colours."""
        self._heading.setFont(scaled(self.font(), 1.25))
        for line in self._lines:
            set_text_colour(line, tokens.muted)
