"""What all windows of the app share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hipbreak.core.settings.settings import Settings
from hipbreak.core.tracking.engine import Engine
from hipbreak.ui.theme.tokens import Tokens

if TYPE_CHECKING:
    from hipbreak.app.audio.audio_cues import AudioCues


@dataclass(frozen=True)
class UiContext:
    """`want` takes a command or a wish; `say` tells something once; `tokens` are None to follow the system.

    `hearing` loads what sounds and speaks when it is first asked for.
    """

    engine: Engine
    want: Callable[[object], None]
    say: Callable[[str], None]
    put_back: Callable[[str], None]
    keep_place: Callable[[str], None]
    tokens: Callable[[], Tokens | None]
    reduced: Callable[[], bool]
    elapsed: Callable[[], timedelta]
    hearing: Callable[[], "AudioCues"]
    settings_path: Path
    made: dict[str, QWidget] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """As they are now."""
        return self.engine.settings

    def bring_up(self, name: str) -> None:
        """Show the window, in front and with the focus."""
        window = self.made[name]
        window.show()
        window.raise_()
        window.activateWindow()

    def shows(self, name: str) -> bool:
        """Whether the window is on the screen."""
        return name in self.made and self.made[name].isVisible()
