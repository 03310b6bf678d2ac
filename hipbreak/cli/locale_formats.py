"""The formats of times, dates and numbers of the command line: those of the locale, without Qt."""

import locale
import re

from hipbreak.core.formats import Formats

_SUNDAY = (
    "AG,AS,BD,BR,BS,BT,BW,BZ,CA,CO,DM,DO,ET,GT,GU,HK,HN,ID,IL,IN,IS,JM,JP,KE,KH,KR,LA,MH,MM,MO,MT,MX,MZ,NI,NP,PA,PE,PH,"
    "PK,PR,PT,PY,SA,SG,SV,TH,TT,TW,UM,US,VE,VI,WS,YE,ZA,ZW"
)
_SATURDAY = "AF,BH,DJ,DZ,EG,IQ,IR,JO,KW,LY,OM,QA,SD,SY"
"""Countries by the day on which a week begins, as in Qt's data of CLDR; elsewhere it is Monday."""


def locale_formats() -> Formats:
    """Those of LC_TIME and LC_NUMERIC; as in ISO 8601 where that is C, or a locale that is not installed."""
    try:
        name = locale.setlocale(locale.LC_TIME, "")
    except locale.Error:
        return Formats()
    if name.partition(".")[0] in ("C", "POSIX") or not hasattr(locale, "nl_langinfo"):
        return Formats()
    has_halves = any(form in locale.nl_langinfo(locale.T_FMT) for form in ("%p", "%I", "%r", "%P"))
    time_form = "%I:%M %p" if has_halves else "%H:%M"
    point = _decimal_point()
    return Formats(
        lambda moment: moment.strftime(time_form).removeprefix("0" if has_halves else ""),
        lambda day: day.strftime("%x"),
        lambda number: f"{number:.1f}".replace(".", point),
        first_weekday(name),
    )


def first_weekday(name: str) -> int:
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
