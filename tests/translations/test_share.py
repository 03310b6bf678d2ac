"""The menu entry, the AppStream data and the manual page are there in every language."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from babel.messages.catalog import Catalog

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP / "packaging"))

import make_cli_files  # noqa: E402 - scripts, which no package holds
import share_translations  # noqa: E402
import translations  # noqa: E402

from hipbreak.store.catalogue import Catalogue  # noqa: E402
from tests.test_desktop_files import needs, run  # noqa: E402

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def catalogue(**texts: str) -> Catalog:
    catalog = Catalog(locale="de")
    for original, translated in texts.items():
        catalog.add(original.replace("_", " "), translated)
    return catalog


def test_a_menu_entry_has_the_translations_below_the_texts() -> None:
    entry = "[Desktop Entry]\nName=Hipbreak\nGenericName=Break Reminder\nExec=hipbreak\nComment=Later\n"
    made = share_translations.translated_entry(entry, {"de": catalogue(Break_Reminder="Pausenwecker", Hipbreak="x")})
    assert made == entry.replace("Reminder\n", "Reminder\nGenericName[de]=Pausenwecker\n")


def test_appstream_data_has_an_element_for_each_language() -> None:
    text = "<component><summary>Later</summary><description><p>\n  Stand\n  up\n</p></description></component>"
    made = ET.fromstring(share_translations.translated_metainfo(text, {"de": catalogue(Stand_up="Steh auf")}))
    assert [(p.get(LANGUAGE), share_translations.plain(p.text)) for p in made.iter("p")] == [
        (None, "Stand up"),
        ("de", "Steh auf"),
    ]
    assert len(list(made.iter("summary"))) == 1


def test_the_folder_is_copied_as_a_whole(tmp_path: Path) -> None:
    source = TOP / "packaging" / "share"
    share_translations.write_share(source, tmp_path / "share", {"de": catalogue(Break_Reminder="Pausenwecker")})
    page = Path("man/de/man1/hipbreak.1")
    copied = {file.relative_to(tmp_path / "share") for file in (tmp_path / "share").rglob("*")}
    assert copied == {file.relative_to(source) for file in source.rglob("*")} | {page, *page.parents[:2]}
    entry = (tmp_path / "share/applications/org.hipbreak.Hipbreak.desktop").read_text(encoding="utf-8")
    assert "\nGenericName[de]=Pausenwecker\n" in entry


def test_the_manual_page_is_translated_and_english_again_afterwards() -> None:
    catalog = catalogue(COMMANDS="BEFEHLE", say_how_you_are="sagen, wie es dir geht")
    catalog.add("{text}.", "{text}!")
    page = make_cli_files.translated_man_page(Catalogue(translations.compiled(catalog)))
    assert ".SH BEFEHLE\n" in page and ".SH OPTIONS\n" in page and "\nSagen, wie es dir geht!\n" in page
    assert make_cli_files.man_page() == (TOP / "packaging/share/man/man1/hipbreak.1").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", translations.languages())
def test_entry_software_centre_and_manual_page_are_in_every_language(language: str) -> None:
    catalog = translations.read(translations.PO / f"{language}.po")
    entry, metainfo = (
        (TOP / "packaging" / "share" / name).read_text(encoding="utf-8")
        for name in ("applications/org.hipbreak.Hipbreak.desktop", "metainfo/org.hipbreak.Hipbreak.metainfo.xml")
    )
    lines = share_translations.translated_entry(entry, {language: catalog}).splitlines()
    keys = {f"{key}[{language}]" for key in ("GenericName", "Comment", "Keywords")}
    assert keys <= {line.partition("=")[0] for line in lines}
    made = ET.fromstring(share_translations.translated_metainfo(metainfo, {language: catalog}))
    for tag in share_translations.METAINFO_TEXTS:
        of_tag = [element.get(LANGUAGE) for element in made.iter(tag)]
        assert of_tag.count(language) == len(of_tag) / 2, tag
    page = make_cli_files.translated_man_page(Catalogue(translations.compiled(catalog)))
    same = {line for line in page.splitlines() if line.endswith(".") and " " in line} & set(
        make_cli_files.man_page().splitlines()
    )
    originals = (catalog.get(line[:1].lower() + line[1:-1]) for line in same)
    assert [message for message in originals if message is None or translations.is_translated(message)] == []


@needs("man")
def test_manual_pages_have_no_warnings(tmp_path: Path) -> None:
    """In a script that needs another encoding, and in one from right to left."""
    for language in ("ru", "he"):
        catalog = translations.read(translations.PO / f"{language}.po")
        page = tmp_path / f"{language}.1"
        page.write_text(make_cli_files.translated_man_page(Catalogue(translations.compiled(catalog))), encoding="utf-8")
        done = run("man", "--warnings", "--encoding=UTF-8", "--local-file", page)
        assert done[0] == 0 and "warning" not in done[1], done


@needs("desktop-file-validate")
def test_the_menu_entry_with_all_languages_is_valid(tmp_path: Path) -> None:
    name = "org.hipbreak.Hipbreak.desktop"
    catalogs = {code: translations.read(translations.PO / f"{code}.po") for code in translations.languages()}
    text = (TOP / "packaging" / "share" / "applications" / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(share_translations.translated_entry(text, catalogs), encoding="utf-8")
    assert run("desktop-file-validate", tmp_path / name) == (0, "")
