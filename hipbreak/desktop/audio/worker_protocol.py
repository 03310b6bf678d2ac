"""The protocol of the audio worker."""

import json
import os
import sys
from collections.abc import Mapping
from typing import Protocol


def N_(text: str) -> str:
    """Mark a text that the parent process translates: to import `core.i18n` would cost this process 3 ms."""
    return text


NO_OUTPUT = N_("There is no sound output here.")
NO_SAY = N_("The program say of macOS cannot be started.")
NO_WINDOWS_VOICE = N_("Windows has no voice here.")
NO_LANGUAGE = N_("There is no voice for the language of the texts.")


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
