"""Render every picture of the figure at three sizes in all colours: python -m tests.tools.contact_sheet DIR."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.view import paint_figure
from hipbreak.ui.theme import tokens
from tests.core.exercise.shipped import SIDED_PICTURES

SETS = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "contrast-light": tokens.HIGH_CONTRAST_LIGHT,
    "contrast-dark": tokens.HIGH_CONTRAST_DARK,
}
Cell = tuple[str, Drawn]


def sheet(cells: list[Cell], chosen: tokens.Tokens, height: int, columns: int) -> QImage:
    """One image with a named cell of the given height (pixels) for each moment."""
    width, line = round(height * 1.2), 18
    rows = -(-len(cells) // columns)
    image = QImage(width * columns, (height + line) * rows, QImage.Format.Format_RGB32)
    image.fill(QColor(chosen.surface))
    painter = QPainter(image)
    for i, (name, moment) in enumerate(cells):
        row, column = divmod(i, columns)
        left, top = column * width, row * (height + line)
        painter.setPen(QColor(chosen.muted))
        painter.drawText(QRectF(left, top, width, line), Qt.AlignmentFlag.AlignCenter, name)
        paint_figure(painter, QRectF(left + 6, top + line, width - 12, height - 6), moment, chosen)
    painter.end()
    return image


def keys() -> list[Cell]:
    """Every picture's key moment, one-sided ones for the right leg and the left."""
    found: list[Cell] = []
    for name in PICTURES:
        if name in SIDED_PICTURES:
            found += [(f"{name} {side}", picture(name).still(side)) for side in ("right", "left")]
        else:
            found.append((name, picture(name).still()))
    return found


def ways() -> list[Cell]:
    """Every picture that is moved into, at six moments of the way there, and the walk through one stride."""
    found: list[Cell] = []
    for name in PICTURES:
        shown = picture(name)
        if shown.loop:
            found += [(f"{name} {k}/6", shown.moment(shown.seconds * k / 6)) for k in range(6)]
        elif shown.start():
            found += [(f"{name} {k}/5", shown.at(k / 5)) for k in range(6)]
    return found


def main(folder: Path) -> None:
    """Write all sheets into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, chosen in SETS.items():
        for height, columns in ((160, 8), (320, 6), (640, 4)):
            sheet(keys(), chosen, height, columns).save(str(folder / f"steps-{name}-{height}.png"))
    sheet(ways(), tokens.LIGHT, 240, 6).save(str(folder / "between-light.png"))


if __name__ == "__main__":
    application = QApplication([])
    main(Path(sys.argv[1]))
