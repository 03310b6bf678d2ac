"""Texts follow the installed language, and no module looks up a text at import time."""

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

PACKAGE = Path(hipbreak.__file__).parent


class UpperCase(NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return (msgid1 if n == 1 else msgid2).upper()


@pytest.fixture
def upper_case() -> Iterator[None]:
    install(UpperCase())
    yield
    install(NullTranslations())


def test_texts_are_unchanged_until_a_language_is_installed() -> None:
    assert (gettext("Stand"), ngettext("a day", "days", 1), ngettext("a day", "days", 0)) == ("Stand", "a day", "days")


def test_texts_follow_the_language_installed_at_the_lookup(upper_case: None) -> None:
    lazily = lazy("Stand")
    assert (gettext("Stand"), ngettext("a day", "days", 2), lazily()) == ("STAND", "DAYS", "STAND")
    assert menu_text.stand_now() == "STAND &UP NOW"
    assert settings_text.option_text(AUTOSTART.label) == "START WITH YOUR SESSION"
    install(NullTranslations())
    assert lazily() == "Stand"


def lookups_at_import(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls outside every function that look a text up: by the usual names, or in a module of texts."""
    lookups = {"_", "_n", "gettext", "ngettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("hipbreak.core"):
            for alias in node.names:
                if ".core.text" in f"{node.module}." or alias.name.endswith("_text"):
                    lookups.add(alias.asname or alias.name)
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Call):
            called = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(called, ast.Name) and called.id in lookups:
                yield node
        if isinstance(node, ast.FunctionDef):
            waiting += [*node.args.defaults, *(d for d in node.args.kw_defaults if d), *node.decorator_list]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def test_no_module_looks_up_a_text_at_import_time() -> None:
    found = {
        f"{file.relative_to(PACKAGE)}: {ast.unparse(call)}"
        for file in PACKAGE.rglob("*.py")
        for call in lookups_at_import(ast.parse(file.read_text(encoding="utf-8")))
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
def test_lookups_at_import_time_are_found(line: str, n: int) -> None:
    assert len(list(lookups_at_import(ast.parse(line)))) == n


def test_only_the_loader_and_the_lookup_know_translations() -> None:
    using = {file for file in PACKAGE.rglob("*.py") if "NullTranslations" in file.read_text(encoding="utf-8")}
    assert using == {Path(i18n.__file__), *(PACKAGE / "store" / f"{name}.py" for name in ("languages", "catalogue"))}
