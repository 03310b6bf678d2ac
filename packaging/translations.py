"""The catalogues of translations in assets/po; usage: translations.py update | add LANGUAGE | compile [FOLDER]."""

import re
import struct
import sys
import tomllib
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "assets" / "po"
MO = ROOT / "assets" / "locale"
TEMPLATE = PO / "hipbreak.pot"
LINGUAS = PO / "LINGUAS"
_KEYWORDS = {**DEFAULT_KEYWORDS, "_n": (1, 2), "_p": ((1, "c"), 2), "lazy": None}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[sr]|%s")
_COMMAND = re.compile(r"`[^`]*`")
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*"\s*)?')
_HEADER = """\
# Translations for Hipbreak.
# This file is distributed under the license of Hipbreak, GPL-3.0-or-later.
#"""


def languages(folder: Path = PO) -> list[str]:
    """The languages of LINGUAS, like `de` and `pt_BR`."""
    lines = (folder / "LINGUAS").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def extract() -> Catalog:
    """Every text of the sources, by the extractors that pyproject.toml names."""
    configuration = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    sys.path.insert(0, str(ROOT / "packaging"))
    methods = [(mapping["pattern"], _method(mapping["method"])) for mapping in configuration]
    catalog = Catalog(
        project="Hipbreak", version="1", header_comment=_HEADER, msgid_bugs_address="none", charset="utf-8", fuzzy=False
    )
    found = extract_from_dir(
        ROOT,
        methods,
        keywords=_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: (
            Path(folder).name not in ("tests", "build") and not Path(folder).name.startswith(".")
        ),
    )
    for file, _line, text, comments, context in sorted(found, key=lambda message: (message[0], message[1])):
        catalog.add(text, locations=[(file, 0)], auto_comments=comments, context=context, flags=_flags(text))
    return catalog


def _method(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function) if function else name


def _flags(text: str | tuple[str, ...]) -> set[str]:
    return {"python-brace-format"} if "{" in "".join(text) else set()


def read(file: Path) -> Catalog:
    """A catalogue; SystemExit with file and line if it is broken."""
    try:
        text = file.read_bytes().decode()
        for number, line in enumerate(text.splitlines(), 1):
            if not _LINE.fullmatch(line):  # Babel does not look at the quotes
                sys.exit(f"{_shown(file)}, line {number}: this is not a line of a catalogue: {line.strip()}")
        return read_po(text.splitlines(), locale=None if file.suffix == ".pot" else file.stem, abort_invalid=True)
    except PoFileError as error:
        sys.exit(f"{_shown(file)}, line {error.lineno + 1}: {str(error).partition(' on ')[0]}: {error.line.strip()}")
    except (OSError, ValueError, UnknownLocaleError) as error:
        sys.exit(f"{_shown(file)}, line 1: {error}")


def _shown(file: Path) -> Path:
    return file.relative_to(ROOT) if file.is_relative_to(ROOT) else file


def update() -> None:
    """Write the template and bring every catalogue up to date with it."""
    template = extract()
    write(TEMPLATE, template)
    for language in languages():
        file = PO / f"{language}.po"
        catalog = read(file)
        catalog.update(template, no_fuzzy_matching=False, keep_user_comments=True)
        write(file, catalog)
        print(f"{_shown(file)}: {_summary(catalog)}")
    messages = [message for message in template if message.id]
    words = sum(len((m.id if isinstance(m.id, str) else m.id[0]).split()) for m in messages)
    print(f"{TEMPLATE.relative_to(ROOT)}: {len(messages)} messages, {words} words")
    compile_all()


def _summary(catalog: Catalog) -> str:
    messages = [message for message in catalog if message.id]
    fuzzy = sum(message.fuzzy for message in messages)
    missing = sum(not is_translated(message) for message in messages)
    return f"{len(messages) - missing} of {len(messages)} translated, {fuzzy} to be checked"


