"""The menu entry and the AppStream data have every language beside the English texts."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from babel.messages.catalog import Catalog

TOP = Path(__file__).parents[2]
sys.path.insert(0, str(TOP / "packaging"))

import share_translations  # noqa: E402 - a script, which no package holds

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
    assert {file.relative_to(source) for file in source.rglob("*")} == {
        file.relative_to(tmp_path / "share") for file in (tmp_path / "share").rglob("*")
    }
    entry = (tmp_path / "share/applications/org.hipbreak.Hipbreak.desktop").read_text(encoding="utf-8")
    assert "\nGenericName[de]=Pausenwecker\n" in entry
