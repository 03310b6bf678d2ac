"""What the Test buttons of the page about this desktop do, and what came of each."""

from collections.abc import Callable
from datetime import datetime

from hipbreak.core import doctor_page_words as words
from hipbreak.core import hearing_words
from hipbreak.core.hearing_words import TONE, VOICE
from hipbreak.desktop.notifier import Action, Notifier, NotifierListener, choose_notifier
from hipbreak.house import House
from hipbreak.senses import Senses
from hipbreak.ui.tray import Tray

_HEARD = {"sound": TONE, "voice": VOICE}


class DeskTrials:
    """`told` gets the name of what is tested and a line for the person, at once and again when more is known."""

    def __init__(
        self, house: House, tray: Tray, senses: Senses, platform: str, told: Callable[[str, str], None]
    ) -> None:
        self._house, self._tray, self._senses, self._platform = house, tray, senses, platform
        self._told = told
        self._notifier: Notifier | None = None
        self._locked: bool | None = None  # as last told; None while nobody tests the lock

    def begin(self, name: str) -> None:
        """Test one of `findings.TESTED`."""
        begin = {
            "idle": lambda: self._told("idle", words.tested_idle()),
            "lock": self._try_lock,
            "tray": self._try_tray,
            "notifications": self._try_notification,
        }
        if name in _HEARD:
            self._told(name, hearing_words.trying())
            self._house.hearing().try_out(_HEARD[name], lambda _works, line: self._told(name, line))
        else:
            begin[name]()

    def look(self, now: datetime) -> None:
        """Called while somebody looks: what is not told by itself."""
        locks = self._senses.locks
        if self._locked is None or locks is None or locks.is_locked == self._locked:
            return
        self._locked = locks.is_locked
        self._told("lock", words.heard_lock(f"{now:%H:%M:%S}", self._locked))

    def close(self) -> None:
        """Takes down what is shown; may be called twice."""
        self._locked = None
        if self._notifier is not None:
            self._notifier.close()

    def _try_lock(self) -> None:
        locks = self._senses.locks
        self._locked = locks is not None and locks.is_locked
        self._told("lock", words.tested_lock())

    def _try_tray(self) -> None:
        there = self._tray.available()
        if there:
            self._tray.demonstrate()
        self._told("tray", words.tested_tray(there))

    def _try_notification(self) -> None:
        if self._notifier is None:
            listener = NotifierListener(
                chosen=lambda _: self._told("notifications", words.notification_answered()),
                closed=lambda by_person: self._told("notifications", words.notification_closed(by_person)),
                failed=lambda why: self._told("notifications", why),
            )
            self._notifier = choose_notifier(listener, self._senses.session, self._platform)
        self._told("notifications", words.notification_sent(self._notifier.has_actions))
        answers = [Action("seen", words.sample_answer())]
        self._notifier.show(words.sample_title(), words.sample_body(), answers)
