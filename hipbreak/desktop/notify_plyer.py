"""Plain notifications through the optional plyer, where there is no notification server to talk to."""

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.util import find_spec

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hipbreak.desktop.notifier import Action, NotifierListener

PATIENCE = timedelta(seconds=10)

Send = Callable[[str, str], None]


def is_installed() -> bool:
    """Without loading it."""
    return find_spec("plyer") is not None


class PlyerNotifier(QObject):
    """One daemon thread at a time: plyer waits for programs that it starts, and may hang with them.

    It has no buttons, takes nothing down, and says nothing when nobody sees it: https://github.com/kivy/plyer
    """

    name = "plyer"
    has_actions = False
    has_answered = True
    _ended = Signal(object)

    def __init__(self, listener: NotifierListener, send: Send | None = None, patience: timedelta = PATIENCE) -> None:
        super().__init__()
        self.trouble: str | None = None
        self._listener = listener
        self._send = send or _plyer
        self._running = False
        self._wanted: tuple[str, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(patience // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._out_of_patience)
        self._ended.connect(self._done, Qt.ConnectionType.QueuedConnection)

    def show(self, title: str, body: str, actions: Sequence[Action] = ()) -> None:  # noqa: ARG002
        # WORKAROUND for plyer 2.1: under Flatpak it puts the texts between quotes as they are.
        self._wanted = (title.replace("'", "\u2019"), body.replace("'", "\u2019"))
        if self.trouble is not None:
            QTimer.singleShot(0, self, self._fail)
        elif not self._running:
            self._begin()

    def close(self) -> None:
        self._wanted = None

    def _begin(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._running = True
            self._timer.start()
            threading.Thread(target=self._work, args=wanted, name="plyer", daemon=True).start()

    def _work(self, title: str, body: str) -> None:
        problem = None
        try:
            self._send(title, body)
        except Exception as error:  # noqa: BLE001 - plyer raises whatever the system below it does
            problem = f"plyer cannot show notifications here: {type(error).__name__}."
        try:
            self._ended.emit(problem)
        except RuntimeError:  # the application has ended meanwhile
            return

    def _done(self, problem: str | None) -> None:
        self._timer.stop()
        self._running = False
        self.trouble = problem
        if problem is not None:
            self._fail()
        else:
            self._begin()

    def _out_of_patience(self) -> None:
        self.trouble = "plyer has not come back from showing a notification."
        self._fail()

    def _fail(self) -> None:
        self._wanted = None
        if self.trouble is not None:
            self._listener.failed(self.trouble)


def _plyer(title: str, body: str) -> None:
    from plyer import notification  # type: ignore[import,unused-ignore] # noqa: PLC0415 - optional

    notification.notify(title=title, message=body, app_name="Hipbreak", timeout=10)
