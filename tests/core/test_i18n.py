"""One room speaks: what is said follows the language spoken at that moment, and nothing is said while a room opens."""

import ast
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest

import hipbreak
from hipbreak.core import i18n
from hipbreak.core.i18n import gettext, install, lazy, ngettext
from hipbreak.core.settings.settings import AUTOSTART
from hipbreak.core.text import menu as menu_text
from hipbreak.core.text import settings as settings_text

HOUSE = Path(hipbreak.__file__).parent


class Shouting(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture
def shouting() -> Iterator[None]:
    install(Shouting())
    yield
    install(NullTranslations())


def test_a_sentence_is_as_written_until_a_language_is_chosen() -> None:
    assert (gettext("Stand"), ngettext("a day", "days", 1), ngettext("a day", "days", 0)) == ("Stand", "a day", "days")


def test_every_sentence_follows_the_language_spoken_when_it_is_said(shouting: None) -> None:
    again = lazy("Stand")
    assert (gettext("Stand"), ngettext("a day", "days", 2), again()) == ("STAND", "DAYS", "STAND")
    assert menu_text.stand_now() == "STAND &UP NOW"
    assert settings_text.option_text(AUTOSTART.label) == "START WITH YOUR SESSION"
    install(NullTranslations())
    assert again() == "Stand"


def said_while_opening(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls outside every function that ask for words: by the usual names, or of a room of words."""
    rooms = {"_", "_n", "gettext", "ngettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hipbreak.core"):
            for alias in node.names:
                if ".core.text" in f"{node.module}." or alias.name.endswith("_text"):
                    rooms.add(alias.asname or alias.name)
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            told = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(told, ast.Name) and told.id in rooms:
                yield node
        if isinstance(node, ast.FunctionDef):
            waiting += [*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.decorator_list]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def test_nothing_is_said_while_a_room_opens() -> None:
    found = {
        f"{room.relative_to(HOUSE)}: {ast.unparse(call)}"
        for room in HOUSE.rglob("*.py")
        for call in said_while_opening(ast.parse(room.read_text(encoding="utf-8")))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("line", "n"),
    [
        ("START = _('Start')", 1),
        ("from hipbreak.core.text import day as day_text\nNAMES = (day_text.day(), day_text.week())", 2),
        ("from hipbreak.core.text.day import day\ndef f(a=day()): return day()", 1),
        ("start = phrase('Start')", 0),
    ],
)
def test_what_is_said_while_opening_is_found(line: str, n: int) -> None:
    assert len(list(said_while_opening(ast.parse(line)))) == n


def test_no_other_room_has_a_language_of_its_own() -> None:
    asked = {room for room in HOUSE.rglob("*.py") if "NullTranslations" in room.read_text(encoding="utf-8")}
    assert asked == {Path(i18n.__file__)}
