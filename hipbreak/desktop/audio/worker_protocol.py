"""The protocol of the audio worker."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Protocol

NO_OUTPUT = "There is no sound output here."


class CommandHandler(Protocol):
    """Executes commands."""

    def handle(self, command: Mapping[str, object]) -> None:
        """Execute a command; ignore an unknown one."""

    def finish(self) -> None:
        """Wait for what is playing."""


def send_reply(**reply: object) -> None:
    """Write one line to the parent process."""
    try:
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
    except OSError:  # the parent has ended
        os._exit(0)


def amplitude(volume: object) -> float:
    """Convert a perceived volume, 0 to 1, to the factor for the samples."""
    return min(max(float(volume), 0.0), 1.0) ** 2 if isinstance(volume, int | float) else 1.0