def is_translated(message: Message) -> bool:
    """Whether it has every form, and is not marked as fuzzy."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def write(file: Path, catalog: Catalog) -> None:
    """Write a catalogue without line numbers; one without any change keeps its dates."""
    if file.is_file():
        before = read(file)
        if _content(before) == _content(catalog):
            return
    written = BytesIO()
    write_po(written, catalog, width=100, include_lineno=False, include_previous=True, ignore_obsolete=False)
    file.write_bytes(written.getvalue())


def _content(catalog: Catalog) -> list[object]:
    """What a catalogue says; a comment is in several lines when it comes from a file, and no translation is empty."""
    return [
        (
            (m.context, m.id, [form for form in _forms(m.string or "") if form], m.flags),
            ([place for place, _ in m.locations], " ".join(m.auto_comments), m.user_comments),
        )
        for m in catalog
        if m.id
    ] + [sorted(map(str, catalog.obsolete))]


def faults(message: Message, plural_forms: int) -> list[str]:
    """What is wrong with the translation of a message, if it has one; `plural_forms` is the number of its language."""
    originals, translated = _forms(message.id), [form for form in _forms(message.string) if form]
    if not translated:
        return []
    found = []
    if len(originals) > 1 and len(translated) != plural_forms:
        found.append("plural forms")
    names = [set(_PLACEHOLDER.findall(original)) for original in originals]
    for form in translated:
        used = set(_PLACEHOLDER.findall(form))
        if not used <= set.union(*names) or (len(originals) == 1 and used != names[0]):
            found.append("placeholders")
        if set(_COMMAND.findall(form)) != set(_COMMAND.findall(originals[-1])):
            found.append("commands")
        if re.search(r"\w", originals[-1]) and _ends(form) != _ends(originals[-1]):
            found.append("spaces at the ends")
        if form.count("\n") != originals[-1].count("\n"):
            found.append("lines")
        if len(re.findall("&[^&\\s]", form)) != len(re.findall("&[^&\\s]", originals[-1])):
            found.append("mnemonic")
    if len(originals) > 1 and not any("{n}" in form for form in translated) and "{n}" in names[-1]:
        found.append("the number")
    return sorted(set(found))


def _ends(text: str) -> tuple[bool, bool]:
    """Whether the text begins and ends with a space."""
    return text[:1].isspace(), text[-1:].isspace()


def _forms(text: object) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (str(text),)


def add(language: str) -> None:
    """Begin a catalogue, and list it."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError) as error:
        sys.exit(f"{language} is not a language that Babel knows: {error}")
    usual = f"{locale.language}_{locale.territory}" if "_" in language else locale.language  # zh_CN, not zh_Hans_CN
    if language != usual or language in languages():
        sys.exit(f"{language}: write it as {usual}, and only if {LINGUAS.relative_to(ROOT)} has none of it")
    catalog = read(TEMPLATE)
    catalog.locale = locale
    catalog.fuzzy = False
    write(PO / f"{language}.po", catalog)
    listed = sorted([*languages(), language])
    LINGUAS.write_text("".join(f"{name}\n" for name in listed), encoding="utf-8")
    update()


def compile_all(folder: Path = MO, sources: Path = PO) -> list[Path]:
    """Write the compiled catalogue of every language to `folder`, and remove others; SystemExit when one is broken."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language in languages(sources):
        source, target = sources / f"{language}.po", folder / language / "LC_MESSAGES" / "hipbreak.mo"
        catalog = read(source)
        for message in catalog:
            if message.id and not message.fuzzy and (found := faults(message, catalog.num_plurals)):
                sys.exit(f"{_shown(source)}, line {message.lineno}: {', '.join(found)} of {message.id!r}")
        content = compiled(catalog)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != content:
            target.write_bytes(content)
        files.append(target)
    for other in set(folder.rglob("*.mo")) - set(files):
        other.unlink()
    return files


def compiled(catalog: Catalog) -> bytes:
    """The bytes of an .mo file, its messages sorted by their bytes, so that they can be found without reading all."""
    messages = []
    for message in catalog:
        if message.id and not is_translated(message):
            continue
        context = f"{message.context}\x04" if message.context else ""
        original = f"{context}{chr(0).join(_forms(message.id))}"
        messages.append((original.encode(), chr(0).join(_forms(message.string)).encode()))
    messages.sort()
    count, tables, texts = len(messages), b"", b""
    start = 28 + 16 * count
    for column in (0, 1):
        for message in messages:
            tables += struct.pack("<2I", len(message[column]), start + len(texts))
            texts += message[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start) + tables + texts


def main(arguments: list[str]) -> None:
    """Run the command."""
    match arguments:
        case ["update"]:
            update()
        case ["add", language]:
            add(language)
        case ["compile"]:
            compile_all()
        case ["compile", folder]:
            compile_all(Path(folder))
        case _:
            sys.exit("usage: translations.py update | add LANGUAGE | compile [FOLDER]")


if __name__ == "__main__":
    main(sys.argv[1:])
