"""What the controllers of windows share."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from hipbreak.app.lazy import Lazy
from hipbreak.app.windows.app_theme import AppTheme
from hipbreak.app.windows.window_slot import WindowSet
from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.status import Status, status_of

if TYPE_CHECKING:
    from hipbreak.app.audio.audio_cues import AudioCues


class UiContext(Struct, frozen=True):
    """`request` executes a command or an intent; `elapsed` is a clock that cannot be set."""

    engine: Engine
    theme: AppTheme
    windows: WindowSet
    audio: "Lazy[AudioCues]"
    request: Callable[[object], None]
    elapsed: Callable[[], timedelta]

    def status(self) -> Status:
        """What is shown of the current state."""
        return status_of(self.engine.state, self.engine.settings)

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self.engine.settings
