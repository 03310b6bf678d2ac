"""The choices before a session: gentle, with a weight, which side first, how many rounds, which optional blocks."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from hipbreak.core import session_words as words
from hipbreak.core.routine import Block, Routine
from hipbreak.core.session import Options
from hipbreak.core.session_steps import Side
from hipbreak.ui.ground import shade
from hipbreak.ui.page import text
from hipbreak.ui.tokens import Tokens

_WHY = "why"
_INDENT = 24  # px: below the words of a check box


class SessionOptions(QWidget):
    """Only the choices that the routine has; `changed` at each of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = Options()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._muted = ""
        self.gentle: QCheckBox | None = None
        self.weight: QCheckBox | None = None
        self.side: QComboBox | None = None
        self.rounds: dict[str, QSpinBox] = {}
        self.blocks: dict[str, QCheckBox] = {}

    def ask(self, routine: Routine, options: Options, weight_offered: bool) -> None:
        """Offer the choices of this routine; at first as `options` have them."""
        self._options = options
        while self._form.rowCount():
            self._form.removeRow(0)
        self.gentle = self._check(*words.gentle(), options.gentle)
        weighted = routine.weighted and weight_offered
        self.weight = self._check(*words.weight(), options.weight) if weighted else None
        self.blocks = {
            block.name: self._check(words.include(block.title), "", _included(block, options))
            for block in routine.blocks
            if block.optional
        }
        self.side = self._sides(options.first_side) if routine.sided else None
        self.rounds = {
            block.name: self._count(block, dict(options.numbers))
            for block in routine.blocks
            if block.rounds.low < block.rounds.high
        }

    def dress(self, tokens: Tokens) -> None:
        """Take the colours anew."""
        self._muted = tokens.muted
        for label in self.findChildren(QLabel, _WHY):
            shade(label, tokens.muted)

    def _check(self, label: str, why: str, on: bool) -> QCheckBox:
        box = QCheckBox(label, self)
        box.setChecked(on)
        box.setAccessibleDescription(why)
        box.toggled.connect(self.changed)
        self._form.addRow(box)
        if why:
            below = text()
            below.setObjectName(_WHY)
            below.setText(why)
            below.setIndent(_INDENT)
            shade(below, self._muted)
            self._form.addRow(below)
        return box

    def _sides(self, first: Side) -> QComboBox:
        box = QComboBox(self)
        for side in (Side.RIGHT, Side.LEFT):
            box.addItem(words.side_title(side), side.value)
        box.setCurrentIndex(int(first is Side.LEFT))
        box.currentIndexChanged.connect(self.changed)
        self._form.addRow(words.first_side(), box)
        return box

    def _count(self, block: Block, numbers: dict[str, float]) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(round(block.rounds.low), round(block.rounds.high))
        box.setValue(round(numbers.get(f"{block.name}.rounds", block.rounds.default)))
        box.valueChanged.connect(self.changed)
        self._form.addRow(words.rounds(block.title), box)
        return box

    def options(self) -> Options:
        """As the person wants it now."""
        numbers = {key: value for key, value in self._options.numbers if key.partition(".")[0] not in self.rounds}
        numbers |= {f"{name}.rounds": box.value() for name, box in self.rounds.items()}
        blocks = tuple(name for name, box in self.blocks.items() if box.isChecked())
        return replace(
            self._options,
            gentle=self.gentle is not None and self.gentle.isChecked(),
            weight=self.weight is not None and self.weight.isChecked(),
            first_side=Side(self.side.currentData()) if self.side else self._options.first_side,
            numbers=tuple(numbers.items()),
            blocks=blocks if self.blocks else self._options.blocks,
        )


def _included(block: Block, options: Options) -> bool:
    return block.included if options.blocks is None else block.name in options.blocks
