"""Who is at the desk: input, locks, suspends, holes, and the app's own absence (R1-R6)."""

from datetime import datetime, timedelta

from hipbreak.core.facts import tracking_facts
from hipbreak.core.tracking.state import Card, Gone, Guiding, Sitting, Standing
from hipbreak.core.tracking.transition import Transition

_SAME = 5  # seconds: input this close before a lock belongs to the lock
_LEAVING = timedelta(seconds=10)  # ours: hands that said "I'm away" are not yet off the desk


def launch(turn: Transition, heard: datetime | None) -> None:
    """The app starts (R2, R7); `heard` is what the log knows of an earlier run."""
    if turn.running:
        return
    turn.heard = heard or turn.heard
    close_books(turn)
    if isinstance(turn.story.offer, Guiding):
        end_guide(turn, max(turn.heard or turn.at, turn.story.offer.since), stopped=True)
    turn.running, turn.heard = True, None
    away = turn.senses.locked or turn.senses.suspended
    turn.sense(last_input=turn.at, flowing=not away, seen=None, away=False, gone=turn.at if away else None)
    turn.sense(started=turn.at)
    turn.tell(tracking_facts.Began(turn.at))
    if turn.story.posture is None:
        turn.tell(tracking_facts.Sat(turn.at, turn.at))
    elif isinstance(turn.story.posture, Gone) and not away:
        come_back(turn)


def halt(turn: Transition) -> None:
    """The app stops; what that means is known when it runs again."""
    if turn.running:
        turn.running, turn.heard = False, turn.at


def close_books(turn: Transition) -> None:
    """The app was not running: for a short time nothing happened, else the bout ended when it was last heard (R2)."""
    heard, posture = turn.heard, turn.story.posture
    if heard is None:
        return
    behind = turn.at < heard  # the wall clock was set back meanwhile, so nobody knows for how long
    if posture is not None and not behind and turn.at - heard < turn.settings.short_absence:
        return
    _end_offer(turn, heard)
    posture = turn.story.posture
    turn.end_bout(heard)
    if isinstance(posture, Standing) and heard > posture.since:
        turn.tell(tracking_facts.Break(turn.at, posture.since, heard, "confirmed", "standing"))
    elif isinstance(posture, Gone) and heard > posture.since:
        turn.tell(tracking_facts.Away(turn.at, posture.since, heard))
    if turn.at > heard or behind:
        turn.tell(tracking_facts.Unobserved(turn.at, heard, max(turn.at, heard)))
    if behind:
        turn.tell(tracking_facts.Reclocked(turn.at, turn.at - heard))
    turn.sense(due=None)
    turn.heard = turn.at


def input_seen(turn: Transition, flows: bool) -> None:
    """Input came now; `flows` when it goes on until further notice."""
    senses = turn.senses
    if senses.locked or senses.suspended:
        return
    if senses.away:
        back(turn, "away")
    if isinstance(turn.story.posture, Gone):
        turn.sense(last_input=turn.at, flowing=flows)
        come_back(turn)
        return
    if turn.idle() >= turn.settings.unexplained_idle:
        turn.coarse = True
        _ask(turn)
    turn.sense(last_input=turn.at, flowing=flows)


def input_ends(turn: Transition) -> None:
    """The last input was now."""
    input_seen(turn, flows=False)


def _ask(turn: Transition) -> None:
    posture = turn.story.posture
    if not isinstance(posture, Sitting) or turn.present_without_input:
        return
    since = max(turn.last_sign(), posture.since)
    if turn.at - since >= turn.settings.unexplained_idle:
        turn.tell(tracking_facts.Asked(turn.at, since, turn.at))


def gone(turn: Transition, what: str) -> None:
    """The screen is locked, the machine suspended, or the person away by word (`what`): gone from its first moment."""
    if turn.senses.flowing:
        turn.sense(last_input=turn.at, flowing=False)
    if turn.senses.gone is None:
        turn.sense(gone=turn.at)
    turn.sense(**{what: True})


def back(turn: Transition, what: str) -> None:
    """The lock, the suspend or the word is over; input goes on unless one of the first two still holds."""
    if not getattr(turn.senses, what):
        return
    turn.sense(**{what: False, "away": False})
    since = turn.senses.gone
    if turn.senses.locked or turn.senses.suspended or since is None:
        return
    settle_absence(turn, returning=True)
    turn.sense(gone=None)
    if isinstance(turn.story.posture, Gone):
        turn.sense(last_input=turn.at, flowing=True)
        come_back(turn)
        return
    turn.sense(hidden=turn.senses.hidden + (turn.at - since))
    _ask(turn)
    turn.coarse = True
    turn.sense(last_input=turn.at, flowing=True)


