"""Every option of the app, declared once; numbers are the programme's or marked as project default."""

from dataclasses import dataclass
from datetime import time, timedelta

from hipbreak.core.settings.display_choices import (
    Appearance,
    CardScreen,
    DisplayPlatform,
    LanguageCode,
    Motion,
    PromptsAs,
)
from hipbreak.core.settings.hooks import Hooks
from hipbreak.core.settings.option import Option, option, options_of
from hipbreak.core.settings.working_hours import WorkingHours

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def _minutes(n: float) -> timedelta:
    return timedelta(minutes=n)


def _seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


@dataclass(frozen=True)
class Settings:
    """The person's choices; every field is an option, and its default is the rule's number (R1-R21)."""

    window_opens: timedelta = option(
        "Stand-up",
        _minutes(30),
        "Offer a break after",
        "The earliest moment, if you pause by yourself.",
        _SECOND,
        _DAY,
    )
    window_closes: timedelta = option(
        "Stand-up",
        _minutes(45),
        "Offer it at the latest after",
        "A break is offered then, whatever you are doing.",
        _SECOND,
        _DAY,
    )
    medium_from: timedelta = option(
        "Stand-up",
        _minutes(37.5),
        "Also at a window switch after",
        "From here a short pause or a switch of windows is good enough.",
        _SECOND,
        _DAY,
    )
    fine_from: timedelta = option(
        "Stand-up",
        _minutes(42.5),
        "Also at the slightest pause after",
        "From here a few seconds without typing are good enough.",
        _SECOND,
        _DAY,
    )
    pulse_length: timedelta = option(
        "Stand-up",
        _seconds(30),
        "Length of the guided break",
        "20 to 30 seconds are the programme's; longer is fine.",
        _seconds(4),
        _minutes(10),
    )
    shortest_break: timedelta = option(
        "Stand-up",
        _seconds(20),
        "Counts as a break from",
        "A guided break stopped earlier is noted, and sitting goes on.",
        _SECOND,
        _minutes(10),
    )
    long_sit: timedelta = option(
        "Stand-up",
        _minutes(60),
        "Show a long sit after",
        "The tray icon changes its shape; nothing pops up.",
        _SECOND,
        _DAY,
    )

    standing_limit: timedelta = option(
        "Standing desk",
        timedelta(0),
        "Offer to sit after standing for",
        "The same card says when it is time to sit. 0s: no limit.",
        timedelta(0),
        _minutes(120),
    )
    standing_share: int = option(
        "Standing desk",
        0,
        "Share of desk time standing, in percent",
        "A target that the day is compared with, in one quiet line. 0: none.",
        0,
        100,
    )
    standing_question_after: timedelta = option(
        "Standing desk",
        _minutes(45),
        "Ask whether you still stand after",
        "One quiet question; without an answer the statistics say unconfirmed (project default).",
        _SECOND,
        _DAY,
    )
    prompts_as: PromptsAs = option(
        "Card", PromptsAs.CARD, "Show a prompt as", "The tray shows it as well; what cannot be shown becomes a card."
    )
    card_screen: CardScreen = option(
        "Card", CardScreen.POINTER, "Screen of the card", "One answer is enough, also with a card on each."
    )
    display_platform: DisplayPlatform = option(
        "Card",
        DisplayPlatform.AUTO,
        "Windows in a Wayland session",
        "xcb is Xwayland, where a card takes no keys. From the next start on.",
    )
    prompt_folds: timedelta = option(
        "Card", _seconds(60), "Fold the card away after", "0s keeps it until you answer.", timedelta(0), _minutes(60)
    )
    later_short: timedelta = option(
        "Card",
        _minutes(5),
        "Short snooze",
        "The card comes back after exactly this time.",
        _SECOND,
        _minutes(120),
    )
    later_long: timedelta = option(
        "Card",
        _minutes(10),
        "Long snooze",
        "The card comes back after exactly this time.",
        _SECOND,
        _minutes(120),
    )
    later_in_a_row: int = option(
        "Card", 2, "Snoozes in a row", "How often Later is offered for the same prompt.", 0, 20
    )
    spacing: timedelta = option(
        "Card",
        _minutes(5),
        "Never two prompts within",
        "What comes too close waits.",
        timedelta(0),
        _minutes(120),
    )
    reoffer_after: timedelta = option(
        "Card",
        _minutes(5),
        "Offer an ignored prompt again after",
        "Once, at the next good moment.",
        _SECOND,
        _DAY,
    )
    ignore_input_for: timedelta = option(
        "Card",
        _seconds(2),
        "The card ignores clicks and keys for",
        "So that what you were typing cannot answer it.",
        timedelta(0),
        _seconds(30),
    )

    cue: bool = option("Hourly cue", True, "Hourly cue", "A gentler, silent offer: stand, exhale, tuck, squeeze.")
    cue_every: timedelta = option(
        "Hourly cue",
        _minutes(60),
        "Every",
        "Counted in desk time since the last pulse or time away.",
        _SECOND,
        _DAY,
    )
    cue_folds: timedelta = option(
        "Hourly cue", _seconds(30), "Fold it away after", "0s keeps it until you answer.", timedelta(0), _minutes(60)
    )
    cue_yields: timedelta = option(
        "Hourly cue",
        _minutes(10),
        "Give way to a stand-up due within",
        "Two reminders for one break would be one too many.",
        timedelta(0),
        _DAY,
    )
    pulse_due_after: timedelta = option(
        "Hourly cue",
        _minutes(160),
        "Mention the posture pulse after",
        "Three pulses a day: after a third of eight hours without one, the next prompt says so.",
        _SECOND,
        _DAY,
    )

    welcome_back: bool = option(
        "Sensing",
        True,
        "Say which absence counted as a break",
        "A quiet note when you come back, with Undo.",
    )
    idle_limit: timedelta = option(
        "Sensing",
        _minutes(5),
        "You are away after",
        "Without input for this long, you left at the last input (project default).",
        _SECOND,
        _DAY,
    )
    unexplained_idle: timedelta = option(
        "Sensing",
        _seconds(60),
        "Ask about pauses from",
        "One quiet question when you come back; no answer means you sat.",
        _SECOND,
        _DAY,
    )
    short_absence: timedelta = option(
        "Sensing",
        _seconds(60),
        "Ignore locks shorter than",
        "A shorter lock, suspend or restart changes nothing.",
        _SECOND,
        _DAY,
    )
    presence_limit: timedelta = option(
        "Sensing",
        _minutes(180),
        "Believe a call or a film without input for",
        "After that, you left at the last input (project default).",
        _SECOND,
        _DAY,
    )
    presence_prompt_limit: timedelta = option(
        "Sensing",
        _minutes(60),
        "Prompt in a call or a film without input for",
        "After that, prompts wait for your return (project default).",
        _SECOND,
        _DAY,
    )
    idle_medium: timedelta = option(
        "Sensing",
        _seconds(15),
        "A short pause is",
        "Good enough for a prompt in the middle of the window.",
        _SECOND,
        _DAY,
    )
    idle_fine: timedelta = option(
        "Sensing",
        _seconds(5),
        "The slightest pause is",
        "Good enough for a prompt at the end of the window.",
        _SECOND,
        _DAY,
    )

    sense_microphone: bool = option(
        "Sensing", True, "Microphone in use is a call", "Prompts wait for its end; Hipbreak never listens."
    )
    sense_camera: bool = option(
        "Sensing", True, "Camera in use is a call", "Only whether a program of yours holds it open."
    )
    sense_fullscreen: bool = option(
        "Sensing", True, "Full screen holds prompts back", "They wait for the end of films, games and talks."
    )
    sense_inhibitors: bool = option(
        "Sensing",
        True,
        "A screen kept awake means you are there",
        "Films and presentations; programs like Caffeine, too.",
    )
    sense_players: bool = option(
        "Sensing",
        False,
        "A playing player means you are there",
        "Music counts as well, and then leaving is not noticed.",
    )
    sense_quiet: bool = option("Sensing", True, "Respect Do Not Disturb", "Prompts wait until it ends.")

    tones: bool = option("Sound", True, "Tones", "Press, relax, change of side, the last three seconds.")
    tone_volume: int = option("Sound", 60, "Volume of the tones", "0 to 100.", 0, 100)
    voice: bool = option("Sound", True, "Voice", "Says side, action and number.")
    voice_volume: int = option("Sound", 80, "Volume of the voice", "0 to 100.", 0, 100)
    voice_rate: int = option(
        "Sound", 0, "Speed of the voice", "-100 is the slowest, 0 the voice's own, 100 the fastest.", -100, 100
    )
    voice_yields: bool = option(
        "Sound",
        True,
        "No voice while a screen reader is on",
        "Where the desktop reports one; then only that speaks.",
    )
    break_sound: bool = option(
        "Sound",
        True,
        "Sound in the stand-up break, too",
        "Off, only sessions have tones and voice; the cards never do.",
    )

    pause_music: bool = option(
        "Sound",
        False,
        "Pause music during a session",
        "A player that plays is paused, and plays on afterwards.",
    )

    routine_reminder: bool = option(
        "Programme", True, "Remind of the day's session", "One card on a day of the programme, until it is done."
    )
    routine_time: time = option(
        "Programme", time(17), "Remind at", "What blocks it makes it wait, though not into the next day."
    )
    breath_length: timedelta = option(
        "Programme",
        _seconds(6),
        "Length of a slow breath",
        "In and out, in the exercises that breathing paces (project default).",
        _seconds(4),
        _seconds(7),
    )
    self_test_reminder: bool = option(
        "Programme",
        True,
        "Mention the self-test every two weeks",
        "A line in the menu and the programme, never a card.",
    )

    own_pulse: str = option(
        "Programme",
        "",
        "Stand-up break of your own",
        "The name of a routine of yours that takes the place of the pulse.",
        form="Empty: the pulse of the programme.",
    )
    own_cue: str = option(
        "Programme",
        "",
        "Hourly cue of your own",
        "The name of a routine of yours that takes the place of the short pulse.",
        form="Empty: the pulse of the programme.",
    )
    own_session: str = option(
        "Programme",
        "",
        "Day's session of your own",
        "The name of a routine of yours that takes the place of the day's session.",
        form="Empty: the session of the programme.",
    )

    working_hours: WorkingHours = option(
        "Times",
        WorkingHours(),
        "Working hours",
        "No prompts outside them.",
        form="Like mon-fri 09:00-12:30 13:00-17:30; sat 22:00-02:00. Empty: always.",
    )

    language: LanguageCode = option(
        "Look",
        LanguageCode("system"),
        "Language",
        "Of windows, prompts, the voice and commands.",
        form="system, or a language like de or pt_BR.",
    )
    appearance: Appearance = option(
        "Look", Appearance.SYSTEM, "Colours of the drawings", "The ring, the figure and the strips."
    )
    motion: Motion = option(
        "Look", Motion.SYSTEM, "Movement", "Reduced shows the key positions without movement or fading."
    )

    daily_copy: bool = option(
        "Data", True, "Copy the log once a day", "The last seven days are kept, beside the log, on this computer."
    )
    shared_folder: str = option(
        "Data",
        "",
        "Folder shared with your other computers",
        "Something else, such as Syncthing, keeps it in step.",
        form="A path like ~/Sync/hipbreak. Empty: none.",
    )

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
AUTOSTART = Option("autostart", "Start", "Start with your session", "Hipbreak starts as soon as you log in.", False)
"""The one option that settings.toml does not have: the desktop keeps it."""
