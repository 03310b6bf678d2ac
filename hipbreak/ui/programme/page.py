"""The base of the programme's pages."""

from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.scroll_page import ScrollPage


class ProgrammePage(ScrollPage):
    """A page that may depend on the programme."""

    def show_model(self, model: ProgrammeViewModel) -> None:
        """Show the programme as it is now."""
