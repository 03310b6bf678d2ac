"""The switch that starts the app with the session, and the base of the pages that have it."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from hipbreak.core.diagnostics import Finding
from hipbreak.core.settings.settings import AUTOSTART
from hipbreak.core.text import settings as settings_text
from hipbreak.ui.settings.option_row import OptionRow
from hipbreak.ui.widgets.layouts import column_of
from hipbreak.ui.widgets.scroll_page import ScrollPage
from hipbreak.ui.widgets.wrapping import muted_label, show_text, wrapping_label

_REFRESH_MS = 1000


class AutostartSwitch(Struct, frozen=True):
    """`switch` returns an error message, empty on success; `place` is where the setting is stored.

    `problem` returns a message if autostart is on and would start nothing.
    """

    is_on: Callable[[], bool]
    switch: Callable[[bool], str]
    place: str
    problem: Callable[[], str] = str


class AutostartRow(QWidget):
    """The autostart option, read from disk by `refresh`, since other programs may change it."""

    def __init__(self, autostart: AutostartSwitch) -> None:
        super().__init__()
        self._autostart = autostart
        self.row, self.error = OptionRow(AUTOSTART), wrapping_label()
        self._place = muted_label(settings_text.autostart_stored_in(autostart.place))
        self.row.changed.connect(lambda _, on: self._change(on))
        column_of(self.row, self._place, self.error, parent=self, spacing=4)
        self.refresh()

    def refresh(self) -> None:
        """Show the state on disk."""
        show_text(self.error, self._autostart.problem())
        self.row.show_value(self._autostart.is_on())

    def _change(self, on: bool) -> None:
        error = self._autostart.switch(on)
        self.row.show_value(self._autostart.is_on())
        show_text(self.error, error or self._autostart.problem())


class FindingsPage(ScrollPage):
    """Autostart, and what is found on this computer, which `find` reads once a second while the page is visible."""

    def __init__(self, find: Callable[[], Sequence[Finding]], autostart: AutostartSwitch) -> None:
        super().__init__()
        self._find, self.autostart = find, AutostartRow(autostart)
        self._timer = QTimer(self, interval=_REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is found now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.autostart.refresh()
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
