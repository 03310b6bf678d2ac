"""Every picture of the programme by its name."""

from __future__ import annotations

from hipbreak.core.couch_poses import COUCH
from hipbreak.core.floor_poses import BRIDGES, PRONE
from hipbreak.core.picture import Picture
from hipbreak.core.pulse_poses import POSTURE, PULSE
from hipbreak.core.rest_poses import SLEEP
from hipbreak.core.self_test_poses import SELF_TEST
from hipbreak.core.split_squat_poses import LONG_STEP, SPLIT_SQUAT
from hipbreak.core.walk_poses import WALK

_ALL = (*PULSE, *COUCH, *SPLIT_SQUAT, *BRIDGES, *PRONE, *LONG_STEP, WALK, *SELF_TEST, *POSTURE, *SLEEP)
_NAMED = {picture.name: picture for picture in _ALL}

PICTURES = tuple(_NAMED)


def picture(name: str) -> Picture:
    """The picture of that name, or KeyError."""
    return _NAMED[name]
