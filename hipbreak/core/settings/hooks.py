"""Programs that Hipbreak starts at events, as the table `[hooks]` of the settings names them; none by default."""

from collections.abc import Mapping

from msgspec import Struct

from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted, visible

EVENTS = ("prompted", "started", "finished", "skipped", "away", "back")
_MOST_WORDS, _LONGEST_WORD = 30, 1_000


class Hooks(Struct, frozen=True):
    """A program with its arguments for each event that has one."""

    commands: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def command(self, event: str) -> tuple[str, ...] | None:
        """The program for an event, and its arguments."""
        return dict(self.commands).get(event)


def read_hooks(table: object) -> tuple[Hooks, list[str]]:
    """The hooks in the table, and a clause for each entry that cannot be used."""
    if not isinstance(table, Mapping):
        return Hooks(), [_("hooks must be a table, not {raw}").format(raw=quoted(table))]
    commands: list[tuple[str, tuple[str, ...]]] = []
    problems: list[str] = []
    for event, words in table.items():
        if event not in EVENTS:
            text = _("hooks.{event} is not one of {events}")
            problems.append(text.format(event=visible(str(event), 60), events=", ".join(EVENTS)))
        elif not _is_command(words):
            text = _('hooks.{event} must be a program and its arguments, like ["notify-send", "Up!"], not {raw}')
            problems.append(text.format(event=event, raw=quoted(words)))
        else:
            commands.append((event, tuple(words)))
    return Hooks(tuple(commands)), problems


def _is_command(words: object) -> bool:
    if not isinstance(words, list) or not 1 <= len(words) <= _MOST_WORDS or words[0] == "":
        return False
    return all(isinstance(word, str) and len(word) <= _LONGEST_WORD and "\0" not in word for word in words)
