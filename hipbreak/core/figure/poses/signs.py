"""The signs of the pictures, each shown by the part of a picture that has it, for the legend."""

from __future__ import annotations

from msgspec.structs import replace

from hipbreak.core.figure.illustration import Illustration
from hipbreak.core.figure.pose import Pose
from hipbreak.core.figure.poses.couch import COUCH
from hipbreak.core.figure.poses.floor import BRIDGES, PRONE
from hipbreak.core.figure.poses.self_test import SELF_TEST
from hipbreak.core.figure.poses.split_squat import SPLIT_SQUAT
from hipbreak.core.figure.poses.standing import POSTURE, PULSE
from hipbreak.core.figure.scene import Frame, Inset, Mark, Muscle

_WITH_SIGNS = {
    picture.name: picture for picture in (*PULSE, *COUCH, *SPLIT_SQUAT, *BRIDGES, *PRONE, *SELF_TEST, *POSTURE)
}


def _sign(
    name: str,
    of: str,
    frame: Frame,
    *marks: Mark,
    muscles: tuple[Muscle, ...] = (),
    ghost: Pose | None = None,
    inset: Inset | None = None,
) -> Illustration:
    """The part of a picture inside the frame, with these marks alone."""
    shown = _WITH_SIGNS[of]
    assert set(marks) <= set(shown.marks)
    return Illustration(
        f"sign_{name}", replace(shown.scene, frame=frame), shown.key, marks, muscles, ghost=ghost, inset=inset
    )


_PANEL = Frame(0.16, 0.81, 0.41, 0.86)
SIGNS = (
    _sign("move", "prone_lift", Frame(-0.62, -0.22, -0.06, 0.30), Mark.LIFT),
    _sign("press", "couch_press", Frame(0.00, 0.34, -0.06, 0.22), Mark.PRESS),
    _sign("breathe_in", "couch_inhale", Frame(-0.54, -0.24, 0.30, 0.54), Mark.INHALE),
    _sign("breathe_out", "ribs", Frame(-0.14, 0.22, 0.79, 1.07), Mark.EXHALE),
    _sign("stretch", "split_lower", Frame(-0.36, 0.10, 0.20, 0.58), Mark.STRETCH),
    _sign("work", "bridge_up", Frame(-0.24, 0.20, 0.00, 0.36), muscles=(Muscle.GLUTES,)),
    _sign("let_go", "release", Frame(-0.18, 0.18, 0.36, 0.72), Mark.RELEASE, muscles=(Muscle.GLUTES,)),
    _sign("hold", "split_hold", Frame(-0.34, 0.30, 0.34, 0.78), Mark.HOLD),
    _sign("level", "test_lie_floats", Frame(-0.22, 0.40, 0.12, 0.54), Mark.LEVEL),
    _sign("look", "test_lie_rests", Frame(-0.08, 0.40, 0.20, 0.56), Mark.LOOK),
    _sign("earlier", "stand", Frame(-0.42, 0.22, -0.06, 1.05), ghost=PULSE[0].key),
    _sign("before_and_after", "tuck", _PANEL, inset=_WITH_SIGNS["tuck"].inset),
    _sign("avoid", "avoid", Frame(-0.36, 0.34, 0.36, 0.96), Mark.AVOID),
)
"""Move, press, breathe, stretch, work, let go, hold, keep level, look, before and after, and what to leave behind."""
