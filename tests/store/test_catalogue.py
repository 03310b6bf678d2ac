"""A compiled catalogue is read like Python reads it, and a broken one is refused."""

import sys
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.store.catalogue import Catalogue

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import translations

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


def compiled(folder: Path, text: str, language: str) -> bytes:
    folder.mkdir(exist_ok=True)
    (folder / "LINGUAS").write_text(f"{language}\n", encoding="utf-8")
    header = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n"Language: {language}\\n"\n\n'
    (folder / f"{language}.po").write_text(header + text, encoding="utf-8")
    return translations.compile_all(folder / "compiled", folder)[0].read_bytes()


POLISH = """\
msgid "Start"
msgstr "Początek"

msgctxt "side"
msgid "left"
msgstr "lewa"

msgid "left"
msgstr "pozostało"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dzień"
msgstr[1] "{n} dni"
msgstr[2] "{n} dnia"

msgid "missing"
msgstr ""
"""


def test_texts_contexts_and_plurals_are_found(tmp_path: Path) -> None:
    catalogue = Catalogue(compiled(tmp_path, POLISH, "pl"))
    assert [catalogue.gettext(text) for text in ("Start", "left", "missing", "unknown")] == [
        "Początek", "pozostało", "missing", "unknown",
    ]  # fmt: skip
    assert catalogue.info()["language"] == "pl"
    assert (catalogue.pgettext("side", "left"), catalogue.pgettext("time", "left")) == ("lewa", "left")
    assert [catalogue.ngettext("{n} day", "{n} days", n) for n in (1, 3, 5, 22)] == [
        "{n} dzień", "{n} dni", "{n} dnia", "{n} dni",
    ]  # fmt: skip
    assert [catalogue.ngettext("{n} hour", "{n} hours", n) for n in (1, 2)] == ["{n} hour", "{n} hours"]


@given(st.dictionaries(TEXT, TEXT, max_size=30), TEXT)
def test_every_text_is_found_as_by_gettext(texts: dict[str, str], other: str) -> None:
    catalog, file = Catalog(locale="de"), BytesIO()
    for original, translated in texts.items():
        catalog.add(original, translated)
    write_mo(file, catalog)
    file.seek(0)
    expected, catalogue = GNUTranslations(file), Catalogue(file.getvalue())
    assert [catalogue.gettext(text) for text in (*texts, other)] == [expected.gettext(text) for text in (*texts, other)]


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"\xde\x12\x04\x95" + b"\xff" * 40, b"x" * 100])
def test_a_broken_catalogue_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="catalogue"):
        Catalogue(content)
