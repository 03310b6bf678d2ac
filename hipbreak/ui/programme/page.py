"""The base of the programme's pages."""

from PySide6.QtCore import Signal

from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.scroll_page import ScrollPage


class ProgrammePage(ScrollPage):
    """A page that may depend on the programme; `changed` carries an option's key and value."""

    changed = Signal(str, object)

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the programme as it is now."""
