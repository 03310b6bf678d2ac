"""The steps of a session, and the lengths of the programme's routines (I1-I11)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from hipbreak.core.exercise.routine import ALLOWED_PICTURES, Range
from hipbreak.core.exercise.session_plan import RoutineOptions, break_steps, build, lengths
from hipbreak.core.exercise.session_steps import (
    Side,
    Step,
    StepKind,
    StepPart,
    audio_cues,
    cue_at,
    following,
    length,
    scaled,
)
from tests.core.exercise.shipped import NAMES, protocol_ids, routine


def seconds(time: timedelta) -> float:
    return time.total_seconds()


def of(name: str, **options: object) -> tuple[Step, ...]:
    return build(routine(name), RoutineOptions(**options))  # type: ignore[arg-type]


def only(steps: tuple[Step, ...], *kinds: StepKind) -> list[Step]:
    return [step for step in steps if step.kind in kinds]


@pytest.mark.parametrize(
    ("name", "without", "whole"),
    [
        ("pulse-10", 10, 16),
        ("pulse-30", 30, 30),
        ("mini", 3 * 60 + 50, 5 * 60 + 18),
        ("mini-core", 100, 140),
        ("full", 8 * 60 + 5, 9 * 60 + 45),
        ("couch-stretch", 180, 220),
        ("walk", 300, 300),
    ],
)
def test_the_lengths_of_routines(name: str, without: int, whole: int) -> None:
    took = lengths(routine(name))
    assert (seconds(took.without_set_up), seconds(took.total)) == (without, whole)


def test_the_full_routine_takes_eight_to_ten_minutes_except_three_times_thirty() -> None:
    def total(**options: object) -> float:
        return seconds(lengths(routine("full"), RoutineOptions(**options)).total)  # type: ignore[arg-type]

    assert total(gentle=True) == 8 * 60 + 5
    assert total(numbers=(("hold.reps", 2), ("hold.seconds", 30))) == 8 * 60 + 45
    assert total(numbers=(("hold.seconds", 30),)) == 10 * 60 + 15
    assert total(weight=True) == total()


def test_parts_of_the_mini_and_the_full_routine() -> None:
    def exercise(name: str, block: str, side: Side | None) -> float:
        steps = (s for s in of(name) if s.block == block and s.side == side and s.part is StepPart.EXERCISE)
        return seconds(length(steps))

    for side in Side:
        assert exercise("mini", "couch", side) == 50, "I2"
        assert exercise("full", "couch", side) == 90, "I3"
        assert exercise("mini", "split", side) == 50
        assert exercise("full", "split", side) == 75
    assert exercise("full", "bridge", None) == 80


def test_two_rounds_of_the_couch_stretch_are_six_minutes() -> None:
    took = lengths(routine("couch-stretch"), RoutineOptions(numbers=(("couch.rounds", 2),)))
    assert seconds(took.exercise) == 360, "I4"


def test_one_side_is_finished_before_the_other_begins() -> None:
    for first in Side:
        sides = [step.side for step in of("mini", first_side=first) if step.block == "couch"]
        assert [a for a, b in pairwise([*sides, None]) if a is not b] == [first, first.other]


@pytest.mark.parametrize("name", NAMES)
def test_each_step_has_texts_for_screen_and_speech(name: str) -> None:
    for step in of(name):
        assert step.length > timedelta(0)
        assert step.picture in ALLOWED_PICTURES
        assert step.verb and step.title
        assert step.station >= 1
        if step.part is StepPart.EXERCISE:
            assert (step.ids and step.cue) or step.kind is StepKind.RELEASE
        if step.kind is not StepKind.RELEASE:
            assert step.speech, step
        assert "{" not in step.cue + step.speech + step.verb


def test_speech_has_side_then_action_then_number() -> None:
    said = [step.speech for step in of("full") if step.kind in (StepKind.PRESS, StepKind.HOLD)]
    assert said[0].startswith("Right side. Press. 5.")
    assert any(text.startswith("Left side. Hold. 25.") for text in said)
    reps = [step.speech for step in only(of("full"), StepKind.WORK) if step.block == "couch"]
    assert reps[1] == "Squeeze. 2."
    assert reps[5] == ("Squeeze. 6. Gently squeeze the glute, and pull the heel toward your buttock. Ribs down."), (
        "SC2: every five repetitions"
    )


def test_the_text_is_mirrored() -> None:
    right, left = of("mini")[0], of("mini", first_side=Side.LEFT)[0]
    assert "your right leg hang" in right.cue
    assert left.cue == right.cue.replace("right", "left")


def test_the_breath_out_is_longer_and_relaxing_equals_pressing() -> None:
    steps = of("full", numbers=(("press.seconds", 7),))
    for a, b in pairwise(steps):
        if a.kind is StepKind.IN:
            assert b.kind is StepKind.OUT and b.length > a.length
        if a.kind is StepKind.PRESS:
            assert b.kind is StepKind.RELAX and b.length == a.length


def test_each_hold_follows_a_countdown_within_the_rest() -> None:
    steps = of("split-squat")
    for before, step in pairwise(steps):
        if step.kind is StepKind.HOLD:
            assert before.kind is StepKind.COUNTDOWN and seconds(before.length) == 5
    rests = [(a, b) for a, b in pairwise(steps) if a.kind is StepKind.REST]
    assert len(rests) == 4
    assert all(seconds(a.length + b.length) == 15 and b.part is StepPart.REST for a, b in rests), "I9"


def test_without_a_countdown_the_rest_has_its_full_length() -> None:
    steps = of("split-squat", countdown=timedelta(0))
    assert not only(steps, StepKind.COUNTDOWN)
    assert {seconds(s.length) for s in only(steps, StepKind.REST)} == {15}
    assert [s.kind for s in only(of("split-squat", countdown=timedelta(seconds=40)), StepKind.REST)] == []


@pytest.mark.parametrize(("wanted", "got"), [(3, 10), (20, 20), (90, 30)])
def test_a_rest_is_ten_to_thirty_seconds(wanted: int, got: int) -> None:
    took = lengths(routine("mini"), RoutineOptions(rest=timedelta(seconds=wanted)))
    assert seconds(took.rests) == 2 * got


def test_a_change_of_side_is_reckoned_to_take_ten_seconds_and_waits_for_a_key() -> None:
    (change,) = only(of("couch-stretch"), StepKind.CHANGE)
    assert (seconds(change.length), change.waits, change.tone) == (10, True, "side")
    assert change.speech == (
        "Left side. Change sides. Turn round, with your head at the other end. Press any key when you are there."
    )
    assert seconds(only(of("couch-stretch", change=timedelta(seconds=20)), StepKind.CHANGE)[0].length) == 20


def test_the_time_to_take_a_position_is_set_up() -> None:
    steps = of("mini", start_delay=timedelta(seconds=10))
    assert steps[0].kind is StepKind.SET_UP and seconds(steps[0].length) == 10
    assert length(steps) == lengths(routine("mini")).total + timedelta(seconds=10)


def test_halfway_is_spoken_from_twenty_seconds_and_only_the_last_three_are_counted() -> None:
    hold = replace(only(of("split-squat", numbers=(("hold.seconds", 20),)), StepKind.HOLD)[0], midway="")
    assert [(seconds(s.after), s.tone, s.speech) for s in audio_cues(hold)] == [
        (10, "halfway", "Halfway."),
        (17, "last3", "3"),
        (18, "last3", "2"),
        (19, "last3", "1"),
    ]
    assert audio_cues(only(of("pulse-10"), StepKind.HOLD)[0])[0].tone == "last3"
    assert audio_cues(only(of("full"), StepKind.WORK)[0]) == ()
    assert audio_cues(only(of("mini"), StepKind.CHANGE)[0]) == ()


def test_work_and_release_have_different_tones() -> None:
    tones = {step.kind: step.tone for step in of("full")}
    assert tones[StepKind.PRESS] == tones[StepKind.HOLD] == tones[StepKind.WORK] == "press"
    assert tones[StepKind.RELAX] == tones[StepKind.RELEASE] == tones[StepKind.REST] == "relax"
    assert tones[StepKind.IN] == tones[StepKind.SET_UP] == ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("speed", [0.5, 0.8, 2])
def test_speed_changes_everything_but_holds(name: str, speed: float) -> None:
    for plain, quick in zip(of(name), of(name, speed=speed), strict=True):
        assert quick.length == (plain.length if plain.fixed else plain.length / speed)
        if plain.kind in (StepKind.HOLD, StepKind.PRESS, StepKind.RELAX):
            assert plain.fixed
    assert scaled(of(name), 9) == scaled(of(name), 2)


@pytest.mark.parametrize("name", NAMES)
def test_the_next_exercise_is_at_another_station(name: str) -> None:
    steps = of(name)
    assert following(steps, len(steps) - 1) is None
    for index, step in enumerate(steps):
        ahead = following(steps, index)
        assert ahead is None or ahead.station == step.station + 1
    assert all(0 <= b.station - a.station <= 1 for a, b in pairwise(steps))


def test_the_self_test_has_both_sides_and_waits_for_answers() -> None:
    looks = only(of("self-test"), StepKind.LOOK)
    assert [step.side for step in looks] == [Side.RIGHT, Side.LEFT]
    assert all(step.waits for step in looks)
    assert "Hug your left knee" in next(s.cue for s in of("self-test") if s.kind is StepKind.TIMED)


def test_a_custom_block_needs_no_set_up_and_no_text_for_the_other_side() -> None:
    bare = replace(routine("long-step").blocks[0], set_up=(), again=None, feel=None, rounds=Range(2, 2, 2))
    steps = build(replace(routine("long-step"), blocks=(bare,)))
    assert [s.kind for s in steps if s.part is StepPart.SET_UP].count(StepKind.CHANGE) == 1
    assert len(only(steps, StepKind.WORK)) == 2 * 2 * 6


def test_two_holds_have_all_three_cues() -> None:
    first, second, *_ = only(of("mini"), StepKind.HOLD)
    assert cue_at(first, timedelta(seconds=12)) == first.cue
    assert cue_at(first, timedelta(seconds=12.5)) == second.cue
    assert cue_at(second, timedelta(seconds=20)) == "Strong through length; the stretch stays light."
    assert audio_cues(second)[0].speech == "Halfway. Strong through length; the stretch stays light."
    squeeze = only(of("pulse-10"), StepKind.HOLD)[0]
    assert cue_at(squeeze, timedelta(seconds=9)) == squeeze.cue and squeeze.midway == ""


def test_each_id_of_a_routine_is_in_its_steps() -> None:
    """What is on the file's lines alone (names of blocks, the weight, what is optional) is left out."""
    for name in ("mini", "full", "couch-stretch", "split-squat", "mini-no-couch", "full-no-couch", "long-step", "walk"):
        shown = {id_ for step in of(name) for id_ in step.ids}
        for block in routine(name).blocks:
            if not block.optional:
                moves = {id_ for move in block.moves for id_ in protocol_ids(move)} - {"G1"}
                set_up = {id_ for part in block.set_up for id_ in part.ids}
                assert moves | set_up <= shown, name


