"""The menu entry, AppStream data and manual page in every language, made from packaging/share for the build."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from babel.messages.catalog import Catalog
from make_cli_files import translated_man_page
from translations import compiled

from hipbreak.store.catalogue import Catalogue

METAINFO_TEXTS = ("summary", "p", "li", "caption", "keyword")
ENTRY_TEXTS = ("Name", "GenericName", "Comment", "Keywords")
NOT_TRANSLATED = "Hipbreak"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def plain(text: str | None) -> str:
    """A text of XML without its line breaks and indentation."""
    return " ".join((text or "").split())


def write_share(source: Path, target: Path, catalogues: Mapping[str, Catalog]) -> None:
    """Copy the folder below /usr/share, and add the translations by language."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    for file in target.rglob("*.desktop"):
        file.write_text(translated_entry(file.read_text(encoding="utf-8"), catalogues), encoding="utf-8")
    for code, catalog in catalogues.items():
        page = target / "man" / code / "man1" / "hipbreak.1"
        page.parent.mkdir(parents=True)
        page.write_text(translated_man_page(Catalogue(compiled(catalog))), encoding="utf-8")
    for file in target.rglob("*.metainfo.xml"):
        if catalogues:
            file.write_text(translated_metainfo(file.read_text(encoding="utf-8"), catalogues), encoding="utf-8")


def translated_entry(text: str, catalogues: Mapping[str, Catalog]) -> str:
    """A desktop entry with `Name[de]=` and the like below each text."""
    lines = []
    for line in text.splitlines():
        lines.append(line)
        key, _equals, value = line.partition("=")
        if key in ENTRY_TEXTS and value != NOT_TRANSLATED:
            lines += [f"{key}[{code}]={found}" for code, found in _translations(value, catalogues)]
    return "\n".join(lines) + "\n"


def translated_metainfo(text: str, catalogues: Mapping[str, Catalog]) -> str:
    """AppStream data with an element of each language behind each text."""
    root = ET.fromstring(text)
    for parent in list(root.iter()):
        for element in list(parent):
            if element.tag in METAINFO_TEXTS:
                at = list(parent).index(element)
                for n, (code, found) in enumerate(_translations(plain(element.text), catalogues), 1):
                    added = ET.Element(element.tag, {_LANGUAGE: code})
                    added.text = found
                    parent.insert(at + n, added)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _translations(text: str, catalogues: Mapping[str, Catalog]) -> list[tuple[str, str]]:
    found = []
    for code, catalog in catalogues.items():
        message = catalog.get(text)
        if message is not None and isinstance(message.string, str) and message.string and not message.fuzzy:
            found.append((code, message.string))
    return found
