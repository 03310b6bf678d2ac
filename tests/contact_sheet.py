"""Renders every step of the figure at three sizes in all colours: python -m tests.contact_sheet DIR."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from hipbreak.core.pulse_poses import PICTURES, Drawn, pose_at
from hipbreak.ui import tokens
from hipbreak.ui.figure import paint_figure

SETS = {
    "light": tokens.LIGHT,
    "dark": tokens.DARK,
    "contrast-light": tokens.HIGH_CONTRAST_LIGHT,
    "contrast-dark": tokens.HIGH_CONTRAST_DARK,
}


def sheet(moments: list[Drawn], chosen: tokens.Tokens, height: int, columns: int) -> QImage:
    """One image with a cell of the given height (pixels) for each moment."""
    width = round(height * 0.8)
    rows = -(-len(moments) // columns)
    image = QImage(width * columns, height * rows, QImage.Format.Format_RGB32)
    image.fill(QColor(chosen.surface))
    painter = QPainter(image)
    for i, moment in enumerate(moments):
        row, column = divmod(i, columns)
        paint_figure(painter, QRectF(column * width, row * height, width, height), moment, chosen)
    painter.end()
    return image


def main(folder: Path) -> None:
    """Write all sheets into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    steps = [pose_at(step, 1.0) for step in PICTURES]
    between = [pose_at(step, k / 5) for step in PICTURES[1:-1] for k in range(6)]
    for name, chosen in SETS.items():
        for height, columns in ((160, 7), (320, 7), (640, 4)):
            sheet(steps, chosen, height, columns).save(str(folder / f"steps-{name}-{height}.png"))
    sheet(between, tokens.LIGHT, 320, 6).save(str(folder / "between-light.png"))


if __name__ == "__main__":
    application = QApplication([])
    main(Path(sys.argv[1]))
