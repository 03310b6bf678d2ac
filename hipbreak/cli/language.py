"""The language of the command line, and its formats of times, dates and numbers, without Qt."""

import locale
import os
import re
from pathlib import Path

from hipbreak.core import formats, i18n
from hipbreak.core.text.diagnostics import language_problem
from hipbreak.desktop.system.ui_languages import with_system_languages
from hipbreak.store.languages import DOMAIN, ENGLISH, SYSTEM, Language, catalogue_folder, load_language, stored_choice

_SUNDAY = (
    "AG,AS,BD,BR,BS,BT,BW,BZ,CA,CO,DM,DO,ET,GT,GU,HK,HN,ID,IL,IN,IS,JM,JP,KE,KH,KR,LA,MH,MM,MO,MT,MX,MZ,NI,NP,PA,PE,PH,"
    "PK,PR,PT,PY,SA,SG,SV,TH,TT,TW,UM,US,VE,VI,WS,YE,ZA,ZW"
)
_SATURDAY = "AF,BH,DJ,DZ,EG,IQ,IR,JO,KW,LY,OM,QA,SD,SY"
"""Countries by the day on which a week begins, as in Qt's data of CLDR; elsewhere it is Monday."""


def use_language(settings: Path | None) -> None:
    """Speak the language that the settings file or the environment names."""
    language = _language_of(settings)
    i18n.install(language.translations, language_problem(language.missing, language.unreadable))
    folder = catalogue_folder()
    if language.code != ENGLISH and folder is not None:
        import gettext  # the texts of argparse itself are looked up by Python's own gettext

        os.environ["LANGUAGE"] = language.code
        gettext.bindtextdomain(DOMAIN, str(folder))
        gettext.textdomain(DOMAIN)
    formats.install(locale_formats())


def _language_of(settings: Path | None) -> Language:
    choice = stored_choice(settings) if settings else SYSTEM
    return load_language(choice, with_system_languages(os.environ) if choice == SYSTEM else os.environ)


def chosen_problem(settings: Path) -> str:
    """Why the texts are in English although the settings file names another language; empty if nothing is wrong."""
    language = _language_of(settings)
    return language_problem(language.missing, language.unreadable)


def locale_formats() -> formats.Formats:
    """Those of LC_TIME and LC_NUMERIC; as in ISO 8601 where that is C, or a locale that is not installed."""
    try:
        name = locale.setlocale(locale.LC_TIME, "")
    except locale.Error:
        return formats.Formats()
    if name.partition(".")[0] in ("C", "POSIX") or not hasattr(locale, "nl_langinfo"):
        return formats.Formats()
    has_halves = any(form in locale.nl_langinfo(locale.T_FMT) for form in ("%p", "%I", "%r", "%P"))
    time_form = "%I:%M %p" if has_halves else "%H:%M"
    point = _decimal_point()
    return formats.Formats(
        lambda moment: moment.strftime(time_form).removeprefix("0" if has_halves else ""),
        lambda day: day.strftime("%x"),
        lambda number: f"{number:.1f}".replace(".", point),
        _first_weekday(name),
    )


def _first_weekday(name: str) -> int:
    """That of a locale like `pt_BR.UTF-8`; 0 is Monday."""
    country = re.split("[.@]", name)[0].partition("_")[2]
    return 6 if country in _SUNDAY.split(",") else 5 if country in _SATURDAY.split(",") else 0


def _decimal_point() -> str:
    """That of LC_NUMERIC, which is C again afterwards: libraries read numbers by it."""
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return str(locale.localeconv()["decimal_point"])
    except locale.Error:
        return "."
    finally:
        locale.setlocale(locale.LC_NUMERIC, "C")
