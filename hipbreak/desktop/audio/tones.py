"""The choice of a player for the tones of a guide."""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.audio.base import NoAudio, TonePlayer, do_nothing
from hipbreak.desktop.audio.worker_process import (
    RESTART_DELAY,
    START_TIMEOUT,
    AudioWorker,
    WorkerPart,
    worker_command,
)

TONES = ("start", "press", "relax", "side", "last3", "halfway", "done")
"""The tones; their files are `assets/tones/NAME.wav`."""
MAX_DELAY = timedelta(seconds=1.5)
PlayedCallback = Callable[[], None]
"""Called, from the event loop, when a tone has been sent to a device."""


class WorkerTonePlayer(WorkerPart):
    """Tones in a process that lives from the first tone to `close`."""

    def __init__(
        self,
        files: Mapping[str, Path],
        on_failure: Callable[[str], None],
        environment: Mapping[str, str] | None = None,
        start_timeout: timedelta = START_TIMEOUT,
        restart_delay: timedelta = RESTART_DELAY,
        max_delay: timedelta = MAX_DELAY,
        played: PlayedCallback = do_nothing,
    ) -> None:
        """`files` by tone; `on_failure` gets the reason once until `close`, from the event loop."""
        command = worker_command("tones", json.dumps({tone: str(file) for tone, file in files.items()}))
        create = partial(AudioWorker, command, environment=environment, start_timeout=start_timeout)
        super().__init__(create, on_failure, played, max_delay, restart_delay)
        self.name, self.device = "miniaudio", ""

    def play(self, tone: str) -> None:
        self._send({"play": tone})

    def _set_up(self, device: str) -> None:
        self.device = device
        super()._set_up(device)


def choose_tone_player(
    files: Mapping[str, Path],
    on_failure: Callable[[str], None],
    max_delay: timedelta = MAX_DELAY,
    played: PlayedCallback = do_nothing,
) -> TonePlayer:
    """Create the player of this system; nothing is loaded yet.

    `files` by tone; `on_failure` gets the reason once until `close`, from the event loop; a tone that would be played
    later than `max_delay` is dropped.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - of no use later

    if sys.platform in ("win32", "darwin") and find_spec("miniaudio") is None:
        return NoAudio(_("The Python package miniaudio is not installed."))
    return WorkerTonePlayer(files, on_failure, max_delay=max_delay, played=played)
