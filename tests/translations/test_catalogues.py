"""The template is up to date, every catalogue has what its language needs, and a broken one stops the build."""

import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP / "packaging"))

import translations  # noqa: E402 - a script, which no package holds

LANGUAGES = translations.languages()


@cache
def template() -> Catalog:
    return translations.read(translations.TEMPLATE)


@cache
def catalogue(language: str) -> Catalog:
    return translations.read(translations.PO / f"{language}.po")


def messages(catalog: Catalog) -> dict[tuple[str | None, object], Message]:
    return {(message.context, message.id): message for message in catalog if message.id}


def test_the_template_has_every_text_of_the_sources() -> None:
    assert messages(template()).keys() == messages(translations.extract()).keys(), "run make po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_messages_of_the_template(language: str) -> None:
    assert messages(catalogue(language)).keys() == messages(template()).keys(), "run make po"


def test_the_table_for_translators_names_where_each_text_is_shown() -> None:
    rows = (TOP / "docs" / "translating.md").read_text(encoding="utf-8").splitlines()
    named = re.findall(
        r"`([^` ]*/[^` ]*)`", "\n".join(row.partition(" | ")[0] for row in rows if row.startswith("| `"))
    )
    files = {file for message in template() if message.id for file, _ in message.locations}
    texts = {file for file in files if file.startswith("hipbreak/core/text/")}
    assert sorted(texts - set(named) - {"hipbreak/core/text/routine_listing.py"}) == []
    assert [file for file in files if not file.startswith(tuple(named))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    missing = [m.id for m in messages(catalogue(language)).values() if not translations.is_translated(m)]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_a_program_reads(language: str) -> None:
    catalog = catalogue(language)
    wrong = {
        str(m.id): found for m in messages(catalog).values() if (found := translations.faults(m, catalog.num_plurals))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("id_", "string", "found"),
    [
        ("{n} min", "{n} Min.", []),
        ("{n} min", "{m} Min.", ["placeholders"]),
        ("{n} min", "Min.", ["placeholders"]),
        (("{n} day", "{n} days"), ("ein Tag", "{n} Tage"), []),
        (("{n} day", "{n} days"), ("{n} Tag", ""), ["plural forms"]),
        (("{n} day", "{n} days"), ("ein Tag", "Tage"), ["the number"]),
        ("&Start", "&Los", []),
        ("&Start", "Los", ["mnemonic"]),
        ("Start ", "Los", ["spaces at the ends"]),
        (", ", "、", []),
        ("Type `hipbreak quit`", "Gib `hipbreak ende` ein", ["commands"]),
        ("Start", "", []),
    ],
)
def test_faults_are_found(id_: object, string: object, found: list[str]) -> None:
    assert translations.faults(Message(id_, string), 2) == found


HEADER = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def folder_with(folder: Path, text: str) -> Path:
    (folder / "LINGUAS").write_text("de\n", encoding="utf-8")
    (folder / "de.po").write_text(HEADER + text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "Start\nmsgstr "Los"\n', 6),
        ('msgid "Start"\nmsgstr "Los"\n\nmsgid "{n} min"\nmsgstr "{m} Min."\n', 9),
        ('msgid "Start"\nmsgstr Los\n', 7),
        ('#, python-brace-format\nmsgid "{n} min"\nmsgstr "{m} Min."\n', 7),
    ],
)
def test_a_broken_catalogue_stops_the_build_with_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    folder = folder_with(tmp_path, text)
    with pytest.raises(SystemExit, match=rf"de\.po, line {line}: "):
        translations.compile_all(tmp_path / "compiled", folder)


def test_what_is_still_to_be_checked_stops_nothing_and_is_not_shown(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, '#, fuzzy\nmsgid "{n} min"\nmsgstr "{m} Min."\n')
    (compiled,) = translations.compile_all(tmp_path / "compiled", folder)
    with compiled.open("rb") as file:
        assert GNUTranslations(file).gettext("{n} min") == "{n} min"


def test_a_catalogue_of_a_language_that_is_no_longer_listed_is_removed(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, 'msgid "Start"\nmsgstr "Los"\n')
    compiled = tmp_path / "compiled"
    french, german = (compiled / code / "LC_MESSAGES" / "hipbreak.mo" for code in ("fr", "de"))
    french.parent.mkdir(parents=True)
    french.touch()
    assert translations.compile_all(compiled, folder) == [german]
    assert list(compiled.rglob("*.mo")) == [german]
    with german.open("rb") as file:
        assert GNUTranslations(file).gettext("Start") == "Los"


def test_a_wheel_has_the_compiled_catalogues(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for name in ("hipbreak", "assets", "packaging"):
        shutil.copytree(
            TOP / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "locale", "screenshots")
        )
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(TOP / name, source)
    folder_with(source / "assets" / "po", 'msgid "Start"\nmsgstr "Los"\n')
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=source, check=True, timeout=120, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = [name for name in opened.namelist() if name.endswith(".mo")]
    assert names == ["hipbreak/assets/locale/de/LC_MESSAGES/hipbreak.mo"]


def test_a_second_make_po_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "hipbreak.pot"
    shutil.copy(translations.TEMPLATE, file)
    before = file.read_bytes()
    translations.write(file, translations.extract())
    assert file.read_bytes() == before, "run make po"
