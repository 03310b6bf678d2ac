"""Every picture of the programme, and every sign, by its name."""

from __future__ import annotations

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.poses.couch import COUCH
from hipbreak.core.figure.poses.floor import BRIDGES, PRONE
from hipbreak.core.figure.poses.self_test import SELF_TEST
from hipbreak.core.figure.poses.signs import SIGNS
from hipbreak.core.figure.poses.sleeping import SLEEP
from hipbreak.core.figure.poses.split_squat import LONG_STEP, SPLIT_SQUAT
from hipbreak.core.figure.poses.standing import POSTURE, PULSE
from hipbreak.core.figure.poses.walking import WALK

_ALL = (*PULSE[1:], *COUCH, *SPLIT_SQUAT, *BRIDGES, *PRONE, *LONG_STEP, WALK, *SELF_TEST, *POSTURE, *SLEEP)
_NAMED = {picture.name: picture for picture in (PULSE[0], *_ALL, *SIGNS)}

PICTURES = tuple(picture.name for picture in _ALL)
SIGN_PICTURES = tuple(sign.name for sign in SIGNS)


def picture(name: str) -> Illustration:
    """The picture or sign of that name, or KeyError."""
    return _NAMED[name]
