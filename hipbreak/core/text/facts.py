"""A fact as one line of text."""

from hipbreak.core.facts import tracking_facts
from hipbreak.core.facts.base import Fact, Interval
from hipbreak.core.i18n import gettext as _
from hipbreak.core.text.formatting import clock, format_duration


def fact_line(fact: Fact) -> str:
    """A fact in one line, for somebody who watches a day go by."""
    words = [clock(fact.at), fact.name]
    match fact:
        case tracking_facts.Prompted(_, kind, trigger, sitting):
            words += [kind, f"({trigger},", _("sitting {time})").format(time=format_duration(sitting))]
        case Interval(_, start, end):
            words += [f"{clock(start)}-{clock(end)}", format_duration(end - start)]
        case tracking_facts.Finished(_, kind, held) | tracking_facts.Stopped(_, kind, held):
            words += [kind, format_duration(held)]
        case tracking_facts.Snoozed(_, _, until) | tracking_facts.Paused(_, until) | tracking_facts.InCall(_, until):
            words += [clock(until)] if until else []
        case tracking_facts.Corrected(_, of, start):
            words += [of, clock(start)]
    if isinstance(fact, tracking_facts.Break):
        words.append(fact.credit)
    return "  ".join(words[:2]) + " " + " ".join(words[2:])
