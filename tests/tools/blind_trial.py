"""Render every picture without its name, in random order: python -m tests.tools.blind_trial DIR [PICTURE...].

Somebody who knows none of the pictures then says what each one shows; key.txt has the answers.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from hipbreak.core.figure.poses.catalogue import PICTURES, picture
from hipbreak.core.figure.scene import Drawn
from hipbreak.ui.figure.view import paint_figure
from hipbreak.ui.theme import tokens

HEIGHT = 480
SHAPE = 1.2
MOMENTS = 4


def moments(name: str) -> list[Drawn]:
    """The picture's moments from the start of its movement to the key moment."""
    shown = picture(name)
    if shown.loop:
        return [shown.moment(shown.seconds * k / MOMENTS) for k in range(MOMENTS)]
    return [shown.at(k / (MOMENTS - 1)) for k in range(MOMENTS)] if shown.start() else []


def page(name: str) -> QImage:
    """The key moment above a strip of the movement."""
    width, strip = round(HEIGHT * SHAPE), round(HEIGHT * 0.55)
    cell, row = round(strip * SHAPE), moments(name)
    image = QImage(max(width, cell * MOMENTS), HEIGHT + strip, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.LIGHT.surface))
    painter = QPainter(image)
    paint_figure(painter, QRectF(0, 0, width, HEIGHT), picture(name).still(), tokens.LIGHT)
    for k, moment in enumerate(row):
        paint_figure(painter, QRectF(k * cell + 4, HEIGHT + 4, cell - 8, strip - 8), moment, tokens.LIGHT)
    painter.end()
    return image


def write(folder: Path, names: Iterable[str]) -> None:
    """Write p01.png ... in random order, and key.txt with the name of each."""
    folder.mkdir(parents=True, exist_ok=True)
    order = list(names)
    random.shuffle(order)
    for number, name in enumerate(order, start=1):
        page(name).save(str(folder / f"p{number:02}.png"))
    (folder / "key.txt").write_text("".join(f"p{n:02} {name}\n" for n, name in enumerate(order, start=1)))


if __name__ == "__main__":
    application = QApplication([])
    write(Path(sys.argv[1]), sys.argv[2:] or PICTURES)
