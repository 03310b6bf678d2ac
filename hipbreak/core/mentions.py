"""What the programme has to say besides today's session, each until it is put away: tip, note, self-test (D4, K3)."""

from dataclasses import dataclass
from datetime import datetime

from hipbreak.core import mention_words as words
from hipbreak.core.programme.note import Note
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import evening_tip_due, self_test_due, strength_skipped
from hipbreak.core.tips_words import sleep, strength_note

SLEEP, STRENGTH, SELF_TEST = "sleep", "strength", "self-test"
"""The names under which they are put away."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something said for now: `menu` is its line in the menu, `action` the routine that it offers."""

    note: Note
    menu: str
    action: str | None = None

    @property
    def name(self) -> str:
        """What is put away."""
        return self.note.name


def mentions(programme: Programme, now: datetime, self_test: bool = True) -> tuple[Mention, ...]:
    """Those for this moment; `self_test` whether the person wants that reminder."""
    found = []
    if self_test and self_test_due(programme, now.date()):
        note = Note(SELF_TEST, words.self_test(), words.two_weeks(), ("Z1",), ("test_lie_rests",))
        found.append(Mention(note, words.self_test_in_menu(), SELF_TEST))
    if strength_skipped(programme, now.date()):
        note = Note(STRENGTH, words.strength(), strength_note(), ("K3",), ("split_hold",))
        found.append(Mention(note, words.strength_in_menu()))
    if evening_tip_due(programme, now):
        found.append(Mention(sleep(), words.sleep_in_menu()))
    return tuple(found)
