"""The log's own business from the window: export in slices that never block it; what needs Hipbreak closed is told."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from hipbreak.core import sentences
from hipbreak.store.export import export
from hipbreak.store.log import Log
from hipbreak.store.log_errors import LogError
from hipbreak.store.steps import Work
from hipbreak.ui.wishes import Wish


class Records(QObject):
    """One export at a time."""

    def __init__(self, log: Path, say: Callable[[str], None]) -> None:
        super().__init__()
        self._path, self._say = log, say
        self._log: Log | None = None
        self._work: Work[int] | None = None
        self._slices = QTimer(self)
        self._slices.timeout.connect(self._go_on)

    def want(self, wish: Wish) -> None:
        """EXPORT asks for a file; IMPORT and DELETE say how, since the running day must not change under itself."""
        if wish is Wish.EXPORT and self._work is None:
            name, _ = QFileDialog.getSaveFileName(None, sentences.export_title(), "hipbreak.jsonl", "*.jsonl *.csv")
            if name:
                self.export(Path(name))
        elif wish in (Wish.IMPORT, Wish.DELETE):
            self._say(sentences.needs_closed("import FILE" if wish is Wish.IMPORT else "delete --from D --to D"))

    def export(self, file: Path) -> None:
        """Write the whole log to `file`, and say when it is done or why not."""
        try:
            self._log = Log.read(self._path)
        except LogError as error:
            self._say(str(error))
            return
        self._work = export(self._log, file)
        self._slices.start(0)

    def _go_on(self) -> None:
        if self._work is None:
            return
        try:
            next(self._work)
        except StopIteration as done:
            self._end(sentences.exported(done.value))
        except (OSError, LogError) as error:
            self._end(str(error))

    def _end(self, sentence: str) -> None:
        self._slices.stop()
        if self._log is not None:
            self._log.close()
        self._log = self._work = None
        self._say(sentence)
