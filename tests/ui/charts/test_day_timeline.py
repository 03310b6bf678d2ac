"""The timeline of a day: the text and the position of every item."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import fields, replace
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipbreak.core.statistics.daily import Day, days_of
from hipbreak.core.statistics.timeline import hour_marks, hours_around, items_of
from hipbreak.ui.charts import markers
from hipbreak.ui.charts.day_timeline import DayTimeline
from hipbreak.ui.theme import tokens
from tests.ui.days import DATE, EMPTY, EVENING, FULL, day_of, facts_of, trace_lines
from tests.ui.theme.contrast import contrast_ratio
from tests.ui.window_actions import point, press, times

RIGHT, LEFT, HOME, END = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_End


def timeline_of(qtbot: QtBot, day: Day, now: datetime | None = EVENING) -> DayTimeline:
    timeline = DayTimeline()
    qtbot.addWidget(timeline)
    timeline.show_day(day, now)
    timeline.resize(860, timeline.heightForWidth(860))
    timeline.show()
    return timeline


def item_texts(timeline: DayTimeline, count: int) -> list[str]:
    texts = []
    for _ in range(count):
        press(timeline, RIGHT)
        texts.append(timeline.selected_text)
    return texts


def test_the_arrow_keys_select_every_item_in_order(qtbot: QtBot) -> None:
    day = day_of(
        "09:00 active|09:38 window_switch|09:38:10 start|09:38:45 finish|10:00 lock|10:20 unlock|10:30 stop|10:45 end"
    )
    assert item_texts(timeline_of(qtbot, day), 7) == [
        "09:00 to 09:38, sitting, 38 min",
        "09:38, a prompt: you started, and it was done",
        "09:38, standing, 35 s: a confirmed break",
        "09:38 to 10:00, sitting, 21 min",
        "10:00 to 10:20, away, 20 min: assumed to be a break",
        "10:20 to 10:30, sitting, 10 min",
        "10:30 to 10:45, not observed, 15 min: Hipbreak was not running",
    ]


def test_the_text_of_every_outcome(qtbot: QtBot) -> None:
    texts = item_texts(timeline_of(qtbot, day_of(FULL)), len(items_of(day_of(FULL))))
    for expected in (
        "09:28, a prompt: you chose Later",
        "09:33, a prompt: you started, and it was done",
        "11:14, the hourly cue: no answer",
        "14:40, a prompt: you chose Skip",
        "15:34, a prompt: withdrawn, because you left",
        "16:20, a prompt: you started, and stopped early",
        "17:05, a pulse without a prompt: you started, and it was done",
    ):
        assert expected in texts


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("09:38:10 end", "09:38, a prompt: it waits for your answer"),
        ("09:38:10 start|09:38:20 end", "09:38, a prompt: you started"),
    ],
)
def test_the_text_of_an_open_prompt(qtbot: QtBot, end: str, expected: str) -> None:
    timeline = timeline_of(qtbot, day_of(f"09:00 active|09:38 window_switch|{end}"))
    assert item_texts(timeline, 1) == [expected]


def test_the_text_of_sitting_beyond_the_window(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of("09:00 active|10:05 lock|10:30 unlock|10:31 stop|10:40 end"))
    assert item_texts(timeline, 1) == ["09:00 to 10:05, sitting, 1 h 5 min, 20 min of it beyond 45 min"]


def test_a_bout_over_midnight_is_beyond_the_window_on_the_second_day() -> None:
    lines = trace_lines("23:30 active") + trace_lines("00:40 lock|01:00 stop|01:02 end", DATE + timedelta(days=1))
    day = days_of(facts_of(lines), DATE + timedelta(days=1), DATE + timedelta(days=1))[0]
    assert items_of(day)[0].beyond == timedelta(minutes=25)


def test_home_end_and_the_first_and_last_item(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of(FULL))
    last = len(items_of(day_of(FULL))) - 1
    press(timeline, LEFT)
    assert timeline.selected == last
    press(timeline, RIGHT)
    assert timeline.selected == last
    press(timeline, HOME, LEFT)
    assert timeline.selected == 0
    press(timeline, END)
    assert timeline.selected == last


def test_the_pointer_selects_the_item_below_it_until_it_leaves(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of(FULL))
    texts = item_texts(timeline, len(timeline.item_rects()))
    for rect, text in zip(timeline.item_rects(), texts, strict=True):
        if text.startswith(("10:55", "14:40", "12:33")):
            point(timeline, QPointF(rect.center().x(), rect.bottom() - 3))
            assert timeline.selected_text == text
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.Leave))
    assert timeline.selected_text == ""


def test_a_refresh_keeps_the_selection(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of(FULL))
    press(timeline, RIGHT, RIGHT)
    timeline.show_day(day_of(FULL), EVENING + timedelta(minutes=1))
    assert timeline.selected_text.startswith("08:05 to 08:50, not observed")
    timeline.show_day(EMPTY, EVENING)
    assert timeline.selected_text == ""


def test_a_screen_reader_gets_the_summary_and_then_the_item(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of(FULL))
    reader = QAccessible.queryAccessibleInterface(timeline)
    assert reader.text(QAccessible.Text.Name) == "The day as a strip"
    assert reader.text(QAccessible.Text.Description).startswith("07:00 to 18:00, ")
    press(timeline, RIGHT)
    assert reader.text(QAccessible.Text.Description) == "07:40 to 08:05, sitting, 25 min"


def test_an_empty_day_has_hours_and_no_items(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, EMPTY, None)
    press(timeline, RIGHT)
    assert timeline.selected_text == ""
    assert not timeline.grab().isNull()


def test_a_day_of_23_hours(qtbot: QtBot) -> None:
    spring = date(2026, 3, 29)  # 02:00 becomes 03:00
    day = day_of(
        """01:00 active|01:30 lock|03:00+02:00 unlock
           04:00+02:00 lock|04:10+02:00 unlock|05:00+02:00 stop|05:02+02:00 end""",
        spring,
    )
    start, end = hours_around(day, None)
    assert [mark.hour for mark in hour_marks(day, start, end)] == [1, 3, 4, 5, 6, 7, 8, 9, 10]
    timeline = timeline_of(qtbot, day, None)
    half_hour, away, hour = (rect.width() for rect in timeline.item_rects()[:3])
    assert half_hour == pytest.approx(away, abs=2)
    assert hour == pytest.approx(2 * half_hour, abs=3)


def test_a_day_of_25_hours() -> None:
    autumn = date(2026, 10, 25)
    day = day_of("00:00+02:00 active|12:00 lock|12:10 unlock|23:50 stop|23:55 end", autumn)
    start, end = hours_around(day, None)
    assert end - start == timedelta(hours=25)


moments = st.lists(st.integers(0, 1439), min_size=3, max_size=24, unique=True).map(sorted)


@hypothesis_settings(max_examples=40, deadline=None)
@given(minutes=moments, width=st.integers(200, 1600))
def test_any_day_lies_within_the_timeline(minutes: list[int], width: int) -> None:
    events = ["active", *(["lock", "unlock"] * len(minutes))[: len(minutes) - 2], "stop"]
    clock = [f"{m // 60:02}:{m % 60:02}" for m in minutes]
    day = day_of("|".join(f"{at} {event}" for at, event in zip(clock, events, strict=True)) + "|23:59:59 end")
    timeline = DayTimeline()
    timeline.show_day(day, None)
    timeline.resize(width, timeline.heightForWidth(width))
    rects = timeline.item_rects()
    start, end = hours_around(day, None)
    assert len(rects) == len([item for item in items_of(day) if item.end >= start and item.start < end])
    assert all(rect.left() >= -4 and rect.right() <= width + 4 for rect in rects)
    timeline.deleteLater()


def test_larger_text_makes_the_timeline_higher(qtbot: QtBot) -> None:
    timeline = timeline_of(qtbot, day_of(FULL))
    before = timeline.heightForWidth(500)
    timeline.setFont(times(timeline.font(), 2))
    assert timeline.heightForWidth(500) > 1.6 * before
    timeline.resize(500, timeline.heightForWidth(500))
    assert not timeline.grab().isNull()


# Meaning without colour

INK_ONLY = replace(
    tokens.HIGH_CONTRAST_LIGHT,
    **{field.name: "#000000" for field in fields(tokens.Tokens) if field.name not in ("paper", "surface", "band")},
)
OUTCOMES = ("finished", "stopped", "later", "skipped", "ignored", "withdrawn", "waiting")


def painted(paint: Callable[[QPainter], None]) -> bytes:
    image = QImage(60, 40, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return bytes(image.constBits())


def test_stretches_breaks_and_prompts_differ_without_colour() -> None:
    box = QRectF(10, 10, 40, 24)
    small = QRectF(10, 10, 12, 12)
    shapes = [painted(lambda p, f=f: f(p, box, INK_ONLY)) for f in markers.STRETCHES.values()]
    shapes += [painted(lambda p, w=w: markers.credit(p, small, w, INK_ONLY)) for w in ("confirmed", "assumed")]
    prompts = [painted(lambda p, w=w: markers.outcome(p, small, w, INK_ONLY)) for w in OUTCOMES]
    for group in (shapes, prompts):
        assert all(a != b for a, b in combinations(group, 2))


TOKEN_SETS = (tokens.LIGHT, tokens.DARK, tokens.HIGH_CONTRAST_LIGHT, tokens.HIGH_CONTRAST_DARK)


@pytest.mark.parametrize("chosen", TOKEN_SETS)
def test_contrast_of_the_colours_in_use(chosen: tokens.Tokens) -> None:
    for text, ground in (
        ("ink", "paper"),
        ("muted", "paper"),
        ("ink", "far"),
        ("standing", "paper"),
        ("beyond", "paper"),
    ):
        assert contrast_ratio(getattr(chosen, text), getattr(chosen, ground)) >= 4.5, (text, ground)
    for edge, ground in (("inner", "paper"), ("accent", "paper"), ("away", "paper"), ("beyond", "far")):
        assert contrast_ratio(getattr(chosen, edge), getattr(chosen, ground)) >= 3, (edge, ground)
