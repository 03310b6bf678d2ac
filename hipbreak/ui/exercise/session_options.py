"""The options of a session: gentle, with a weight, first side, rounds, optional blocks."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from hipbreak.core.exercise.routine import Block, Routine
from hipbreak.core.exercise.session_plan import RoutineOptions
from hipbreak.core.exercise.session_steps import Side
from hipbreak.core.text import session as session_text
from hipbreak.ui.widgets.layouts import add_parts, clear, column_of
from hipbreak.ui.widgets.wrapping import muted_label, wrapping_label

_INDENT = 24  # px: below the text of a check box


class SessionOptions(QWidget):
    """The options that the routine has; `changed` at each change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._options = RoutineOptions()
        self._column = column_of(parent=self, spacing=4)
        self.gentle: QCheckBox | None = None
        self.weight: QCheckBox | None = None
        self.side: QComboBox | None = None
        self.rounds: dict[str, QSpinBox] = {}
        self.blocks: dict[str, QCheckBox] = {}

    def show_routine(self, routine: Routine, options: RoutineOptions, weight_offered: bool) -> None:
        """Show the options of this routine, with the values of `options`."""
        self._options = options
        clear(self._column)
        softer = routine.kind == "exercise" and (_has_lower_end(routine) or options.gentle)
        self.gentle = self._check_box(*session_text.gentle(), options.gentle) if softer else None
        weighted = routine.weighted and weight_offered
        self.weight = self._check_box(*session_text.weight(), options.weight) if weighted else None
        self.blocks = {
            block.name: self._check_box(session_text.include(block.title), "", _included(block, options))
            for block in routine.blocks
            if block.optional
        }
        self.side = self._side_box(options.first_side) if routine.sided else None
        self.rounds = {
            block.name: self._rounds_box(block, dict(options.numbers))
            for block in routine.blocks
            if block.rounds.low < block.rounds.high
        }

    @property
    def has_options(self) -> bool:
        """Whether the routine has any."""
        return self._column.count() > 0

    def _check_box(self, label: str, explanation: str, on: bool) -> QCheckBox:
        box = QCheckBox(label, self)
        box.setChecked(on)
        box.setAccessibleDescription(explanation)
        box.toggled.connect(self.changed)
        self._column.addWidget(box)
        if explanation:
            below = muted_label(explanation)
            below.setIndent(_INDENT)
            self._column.addWidget(below)
        return box

    def _side_box(self, first: Side) -> QComboBox:
        box = QComboBox(self)
        for side in (Side.RIGHT, Side.LEFT):
            box.addItem(session_text.side_title(side), side.value)
        box.setCurrentIndex(int(first is Side.LEFT))
        box.currentIndexChanged.connect(self.changed)
        self._add_field(session_text.first_side(), box)
        return box

    def _rounds_box(self, block: Block, numbers: dict[str, float]) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(round(block.rounds.low), round(block.rounds.high))
        box.setValue(round(numbers.get(f"{block.name}.rounds", block.rounds.default)))
        box.valueChanged.connect(self.changed)
        self._add_field(session_text.rounds(block.title), box)
        return box

    def _add_field(self, label: str, field: QWidget) -> None:
        """Add a field with its label above, since a long label beside it would leave no space."""
        above = wrapping_label(label)
        above.setBuddy(field)
        above.setContentsMargins(0, 8, 0, 0)
        add_parts(self._column, above, (field, Qt.AlignmentFlag.AlignLeading))

    def options(self) -> RoutineOptions:
        """The present values."""
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
    """Whether gentle differs from usual."""
    numbers = (
        number for block in routine.blocks for move in block.moves for number in (move.reps, move.seconds, move.sets)
    )
    return any(number.low < number.default for number in numbers)
