"""The dialogs that add, edit, give away and remove a routine of the person's own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from hipbreak.app.programme.programme_cache import ProgrammeCache
from hipbreak.app.windows.dialogs import confirm, open_dialog
from hipbreak.core.text import programme_view as programme_view_text
from hipbreak.store.own_routines import RoutineRefused, add_routine, pack_routine, remove_routine
from hipbreak.store.routine_archive import SUFFIX
from hipbreak.ui.intents import ChangeRoutine, RoutineAction


class OwnRoutineDialogs(QObject):
    """Non-blocking dialogs; `changed` is called when the files may have changed."""

    def __init__(
        self,
        settings: Path,
        programme: ProgrammeCache,
        parent_window: Callable[[], QWidget | None],
        changed: Callable[[], None],
        open_url: Callable[[QUrl], object] = QDesktopServices.openUrl,
    ) -> None:
        """`settings` is the file beside which the routines lie."""
        super().__init__()
        self._settings, self._programme, self._parent_window = settings, programme, parent_window
        self._changed, self._open_url = changed, open_url

    def ask_file(self) -> None:
        """Ask for a file, and add the routine in it."""
        dialog = QFileDialog(self._parent_window(), programme_view_text.add_title())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([programme_view_text.routine_filter()])
        dialog.fileSelected.connect(lambda name: self._try(lambda: add_routine(self._settings, Path(name))))
        open_dialog(dialog)

    def change(self, request: ChangeRoutine) -> None:
        """Edit, give away or remove a routine."""
        match request.action:
            case RoutineAction.EDIT:
                if (file := self._programme.library.files.get(request.name)) is not None:
                    self._open_url(QUrl.fromLocalFile(str(file.parent)))
            case RoutineAction.PACK:
                self._ask_target(request.name)
            case RoutineAction.REMOVE:
                self._confirm_removal(request.name)

    def _ask_target(self, name: str) -> None:
        dialog = QFileDialog(self._parent_window(), programme_view_text.pack_title())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([programme_view_text.packed_filter()])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(f"{name}{SUFFIX}")
        dialog.fileSelected.connect(lambda file: self._try(lambda: pack_routine(self._settings, name, Path(file))))
        open_dialog(dialog)

    def _confirm_removal(self, name: str) -> None:
        routine = self._programme.library.get(name)
        title, question = programme_view_text.remove_title(), programme_view_text.remove_question
        confirm(
            self._parent_window(),
            title,
            question(routine.title if routine else name),
            programme_view_text.remove_consequence(),
            programme_view_text.remove_now(),
            lambda: self._try(lambda: remove_routine(self._settings, name)),
        )

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except RoutineRefused as reason:
            self._show_message(str(reason))
        except OSError as error:
            self._show_message(programme_view_text.cannot(str(error.filename), error.strerror or str(error)))
        self._changed()

    def _show_message(self, sentence: str) -> None:
        box = QMessageBox(
            QMessageBox.Icon.NoIcon, programme_view_text.your_routines(), sentence, parent=self._parent_window()
        )
        box.addButton(QMessageBox.StandardButton.Ok)
        open_dialog(box)
