"""Texts about safety: first run, health questions, gentle mode, pain, and when to call for help."""

from collections.abc import Iterable

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.programme.health_screening import PAIN_PLACES, Clearance
from hipbreak.core.text.notes import Note

# Translators: First run, and at the foot of the programme.
disclaimer = lazy(
    "Hipbreak reminds you to get up and guides gentle exercises. It is not a medical device, does not diagnose or "
    "treat anything, and does not replace a doctor or physiotherapist. Do these at your own pace. "
    "Stop if anything hurts."
)
screening_title = lazy("Before the first routine")
screening_intro = lazy("A few questions. Your answers stay on this computer, and you can change them at any time.")
cleared_choice = lazy("A clinician has said that I can do gentle exercises")
# Translators: Shown on every exercise screen.
during_exercise = lazy(
    "A light stretch at the front of the hip is fine. Pressure in the low back, pinching, numbness or pain is not: "
    "stop."
)
pain_place_question = lazy("Where did it hurt? You need not say.")
emergency_title = lazy("Call your local emergency number at once for back pain with")
urgent_title = lazy("See a doctor soon, today or tomorrow, for back pain with")
flags_note = lazy("This list is not complete. If you are worried, ask for help.")
_pain_button_note = lazy(
    "“Something hurts” is on every exercise screen; it pauses at once and asks. Stopping counts against nothing."
)


class Question(Struct, frozen=True):
    """A health question, answered yes or no; `ids` of the source's cautions, empty for the project's own."""

    name: str
    text: str
    ids: tuple[str, ...]


class Advice(Struct, frozen=True):
    """The text after "Something hurts": lines, red flags, and the mistake that fits, if any."""

    lines: tuple[str, ...]
    urgent: tuple[str, ...]
    emergency: tuple[str, ...]
    mistake: str | None
    ids: tuple[str, ...]


_IDS = {"labral-repair": ("C1",), "strain": ("C2",), "pinching": ("C3",), "back-pain": ("C5",)}


def questions() -> tuple[Question, ...]:
    """The questions before the first routine, the source's cautions first (C1-C3, C5; the app is stricter, I21)."""
    return tuple(Question(name, text, _IDS.get(name, ())) for name, text in _question_texts().items())


def pain_advice(where: str = "") -> Advice:
    """What to do after a pain stop; for the low back with the card of the mistake that most often goes with it (K1)."""
    back = where == PAIN_PLACES[0]
    return Advice(
        (*pain_lines(), *(low_back_lines() if back else ())),
        urgent_flags(),
        emergency_flags(),
        "arching" if back else None,
        ("C4", "C5"),
    )


def _question_texts() -> dict[str, str]:
    """The questions by name, each for a yes or a no."""
    return {
        "labral-repair": _("Have you recently had a repair of the hip labrum?"),
        "strain": _("Do you have a fresh strain of a hip flexor?"),
        "pinching": _("Do you feel a pinching at the front of the hip, or were you told of an impingement there?"),
        "back-pain": _("Do you have back pain that exercise makes worse?"),
        "surgery": _("Have you had other surgery of the hip, back or abdomen that still limits you?"),
        "pregnancy": _("Are you pregnant?"),
        "balance": _("Do you have trouble with your balance?"),
        "told-to-limit": _("Were you told to limit exercise because of a condition?"),
        "sore": _("Are your hips, groin or back a little sore today?"),
    }


def clearance_text(result: Clearance) -> tuple[str, ...]:
    """What the person reads after the questions."""
    return {
        Clearance.OPEN: (
            _("You can begin. Take the easier end whenever you like: gentle is enough."),
            during_exercise(),
        ),
        # C4
        Clearance.GENTLE: (
            _("Hipbreak goes gently: the shortest holds, the fewest repetitions, small angles."),
            _("You can make the holds shorter still. If a pain stays, have it looked at."),
            during_exercise(),
        ),
        Clearance.ASK_FIRST: (
            _("Please ask a doctor or physiotherapist first whether these exercises suit you."),
            _("Once they agree, say so here, and Hipbreak begins gently."),
            _("The stand-up breaks continue as usual."),
        ),
    }[result]


def pain_lines() -> tuple[str, ...]:
    """C5, stricter than the source (I21)."""
    return (
        _("Stopping is right, and it counts against nothing. Leave the exercises for today."),
        _("Move about as is comfortable. If it eases, begin next time gently: less range, shorter holds, ribs down."),
        _("If it stays, comes back or grows with any exercise, stop them and have it assessed."),
    )


def low_back_lines() -> tuple[str, ...]:
    return (_("You felt it in the low back. Next time a smaller range, with the ribs down and a slight tuck."),)


def pain_place_label(place: str) -> str:
    """The name of a place of pain."""
    return {
        "low back": _("Low back"),
        "front of the hip": _("Front of the hip"),
        "elsewhere": _("Somewhere else"),
    }.get(place, place)


def emergency_flags() -> tuple[str, ...]:
    """NHS pages (evidence: red flags); text to read, never a questionnaire."""
    return (
        _("numbness around the genitals, buttocks or inner thighs"),
        _("trouble starting or holding urine or bowels"),
        _("weakness or numbness in both legs, or in one and growing"),
        _("pain in the chest"),
        _("a serious accident before it"),
    )


def urgent_flags() -> tuple[str, ...]:
    return (
        _("fever"),
        _("weight loss that you cannot explain"),
        _("a lump in the back, or a back that has changed its shape"),
        _("no relief at rest, or worse at night"),
    )


def pain_notes() -> tuple[Note, ...]:
    """Texts to read, never a questionnaire that clears a person."""
    found, after = pain_advice(), " ".join(pain_lines())
    return (
        Note("during", _("In a session"), f"{during_exercise()} {_pain_button_note()}", ("SF", "T11")),
        Note("after", _("After you have stopped"), after, found.ids),
        Note("emergency", f"{emergency_title()}:", _bullets(found.emergency), ()),
        Note("urgent", f"{urgent_title()}:", _bullets(found.urgent), ()),
        Note("not-all", "", flags_note(), ()),
    )


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"•  {line}" for line in lines)
