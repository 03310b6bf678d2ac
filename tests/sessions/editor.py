"""A text editor in a session, and the keys typed into it."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.desktop.fakes import terminated
from tests.e2e.app_process import ROOT, AppProcess
from tests.e2e.desktop import wait_until
from tests.sessions.nested import NestedSession

GUIDE = "^Stand-up break"
"""The title of the guide's window."""


class TextEditor:
    """A text editor with the focus, and the text that it should have."""

    def __init__(self, session: NestedSession, stack: ExitStack, folder: Path, platform: str) -> None:
        self._session, self._file, self._typed = session, folder / "text.txt", ""
        environment = {**session.environment, "QT_QPA_PLATFORM": platform}
        command = [sys.executable, str(ROOT / "tests" / "e2e" / "text_editor.py"), str(self._file)]
        stack.enter_context(terminated(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)))
        self.wait_for_keys()

    def wait_for_keys(self) -> None:
        """Type until it has the keyboard focus and every typed key has arrived."""
        before = self.text

        def arrives() -> bool:
            self._session.type("b")
            return self.text != before

        wait_until(arrives, "a key to arrive in the editor")
        self._session.type("z")
        wait_until(lambda: self.text.endswith("z"), "the last key")
        self._typed = self.text

    @property
    def text(self) -> str:
        return self._file.read_text() if self._file.exists() else ""

    def type(self, *keys: str) -> None:
        """Type letters, spaces and keys without a text."""
        self._session.type(*keys)
        self._typed += "".join({"space": " "}.get(key, key) for key in keys if key != "Return")

    def type_until(self, happened: Callable[[], object], what: str) -> None:
        """One editor after the other."""

        def goes_on() -> object:
            self.type("a")
            return happened()

        wait_until(goes_on, what)

    def wait_for_everything(self) -> None:
        """Wait until all that was typed has arrived, and nothing else."""
        try:
            wait_until(lambda: self.text == self._typed, "every key")
        except AssertionError as late:
            raise AssertionError(f"{late}; typed were {self._typed!r}, and there are {self.text!r}") from None

    def assert_the_guide_borrows_the_keyboard(self, app: AppProcess) -> None:
        """Open the guide, which gets the keyboard; close it, and type here."""
        session = self._session
        wait_until(lambda: app.exit_code("stand") == 0, "a break")
        (guide,) = wait_until(lambda: session.windows(GUIDE), "the guide")
        wait_until(lambda: session.has_focus(guide), "the guide to have the keyboard")
        session.type("Escape")
        wait_until(lambda: not session.windows(GUIDE), "the guide to be closed")
        self.wait_for_keys()
        self.type("space", "Return", "a")
        self.wait_for_everything()
