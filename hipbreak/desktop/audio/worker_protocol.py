"""What the audio worker reads and writes."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

NO_OUTPUT = "There is no sound output here."


class Part(Protocol):
    """What does the orders."""

    def do(self, order: Mapping[str, object]) -> None:
        """Does what it knows, and nothing else."""

    def when_quiet(self, call: Callable[[], None]) -> None:
        """Calls back once nothing sounds, at once or later."""


def say_back(**words: object) -> None:
    """One line to whoever keeps this process."""
    try:
        sys.stdout.write(json.dumps(words) + "\n")
        sys.stdout.flush()
    except OSError:  # nobody is there any more
        os._exit(0)


def amplitude(volume: object) -> float:
    """From a volume as it is heard, 0 to 1, to the factor for the samples."""
    return min(max(float(volume), 0.0), 1.0) ** 2 if isinstance(volume, int | float) else 1.0
