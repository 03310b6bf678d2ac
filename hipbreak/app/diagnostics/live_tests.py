"""What the Test buttons of the page about this desktop do, and what came of each."""

from collections.abc import Callable, Mapping
from datetime import datetime

from hipbreak.app.sensors import Sensors
from hipbreak.app.ui_context import UiContext
from hipbreak.core.text import audio as audio_text
from hipbreak.core.text import diagnostics_page as diagnostics_page_text
from hipbreak.core.text.audio import TONE, VOICE
from hipbreak.desktop.notifications.base import Action, Notifier, NotifierListener
from hipbreak.desktop.notifications.selection import choose_notifier
from hipbreak.ui.tray.tray import Tray

_HEARD = {"sound": TONE, "voice": VOICE}
_DONE = ("lock", "call", "awake", "dnd", "fullscreen")  # by the person, to see whether it is noticed


class LiveTests:
    """`told` gets the name of what is tested and a line for the person, at once and again when more is known."""

    def __init__(
        self,
        house: UiContext,
        tray: Tray,
        senses: Sensors,
        platform: str,
        told: Callable[[str, str], None],
        answers: Mapping[str, Callable[[], str]],
    ) -> None:
        """`answers` are the tests that are done in a moment, by name."""
        self._house, self._tray, self._senses, self._platform = house, tray, senses, platform
        self._told, self._answers = told, answers
        self._notifier: Notifier | None = None
        self._watched: dict[str, bool] = {}  # what the person tries out, and whether it was on when last told

    def begin(self, name: str) -> None:
        """Test one of `findings.TESTED`."""
        begin = {"tray": self._try_tray, "notifications": self._try_notification}
        if name in _HEARD:
            self._told(name, audio_text.trying())
            self._house.hearing().try_out(_HEARD[name], lambda _works, line: self._told(name, line))
        elif name in _DONE:
            self._watch(name)
        elif name in begin:
            begin[name]()
        else:
            self._told(name, self._answers[name]())

    def look(self, now: datetime) -> None:
        """Called while somebody looks: what is not told by itself."""
        for name, was in self._watched.items():
            on = self._is_on(name)
            if on != was:
                self._watched[name] = on
                say = diagnostics_page_text.heard_lock if name == "lock" else diagnostics_page_text.noticed
                self._told(name, say(f"{now:%H:%M:%S}", on))

    def close(self) -> None:
        """Takes down what is shown; may be called twice."""
        self._watched.clear()
        if self._notifier is not None:
            self._notifier.close()

    def _watch(self, name: str) -> None:
        if name in self._senses.switches.off():
            self._told(name, diagnostics_page_text.off_in_settings())
            return
        self._watched[name] = self._is_on(name)
        self._told(name, diagnostics_page_text.to_do(name))

    def _is_on(self, name: str) -> bool:
        senses = self._senses
        if name == "lock":
            return senses.locks is not None and senses.locks.is_locked
        if name == "fullscreen":
            return senses.is_full
        return senses.busy is not None and bool(senses.busy.reasons[name])

    def _try_tray(self) -> None:
        there = self._tray.available()
        if there:
            self._tray.demonstrate()
        self._told("tray", diagnostics_page_text.tested_tray(there))

    def _try_notification(self) -> None:
        if self._notifier is None:
            listener = NotifierListener(
                chosen=lambda _: self._told("notifications", diagnostics_page_text.notification_answered()),
                closed=lambda by_person: self._told(
                    "notifications", diagnostics_page_text.notification_closed(by_person)
                ),
                failed=lambda why: self._told("notifications", why),
            )
            self._notifier = choose_notifier(listener, self._senses.session, self._platform)
        self._told("notifications", diagnostics_page_text.notification_sent(self._notifier.has_actions))
        answers = [Action("seen", diagnostics_page_text.sample_answer())]
        self._notifier.show(diagnostics_page_text.sample_title(), diagnostics_page_text.sample_body(), answers)
