"""What carries the body in a picture."""

from __future__ import annotations

from hipbreak.core.figure.body import Spot
from hipbreak.core.figure.scene import Scene


def support_height(scene: Scene, spot: Spot, x: float) -> float:
    """The height of what is under a spot of the body at x (minus infinity seen from above)."""
    if not scene.floor:
        return float("-inf")
    tops = (s.top for s in scene.surfaces if s.left < x < s.right and not spot.startswith(s.free))
    return max(tops, default=0.0)
