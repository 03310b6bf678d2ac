"""Durations in the settings, in the units of the language."""

from collections.abc import Iterator
from datetime import timedelta
from gettext import NullTranslations

import pytest

from hipbreak.core import i18n
from hipbreak.core.settings.durations import parse_duration
from hipbreak.core.text.settings import duration, typed_duration

UNITS = {"{n} s": "{n} sn", "{n} min": "{n} dk", "{h} h": "{h}\xa0s"}
"""Hours have the letter of the English seconds."""


class Units(NullTranslations):
    def gettext(self, message: str) -> str:
        return UNITS[message]


@pytest.fixture
def units() -> Iterator[None]:
    i18n.install(Units())
    yield
    i18n.install(NullTranslations())


@pytest.mark.parametrize(
    ("seconds", "english", "translated"),
    [
        (0, "0 s", "0 sn"),
        (30, "30 s", "30 sn"),
        (2_250, "37 min 30 s", "37 dk 30 sn"),
        (90_000, "25 h", "25\xa0s"),
        (5_405, "1 h 30 min 5 s", "1\xa0s 30 dk 5 sn"),
    ],
)
def test_a_duration_is_written_and_read_in_the_units_of_the_language(
    request: pytest.FixtureRequest, seconds: int, english: str, translated: str
) -> None:
    value = timedelta(seconds=seconds)
    assert duration(value) == english and parse_duration(typed_duration(english)) == value
    request.getfixturevalue("units")
    assert duration(value) == translated and parse_duration(typed_duration(translated)) == value
    assert parse_duration(typed_duration("1h30MIN")) == timedelta(minutes=90)
