"""The menu at a piece of the day: what the person may say about it afterwards (R21)."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text import corrections as corrections_text


class CorrectionMenu(QMenu):
    """Empty for what cannot be corrected; `wanted` carries the command, `part_wanted` the piece and a moment of it."""

    wanted = Signal(object)
    part_wanted = Signal(object, object)

    def __init__(self, piece: TimelineItem, now: datetime, around: datetime, parent: QWidget) -> None:
        super().__init__(corrections_text.menu(), parent)
        self.aboutToHide.connect(self.deleteLater)
        self._piece, self._around = piece, around
        choices = corrections_text.choices(piece, now)
        if choices and not corrections_text.reachable(piece, now):
            self.addAction(corrections_text.out_of_reach()).setEnabled(False)
            return
        for text, command in choices:
            if command is None:
                self.addAction(text).triggered.connect(self._ask_part)
            else:
                self.addAction(text).triggered.connect(lambda _=False, c=command: self.wanted.emit(c))

    def _ask_part(self) -> None:
        self.part_wanted.emit(self._piece, self._around)
