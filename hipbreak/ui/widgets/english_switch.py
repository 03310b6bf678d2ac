"""A button that shows the English original beside a translated text on which safety depends."""

from contextlib import AbstractContextManager, nullcontext

from PySide6.QtWidgets import QPushButton

from hipbreak.core import i18n
from hipbreak.core.text.settings import show_in_english


class EnglishSwitch(QPushButton):
    """Checked for English; hidden while no translation is in use."""

    def __init__(self) -> None:
        super().__init__(show_in_english())
        self.setCheckable(True)
        if not i18n.is_translated():
            self.hide()

    def texts(self) -> AbstractContextManager[None]:
        """In this block texts are looked up in the language to show."""
        return i18n.untranslated() if self.isChecked() else nullcontext()
