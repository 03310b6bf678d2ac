"""A window with one line of text, which is written to the file named on the command line at each change."""

import sys
from pathlib import Path

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit


class Line(QLineEdit):
    """Ignores repeated keys: on a busy machine a key comes up late, which would look like a second key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


app = QApplication(sys.argv)
line = Line()
line.setWindowTitle("Text editor")
line.resize(300, 40)
line.textChanged.connect(lambda text: Path(sys.argv[1]).write_text(text))
line.show()
app.exec()
