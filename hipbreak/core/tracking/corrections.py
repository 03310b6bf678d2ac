"""Corrections afterwards: log a break, undo one; earlier facts are never rewritten (R21)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Interval
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.durations import duration_text
from hipbreak.core.time_limits import LONGEST
from hipbreak.core.tracking.command_handlers import split_bout
from hipbreak.core.tracking.inputs import Refused
from hipbreak.core.tracking.state import Sitting, Standing
from hipbreak.core.tracking.transition import Transition


def log_break(transition: Transition, ago: timedelta | None, length: timedelta) -> None:
    """Log a break that began `ago` before now (without `ago`: ended now) and lasted `length`."""
    back = length if ago is None else ago
    if not timedelta(0) < length <= LONGEST or not timedelta(0) < back <= LONGEST:
        raise Refused(_("A break must be in the past and have a length."))
    log_break_between(transition, transition.at - back, transition.at - back + length)


def log_break_between(transition: Transition, start: datetime, end: datetime) -> None:
    """Log a break from `start` to `end`, or its part in one sitting bout; none that R6 would not count."""
    end = min(end, transition.at)
    if start >= end:
        raise Refused(_("A break must be in the past and have a length."))
    shortest = transition.settings.shortest_break
    if end - start < shortest:
        too_short = _("A break counts from {length} on, so nothing was recorded.")
        raise Refused(too_short.format(length=duration_text(shortest)))
    posture = transition.logged.posture
    if isinstance(posture, Sitting) and end > posture.since:
        split_bout(transition, posture, start, end)
        return
    transition.end_bout_before_standing()
    for interval in reversed(transition.logged.intervals):
        if interval.name == "bout" and interval.start < end and start < interval.end:
            _split_past_bout(transition, interval, max(start, interval.start), min(end, interval.end))
            return
    raise Refused(_("You were not sitting then, so there is nothing to correct."))


def take_over_break(transition: Transition, start: datetime, end: datetime) -> None:
    """Split the running bout by a break that was confirmed on another machine; any other time is as it was."""
    posture = transition.logged.posture
    if isinstance(posture, Sitting) and posture.since <= start < end <= transition.at:
        split_bout(transition, posture, start, end, "elsewhere")


def _split_past_bout(transition: Transition, bout: Interval, start: datetime, end: datetime) -> None:
    transition.emit(tracking_facts.Corrected(transition.at, "bout", bout.start))
    if start > bout.start:
        transition.emit(tracking_facts.Bout(transition.at, bout.start, start))
    transition.emit(tracking_facts.Break(transition.at, start, end, "confirmed", "said"))
    if end < bout.end:
        transition.emit(tracking_facts.Bout(transition.at, end, bout.end))


def undo_break(transition: Transition) -> None:
    """Undo the last break."""
    if isinstance(transition.logged.posture, Standing):
        _revert_standing(transition, transition.logged.posture)
        return
    last = next((p for p in reversed(transition.logged.intervals) if p.name == "break"), None)
    if last is None:
        raise Refused(_("There is no break to take back."))
    _revert_interval(transition, last)


def revert_to_sitting(transition: Transition, start: datetime) -> None:
    """Correct the break or absence at `start` to sitting."""
    posture = transition.logged.posture
    if isinstance(posture, Standing) and posture.since <= start:
        _revert_standing(transition, posture)
        return
    candidates = (
        p for p in reversed(transition.logged.intervals) if p.name in ("break", "away") and p.start <= start < p.end
    )
    interval = next(candidates, None)
    if interval is None:
        raise Refused(_("That cannot be changed any more: corrections reach back about a day."))
    _revert_interval(transition, interval)


def _revert_standing(transition: Transition, posture: Standing) -> None:
    transition.emit(tracking_facts.Sat(transition.at, transition.bout_start_before_standing(posture)))


def _revert_interval(transition: Transition, interval: Interval) -> None:
    """Join the sitting before and after the interval, and the interval itself, into one bout."""
    transition.end_bout_before_standing()
    posture = transition.logged.posture
    after = next((p for p in transition.logged.intervals if p.name == "bout" and p.start == interval.end), None)
    transition.emit(tracking_facts.Corrected(transition.at, interval.name, interval.start))
    since = transition.start_of_joined_bout(interval.start)
    if isinstance(posture, Sitting) and posture.since == interval.end:
        transition.emit(tracking_facts.Sat(transition.at, since))
        return
    end = interval.end
    if after is not None:
        transition.emit(tracking_facts.Corrected(transition.at, "bout", after.start))
        end = after.end
    transition.emit(tracking_facts.Bout(transition.at, since, end))
