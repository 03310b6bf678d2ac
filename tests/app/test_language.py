"""The language of the running app: texts, Qt's own words, layout and formats, changed while it runs."""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from hipbreak.app.language import AppLanguage, formats_of, locale_for
from hipbreak.cli.locale_formats import first_weekday
from hipbreak.core import formats, i18n
from hipbreak.store.languages import available
from hipbreak.ui.tray.menu import MainMenu

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import translations


@pytest.fixture
def folder(qapp: QApplication, tmp_path: Path) -> Iterator[Path]:
    """Compiled catalogues of German and Hebrew, with one text; everything is as before afterwards."""
    for code, text in (("de", "&Jetzt aufstehen"), ("he", "&לקום עכשיו")):
        catalog = Catalog(locale=code)
        catalog.add("Stand &up now", text)
        file = tmp_path / code / "LC_MESSAGES" / "hipbreak.mo"
        file.parent.mkdir(parents=True)
        file.write_bytes(translations.compiled(catalog))
    before = QLocale()
    yield tmp_path
    i18n.install(NullTranslations())
    formats.install(formats.Formats())
    QLocale.setDefault(before)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_texts_buttons_of_qt_and_layout_follow_the_choice(qapp: QApplication, folder: Path) -> None:
    language = AppLanguage({"LANG": "de_AT.UTF-8"}, "system", folder)
    menu = MainMenu(lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert "&Jetzt aufstehen" in {action.text() for action in menu.findChildren(type(menu.menuAction()))}
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    assert language.change("he") and not language.change("he")
    menu.change_language()
    assert "&לקום עכשיו" in {action.text() for action in menu.findChildren(type(menu.menuAction()))}
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert language.change("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert i18n.gettext("Stand &up now") == "Stand &up now" and not i18n.is_translated()


def test_a_language_without_translation_is_reported_until_another_is_chosen(folder: Path) -> None:
    language = AppLanguage({"LANG": "xx_YY"}, "system", folder)
    assert "xx_YY" in i18n.problem()
    language.change("de")
    assert i18n.problem() == ""
    shutil.rmtree(folder / "he")
    language.change("he")
    assert "“he”" in i18n.problem() and i18n.gettext("Stand &up now") == "Stand &up now"


@pytest.mark.parametrize(
    ("code", "system", "expected"),
    [
        ("en", "C", "C"),
        ("de", "C", "de_DE"),
        ("de", "de_AT", "de_AT"),
        ("en", "de_DE", "en_DE"),
        ("pt_BR", "en_US", "pt_BR"),
        ("fr", "de_CH", "fr_CH"),
    ],
)
def test_formats_are_of_the_language_in_the_systems_country(code: str, system: str, expected: str) -> None:
    assert locale_for(code, QLocale(system)).name() == expected


@pytest.mark.parametrize(
    ("name", "time", "day", "number"),
    [
        ("C", "17:05", "2026-03-02", "1.5"),
        ("de_DE", "17:05", "02.03.2026", "1,5"),
        ("en_US", "5:05\u202fPM", "3/2/2026", "1.5"),
        ("en_GB", "17:05", "02/03/2026", "1.5"),
    ],
)
def test_times_dates_and_numbers_are_written_as_the_locale_does(name: str, time: str, day: str, number: str) -> None:
    made = formats_of(QLocale(name))
    assert (made.time(datetime(2026, 3, 2, 17, 5, tzinfo=UTC)), made.date(date(2026, 3, 2))) == (time, day)
    assert made.number(1.5) == number
    assert made.first_weekday == (6 if name == "en_US" else 0)


def test_weeks_begin_on_the_command_line_as_in_windows() -> None:
    for country in QLocale.Country:
        code = QLocale.territoryToCode(country)
        found = QLocale.matchingLocales(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, country)
        if len(code) == 2 and found and code != "MV":  # on the Maldives it is Friday
            assert first_weekday(f"xx_{code}.UTF-8") == found[0].firstDayOfWeek().value - 1, code


def test_texts_of_qt_are_hipbreaks_where_qt_has_none(qapp: QApplication, tmp_path: Path) -> None:
    catalog = Catalog(locale="id")
    for text, translated in (("Cancel", "Batal"), ("&Undo", "&Urungkan")):
        catalog.add(text, translated, context="Qt")
    file = tmp_path / "id" / "LC_MESSAGES" / "hipbreak.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(translations.compiled(catalog))
    language = AppLanguage({}, "id", tmp_path)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Help)
    assert [button.text() for button in buttons.buttons()] == ["Batal", "Help"]
    assert QCoreApplication.translate("QWidgetTextControl", "&Undo") == "&Urungkan"
    language.change("en")
    assert QCoreApplication.translate("QWidgetTextControl", "&Undo") == "&Undo"


@pytest.mark.parametrize("code", [code for code in available() if code != "en"])
def test_the_buttons_of_qt_are_in_every_language(qapp: QApplication, code: str) -> None:
    before = QLocale()
    language = AppLanguage({}, code)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") not in ("Cancel", "")
    assert QCoreApplication.translate("QWidgetTextControl", "&Paste") not in ("&Paste", "")
    language.change("en")
    QLocale.setDefault(before)
