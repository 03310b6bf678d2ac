"""The pages of the session window: no clipped text at any size, and only options that the routine has."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hipbreak.core.exercise.session_plan import RoutineOptions, build, lengths
from hipbreak.core.exercise.session_steps import Side, StepKind
from hipbreak.core.text import session as session_text
from hipbreak.ui.exercise.session_controls import SessionAction
from hipbreak.ui.exercise.session_player_view import SessionProgress
from hipbreak.ui.theme import tokens
from hipbreak.ui.widgets.fitted_labels import SESSION_SIZE
from tests.core.exercise.shipped import NAMES, routine
from tests.ui.sessions import opened, started
from tests.ui.window_actions import clipped, times


def process_events() -> None:
    for _ in range(12):
        QApplication.processEvents()


@pytest.mark.parametrize("size", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", ["mini", "full", "self-test"])
def test_no_text_is_clipped_at_any_text_size(qtbot: QtBot, name: str, size: float) -> None:
    with opened(qtbot, name) as played:
        window = played.window
        window.setFont(times(window.font(), size))
        process_events()
        assert clipped(window) == []
        window.overview.start_button.click()
        seen: set[StepKind] = set()
        while window.playback.player:
            kind = played.steps_shown[-1].step.kind
            if kind not in seen:
                seen.add(kind)
                process_events()
                assert clipped(window) == [], kind
                needed = window.player_view.verb.fontMetrics().horizontalAdvance(window.player_view.verb.text())
                assert needed <= window.player_view.verb.width()
            if window.playback.waiting:
                window.perform(SessionAction.NEXT)
            played.wait(2)
        process_events()
        assert clipped(window) == []


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_the_pain_panel_is_not_clipped(qtbot: QtBot, size: float) -> None:
    with started(qtbot) as played:
        played.window.setFont(times(played.window.font(), size))
        played.wait(40).press(Qt.Key.Key_H)
        played.window.pain_panel.places["low back"].click()
        process_events()
        assert clipped(played.window) == []
        close_button = played.window.pain_panel.close_button
        assert played.window.rect().contains(close_button.geometry())


def test_short_verbs_are_readable_from_two_metres(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        played.wait(53)
        process_events()
        verb = played.window.player_view.verb
        assert verb.text() in ("Press", "Relax")
        assert verb.font().pixelSize() >= SESSION_SIZE


def test_stop_is_the_largest_control(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        process_events()
        controls = played.window.player_view.controls
        sizes = {b: b.width() * b.height() for b in controls.findChildren(QPushButton)}
        assert max(sizes, key=lambda button: sizes[button]) is controls.stop
        assert min(button.height() for button in sizes) >= 44


def test_start_is_the_first_and_the_largest(qtbot: QtBot) -> None:
    with opened(qtbot) as played:
        process_events()
        start = played.window.overview.start_button
        others = [b for b in played.window.overview.findChildren(QPushButton) if b is not start and b.isVisible()]
        assert all(start.width() * start.height() > other.width() * other.height() for other in others)


@pytest.mark.parametrize("name", NAMES)
def test_the_overview_shows_the_computed_length(qtbot: QtBot, name: str) -> None:
    with opened(qtbot, name) as played:
        assert played.window.overview.length.text() == session_text.lengths_line(lengths(routine(name)))


def test_options_change_the_length_and_the_session(qtbot: QtBot) -> None:
    with opened(qtbot, "full") as played:
        overview, options = played.window.overview, played.window.overview.options
        before = overview.length.text()
        assert options.gentle and options.weight and options.side
        options.gentle.setChecked(True)
        options.blocks["bridge"].setChecked(False)
        options.weight.setChecked(True)
        options.side.setCurrentIndex(1)
        assert overview.length.text() != before
        assert "light weight" in overview.needs.text()
        overview.start_button.click()
        steps = played.window.playback.paused_player().steps
        assert steps[0].side is Side.LEFT
        assert {step.block for step in steps} == {"couch", "split"}
        assert any(step.picture == "split_hold_weight" for step in steps)


def test_rounds_are_an_option_where_they_vary(qtbot: QtBot) -> None:
    with opened(qtbot, "couch-stretch") as played:
        before = played.window.overview.length.text()
        played.window.overview.options.rounds["couch"].setValue(2)
        assert played.window.overview.length.text() != before
        assert played.window.overview.options.options().numbers == (("couch.rounds", 2),)


def test_a_weight_is_an_option_only_if_offered(qtbot: QtBot) -> None:
    with opened(qtbot, "full") as played:
        played.window.open(routine("full"), RoutineOptions(), weight_offered=False)
        assert played.window.overview.options.weight is None
        assert not played.window.overview.options.options().weight


@pytest.mark.parametrize(("name", "is_shown"), [("mini", True), ("full-no-couch", True), ("pulse-30", False)])
def test_the_sitting_tip_is_shown_before_a_session_but_not_a_break(qtbot: QtBot, name: str, is_shown: bool) -> None:
    with opened(qtbot, name) as played:
        tip = played.window.overview.tip
        assert tip.text() == "For later, at the desk: hips slightly higher than the knees."
        assert tip.isVisible() is is_shown


def test_a_walk_has_no_options(qtbot: QtBot) -> None:
    with opened(qtbot, "walk") as played:
        assert not played.window.overview.options.has_options
        assert played.window.overview.options_title.isHidden()


def test_the_audio_notice_is_shown_before_and_during_a_session(qtbot: QtBot) -> None:
    with opened(qtbot) as played:
        pages = (played.window.overview, played.window.player_view)
        assert all(page.notice.isHidden() for page in pages)
        played.window.show_notice("Quiet.")
        assert [page.notice.text() for page in pages] == ["Quiet."] * 2
        assert not any(page.notice.isHidden() for page in pages)


def test_colours_can_be_changed_during_a_session(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        before = played.window.grab().toImage()
        played.window.set_tokens(tokens.DARK)
        assert played.window.grab().toImage() != before


def test_the_progress_has_a_segment_for_each_side_of_each_block(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        bar = played.window.player_view.progress
        assert isinstance(bar, SessionProgress)
        assert len(bar.segments) == 4
        assert sum(bar.segments) == pytest.approx(lengths(routine("mini")).total / timedelta(seconds=1))


def test_a_screen_reader_gets_each_step_but_not_each_second(qtbot: QtBot) -> None:
    with started(qtbot) as played:
        view = played.window.player_view
        descriptions = []
        for _ in range(40):
            descriptions.append(view.accessibleDescription())
            played.wait(1)
        assert "Right side." in " ".join(descriptions)
        assert len(set(descriptions)) <= len(played.steps_shown)


@pytest.mark.parametrize("has_pictures", [True, False])
def test_without_pictures_verb_and_ring_have_the_whole_width(qtbot: QtBot, has_pictures: bool) -> None:
    with started(qtbot) as played:
        view = played.window.player_view
        steps = build(routine("mini"))
        view.show_session(steps if has_pictures else tuple(replace(step, picture="") for step in steps))
        process_events()
        assert view.figure.isVisible() is has_pictures
        for part in (view.verb, view.ring):
            middle = part.mapTo(view, part.rect().center()).x() / view.width()
            assert middle == pytest.approx(0.75 if has_pictures else 0.5, abs=0.02)
