"""The compiled catalogues of translations, and which of them a person reads."""

import re
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path

from msgspec import Struct, field

from hipbreak.store.assets import asset
from hipbreak.store.catalogue import Catalogue
from hipbreak.store.small_file import UnusableText, read_bytes

DOMAIN = "hipbreak"
ENGLISH = "en"
SYSTEM = "system"
_SETTING = re.compile(r"^language\s*=\s*[\"']([^\"'\n]*)[\"']", re.MULTILINE)
_LARGEST = 65_536  # bytes, as of the settings file
_VARIANTS = {"zh": "zh_CN", "zh_SG": "zh_CN", "zh_HK": "zh_TW", "zh_MO": "zh_TW", "iw": "he", "in": "id", "pt": "pt_BR"}


class Language(Struct, frozen=True):
    """A language to use, like `de` or `pt_BR`, and why it is not the preferred one, if it is not."""

    code: str
    translations: NullTranslations = field(default_factory=NullTranslations)
    unreadable: str = ""
    """The catalogue that is there, but cannot be read."""
    missing: str = ""
    """The preferred language, for which there is no catalogue."""


def catalogue_folder() -> Path | None:
    """Where the compiled catalogues are; None before the first build."""
    try:
        return asset("locale")
    except FileNotFoundError:
        return None


def available() -> tuple[str, ...]:
    """The languages that can be chosen, like `de`, English among them."""
    folder = catalogue_folder()
    names = {file.parent.parent.name for file in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")} if folder else set()
    return tuple(sorted(names | {ENGLISH}))


def stored_choice(settings: Path) -> str:
    """The choice in the settings file, found without reading it as TOML; `system` when there is none."""
    try:
        text = read_bytes(settings, _LARGEST).decode("utf-8-sig", errors="replace")
    except (OSError, UnusableText):
        return SYSTEM
    found = _SETTING.search(text)
    return found[1] if found else SYSTEM


def preferred(choice: str, environment: Mapping[str, str]) -> list[str]:
    """The languages that a person prefers, best first: the choice, or what gettext reads in the environment."""
    if choice != SYSTEM:
        return [choice]
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "C")
    if locale in ("C", "POSIX"):
        return []
    names = [*environment.get("LANGUAGE", "").split(":"), locale]
    return [name for name in (re.split("[.@]", name)[0] for name in names) if name]


def load_language(choice: str, environment: Mapping[str, str], folder: Path | None = None) -> Language:
    """The first preferred language that has a catalogue, else English. Never raises for what is there.

    `folder` has the catalogues, unless it is the one of this installation.
    """
    folder = folder or catalogue_folder()
    names = preferred(choice, environment)
    unreadable = ""
    for name in names:
        for code in _candidates(name):
            if code == ENGLISH:
                return Language(ENGLISH, unreadable=unreadable)
            file = folder / code / "LC_MESSAGES" / f"{DOMAIN}.mo" if folder else None
            if file is None or not file.is_file():
                continue
            try:
                return Language(code, Catalogue(file.read_bytes()), unreadable)
            except (OSError, ValueError) as error:
                unreadable = unreadable or f"{file}: {error}"
    missing = "" if unreadable or not names or names[0] == "C" else names[0]
    return Language(ENGLISH, unreadable=unreadable, missing=missing)


def _candidates(name: str) -> Iterator[str]:
    """The catalogues that may serve a locale like `de_AT`, the nearest first."""
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Za-z]+)?", name):
        return
    base = name.partition("_")[0]
    yield name
    if name in _VARIANTS:
        yield _VARIANTS[name]
    if base != name:
        yield base
        if base in _VARIANTS and name not in _VARIANTS:
            yield _VARIANTS[base]
