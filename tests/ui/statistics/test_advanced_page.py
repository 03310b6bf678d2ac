"""The Advanced page: each measure with definition, source and number of bouts, or why it is unavailable."""

from datetime import datetime, timedelta

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact
from hipbreak.ui.statistics.view import ADVANCED
from tests.ui.statistics.logged_days import LoggedDays, recorded_weeks, rows_of, show_page, show_table, texts, window_of

MINUTES = (12, 8, 33, 47, 5, 62, 21, 28, 40, 15)  # evidence.md
MORNING = datetime.fromisoformat("2026-03-12T09:00:00+01:00")


def bouts(lengths: tuple[int, ...]) -> LoggedDays:
    facts: list[Fact] = []
    at = MORNING
    for length in lengths:
        end = at + timedelta(minutes=length)
        facts.append(tracking_facts.Bout(end, at, end))
        at = end + timedelta(minutes=1)
        facts.append(tracking_facts.Break(at, end, at, "confirmed", "said"))
    return LoggedDays(facts)


def rows(qtbot: QtBot, log: LoggedDays) -> dict[str, tuple[str, ...]]:
    window = window_of(qtbot, log)
    show_page(window, ADVANCED)
    return {row[0]: row for row in rows_of(show_table(window))}


def test_measures_of_the_reference_bouts(qtbot: QtBot) -> None:
    found = {name: row[1] for name, row in rows(qtbot, bouts(MINUTES)).items()}
    assert found == {
        "Mean bout": "27 min",
        "Median bout": "24 min",
        "Prolonged share": "67 %",
        "W50": "33 min",
        "Gini index, corrected": "0.40",
        "Alpha": "1.70",
        "Average hazard": "0.29",
    }


def test_each_measure_has_its_bouts_definition_and_source(qtbot: QtBot) -> None:
    for _, value, count, definition, source in rows(qtbot, bouts(MINUTES)).values():
        assert value and definition.endswith(".") and any(year in source for year in ("2010", "2012", "2017"))
        assert count == "10"


def test_below_ten_bouts_the_measures_of_spread_are_unavailable(qtbot: QtBot) -> None:
    found = rows(qtbot, bouts(MINUTES[:4]))
    for name in ("W50", "Gini index, corrected", "Alpha", "Average hazard"):
        assert found[name][1:3] == ("needs 10 bouts; 4 so far", "4")
    assert found["Mean bout"][1] == "25 min"


def test_equal_bouts_have_no_alpha(qtbot: QtBot) -> None:
    found = rows(qtbot, bouts((30,) * 12))
    assert found["Alpha"][1] == "not defined for these bouts"
    assert found["Gini index, corrected"][1] == "0.00"


def test_without_bouts_there_is_no_value(qtbot: QtBot) -> None:
    assert rows(qtbot, LoggedDays([]))["Mean bout"][1] == "no bout yet"


def test_a_week_a_month_or_a_year_can_be_chosen(qtbot: QtBot) -> None:
    window = window_of(qtbot, recorded_weeks())
    show_page(window, ADVANCED)
    box = window.findChild(QComboBox)
    week = texts(window)
    for number, heading in ((1, "March 2026"), (2, "2026"), (0, week[0])):
        box.setCurrentIndex(number)
        assert texts(window)[0] == heading
        assert window.windowTitle().startswith("Advanced, ")
    assert texts(window) == week
