"""Failover among the sources of idle time: a failed one is replaced at once and retried later."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QTimer

from hipbreak.desktop.idle.base import IdleSource, IdleUnavailable, NoIdleSource
from hipbreak.desktop.idle.selection import Candidate
from hipbreak.desktop.timing.backoff import RETRY_DELAYS, Backoff

LOSS_DELAY = timedelta(seconds=2)
"""How long the next source may take to work before the loss is reported to the user."""
PROBATION = timedelta(seconds=6)
"""The same for a source that is retried; longer than the timeouts of all of them."""


class FailoverIdleSource:
    """An `IdleSource` that uses the best working candidate."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        report_skipped: Callable[[str], None],
        changed: Callable[[str, str], None],
        retry_delays: Sequence[timedelta] = RETRY_DELAYS,
        probation: timedelta = PROBATION,
    ) -> None:
        """`report_skipped` gets the reason for each skipped candidate.

        `changed` gets, for the user, why a working source was lost, empty if it is back, and the one in use, or empty.
        """
        self._candidates, self._report_skipped, self._changed = tuple(candidates), report_skipped, changed
        self._probation = probation
        self._return_callback: Callable[[], None] | None = None
        self._worked = self._closed = False
        self._loss_reason = ""
        self._probe: tuple[int, IdleSource] | None = None
        self._backoff = Backoff(self._probe_better, retry_delays)
        self._probe_timer, self._loss_timer = QTimer(singleShot=True), QTimer(singleShot=True)
        self._probe_timer.timeout.connect(self._finish_probe)
        self._loss_timer.timeout.connect(self._report_loss)
        self._index, self.source = self._create_first(0)
        """The source in use; better candidates do not work now."""

    def idle(self) -> timedelta | None:
        """Return the time since the last input, None while unknown."""
        while True:
            idle = self.source.idle()
            if self.source.problem is None or self._closed:
                self._worked = self._worked or idle is not None
                return idle
            self._replace(self.source.problem)

    def watch_return(self, callback: Callable[[], None]) -> bool:
        """See `IdleSource`; also called back when the source is replaced before the return."""
        self._return_callback = callback
        return self.source.watch_return(self._returned)

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._closed, self._return_callback = True, None
        for timer in (self._backoff, self._probe_timer, self._loss_timer):
            timer.stop()
        self._close_probe()
        self.source.close()

    def _create_first(self, index: int, end: int | None = None) -> tuple[int, IdleSource]:
        """Create the first possible candidate from `index` on, else `NoIdleSource`."""
        stop = len(self._candidates) if end is None else end
        for position in range(index, stop):
            try:
                return position, self._candidates[position]()
            except IdleUnavailable as reason:
                self._report_skipped(str(reason))
        return stop, NoIdleSource()

    def _replace(self, reason: str) -> None:
        self._report_skipped(reason)
        self.source.close()
        if self._worked:
            if not self._loss_reason:
                self._loss_reason = reason
                self._loss_timer.start(LOSS_DELAY // timedelta(milliseconds=1))
            self._reset_retries()
            self._backoff.schedule()
        self._worked = False
        self._index, self.source = self._create_first(self._index + 1)
        self._notify_watcher()

    def _report_loss(self) -> None:
        works = self.idle() is not None
        reason, self._loss_reason = self._loss_reason, ""
        self._changed(reason, self.source.name if works else "")

    # Return to a better candidate.

    def retry_better(self) -> None:
        """Probe better candidates now and after the retry delays, since what they need may be available again."""
        self.idle()  # replaces a source that has failed meanwhile
        if self._index > 0 and not self._closed:
            self._reset_retries()
            self._probe_better()

    def _reset_retries(self) -> None:
        self._close_probe()
        self._probe_timer.stop()
        self._backoff.stop()

    def _probe_better(self, index: int = 0) -> None:
        """Create the next better candidate; whether it works turns out later."""
        index, probe = self._create_first(index, self._index)
        if index >= self._index:
            if self._index > 0:
                self._backoff.schedule()
            return
        self._probe = (index, probe)
        self._probe_timer.start(self._probation // timedelta(milliseconds=1))

    def _finish_probe(self) -> None:
        if self._probe is None:
            return
        index, probe = self._probe
        if index >= self._index:
            self._close_probe()
        elif probe.idle() is None or probe.problem is not None:
            self._close_probe()
            self._probe_better(index + 1)
        else:
            self._probe = None
            self.source.close()
            self._index, self.source, self._worked = index, probe, True
            self._notify_watcher()
            if not self._loss_timer.isActive():
                self._changed("", probe.name)

    def _close_probe(self) -> None:
        probe, self._probe = self._probe, None
        if probe is not None:
            probe[1].close()

    def _notify_watcher(self) -> None:
        """Call back the watcher, which then watches the new source."""
        if self._return_callback is not None:
            QTimer.singleShot(0, self._returned)

    def _returned(self) -> None:
        callback, self._return_callback = self._return_callback, None
        if callback is not None and not self._closed:
            callback()
