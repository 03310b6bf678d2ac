"""Suggestions beside today's session, each shown until it is dismissed: tip, note, self-test (D4, K3)."""

from datetime import datetime

from msgspec import Struct

from hipbreak.core.i18n import lazy
from hipbreak.core.programme.progress import Programme
from hipbreak.core.programme.schedule import evening_tip_due, self_test_due, strength_skipped
from hipbreak.core.text.notes import Note, sleep, strength_note

dismiss = lazy("Got it")
not_now = lazy("Not now")
_self_test_title = lazy("Self-test")
self_test_reminder = lazy("Two weeks have passed. It takes about a minute, on the edge of a bed, if you like.")
self_test_in_menu = lazy("Two weeks: the self-test, if you like...")
strength_title = lazy("The strength part")
strength_in_menu = lazy("A note on the strength part...")
sleep_in_menu = lazy("A tip for the night...")


def dismiss_label(title: str, how: str) -> str:
    """The accessible name of a button that dismisses a suggestion."""
    return f"{title}: {how}"


SLEEP, STRENGTH, SELF_TEST = "sleep", "strength", "self-test"
"""The names under which they are dismissed."""


class Suggestion(Struct, frozen=True):
    """A suggestion: `menu` is its line in the menu, `action` the routine that it offers."""

    note: Note
    menu: str
    action: str | None = None

    @property
    def name(self) -> str:
        """The name under which it is dismissed."""
        return self.note.name


def suggestions_for(programme: Programme, now: datetime, self_test: bool = True) -> tuple[Suggestion, ...]:
    """The suggestions for this moment; `self_test` whether the self-test is among them."""
    found = []
    if self_test and self_test_due(programme, now.date()):
        note = Note(SELF_TEST, _self_test_title(), self_test_reminder(), ("Z1",), ("test_lie_rests",))
        found.append(Suggestion(note, self_test_in_menu(), SELF_TEST))
    if strength_skipped(programme, now.date()):
        note = Note(STRENGTH, strength_title(), strength_note(), ("K3",), ("split_hold",))
        found.append(Suggestion(note, strength_in_menu()))
    if evening_tip_due(programme, now):
        found.append(Suggestion(sleep(), sleep_in_menu()))
    return tuple(found)
