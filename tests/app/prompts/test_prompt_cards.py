"""Where cards are on three screens of different scale, as Qt's offscreen platform has them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
SCREENS = [
    {"name": "left", "x": 0, "y": 0, "width": 1280, "height": 800, "logicalDpi": 96, "dpr": 1},
    {"name": "middle", "x": 1280, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "dpr": 1.5},
    {"name": "right", "x": 3200, "y": 0, "width": 2560, "height": 1440, "logicalDpi": 96, "dpr": 2},
]
EDGE = 16


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the process with three screens."""
    file = tmp_path_factory.mktemp("screens") / "screens.json"
    file.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": SCREENS}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"}
    command = [sys.executable, "-m", "tests.app.prompts.three_screens"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_three_screens_have_three_scales(seen: dict[str, Any]) -> None:
    assert seen["screens"] == [["left", 1], ["middle", 1.5], ["right", 2]]


def test_the_card_is_on_the_screen_with_the_pointer(seen: dict[str, Any]) -> None:
    assert [[(name, right, foot) for name, _, right, foot in cards] for cards in seen["pointer"]] == [
        [("left", EDGE, EDGE)],
        [("middle", EDGE, EDGE)],
        [("right", EDGE, EDGE)],
    ]


def test_the_card_can_be_on_the_primary_screen(seen: dict[str, Any]) -> None:
    assert [name for name, *_ in seen["primary"]] == ["left"]


def test_there_can_be_a_card_on_each_screen(seen: dict[str, Any]) -> None:
    assert [(name, right, foot) for name, _, right, foot in seen["all"]] == [
        ("left", EDGE, EDGE),
        ("middle", EDGE, EDGE),
        ("right", EDGE, EDGE),
    ]


def test_right_to_left_cards_are_in_the_left_corners(seen: dict[str, Any]) -> None:
    assert [(name, left, foot) for name, left, _, foot in seen["right to left"]] == [
        ("left", EDGE, EDGE),
        ("middle", EDGE, EDGE),
        ("right", EDGE, EDGE),
    ]
