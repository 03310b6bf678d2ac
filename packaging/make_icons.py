"""Makes the icons of the app into assets/icons/hicolor: scalable, symbolic, and drawn at three sizes.

Usage: python packaging/make_icons.py [FOLDER]          Needs PySide6.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

APP_ID = "org.hipbreak.Hipbreak"
SIDES = (48, 128, 256)

# A clock that has run for three quarters of its round, and an arrow up: stand up.
_ARC, _ARROW = "M64 26a38 38 0 1 1-38 38", "M48 69l16-16 16 16"
_STROKE = 'stroke-width="9" stroke-linecap="round"'
_SCALABLE = f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128">
  <rect x="6" y="6" width="116" height="116" rx="28" fill="#0f766e"/>
  <circle cx="64" cy="64" r="38" fill="none" stroke="#ffffff" stroke-opacity=".28" stroke-width="9"/>
  <path d="{_ARC}" fill="none" stroke="#ffffff" {_STROKE}/>
  <path d="{_ARROW}" fill="none" stroke="#ffffff" {_STROKE} stroke-linejoin="round"/>
</svg>
"""
# Desktops recolour only what is filled or stroked in one colour; at 16 px the strokes must be thicker.
_SYMBOLIC = f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="14 14 100 100">
  <path d="{_ARC}" fill="none" stroke="#2e3436" {_STROKE.replace("9", "12")}/>
  <path d="M46 72l18-18 18 18" fill="none" stroke="#2e3436" {_STROKE.replace("9", "12")} stroke-linejoin="round"/>
</svg>
"""


def make(folder: Path) -> None:
    """Write all icons below a theme's folder."""
    for place, name, text in (("scalable", APP_ID, _SCALABLE), ("symbolic", f"{APP_ID}-symbolic", _SYMBOLIC)):
        file = folder / place / "apps" / f"{name}.svg"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for side in SIDES:
        file = folder / f"{side}x{side}" / "apps" / f"{APP_ID}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        drawn(_SCALABLE, side).save(str(file))


def drawn(svg: str, side: int) -> QImage:
    """Draw a square picture of `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "assets" / "icons" / "hicolor")
