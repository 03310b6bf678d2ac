"""The language of the running app: its texts, Qt's own, the layout, and the formats of times and dates."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QTime, QTranslator
from PySide6.QtWidgets import QApplication

from hipbreak.core import formats, i18n
from hipbreak.core.text.messages import language_problem
from hipbreak.store.languages import ENGLISH, Language, load_language

_SHORT = QLocale.FormatType.ShortFormat


class AppLanguage:
    """Uses the language of the desktop, or the chosen one; QApplication must exist."""

    def __init__(self, environment: Mapping[str, str], choice: str, folder: Path | None = None) -> None:
        """`choice` is that of the settings, like `de` or `system`; `folder` has other catalogues than the installed."""
        self._environment, self._system, self._folder = environment, QLocale.system(), folder
        self._qt_texts: QTranslator | None = None
        self._choice = choice
        self.language = Language(ENGLISH)
        self._use(choice)

    def change(self, choice: str) -> bool:
        """Use another language, if this is another choice; existing windows keep their texts."""
        if choice == self._choice:
            return False
        self._choice = choice
        self._use(choice)
        return True

    def _use(self, choice: str) -> None:
        before = self.language.code
        self.language = load_language(choice, self._environment, self._folder)
        problem = language_problem(self.language.missing, self.language.unreadable)
        i18n.install(self.language.translations, problem)
        locale = locale_for(self.language.code, self._system)
        if QLocale() != locale:
            QLocale.setDefault(locale)
        formats.install(formats_of(locale))
        if self.language.code == before:
            return
        self._translate_qt()
        QApplication.setLayoutDirection(QLocale(self.language.code).textDirection())

    def _translate_qt(self) -> None:
        if self._qt_texts is not None:
            QApplication.removeTranslator(self._qt_texts)
            self._qt_texts = None
        if self.language.code == ENGLISH:
            return
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not translator.load(f"qtbase_{self.language.code}", folder):
            from hipbreak.app.qt_texts import QtTexts

            translator = QtTexts()
        QApplication.installTranslator(translator)
        self._qt_texts = translator


def locale_for(code: str, system: QLocale) -> QLocale:
    """The formats of a language: those of the system if it speaks that, else those of the system's country."""
    language = QLocale(code)
    if system.language() == QLocale.Language.C:
        return system if code == ENGLISH else language
    if language.language() == system.language():
        return system
    return language if "_" in code else QLocale(language.language(), system.territory())


def formats_of(locale: QLocale) -> formats.Formats:
    """Times, dates and numbers as this locale writes them; as in ISO 8601 for the locale C."""
    if locale.language() == QLocale.Language.C:
        return formats.Formats()
    with_year = locale.dateFormat(_SHORT)
    pattern = with_year if "yyyy" in with_year else with_year.replace("yy", "yyyy")

    def format_time(moment: datetime) -> str:
        return locale.toString(QTime(moment.hour, moment.minute), _SHORT)

    def format_date(day: date) -> str:
        return locale.toString(QDate(day.year, day.month, day.day), pattern)

    def format_number(number: float) -> str:
        return locale.toString(number, "f", 1)

    return formats.Formats(format_time, format_date, format_number, locale.firstDayOfWeek().value - 1)