def is_leaving(turn: Transition, last: datetime) -> bool:
    """Whether input at `last` still belongs to the word "I'm away"."""
    senses = turn.senses
    return senses.away and senses.gone is not None and last - senses.gone < _LEAVING


def settle_absence(turn: Transition, returning: bool = False) -> None:
    """Tell the absence whose limit is reached now (R1, R2)."""
    if isinstance(turn.story.posture, Gone) or turn.story.posture is None:
        return
    senses, settings = turn.senses, turn.settings
    idle_since = turn.last_sign()
    by_idle = not turn.present_without_input and turn.at - idle_since >= settings.idle_limit
    if senses.gone is not None and turn.at - senses.gone >= settings.short_absence:
        if by_idle:
            _leave(turn, min(idle_since, senses.gone))
            return
        end_known = turn.present_without_input or (senses.gone - idle_since).total_seconds() < _SAME
        if end_known or returning:
            _leave(turn, senses.gone)
        else:
            _end_offer(turn, senses.gone)
    elif by_idle and not senses.flowing:
        _leave(turn, idle_since)


def _leave(turn: Transition, since: datetime) -> None:
    posture = turn.story.posture
    if isinstance(posture, Sitting | Standing):
        since = max(since, posture.since)
    _end_offer(turn, since)
    posture = turn.story.posture
    if isinstance(posture, Sitting | Standing):
        since = max(since, posture.since)
    turn.end_bout(since)
    if isinstance(posture, Standing) and since > posture.since:
        turn.tell(tracking_facts.Break(turn.at, posture.since, since, "confirmed", "standing"))
    turn.tell(tracking_facts.Left(turn.at, since))
    turn.sense(due=None)


def _end_offer(turn: Transition, when: datetime) -> None:
    """The person left at `when`: the card withdraws (R14), the guide ends."""
    offer = turn.story.offer
    if isinstance(offer, Card):
        turn.tell(tracking_facts.Withdrawn(turn.at, offer.kind))
    elif isinstance(offer, Guiding):
        end_guide(turn, max(when, offer.since), stopped=True)


def end_guide(turn: Transition, end: datetime, stopped: bool, held: timedelta | None = None) -> None:
    """The guide ends at `end`: from the shortest break on it is a confirmed break (R15)."""
    offer = turn.story.offer
    assert isinstance(offer, Guiding)
    time_held = held if held is not None else end - offer.since
    counts = time_held >= turn.settings.shortest_break
    done = tracking_facts.Stopped if stopped and not counts else tracking_facts.Finished
    turn.tell(done(turn.at, offer.kind, time_held))
    turn.sense(seen=end, due=None if counts or offer.kind == "stand" else turn.senses.due)
    posture = turn.story.posture
    if counts and isinstance(posture, Sitting):
        start = max(offer.since, posture.since)
        turn.end_bout(start)
        if end > start:
            turn.tell(tracking_facts.Break(turn.at, start, end, "confirmed", "pulse"))
        turn.tell(tracking_facts.Sat(turn.at, end))


def come_back(turn: Transition) -> None:
    """The absence is over, and was an assumed break (R4)."""
    posture = turn.story.posture
    assert isinstance(posture, Gone)
    if turn.at > posture.since:
        turn.tell(tracking_facts.Break(turn.at, posture.since, turn.at, "assumed", "away"))
    turn.tell(tracking_facts.Sat(turn.at, turn.at))
    turn.coarse = True


def hole(turn: Transition, heard: datetime, back: bool) -> None:
    """Nothing beat since `heard` although the app was running: an absence from its first moment (R2).

    `back` unless the idle time says that there was no input since: then the absence goes on.
    """
    turn.sense(flowing=False)
    if turn.senses.gone is None:
        turn.sense(gone=heard)
    settle_absence(turn, returning=True)
    if turn.senses.locked or turn.senses.suspended or (turn.senses.away and not back):
        return
    turn.sense(gone=None, away=False)
    if back:
        turn.sense(last_input=turn.at)
        if isinstance(turn.story.posture, Gone):
            come_back(turn)
