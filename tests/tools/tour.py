"""Take a picture of every window: `python -m tests.tools.tour [DIR] [STOP ...]`, or `make screenshots`."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from hipbreak.core.tracking.status import Face
from hipbreak.ui.theme.app_style import AppStyle
from hipbreak.ui.theme.status_icon import face_icon
from hipbreak.ui.theme.tokens import Tokens, tokens_for
from tests.ui.every_window import ALL_WINDOWS
from tests.ui.long_language import long_language
from tests.ui.window_actions import settle, text_of

_SCREEN = {"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1080}
_SCALE = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
_PANELS = ("#f2f2f2", "#2b2b2b")
_ICON_SIZES = (16, 22, 32)


@dataclass(frozen=True)
class Way:
    """The appearances in which the windows are shown."""

    name: str
    dark: bool = False
    by: float = 1.0
    long: bool = False
    mirrored: bool = False
    contrast: bool = False

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


def desk() -> QApplication:
    """An application on a screen as people have it, as if it were English."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"windowFrameMargins": False, "screens": [_SCREEN | _SCALE]}, file)
        file.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
        app = QApplication(["hipbreak"])
    app.setQuitOnLastWindowClosed(False)
    QLocale.setDefault(QLocale("en_GB"))
    return app


def met(app: QApplication, style: AppStyle, way: Way, only: tuple[str, ...] = ()) -> Iterator[tuple[str, QWidget]]:
    """Every window in that appearance."""
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if way.mirrored else Qt.LayoutDirection.LeftToRight)
    style.request(Qt.ColorScheme.Dark if way.dark else Qt.ColorScheme.Light, way.tokens)
    with text_of(way.by), long_language() if way.long else nullcontext():
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


def main(folder: Path, only: tuple[str, ...]) -> int:
    """In light, dark and high contrast, with text at 100 and 200 per cent, and in a language of long sentences."""
    app, style, count = desk(), AppStyle(), 0
    for way in WAYS:
        (folder / way.name).mkdir(parents=True, exist_ok=True)
        for name, window in met(app, style, way, only):
            window.grab().save(str(folder / way.name / f"{name}.png"))
            count += 1
    icons().save(str(folder / "tray-icons.png"))
    print(f"{count} pictures of windows, and the tray's icons, in {folder}")
    return 0


if __name__ == "__main__":
    target, *stops = sys.argv[1:] or ["build/tour"]
    sys.exit(main(Path(target), tuple(stops)))
