"""Whether GNOME's own break reminders are on (GNOME 48 and later)."""

from collections.abc import Mapping

from hipbreak.desktop.display.desktop_appearance import is_gnome
from hipbreak.desktop.system.process_query import ProcessQuery

_COMMAND = ("gsettings", "get", "org.gnome.desktop.break-reminders", "selected-breaks")


class GnomeBreakReminders:
    """Reads the setting once; elsewhere, in an earlier GNOME and without `gsettings` they count as off."""

    def __init__(self, environment: Mapping[str, str], command: tuple[str, ...] = _COMMAND) -> None:
        """`command` replaces the call of `gsettings`."""
        self.are_on: bool | None = None
        """None until the setting has been read."""
        self._query: ProcessQuery | None = None
        if is_gnome(environment):
            self._query = ProcessQuery(command, environment, self._printed)
        else:
            self.are_on = False

    def close(self) -> None:
        """Stop reading. Idempotent."""
        if self._query is not None:
            self._query.cancel()

    def _printed(self, text: str | None) -> None:
        """The setting is a list of strings, such as `['eyesight', 'movement']` or `@as []`."""
        self.are_on = "'" in (text or "")
