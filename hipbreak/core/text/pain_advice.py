"""What to do when something hurts, to be read at any time: the same as after a pain stop, red flags included."""

from collections.abc import Iterable

from hipbreak.core.i18n import gettext as _
from hipbreak.core.programme import health_screening, health_screening_text
from hipbreak.core.programme.note import Note


def if_it_hurts() -> tuple[Note, ...]:
    """Texts and never a questionnaire: nobody is cleared by them."""
    advice, after = health_screening.advice(), " ".join(health_screening_text.hurt_lines())
    return (
        Note("during", _("In a session"), f"{health_screening_text.during()} {_the_button()}", ("SF", "T11")),
        Note("after", _("After you have stopped"), after, advice.ids),
        Note("emergency", f"{health_screening_text.emergency_title()}:", _listed(advice.emergency), ()),
        Note("urgent", f"{health_screening_text.urgent_title()}:", _listed(advice.urgent), ()),
        Note("not-all", "", health_screening_text.flags_note(), ()),
    )


def _the_button() -> str:
    return _("“Something hurts” is on every exercise screen; it stops at once and counts against nothing.")


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"•  {line}" for line in lines)
