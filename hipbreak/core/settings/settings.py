"""Every option of the app, declared once; numbers are the programme's or marked as project default."""

from datetime import time, timedelta
from typing import Annotated

from msgspec import Struct

from hipbreak.core.settings.display_choices import (
    Appearance,
    CardScreen,
    DisplayPlatform,
    LanguageCode,
    Motion,
    PromptsAs,
)
from hipbreak.core.settings.hooks import Hooks
from hipbreak.core.settings.option import Option, options_of
from hipbreak.core.settings.working_hours import WorkingHours


def _minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def _seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


class Settings(Struct, frozen=True):
    """The person's choices; every field is an option, and its default is the rule's number (R1-R21)."""

    window_opens: Annotated[
        timedelta, Option("Offer a break after", "The earliest moment, if you pause by yourself.", group="Stand-up")
    ] = _minutes(30)
    window_closes: Annotated[
        timedelta, Option("Offer it at the latest after", "A break is offered then, whatever you are doing.")
    ] = _minutes(45)
    medium_from: Annotated[
        timedelta,
        Option("Also at a window switch after", "From here a short pause or a switch of windows is good enough."),
    ] = _minutes(37.5)
    fine_from: Annotated[
        timedelta,
        Option("Also at the slightest pause after", "From here a few seconds without typing are good enough."),
    ] = _minutes(42.5)
    pulse_length: Annotated[
        timedelta,
        Option(
            "Length of the guided break",
            "20 to 30 seconds are the programme's; longer is fine.",
            _seconds(4),
            _minutes(10),
        ),
    ] = _seconds(30)
    shortest_break: Annotated[
        timedelta,
        Option(
            "Counts as a break from", "A guided break stopped earlier is noted, and sitting goes on.", high=_minutes(10)
        ),
    ] = _seconds(20)
    long_sit: Annotated[
        timedelta, Option("Show a long sit after", "The tray icon changes its shape; nothing pops up.")
    ] = _minutes(60)

    standing_limit: Annotated[
        timedelta,
        Option(
            "Offer to sit after standing for",
            "The same card says when it is time to sit. 0s: no limit.",
            timedelta(0),
            _minutes(120),
            group="Standing desk",
        ),
    ] = timedelta(0)
    standing_share: Annotated[
        int,
        Option(
            "Share of desk time standing, in percent",
            "A target that the day is compared with, in one quiet line. 0: none.",
            0,
            100,
        ),
    ] = 0
    standing_question_after: Annotated[
        timedelta,
        Option(
            "Ask whether you still stand after",
            "One quiet question; without an answer the statistics say unconfirmed (project default).",
        ),
    ] = _minutes(45)
    prompts_as: Annotated[
        PromptsAs,
        Option("Show a prompt as", "The tray shows it as well; what cannot be shown becomes a card.", group="Card"),
    ] = PromptsAs.CARD
    card_screen: Annotated[
        CardScreen, Option("Screen of the card", "One answer is enough, also with a card on each.")
    ] = CardScreen.POINTER
    display_platform: Annotated[
        DisplayPlatform,
        Option("Windows in a Wayland session", "xcb is Xwayland, where a card takes no keys. From the next start on."),
    ] = DisplayPlatform.AUTO
    prompt_folds: Annotated[
        timedelta, Option("Fold the card away after", "0s keeps it until you answer.", timedelta(0), _minutes(60))
    ] = _seconds(60)
    later_short: Annotated[
        timedelta, Option("Short snooze", "The card comes back after exactly this time.", high=_minutes(120))
    ] = _minutes(5)
    later_long: Annotated[
        timedelta, Option("Long snooze", "The card comes back after exactly this time.", high=_minutes(120))
    ] = _minutes(10)
    later_in_a_row: Annotated[
        int, Option("Snoozes in a row", "How often Later is offered for the same prompt.", 0, 20)
    ] = 2
    spacing: Annotated[
        timedelta, Option("Never two prompts within", "What comes too close waits.", timedelta(0), _minutes(120))
    ] = _minutes(5)
    reoffer_after: Annotated[
        timedelta, Option("Offer an ignored prompt again after", "Once, at the next good moment.")
    ] = _minutes(5)
    ignore_input_for: Annotated[
        timedelta,
        Option(
            "The card ignores clicks and keys for",
            "So that what you were typing cannot answer it.",
            timedelta(0),
            _seconds(30),
        ),
    ] = _seconds(2)

    cue: Annotated[
        bool, Option("Hourly cue", "A gentler, silent offer: stand, exhale, tuck, squeeze.", group="Hourly cue")
    ] = True
    cue_every: Annotated[timedelta, Option("Every", "Counted in desk time since the last pulse or time away.")] = (
        _minutes(60)
    )
    cue_folds: Annotated[
        timedelta, Option("Fold it away after", "0s keeps it until you answer.", timedelta(0), _minutes(60))
    ] = _seconds(30)
    cue_yields: Annotated[
        timedelta,
        Option("Give way to a stand-up due within", "Two reminders for one break would be one too many.", timedelta(0)),
    ] = _minutes(10)
    pulse_due_after: Annotated[
        timedelta,
        Option(
            "Mention the posture pulse after",
            "Three pulses a day: after a third of eight hours without one, the next prompt says so.",
        ),
    ] = _minutes(160)

    welcome_back: Annotated[
        bool,
        Option("Say which absence counted as a break", "A quiet note when you come back, with Undo.", group="Sensing"),
    ] = True
    idle_limit: Annotated[
        timedelta,
        Option("You are away after", "Without input for this long, you left at the last input (project default)."),
    ] = _minutes(5)
    unexplained_idle: Annotated[
        timedelta, Option("Ask about pauses from", "One quiet question when you come back; no answer means you sat.")
    ] = _seconds(60)
    short_absence: Annotated[
        timedelta, Option("Ignore locks shorter than", "A shorter lock, suspend or restart changes nothing.")
    ] = _seconds(60)
    presence_limit: Annotated[
        timedelta,
        Option(
            "Believe a call or a film without input for", "After that, you left at the last input (project default)."
        ),
    ] = _minutes(180)
    presence_prompt_limit: Annotated[
        timedelta,
        Option(
            "Prompt in a call or a film without input for",
            "After that, prompts wait for your return (project default).",
        ),
    ] = _minutes(60)
    idle_medium: Annotated[
        timedelta, Option("A short pause is", "Good enough for a prompt in the middle of the window.")
    ] = _seconds(15)
    idle_fine: Annotated[
        timedelta, Option("The slightest pause is", "Good enough for a prompt at the end of the window.")
    ] = _seconds(5)

    sense_microphone: Annotated[
        bool, Option("Microphone in use is a call", "Prompts wait for its end; Hipbreak never listens.")
    ] = True
    sense_camera: Annotated[
        bool, Option("Camera in use is a call", "Only whether a program of yours holds it open.")
    ] = True
    sense_fullscreen: Annotated[
        bool, Option("Full screen holds prompts back", "They wait for the end of films, games and talks.")
    ] = True
    sense_inhibitors: Annotated[
        bool, Option("A screen kept awake means you are there", "Films and presentations; programs like Caffeine, too.")
    ] = True
    sense_players: Annotated[
        bool, Option("A playing player means you are there", "Music counts as well, and then leaving is not noticed.")
    ] = False
    sense_quiet: Annotated[bool, Option("Respect Do Not Disturb", "Prompts wait until it ends.")] = True

    tones: Annotated[bool, Option("Tones", "Press, relax, change of side, the last three seconds.", group="Sound")] = (
        True
    )
    tone_volume: Annotated[int, Option("Volume of the tones", "0 to 100.", 0, 100)] = 60
    voice: Annotated[bool, Option("Voice", "Says side, action and number.")] = True
    voice_volume: Annotated[int, Option("Volume of the voice", "0 to 100.", 0, 100)] = 80
    voice_rate: Annotated[
        int, Option("Speed of the voice", "-100 is the slowest, 0 the voice's own, 100 the fastest.", -100, 100)
    ] = 0
    voice_yields: Annotated[
        bool, Option("No voice while a screen reader is on", "Where the desktop reports one; then only that speaks.")
    ] = True
    break_sound: Annotated[
        bool, Option("Sound in the stand-up break, too", "Off, only sessions have tones and voice; the cards never do.")
    ] = True

    pause_music: Annotated[
        bool, Option("Pause music during a session", "A player that plays is paused, and plays on afterwards.")
    ] = False

    routine_reminder: Annotated[
        bool,
        Option(
            "Remind of the day's session", "One card on a day of the programme, until it is done.", group="Programme"
        ),
    ] = True
    routine_time: Annotated[
        time, Option("Remind at", "What blocks it makes it wait, though not into the next day.")
    ] = time(17)
    breath_length: Annotated[
        timedelta,
        Option(
            "Length of a slow breath",
            "In and out, in the exercises that breathing paces (project default).",
            _seconds(4),
            _seconds(7),
        ),
    ] = _seconds(6)
    self_test_reminder: Annotated[
        bool, Option("Mention the self-test every two weeks", "A line in the menu and the programme, never a card.")
    ] = True

    own_pulse: Annotated[
        str,
        Option(
            "Stand-up break of your own",
            "The name of a routine of yours that takes the place of the pulse.",
            form="Empty: the pulse of the programme.",
        ),
    ] = ""
    own_cue: Annotated[
        str,
        Option(
            "Hourly cue of your own",
            "The name of a routine of yours that takes the place of the short pulse.",
            form="Empty: the pulse of the programme.",
        ),
    ] = ""
    own_session: Annotated[
        str,
        Option(
            "Day's session of your own",
            "The name of a routine of yours that takes the place of the day's session.",
            form="Empty: the session of the programme.",
        ),
    ] = ""

    working_hours: Annotated[
        WorkingHours,
        Option(
            "Working hours",
            "No prompts outside them.",
            form="Like mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00. Empty: always.",
            group="Times",
        ),
    ] = WorkingHours()

    language: Annotated[
        LanguageCode,
        Option(
            "Language",
            "Of windows, prompts, the voice and commands.",
            form="system, or a language like de or pt_BR.",
            group="Look",
        ),
    ] = LanguageCode("system")
    appearance: Annotated[Appearance, Option("Colours of the drawings", "The ring, the figure and the strips.")] = (
        Appearance.SYSTEM
    )
    motion: Annotated[Motion, Option("Movement", "Reduced shows the key positions without movement or fading.")] = (
        Motion.SYSTEM
    )

    daily_copy: Annotated[
        bool,
        Option(
            "Copy the log once a day", "The last seven days are kept, beside the log, on this computer.", group="Data"
        ),
    ] = True
    shared_folder: Annotated[
        str,
        Option(
            "Folder shared with your other computers",
            "Something else, such as Syncthing, keeps it in step.",
            form="A path like ~/Sync/hipbreak. Empty: none.",
        ),
    ] = ""

    hooks: Hooks = Hooks()
    """No option: a table of its own in the file."""

    def window(self) -> tuple[timedelta, timedelta, timedelta, timedelta]:
        """R10's four moments: opens, medium, fine, closes; what is out of order falls at 1/2 and 5/6 of the window."""
        opens, closes = self.window_opens, max(self.window_opens, self.window_closes)
        medium, fine = self.medium_from, self.fine_from
        if not opens <= medium <= fine <= closes:
            span = closes - opens
            medium, fine = opens + span / 2, opens + span * 5 / 6
        return opens, medium, fine, closes

    def folds(self, kind: str) -> timedelta:
        """After how long a card of this kind folds away; zero for never."""
        return self.cue_folds if kind == "cue" else self.prompt_folds


OPTIONS: dict[str, Option] = options_of(Settings)
AUTOSTART = Option(
    "Start with your session",
    "Hipbreak starts as soon as you log in.",
    group="Start",
    key="autostart",
    default=False,
)
"""The one option that settings.toml does not have: the desktop keeps it."""
