"""The small line under the strip that names the shapes in it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from hipbreak.core.statistics.timeline import TimelineItem
from hipbreak.core.text import day as day_text
from hipbreak.ui.charts import markers
from hipbreak.ui.theme.tokens import Tokens

_STRETCHES = ("sitting", "beyond", "standing", "away", "unobserved")
_CREDITS = ("confirmed", "assumed")
_OUTCOMES = ("finished", "started", "stopped", "later", "skipped", "ignored", "withdrawn", "waiting")

_LEAD = "prompts"  # words without a shape


def key_entries(pieces: Sequence[TimelineItem], named: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The shapes that a day's pieces need named, but for those named already: stretches and breaks, then prompts."""
    there = set(chain.from_iterable((piece.what, piece.credit, piece.outcome) for piece in pieces))
    if any(piece.beyond for piece in pieces):
        there.add("beyond")
    there -= set(named)
    above = tuple(word for word in (*_STRETCHES, *_CREDITS) if word in there)
    below = tuple(word for word in _OUTCOMES if word in there)
    return tuple(filter(None, (above, (_LEAD, *below) if below else ())))


def _name(word: str) -> str:
    if word in _CREDITS:
        return day_text.credit(word)
    if word in _OUTCOMES:
        return day_text.outcome(word)
    if word == _LEAD:
        return day_text.prompts()
    return day_text.beyond() if word == "beyond" else day_text.kind(word)


@dataclass(frozen=True, slots=True)
class Legend:
    """Shapes and their names, in as many lines as they need."""

    groups: tuple[tuple[str, ...], ...] = ()
    names: tuple[tuple[str, str], ...] = ()  # names that differ from the strip's

    def _name(self, word: str) -> str:
        return dict(self.names).get(word) or _name(word)

    def height(self, metrics: QFontMetrics, width: int) -> int:
        return max((int(spot.bottom()) + 1 for _, spot in self._places(metrics, width)), default=0)

    def _places(self, metrics: QFontMetrics, width: int) -> Iterable[tuple[str, QRectF]]:
        line, y = metrics.height() * 1.25, 0.0
        swatch = metrics.height() * 0.9 + 6
        for group in self.groups:
            x = 0.0
            for word in group:
                wide = (0 if word == _LEAD else swatch) + metrics.horizontalAdvance(self._name(word))
                if x and x + wide > width:
                    x, y = 0.0, y + line
                yield word, QRectF(x, y, wide, line)
                x += wide + metrics.height() * (0.6 if word == _LEAD else 1.0)
            y += line

    def paint(self, painter: QPainter, at: QPointF, width: int, tokens: Tokens) -> None:
        metrics = painter.fontMetrics()
        unit = metrics.height()
        for word, place in self._places(metrics, width):
            spot = place.translated(at)
            size = round(unit * 0.6)
            shape = QRectF(spot.left(), spot.center().y() - size / 2, unit * 0.9, size)
            mark = QRectF(shape.left() + unit * 0.15, shape.top(), size, size)
            if word in _CREDITS:
                markers.credit(painter, mark, word, tokens)
            elif word in _OUTCOMES:
                markers.outcome(painter, mark, word, tokens)
            elif word != _LEAD:
                markers.STRETCHES[word](painter, shape, tokens)
            painter.setPen(QColor(tokens.muted))
            text = spot if word == _LEAD else spot.adjusted(unit * 0.9 + 6, 0, 0, 0)
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip)
            painter.drawText(text, flags, self._name(word))
