"""The source of idle time in use: one that dies is replaced at once, and looked for again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable, NoIdleSource
from hipbreak.desktop.idle.selection import Candidate
from hipbreak.desktop.timing.backoff import RETRY_DELAYS, Backoff

SETTLES = timedelta(seconds=2)
"""How long the next source has to find out whether it works here, before the person is told of the loss."""
FINDS_OUT = timedelta(seconds=6)
"""The same for one that is looked for again; longer than any of them is patient."""


@dataclass(frozen=True, slots=True)
class Change:
    """A source that worked has ended, or is back: why (empty if it is back), and who tells now (empty for nobody)."""

    why: str
    now: str


class FailoverIdleSource:
    """Answers as an `IdleSource` does, by the best of the rungs that works."""

    def __init__(
        self,
        rungs: Sequence[Candidate],
        note: Callable[[str], None],
        changed: Callable[[Change], None],
        retry_delays: Sequence[timedelta] = RETRY_DELAYS,
        finds_out: timedelta = FINDS_OUT,
    ) -> None:
        """`note` gets the reason why a rung is passed over, `changed` what the person is to know, once for each."""
        self._rungs, self._note, self._changed = tuple(rungs), note, changed
        self._finds_out = finds_out
        self._back: Callable[[], None] | None = None
        self._worked = self._closed = False
        self._ended = ""
        self._hope: tuple[int, IdleSource] | None = None
        self._backoff = Backoff(self._look, retry_delays)
        self._judge, self._settle = QTimer(), QTimer()
        for timer, call in ((self._judge, self._decide), (self._settle, self._tell_loss)):
            timer.setSingleShot(True)
            timer.timeout.connect(call)
        self._level, self.source = self._first(0)
        """The rung in use; those above it do not work now."""

    def idle(self) -> timedelta | None:
        """Time since the last input, None as long as nobody can tell."""
        while True:
            told = self.source.idle()
            if self.source.trouble is None or self._closed:
                self._worked = self._worked or told is not None
                return told
            self._replace(self.source.trouble)

    def watch_return(self, back: Callable[[], None]) -> bool:
        """See `IdleSource`; a source that is replaced before the return calls back, too."""
        self._back = back
        return self.source.watch_return(self._returned)

    def close(self) -> None:
        """Calls nobody any more; may be called twice."""
        self._closed, self._back = True, None
        for timer in (self._backoff, self._judge, self._settle):
            timer.stop()
        self._give_up()
        self.source.close()

    def _first(self, level: int, until: int | None = None) -> tuple[int, IdleSource]:
        """The first rung from `level` on that can be made; below the last one nobody tells."""
        last = len(self._rungs) if until is None else until
        for at in range(level, last):
            try:
                return at, self._rungs[at]()
            except IdleUnavailable as reason:
                self._note(str(reason))
        return last, NoIdleSource()

    def _replace(self, why: str) -> None:
        self._note(why)
        self.source.close()
        if self._worked:
            if not self._ended:
                self._ended = why
                self._settle.start(SETTLES // timedelta(milliseconds=1))
            self._start_over()
            self._backoff.schedule()
        self._worked = False
        self._level, self.source = self._first(self._level + 1)
        self._ask_again()

    def _tell_loss(self) -> None:
        works = self.idle() is not None
        why, self._ended = self._ended, ""
        self._changed(Change(why, self.source.name if works else ""))

    # The way back up.

    def look_again(self) -> None:
        """Something that a better rung may need is there again: it is tried, at once and after the usual pauses."""
        self.idle()  # so that a source that has died meanwhile is none any more
        if self._level > 0 and not self._closed:
            self._start_over()
            self._look()

    def _start_over(self) -> None:
        self._give_up()
        self._judge.stop()
        self._backoff.stop()

    def _look(self, level: int = 0) -> None:
        """Tries the next rung above ours; whether it works turns out later."""
        level, hope = self._first(level, self._level)
        if level >= self._level:
            if self._level > 0:
                self._backoff.schedule()
            return
        self._hope = (level, hope)
        self._judge.start(self._finds_out // timedelta(milliseconds=1))

    def _decide(self) -> None:
        if self._hope is None:
            return
        level, hope = self._hope
        if level >= self._level:
            self._give_up()
        elif hope.idle() is None or hope.trouble is not None:
            self._give_up()
            self._look(level + 1)
        else:
            self._hope = None
            self.source.close()
            self._level, self.source, self._worked = level, hope, True
            self._ask_again()
            if not self._settle.isActive():
                self._changed(Change("", hope.name))

    def _give_up(self) -> None:
        hope, self._hope = self._hope, None
        if hope is not None:
            hope[1].close()

    def _ask_again(self) -> None:
        """Whoever waits for the return asks the new source."""
        if self._back is not None:
            QTimer.singleShot(0, self._returned)

    def _returned(self) -> None:
        back, self._back = self._back, None
        if back is not None and not self._closed:
            back()
