"""Texts about tones and voice: the notice in a guide, and the result of a Test button."""

from enum import Enum

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import lazy
from hipbreak.core.text.formatting import listed

TONE, VOICE = "tone", "voice"
"""What a Test button tests."""

test_label = lazy("Test")
# Translators: Shown until the result is known.
testing = lazy("Testing …")
# Translators: The sample that the voice speaks.
voice_sample = lazy("Right side. Press. Five.")


class AudioState(Enum):
    """Whether tones, or the voice, work now."""

    ON = "on"
    OFF = "off"  # switched off
    YIELDS = "yields"  # a screen reader speaks
    NONE = "none"  # not available
    NO_LANGUAGE = "unspoken"  # no voice for the language of the texts


def notice(tones: AudioState, voice: AudioState) -> str:
    """The notice in a guide when audio is missing; empty if nothing is, or one of both is switched off."""
    if tones is AudioState.ON:
        missing = {
            AudioState.NONE: _("There is no speech here: tones and large text guide you."),
            AudioState.NO_LANGUAGE: _("There is no voice for this language here: tones and large text guide you."),
        }
        return missing.get(voice, "")
    if voice is AudioState.NO_LANGUAGE:
        voice = AudioState.NONE
    if voice is AudioState.ON:
        # Speech reports no failure where there is no loudspeaker.
        unsure = _("There is no sound for tones here: large text guides you, and the voice where it can be heard.")
        return unsure if tones is AudioState.NONE else ""
    both = {
        (AudioState.OFF, AudioState.OFF): _("Tones and voice are off."),
        (AudioState.NONE, AudioState.NONE): _("There is no sound and no speech here."),
    }
    first = _("Tones are off.") if tones is AudioState.OFF else _("There is no sound for tones here.")
    second = {
        AudioState.OFF: _("The voice is off."),
        AudioState.YIELDS: _("The voice is off while your screen reader speaks."),
        AudioState.NONE: _("There is no speech here."),
    }[voice]
    return " ".join((both.get((tones, voice), f"{first} {second}"), _("Large text guides you.")))


def tone_test_result(name: str, through: str, volume: int) -> str:
    """The result of a played tone; `volume` in per cent."""
    # Translators: {what} is such as "PulseAudio, Built-in Audio", {volume} a sentence, "Volume 60."
    return _("Sound: {what}. {volume}").format(what=_named_through(name, through), volume=_volume(volume))


def voice_test_result(name: str, language: str, volume: int) -> str:
    """The result of a spoken sample; `volume` in per cent."""
    volume_text = "" if name in ("plyer", "say") else _volume(volume)  # these have no volume
    return _("Speech: {what}. {volume}").format(what=_named_through(name, language), volume=volume_text).strip()


def no_tones(why: str) -> str:
    return _("Tones cannot be played: {why}").format(why=why)


def no_voice(why: str) -> str:
    return _("Speech is not available: {why}").format(why=why)


def test_button_names() -> dict[str, str]:
    """Accessible names of the Test buttons."""
    return {TONE: _("Test the tones"), VOICE: _("Test the voice")}


def _named_through(name: str, through: str) -> str:
    return listed(filter(None, (name, through)))


def _volume(percent: int) -> str:
    return _("Its volume is 0, so nothing is heard.") if not percent else _("Volume {n}.").format(n=percent)
