"""The settings in use: the file as read last, and changes that could not be written to it yet."""

from pathlib import Path

from msgspec.structs import replace

from hipbreak.core.i18n import gettext as _
from hipbreak.store.settings_file import change_settings, load_settings


class SettingsStore:
    """Reads the file again before each change, so that what was edited by hand meanwhile counts and stays."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unsaved: dict[str, object] = {}
        self.settings, self.notes = load_settings(path)

    def change(self, key: str, value: object) -> list[str]:
        """Set one option; a sentence for what in the file cannot be used. ChangeRefused.

        A change that cannot be written takes effect nevertheless, with a sentence about it; the next one retries it.
        """
        changes = self._unsaved | {key: value}
        try:
            self.settings, notes = change_settings(self._path, changes)
        except OSError as error:
            self.settings = replace(self.settings, **{key: value})
            self._unsaved = changes
            return [
                _("Settings cannot be saved to {path}: {why}.").format(path=self._path, why=error.strerror or error)
            ]
        self._unsaved = {}
        return notes

    def reload(self) -> list[str]:
        """Use the file as it is now, and only that; returns a sentence for what in it cannot be used."""
        self.settings, notes = load_settings(self._path, self.settings)
        self._unsaved = {}
        return notes
