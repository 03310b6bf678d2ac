"""The sizes and weights of texts, relative to the font that the system or the person has set."""

from PySide6.QtGui import QFont

_BODY, _TITLE, _CAPTION = 14, 20, 12


def title(font: QFont) -> QFont:
    """The font of titles and key figures."""
    return emphasised(font, _TITLE / _BODY)


def caption(font: QFont) -> QFont:
    """The font of labels below figures."""
    return scaled(font, _CAPTION / _BODY)


def emphasised(font: QFont, factor: float = 1.0) -> QFont:
    """The font, heavier and larger by `factor`."""
    result = scaled(font, factor)
    result.setWeight(QFont.Weight.DemiBold)
    return result


def tabular(font: QFont) -> QFont:
    """The font with digits of one width, so that a number that counts does not move; unchanged by PySide6 6.8."""
    result = QFont(font)
    if hasattr(QFont.Tag, "fromString"):  # 6.8 can make no tag
        result.setFeature(QFont.Tag("tnum"), 1)
    return result


def scaled(font: QFont, factor: float) -> QFont:
    """The font, larger by `factor`."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    return result
