"""Texts of Qt itself, for the languages into which Qt is not translated."""

from PySide6.QtCore import QTranslator

from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.i18n import untranslated


class QtTexts(QTranslator):
    """Buttons, the menus of fields, and the file dialog, from the catalogue of Hipbreak."""

    def __init__(self) -> None:
        super().__init__()
        with untranslated():
            originals = _texts()
        self._texts = {text: new for text, new in zip(originals, _texts(), strict=True) if new != text}

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: ARG002 - Qt's
        """The translation; None, which is Qt's sign of no translation, for another text."""
        return self._texts.get(text)  # type: ignore[return-value]


def _texts() -> tuple[str, ...]:
    # Translators: as in other programs: a button, an entry in the menu of a text field, or a part of the file dialog.
    return (
        _p("Qt", "OK"),
        _p("Qt", "Cancel"),
        _p("Qt", "Close"),
        _p("Qt", "Open"),
        _p("Qt", "Save"),
        _p("Qt", "&OK"),
        _p("Qt", "&Cancel"),
        _p("Qt", "&Close"),
        _p("Qt", "&Open"),
        _p("Qt", "&Save"),
        _p("Qt", "&Yes"),
        _p("Qt", "&No"),
        _p("Qt", "&Undo"),
        _p("Qt", "&Redo"),
        _p("Qt", "Cu&t"),
        _p("Qt", "&Copy"),
        _p("Qt", "&Paste"),
        _p("Qt", "Delete"),
        _p("Qt", "Select All"),
        _p("Qt", "&Select All"),
        _p("Qt", "&Step up"),
        _p("Qt", "Step &down"),
        _p("Qt", "Look in:"),
        _p("Qt", "Directory:"),
        _p("Qt", "File &name:"),
        _p("Qt", "Files of type:"),
        _p("Qt", "Back"),
        _p("Qt", "Forward"),
        _p("Qt", "Parent Directory"),
        _p("Qt", "Create New Folder"),
        _p("Qt", "List View"),
        _p("Qt", "Detail View"),
        _p("Qt", "Name"),
        _p("Qt", "Size"),
        _p("Qt", "Type"),
        _p("Qt", "Date Modified"),
    )