@pytest.mark.parametrize("total", [4, 10, 19, 20, 30, 600])
def test_a_stand_up_break_takes_the_chosen_length(total: float) -> None:
    steps = break_steps(routine("pulse-30"), timedelta(seconds=total))
    assert length(steps) == timedelta(seconds=total)
    assert [step.picture for step in steps] == ["stand", "ribs", "tuck", "squeeze", "release"]
    squeeze = next(step for step in steps if step.picture == "squeeze")
    assert squeeze.length == timedelta(seconds=10 if total >= 20 else total / 2)


def test_the_steps_of_a_break_are_those_of_its_routine_file() -> None:
    """All of its time counts as exercise; only the hold and the release have a tone (R15, Q5, Q6)."""
    pulse = break_steps(routine("pulse-10"))
    assert [(step.picture, seconds(step.length)) for step in pulse] == [("stand", 3), ("ribs", 3), ("squeeze", 10)]
    stand_up = break_steps(routine("pulse-30"))
    assert [seconds(step.length) for step in stand_up] == [5, 6, 5, 10, 4]
    assert [step.tone for step in stand_up] == ["", "", "", "press", "relax"]
    assert [step.cue for step in stand_up] == [move.cues[0].text for move in routine("pulse-30").blocks[0].moves]
    assert all(step.part is StepPart.EXERCISE and step.speech == f"{step.verb}. {step.cue}" for step in stand_up)
    assert [len(audio_cues(step)) for step in stand_up] == [0, 0, 0, 3, 0]
