"""No translation makes a claim that its language's list bans, and no two mnemonics of a menu or window collide."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hipbreak.ui.theme.tokens import LIGHT
from hipbreak.ui.widgets.safety_text import EnglishSwitch
from tests.translations.test_catalogues import LANGUAGES, catalogue, translations
from tests.ui.every_window import ALL_WINDOWS
from tests.ui.test_long_language import WindowStates

LISTS = Path(__file__).parents[1] / "wording"
_FIELD = re.compile(r"\\\{\w+\\\}")
_MNEMONIC = re.compile(r"(?<!&)&([^&\s])")


def claims(catalog: Catalog, patterns: list[str]) -> dict[str, str]:
    """The translations that make a claim, by the pattern that finds it."""
    found = {}
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in forms if message.id else ():
            found |= {str(text): pattern for pattern in patterns if re.search(pattern, str(text), re.IGNORECASE)}
    return found


def patterns_of(language: str) -> list[str]:
    lines = (LISTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_makes_a_banned_claim(language: str) -> None:
    assert len(patterns_of(language)) >= 4
    assert claims(catalogue(language), patterns_of(language)) == {}


def test_a_banned_claim_is_found() -> None:
    catalog = Catalog(locale="de")
    catalog.add("Stand up", "Das heilt deine Hüfte")
    catalog.add("Sit down", "Setz dich")
    assert list(claims(catalog, patterns_of("de"))) == ["Das heilt deine Hüfte"]


def texts_with_mnemonics(window: QWidget) -> list[str]:
    """The texts of everything that is visible and has a mnemonic, and of what only translations show."""
    texts = [
        part.text()
        for part in window.findChildren(QWidget)
        if isinstance(part, QAbstractButton | QLabel) and _is_shown(part, window) and part.isEnabled()
    ]
    if isinstance(window, QMenu):
        texts += [action.text() for action in window.actions() if action.isVisible()]
    return [text for text in texts if _MNEMONIC.search(text)]


def _is_shown(part: QWidget, window: QWidget) -> bool:
    if isinstance(part, EnglishSwitch) and (parent := part.parentWidget()) is not None:
        return parent.isVisibleTo(window)
    return part.isVisibleTo(window)


def original_of(text: str, catalog: Catalog) -> str:
    """The message that an English text was made of; the text itself if there is none."""
    if catalog.get(text) is not None:
        return text
    patterns = (str(message.id) for message in catalog if "&" in message.id and "{" in message.id)
    return next((id_ for id_ in patterns if re.fullmatch(_FIELD.sub(".*", re.escape(id_)), text)), text)


def letters_of(originals: Iterable[str], catalog: Catalog) -> list[str]:
    """The mnemonics of the messages in a language."""
    translated = (message.string if (message := catalog.get(text)) else text for text in originals)
    return [found[1].casefold() for text in translated if (found := _MNEMONIC.search(str(text)))]


@pytest.mark.parametrize("window_states", ALL_WINDOWS, ids=lambda states: states.__name__)
def test_no_mnemonics_collide(qtbot: QtBot, window_states: WindowStates) -> None:
    """The windows are opened in English, once for all languages."""
    catalogs = {language: catalogue(language) for language in LANGUAGES} | {"en": Catalog()}
    template = translations.read(translations.TEMPLATE)
    collisions = set()
    for name, window in window_states(LIGHT):
        texts = [original_of(text, template) for text in texts_with_mnemonics(window)]
        for language, catalog in catalogs.items():
            letters = letters_of(texts, catalog)
            collisions |= {(language, name, letter) for letter in letters if letters.count(letter) > 1}
    assert collisions == set()
