"""Every pair of colours in use can be told apart, in all four sets."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.tokens import Tokens, chosen, contrast_ratio, current, reduced_motion

SETS = (tokens.LIGHT, tokens.DARK, tokens.HIGH_CONTRAST_LIGHT, tokens.HIGH_CONTRAST_DARK)
TEXT = [
    (text, ground) for text in ("ink", "muted", "accent", "due", "standing", "away") for ground in ("paper", "surface")
] + [("ink", "band")]
GRAPHICS = [
    ("outline", "paper"),
    ("outline", "surface"),
    ("outline", "body"),
    ("outline", "far"),
    ("outline", "inner"),
    ("inner", "body"),
    ("working", "surface"),
    ("working", "paper"),
    ("working", "body"),
    ("working", "hatch"),
    ("outline", "hatch"),
    ("ground", "surface"),
    ("ground", "paper"),
    ("stretch", "body"),
    ("stretch", "surface"),
    ("due", "band"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT)
@pytest.mark.parametrize("chosen_set", SETS)
def test_text_reads_on_its_ground(chosen_set: Tokens, text: str, ground: str) -> None:
    assert contrast_ratio(getattr(chosen_set, text), getattr(chosen_set, ground)) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), GRAPHICS)
@pytest.mark.parametrize("chosen_set", SETS)
def test_shapes_stand_out_from_what_they_touch(chosen_set: Tokens, shape: str, ground: str) -> None:
    assert contrast_ratio(getattr(chosen_set, shape), getattr(chosen_set, ground)) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
def test_high_contrast_raises_the_contrast_of_text(dark: bool) -> None:
    plain, strong = chosen(dark, False), chosen(dark, True)
    for text in ("ink", "muted", "accent", "due", "standing", "away"):
        assert contrast_ratio(getattr(strong, text), strong.surface) >= 7.0
        assert contrast_ratio(getattr(strong, text), strong.surface) > contrast_ratio(
            getattr(plain, text), plain.surface
        )


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#FFFFFF", "#FFFFFF") == pytest.approx(1.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_colours_are_written_one_way() -> None:
    for chosen_set in SETS:
        assert all(len(c) == 7 and c.startswith("#") and int(c[1:], 16) >= 0 for c in astuple(chosen_set))


def test_the_system_is_asked_each_time(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert current() in SETS
    monkeypatch.setattr(tokens, "_dark", lambda: True)
    monkeypatch.setattr(tokens, "_high_contrast", lambda: True)
    assert current() == tokens.HIGH_CONTRAST_DARK


def test_motion_is_not_reduced_unless_asked(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reduced_motion() is False
    monkeypatch.setattr(tokens, "_wish", lambda name: "ReducedMotion")
    assert reduced_motion() is True
