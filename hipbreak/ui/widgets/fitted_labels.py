"""Labels whose text is as large as fits: a movement's name, readable from two metres, and its cue."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hipbreak.ui.theme.fonts import scaled

SESSION_SIZE, BREAK_SIZE, SMALLEST_SIZE = 88, 56, 24  # px; 88 is readable from two metres
LARGE = 1.6
"""The factor of all texts of an exercise with F11."""
_CUE_SIZES = (1.7, 1.55, 1.4, 1.25, 1.1, 1.0)  # times the system's font size


class VerbLabel(QLabel):
    """As large as given, less in low windows; longer text in two lines or smaller, whichever allows the larger size."""

    def __init__(self, parent: QWidget, size: int = SESSION_SIZE) -> None:
        """`size` in pixels."""
        super().__init__(parent, alignment=Qt.AlignmentFlag.AlignCenter, textFormat=Qt.TextFormat.PlainText)
        self._size, self._factor = size, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fitted: tuple[str, int, int] | None = None

    def show_verb(self, text: str) -> None:
        """Show this text."""
        if text != self.text():
            self.setText(text)
            self.fit()

    def enlarge(self, factor: float) -> None:
        """Make the text larger by this factor, as far as it fits."""
        self._factor = factor
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Any width: the text is fitted to it."""
        return QSize(0, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set the largest font that fits; the height stays, so that nothing moves between steps."""
        height, size = self.window().height(), round(self._size * self._factor)
        share = size / SESSION_SIZE  # of a window that is higher, and of one that is too low
        low = max(SMALLEST_SIZE, round(height * max(0.16, 0.125 * share)))
        largest = max(round(height * min(0.12 * share, 0.13)), min(size, low))
        key = (self.text(), self.width(), largest)
        if key == self._fitted:
            return
        self._fitted = key
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(largest)
        metrics = QFontMetrics(font)
        line = _line_height(metrics, self.text())
        height = line + 2
        self.setFixedHeight(height)
        available = max(self.width() - 4, 200)
        one_line = _fitting_size(largest, metrics, [self.text()], available)
        halves = _halves(self.text())
        halved = largest * (height - 4) // (2 * max(line, metrics.lineSpacing()))
        two_lines = min(_fitting_size(largest, metrics, halves, available), halved)
        self.setWordWrap(two_lines > one_line)
        font.setPixelSize(max(SMALLEST_SIZE, one_line, two_lines))
        self.setFont(font)


def _line_height(metrics: QFontMetrics, text: str) -> int:
    """Also of a script that only another font has, whose lines may be higher."""
    return max(metrics.height(), metrics.boundingRect(QRect(0, 0, 10_000, 0), 0, text).height())


def _fitting_size(largest: int, metrics: QFontMetrics, lines: list[str], width: int) -> int:
    """The font size, at most `largest`, at which the longest line fits; `metrics` are those of `largest`."""
    return min(largest, *(largest * width // max(metrics.horizontalAdvance(line), 1) for line in lines))


def _halves(text: str) -> list[str]:
    """The text in two lines of similar length."""
    gaps = [n for n, character in enumerate(text) if character == " "]
    if not gaps:
        return [text]
    gap = min(gaps, key=lambda n: max(n, len(text) - n))
    return [text[:gap], text[gap + 1 :]]


class CueLabel(QLabel):
    """A short text, larger than other text where that fits; the height stays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._base_font = QFont(self.font())
        self._fitted: tuple[str, QSize] | None = None

    def sizeHint(self) -> QSize:
        """Four lines of the system's font size: three, and one more for longer texts."""
        return QSize(200, QFontMetrics(self._base_font).lineSpacing() * 4)

    def minimumSizeHint(self) -> QSize:
        """The size hint: a longer cue takes no more space."""
        return self.sizeHint()

    def show_cue(self, text: str) -> None:
        """Show this text."""
        if text != self.text():
            self.setText(text)
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def set_base_font(self, font: QFont) -> None:
        """Set the font of the smallest size."""
        self._base_font, self._fitted = QFont(font), None
        self.updateGeometry()
        self.fit()

    def fit(self) -> None:
        """Set the largest of the sizes at which all of the text is visible."""
        if self._fitted == (self.text(), self.size()):
            return
        self._fitted = (self.text(), self.size())
        bounds = QRect(0, 0, self.width(), 10_000)
        for factor in _CUE_SIZES:
            font = scaled(self._base_font, factor)
            needed = QFontMetrics(font).boundingRect(bounds, int(Qt.TextFlag.TextWordWrap), self.text())
            if needed.height() <= self.height():
                break
        self.setFont(font)
