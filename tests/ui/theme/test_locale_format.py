"""Dates follow the locale; without one they are those of ISO 8601."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from hipbreak.ui.theme.locale_format import day_and_month, month_and_year, short_date


@pytest.mark.parametrize(
    ("name", "with_year", "without"),
    [
        ("C", "2026-03-02", "03-02"),
        ("en_US", "3/2/2026", "3/2"),
        ("en_GB", "02/03/2026", "02/03"),
        ("de_DE", "02.03.2026", "02.03"),
        ("ja_JP", "2026/03/02", "03/02"),
        ("sv_SE", "2026-03-02", "03-02"),
    ],
)
def test_a_short_date_has_four_digits_of_the_year_or_none(name: str, with_year: str, without: str) -> None:
    QLocale.setDefault(QLocale(name))
    day = date(2026, 3, 2)
    assert (short_date(day), day_and_month(day)) == (with_year, without)


def test_the_name_of_a_month_alone_is_not_that_of_a_date() -> None:
    QLocale.setDefault(QLocale("ru_RU"))
    assert month_and_year(date(2026, 3, 2)) == "март 2026"
