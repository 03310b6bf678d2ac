"""The contrast of every pair of colours in use, in all four sets, and the choice of the set."""

from __future__ import annotations

import pytest
from msgspec.structs import astuple

from hipbreak.ui.theme import tokens
from hipbreak.ui.theme.app_style import AppStyle
from hipbreak.ui.theme.tokens import Tokens, reduced_motion, system_tokens, tokens_for
from tests.ui.theme.contrast import contrast_ratio

SETS = (tokens.LIGHT, tokens.DARK, tokens.HIGH_CONTRAST_LIGHT, tokens.HIGH_CONTRAST_DARK)
TEXT = [
    (text, background)
    for text in ("ink", "muted", "accent", "beyond", "standing")
    for background in ("paper", "surface", "wash")
] + [("ink", "band"), ("accent_ink", "accent")]
GRAPHICS = [
    ("edge", "paper"),
    ("edge", "surface"),
    ("edge", "wash"),
    ("away", "paper"),
    ("away", "surface"),
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
    ("beyond", "band"),
    ("standing", "band"),
    ("away", "band"),
    *((shape, "wash") for shape in ("outline", "working", "ground", "stretch", "away")),  # the figure of the guide
    *((shape, "line") for shape in ("accent", "beyond")),  # a ring on its track
]


@pytest.mark.parametrize(("text", "background"), TEXT)
@pytest.mark.parametrize("colours", SETS)
def test_contrast_of_text(colours: Tokens, text: str, background: str) -> None:
    assert contrast_ratio(getattr(colours, text), getattr(colours, background)) >= 4.5


@pytest.mark.parametrize(("shape", "background"), GRAPHICS)
@pytest.mark.parametrize("colours", SETS)
def test_contrast_of_shapes(colours: Tokens, shape: str, background: str) -> None:
    assert contrast_ratio(getattr(colours, shape), getattr(colours, background)) >= 3.0


@pytest.mark.parametrize("dark", [False, True])
def test_high_contrast_raises_the_contrast_of_text(dark: bool) -> None:
    plain, strong = tokens_for(dark, False), tokens_for(dark, True)
    for text in ("ink", "muted", "accent", "beyond", "standing", "away"):
        assert contrast_ratio(getattr(strong, text), strong.surface) >= 7.0
        assert contrast_ratio(getattr(strong, text), strong.surface) > contrast_ratio(
            getattr(plain, text), plain.surface
        )


def test_contrast_ratio_of_wcag() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast_ratio("#FFFFFF", "#FFFFFF") == pytest.approx(1.0)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


def test_colours_are_six_hexadecimal_digits() -> None:
    for colours in SETS:
        assert all(len(c) == 7 and c.startswith("#") and int(c[1:], 16) >= 0 for c in astuple(colours))


def test_system_tokens_follow_palette_and_contrast(app_style: AppStyle, monkeypatch: pytest.MonkeyPatch) -> None:
    app_style.request(dark=True)
    assert system_tokens() == tokens.DARK
    monkeypatch.setattr(tokens, "accessibility_hint", {"contrastPreference": "HighContrast"}.get)
    assert system_tokens() == tokens.HIGH_CONTRAST_DARK


def test_reduced_motion_follows_the_platform(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reduced_motion() is False
    monkeypatch.setattr(tokens, "accessibility_hint", {"motionPreference": "ReducedMotion"}.get)
    assert reduced_motion() is True
