"""What every page of the programme's window is."""

from PySide6.QtWidgets import QWidget

from hipbreak.ui.programme.view_model import ProgrammeViewModel
from hipbreak.ui.widgets.scroll_page import ScrollPage


class WindowPage(ScrollPage):
    """A page that shows some of the view model."""

    def show_scene(self, scene: ProgrammeViewModel) -> None:
        """Show this view model; nothing if the page does not depend on it."""

    def main(self) -> QWidget:
        """Return the widget that has the focus when the window opens."""
        raise NotImplementedError
