"""Texts of Qt itself, for the languages into which Qt is not translated."""

from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.i18n import untranslated


def qt_texts() -> dict[str, str]:
    """Buttons, the menus of fields, and the file dialog, by Qt's own text."""
    with untranslated():
        originals = _texts()
    return dict(zip(originals, _texts(), strict=True))


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
