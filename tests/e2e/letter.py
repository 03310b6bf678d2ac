"""A program of its own with one line to write in; what stands there goes to the file named on its command line."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication(sys.argv)
line = QLineEdit()
line.setWindowTitle("A letter")
line.resize(300, 40)
line.textChanged.connect(lambda text: Path(sys.argv[1]).write_text(text))
line.show()
app.exec()
