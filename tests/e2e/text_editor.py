"""A window with one line of text, which is written to the file named on the command line at each change."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication(sys.argv)
line = QLineEdit()
line.setWindowTitle("Text editor")
line.resize(300, 40)
line.textChanged.connect(lambda text: Path(sys.argv[1]).write_text(text))
line.show()
app.exec()
