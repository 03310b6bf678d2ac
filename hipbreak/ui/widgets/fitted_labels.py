"""Words as large as their place holds: one or two to be read from two metres, and a line or two of cue."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hipbreak.ui.theme.fonts import scaled

LARGE, SMALLEST = 88, 24  # px; 88 is readable from two metres
_CUE_SIZES = (1.7, 1.55, 1.4, 1.25, 1.1, 1.0)  # times the person's own size


class VerbLabel(QLabel):
    """88 px and more; words longer than their place stand in two lines or are smaller, whichever can be larger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fitted: tuple[str, int, int] | None = None

    def show_verb(self, text: str) -> None:
        """Show these words."""
        if text != self.text():
            self.setText(text)
            self.fit()

    def minimumSizeHint(self) -> QSize:
        """The words follow the width."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """As large as fits; the place keeps its height, so that nothing jumps between steps."""
        largest = max(LARGE, round(self.window().height() * 0.12))
        key = (self.text(), self.width(), largest)
        if key == self._fitted:
            return
        self._fitted = key
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(largest)
        metrics = QFontMetrics(font)
        tall = metrics.height() + 2
        self.setFixedHeight(tall)
        room = max(self.width() - 4, 200)
        one = _narrowed(largest, metrics, [self.text()], room)
        folded = _halves(self.text())
        two = min(_narrowed(largest, metrics, folded, room), largest * (tall - 4) // (2 * metrics.lineSpacing()))
        self.setWordWrap(two > one)
        font.setPixelSize(max(SMALLEST, one, two))
        self.setFont(font)


def _narrowed(largest: int, metrics: QFontMetrics, lines: list[str], room: int) -> int:
    """The size, `largest` at most, at which the longest of the lines fits; `metrics` are those of the largest."""
    return min(largest, *(largest * room // max(metrics.horizontalAdvance(line), 1) for line in lines))


def _halves(text: str) -> list[str]:
    """The words in two lines of about one length."""
    gaps = [n for n, sign in enumerate(text) if sign == " "]
    if not gaps:
        return [text]
    gap = min(gaps, key=lambda n: max(n, len(text) - n))
    return [text[:gap], text[gap + 1 :]]


class CueLabel(QLabel):
    """A sentence or two, larger than other text as far as there is room; its place keeps its height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._own = QFont(self.font())
        self._fitted: tuple[str, QSize] | None = None

    def sizeHint(self) -> QSize:
        """Three lines of the person's own size, one more for what is longer."""
        return QSize(200, QFontMetrics(self._own).lineSpacing() * 4)

    def minimumSizeHint(self) -> QSize:
        """As the hint: a cue never costs more room than its place."""
        return self.sizeHint()

    def show_cue(self, text: str) -> None:
        """Show this sentence."""
        if text != self.text():
            self.setText(text)
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def set_own_font(self, font: QFont) -> None:
        """The person's font has changed."""
        self._own, self._fitted = QFont(font), None
        self.updateGeometry()
        self.fit()

    def fit(self) -> None:
        """The largest of the sizes at which all of it is seen."""
        if self._fitted == (self.text(), self.size()):
            return
        self._fitted = (self.text(), self.size())
        room = QRect(0, 0, self.width(), 10_000)
        for factor in _CUE_SIZES:
            font = scaled(self._own, factor)
            needed = QFontMetrics(font).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
            if needed.height() <= self.height():
                break
        self.setFont(font)
