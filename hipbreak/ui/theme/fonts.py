"""Emphasis by size and weight, from whatever font the person has chosen."""

from PySide6.QtGui import QFont


def emphasised(font: QFont, scale: float = 1.15) -> QFont:
    """The same font, larger and heavier."""
    larger = QFont(font)
    if font.pointSizeF() > 0:
        larger.setPointSizeF(font.pointSizeF() * scale)
    else:
        larger.setPixelSize(round(font.pixelSize() * scale))
    larger.setWeight(QFont.Weight.DemiBold)
    return larger


def scaled(font: QFont, by: float) -> QFont:
    """The font at a multiple of its size."""
    larger = QFont(font)
    if font.pointSizeF() > 0:
        larger.setPointSizeF(font.pointSizeF() * by)
    else:
        larger.setPixelSize(round(font.pixelSize() * by))
    return larger
