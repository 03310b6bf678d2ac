"""What the guide says of each step: a verb to be read from two metres, one line of cue, and what comes next."""

from dataclasses import dataclass

from hipbreak.core.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class StepWords:
    """The verb (one or two words) and the cue (one line) of a step."""

    verb: str
    cue: str


def step_words(name: str) -> StepWords:
    """The words of a step of the pulse; body-relative and positive."""
    return {
        "stand": StepWords(_("Stand tall"), _("Feet under your hips, head long, arms loose.")),
        "ribs": StepWords(_("Ribs down"), _("A long breath out; let the front ribs sink.")),
        "tuck": StepWords(_("Tuck"), _("Draw the tailbone under, just a little.")),
        "squeeze": StepWords(_("Squeeze"), _("Squeeze your buttocks, and keep breathing.")),
        "release": StepWords(_("Release"), _("Let go, and stay tall.")),
    }[name]


def done_words() -> StepWords:
    """After the last step."""
    return StepWords(_("Done"), _("Stay up as long as you like."))


def next_words(name: str | None) -> str:
    """What comes after this step."""
    return _("Then: {verb}").format(verb=step_words(name).verb.lower()) if name else _("Then you are done.")


def guide_title() -> str:
    return _("Stand-up break - Hipbreak")


def paused_word() -> str:
    return _("Paused")


def guide_buttons() -> tuple[str, str, str, str, str]:
    """Back, Pause, Go on, Next, Stop."""
    return _("&Back"), _("&Pause"), _("&Go on"), _("&Next"), _("&Stop")


def close_word() -> str:
    return _("&Close")


def announce(words: StepWords, seconds: int) -> str:
    """What a screen reader hears when a step begins."""
    return _("{verb}. {cue} {n} seconds.").format(verb=words.verb, cue=words.cue, n=seconds)


def spoken(words: StepWords) -> str:
    """What the voice says when a step begins."""
    return _("{verb}. {cue}").format(verb=words.verb, cue=words.cue)
