"""Routines: what is shipped, and the variants of a routine."""

import pytest

from hipbreak.core.exercise.routine import ALLOWED_PICTURES, Move, MoveKind, Routine
from hipbreak.core.exercise.routine_variants import gentle, with_blocks, with_numbers, with_weight
from tests.core.exercise.shipped import NAMES, library, protocol_ids, routine

SHIPPED = """
    pulse-10 pulse-30 couch-stretch mini mini-core full mini-no-couch full-no-couch long-step walk split-squat self-test
"""


def move(of: Routine, name: str) -> Move:
    return next(m for block in of.blocks for m in block.moves if m.name == name)


def test_every_routine_of_the_programme_is_shipped() -> None:
    assert set(NAMES) == set(SHIPPED.split())
    assert library().notes == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_routine_has_texts_numbers_and_pictures(name: str) -> None:
    this = routine(name)
    assert this.about and this.title and protocol_ids(this)
    assert this.pictures() <= ALLOWED_PICTURES
    for block in this.blocks:
        assert block.feel and block.title
        assert block.sides == bool(block.again), "whoever changes sides is told how"
        for m in block.moves:
            assert m.ids and m.cues
            assert m.seconds.low <= m.seconds.default <= m.seconds.high


@pytest.mark.parametrize("name", NAMES)
def test_two_steps_of_taking_a_position_never_share_a_picture(name: str) -> None:
    for block in routine(name).blocks:
        shown = [part.picture for part in block.set_up]
        assert len(set(shown)) == len(shown)
        assert not {*shown} & {picture for move in block.moves for picture in move.pictures}


@pytest.mark.parametrize("name", NAMES)
def test_gentle_mode_uses_the_lower_end_of_each_range(name: str) -> None:
    soft = gentle(routine(name))
    for block, was in zip(soft.blocks, routine(name).blocks, strict=True):
        assert block.rounds.default == was.rounds.low
        for m, before in zip(block.moves, was.moves, strict=True):
            assert (m.reps.default, m.seconds.default, m.sets.default) == (
                before.reps.low,
                before.seconds.low,
                before.sets.low,
            )
            assert m.rest == before.rest and m.release == before.release
            if m.effort and before.effort:
                assert m.effort.percent.default == before.effort.percent.low


def test_only_holds_and_presses_can_be_below_the_range() -> None:
    soft = gentle(routine("full"), share=0.5)
    assert move(soft, "hold").seconds.default == 10
    assert move(soft, "press").seconds.default == 2.5
    assert move(soft, "breathe").seconds.default == 5
    assert move(soft, "bridge").reps.default == 8


def test_a_light_weight_changes_picture_text_and_equipment() -> None:
    heavy = with_weight(routine("full"))
    assert move(heavy, "hold").picture == "split_hold_weight"
    assert move(heavy, "hold").cues[0].text.startswith("A light weight at the chest.")
    assert "G1" in move(heavy, "hold").ids
    assert heavy.needs == ("couch", "light weight")
    assert with_weight(routine("walk")) == routine("walk")


def test_chosen_numbers_are_clipped_to_the_range() -> None:
    tuned = with_numbers(routine("full"), {"hold.seconds": 99, "hold.reps": 1, "breathe.seconds": 5})
    assert move(tuned, "hold").seconds.default == 30
    assert move(tuned, "hold").reps.default == 2
    assert with_numbers(routine("couch-stretch"), {"couch.rounds": 2}).blocks[0].rounds.default == 2
    assert with_numbers(routine("walk"), {"hold.seconds": 22}) == routine("walk")
    with pytest.raises(KeyError):
        with_numbers(routine("walk"), {"walk.speed": 3})


def test_optional_blocks_can_be_switched() -> None:
    assert [b.name for b in with_blocks(routine("full"), None).blocks] == ["couch", "split", "bridge"]
    assert [b.name for b in with_blocks(routine("full"), ()).blocks] == ["couch", "split"]
    assert [b.name for b in with_blocks(routine("mini"), ("bridge",)).blocks] == ["couch", "split", "bridge"]


def test_a_press_has_an_effort_and_an_equal_relaxation() -> None:
    press = move(routine("full"), "press")
    assert press.kind is MoveKind.PRESS and press.effort
    assert press.effort.text == "about a third of full effort"
    assert press.effort.percent.high <= 40
