"""Take a picture of every window: `python -m tests.tools.tour [DIR] [STOP ...]`, or `make screenshots`.

`--languages DIR [LANGUAGE ...]` takes them in each translation, at 100 and 200 per cent, with a contact sheet each.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.app.language import AppLanguage
from hipbreak.core.tracking.status import Face
from hipbreak.store.languages import available
from hipbreak.ui.theme.app_style import AppStyle
from hipbreak.ui.theme.status_icon import face_icon
from hipbreak.ui.theme.tokens import Tokens, tokens_for
from tests.ui.every_window import ALL_WINDOWS
from tests.ui.long_language import long_language
from tests.ui.window_actions import settle, text_of

_SCALE = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_PANELS = ("#f2f2f2", "#2b2b2b")
_ICON_SIZES = (16, 22, 32)
_GAP = 8


@dataclass(frozen=True)
class Way:
    """The appearances in which the windows are shown."""

    name: str
    dark: bool = False
    by: float = 1.0
    long: bool = False
    mirrored: bool = False
    contrast: bool = False
    language: str = ""

    @property
    def tokens(self) -> Tokens:
        return tokens_for(self.dark, self.contrast)


WAYS = (
    Way("light"),
    Way("dark", dark=True),
    Way("light-200", by=2.0),
    Way("dark-200", dark=True, by=2.0),
    Way("long", long=True),
    Way("long-200", by=2.0, long=True),
    Way("right-to-left", dark=True, long=True, mirrored=True),
    Way("contrast", contrast=True),
    Way("contrast-dark", dark=True, contrast=True),
)


def desk(width: int = 1920, height: int = 1080) -> QApplication:
    """An application on a screen as people have it (in pixels), as if it were English."""
    screen = {"name": "tour", "x": 0, "y": 0, "width": width, "height": height}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"windowFrameMargins": False, "screens": [screen | _SCALE]}, file)
        file.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
        app = QApplication(["hipbreak"])
    app.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale("en_GB"))
    return app


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """A shipped translation with its formats and Qt's own texts; English afterwards."""
    if not language:
        yield
        return
    chosen = AppLanguage({}, language)
    try:
        yield
    finally:
        chosen.change("en")


def met(app: QApplication, style: AppStyle, way: Way, only: tuple[str, ...] = ()) -> Iterator[tuple[str, QWidget]]:
    """Every window in that appearance."""
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if way.mirrored else Qt.LayoutDirection.LeftToRight)
    style.request(way.dark, way.tokens)
    with text_of(way.by), long_language() if way.long else spoken(way.language):
        for stop in ALL_WINDOWS:
            if not only or stop.__name__ in only:
                for name, window in stop(way.tokens):
                    settle()
                    yield name, window


def icons() -> QImage:
    """Every face of the tray icon at the sizes of panels, on a light and on a dark one, and each again large."""
    side, faces = 48, list(Face)
    sheet = QImage(QSize(side * 2 * len(_ICON_SIZES) * len(_PANELS), side * len(faces)), QImage.Format.Format_RGB32)
    painter = QPainter(sheet)
    for row, face in enumerate(faces):
        for column, (ground, size) in enumerate((g, s) for g in _PANELS for s in _ICON_SIZES):
            left = side * 2 * column
            painter.fillRect(left, side * row, 2 * side, side, QColor(ground))
            picture = face_icon(face, 0.6).pixmap(size, size)
            painter.drawPixmap(left + (side - size) // 2, side * row + (side - size) // 2, picture)
            painter.drawPixmap(left + side, side * row, picture.scaled(side, side))
    painter.end()
    return sheet


def mosaic(pictures: list[QImage], columns: int = 6, width: int = 420) -> QImage:
    """The pictures side by side, each as wide as that."""
    small = [picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) for picture in pictures]
    rows = [small[first : first + columns] for first in range(0, len(small), columns)]
    heights = [max(picture.height() for picture in row) + _GAP for row in rows]
    sheet = QImage(columns * (width + _GAP), sum(heights), QImage.Format.Format_RGB32)
    sheet.fill(QColor(_PANELS[0]))
    painter = QPainter(sheet)
    for y, row in zip(accumulate(heights, initial=0), rows, strict=False):
        for n, picture in enumerate(row):
            painter.drawImage(n * (width + _GAP), y, picture)
    painter.end()
    return sheet


def take(folder: Path, ways: Iterable[Way], only: tuple[str, ...]) -> int:
    """The pictures of all ways, each way in a folder of its own; how many there are."""
    app, style, count = desk(), AppStyle(), 0
    for way in ways:
        (folder / way.name).mkdir(parents=True, exist_ok=True)
        taken = []
        for name, window in met(app, style, way, only):
            window.grab().save(str(folder / way.name / f"{name}.png"))
            taken.append(window.grab().toImage())
        if way.language:
            mosaic(taken).save(str(folder / f"{way.name}.png"))
        count += len(taken)
    return count


def main(folder: Path, only: tuple[str, ...]) -> int:
    """In light, dark and high contrast, with text at 100 and 200 per cent, and in a language of long sentences."""
    count = take(folder, WAYS, only)
    icons().save(str(folder / "tray-icons.png"))
    print(f"{count} pictures of windows, and the tray's icons, in {folder}")
    return 0


def main_languages(folder: Path, languages: tuple[str, ...]) -> int:
    """In each language, with text at 100 and 200 per cent, and a contact sheet of both."""
    ways = [
        Way(name, by=by, language=language)
        for language in languages or available()
        for name, by in ((language, 1.0), (f"{language}-200", 2.0))
    ]
    print(f"{take(folder, ways, ())} pictures of windows, and a contact sheet of each language and size, in {folder}")
    return 0


if __name__ == "__main__":
    target, *stops = [word for word in sys.argv[1:] if word != "--languages"] or ["build/tour"]
    sys.exit((main_languages if "--languages" in sys.argv else main)(Path(target), tuple(stops)))
