"""Larger and heavier variants of the font that the system or the person has set."""

from PySide6.QtGui import QFont


def emphasised(font: QFont, factor: float = 1.15) -> QFont:
    """The font, heavier and larger by `factor`."""
    result = scaled(font, factor)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def scaled(font: QFont, factor: float) -> QFont:
    """The font, larger by `factor`."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    return result
