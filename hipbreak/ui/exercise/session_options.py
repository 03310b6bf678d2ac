"""The choices before a session: gentle, with a weight, which side first, how many rounds, which optional blocks."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from hipbreak.core.exercise.routine import Block, Routine
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.exercise.session_steps import Side
from hipbreak.core.text import session as session_text
from hipbreak.ui.theme.backgrounds import set_indicator_edge, set_text_colour
from hipbreak.ui.theme.tokens import Tokens
from hipbreak.ui.widgets.wrapping_label import wrapping_label

_WHY = "why"
_INDENT = 24  # px: below the words of a check box


class SessionOptions(QWidget):
    """Only the choices that the routine has; `changed` at each of them."""

    changed = Signal()

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._options = RoutineOptions()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.gentle: QCheckBox | None = None
        self.weight: QCheckBox | None = None
        self.side: QComboBox | None = None
        self.rounds: dict[str, QSpinBox] = {}
        self.blocks: dict[str, QCheckBox] = {}

    def ask(self, routine: Routine, options: RoutineOptions, weight_offered: bool) -> None:
        """Offer the choices of this routine; at first as `options` have them."""
        self._options = options
        while (item := self._column.takeAt(0)) is not None:
            if part := item.widget():
                part.hide()
                part.deleteLater()
        softer = routine.kind == "exercise" and (_has_lower_end(routine) or options.gentle)
        self.gentle = self._check(*session_text.gentle(), options.gentle) if softer else None
        weighted = routine.weighted and weight_offered
        self.weight = self._check(*session_text.weight(), options.weight) if weighted else None
        self.blocks = {
            block.name: self._check(session_text.include(block.title), "", _included(block, options))
            for block in routine.blocks
            if block.optional
        }
        self.side = self._sides(options.first_side) if routine.sided else None
        self.rounds = {
            block.name: self._count(block, dict(options.numbers))
            for block in routine.blocks
            if block.rounds.low < block.rounds.high
        }

    @property
    def offers(self) -> bool:
        """Whether there is anything to choose."""
        return self._column.count() > 0

    def apply_theme(self, tokens: Tokens) -> None:
        """Apply colours."""
        self._tokens = tokens
        for label in self.findChildren(QLabel, _WHY):
            set_text_colour(label, tokens.muted)
        for box in self.findChildren(QCheckBox):
            set_indicator_edge(box, tokens)

    def _check(self, label: str, why: str, on: bool) -> QCheckBox:
        box = QCheckBox(label, self)
        box.setChecked(on)
        box.setAccessibleDescription(why)
        box.toggled.connect(self.changed)
        set_indicator_edge(box, self._tokens)
        self._column.addWidget(box)
        if why:
            below = wrapping_label()
            below.setObjectName(_WHY)
            below.setText(why)
            below.setIndent(_INDENT)
            set_text_colour(below, self._tokens.muted)
            self._column.addWidget(below)
        return box

    def _sides(self, first: Side) -> QComboBox:
        box = QComboBox(self)
        for side in (Side.RIGHT, Side.LEFT):
            box.addItem(session_text.side_title(side), side.value)
        box.setCurrentIndex(int(first is Side.LEFT))
        box.currentIndexChanged.connect(self.changed)
        self._field(session_text.first_side(), box)
        return box

    def _count(self, block: Block, numbers: dict[str, float]) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(round(block.rounds.low), round(block.rounds.high))
        box.setValue(round(numbers.get(f"{block.name}.rounds", block.rounds.default)))
        box.valueChanged.connect(self.changed)
        self._field(session_text.rounds(block.title), box)
        return box

    def _field(self, label: str, field: QWidget) -> None:
        """The label above: beside it, a long one would push the field out of sight."""
        above = wrapping_label()
        above.setText(label)
        above.setBuddy(field)
        above.setContentsMargins(0, 8, 0, 0)
        self._column.addWidget(above)
        self._column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeading)

    def options(self) -> RoutineOptions:
        """As the person wants it now."""
        numbers = {key: value for key, value in self._options.numbers if key.partition(".")[0] not in self.rounds}
        numbers |= {f"{name}.rounds": box.value() for name, box in self.rounds.items()}
        blocks = tuple(name for name, box in self.blocks.items() if box.isChecked())
        return replace(
            self._options,
            gentle=self.gentle.isChecked() if self.gentle else self._options.gentle,
            weight=self.weight is not None and self.weight.isChecked(),
            first_side=Side(self.side.currentData()) if self.side else self._options.first_side,
            numbers=tuple(numbers.items()),
            blocks=blocks if self.blocks else self._options.blocks,
        )


def _included(block: Block, options: RoutineOptions) -> bool:
    return block.included if options.blocks is None else block.name in options.blocks


def _has_lower_end(routine: Routine) -> bool:
    """Whether gentle is anything else than usual."""
    numbers = (
        number for block in routine.blocks for move in block.moves for number in (move.reps, move.seconds, move.sets)
    )
    return any(number.low < number.default for number in numbers)
