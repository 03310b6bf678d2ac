"""Babel extractors: of Python with its docstrings, and for what no call of gettext holds, such as routine files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any
from xml.etree import ElementTree as ET

from babel.messages.extract import extract_python
from share_translations import ENTRY_TEXTS, METAINFO_TEXTS, NOT_TRANSLATED, plain

Message = tuple[int, str | None, str | tuple[str, ...], list[str]]
"""Line, name of the function (as in the keywords), text, comments for translators."""

_OPTION_TEXTS: dict[str, int | None] = {"group": None, "label": 0, "help": 1, "form": None}
"""The texts in the calls that declare an option, by name or by position."""
_NOTE = re.compile(r"\s*# Translators: (.*)")
_MORE = re.compile(r"\s*# (.*)")
_ROUTINE_TEXTS = {"title", "about", "verb", "off_verb", "turn", "text"}
_SIDES = (("right", "left"), ("left", "right"))


def extract_texts(file: IO[bytes], keywords: Any, _tags: Any, options: Any) -> Iterator[Message]:
    """The texts of a Python file, with the notes above their statements, and the docstrings of function and module."""
    source = file.read()
    lines, tree = source.decode().splitlines(), ast.parse(source)
    notes = list(_notes(lines, tree))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for line, function, texts, _comments in extract_python(BytesIO(source), keywords, [], options):
        comments = [note for first, last, note in notes if first <= line <= last]
        around = [node for node in functions if node.lineno <= line <= (node.end_lineno or node.lineno)]
        comments += [_summary(node) for node in around[-1:]] + [_summary(tree)]
        yield line, function, texts, list(dict.fromkeys(filter(None, comments)))


def _summary(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return (ast.get_docstring(node) or "").partition("\n")[0]


def _notes(lines: list[str], tree: ast.Module) -> Iterator[tuple[int, int, str]]:
    """First and last line of what each note is about, and its text: a whole statement, or a line inside of one."""
    ends = {node.lineno: node.end_lineno or node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    for number, line in enumerate(lines, 1):
        if note := _NOTE.match(line):
            words, below = [note[1]], number + 1
            while more := _MORE.match(lines[below - 1]):
                words.append(more[1])
                below += 1
            yield below, ends.get(below, below), " ".join(words)


def extract_options(file: IO[bytes], keywords: Any, tags: Any, options: Any) -> Iterator[Message]:
    """The texts of a Python file, and those of the options declared in it."""
    yield from extract_texts(file, keywords, tags, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Option":
            for name, position in _OPTION_TEXTS.items():
                values: list[ast.expr] = [word.value for word in node.keywords if word.arg == name]
                if position is not None:
                    values += node.args[position : position + 1]
                for value in values:
                    assert isinstance(value, ast.Constant), f"line {value.lineno}: the {name} must be a literal text"
                    text = value.value
                    if name == "group":
                        yield value.lineno, "_p", ("options", text), ["The heading above a group of options."]
                    else:
                        yield value.lineno, "_", text, [f"An option's {name}."]


def extract_routine(file: IO[bytes], *_: Any, **_options: Any) -> Iterator[Message]:
    """The texts of a routine file; one with `{side}` is two: of the right and of the left side."""
    source = file.read().decode()
    for key, text, name in _routine_texts(tomllib.loads(source)):
        line = source[: max(source.find(text), 0)].count("\n") + 1
        note = _NOTE.match(source.splitlines()[max(line - 2, 0)])
        comment = f"Routine {name}, {'text' if key == 'text' else key.replace('off_verb', 'verb')}."
        for filled in dict.fromkeys(_filled(text, *sides) for sides in _SIDES):
            yield line, "_", filled, [*([note[1]] if note else []), comment]


def _routine_texts(value: object, name: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        name = value.get("name", name)
        for key, inner in value.items():
            if key in _ROUTINE_TEXTS and isinstance(inner, str):
                yield key, inner, name
            else:
                yield from _routine_texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _routine_texts(inner, name)


def _filled(text: str, side: str, other: str) -> str:
    for key, word in (("side", side), ("other", other)):
        text = text.replace(f"{{{key}}}", word).replace(f"{{{key.capitalize()}}}", word.capitalize())
    return text


def extract_desktop_entry(file: IO[bytes], *_: Any, **_options: Any) -> Iterator[Message]:
    """The names, the comment and the keywords of a desktop entry."""
    for number, line in enumerate(file.read().decode().splitlines(), 1):
        key, _equals, text = line.partition("=")
        if key in ENTRY_TEXTS and text != NOT_TRANSLATED:
            comments = ["Words separated by and ending in semicolons."] if key == "Keywords" else []
            yield number, "_", text, [f"Entry in the application menu, {key}.", *comments]


def extract_metainfo(file: IO[bytes], *_: Any, **_options: Any) -> Iterator[Message]:
    """The texts of AppStream data, which software centres show."""
    for number, element in enumerate(ET.parse(file).getroot().iter(), 1):
        if element.tag in METAINFO_TEXTS:
            yield number, "_", plain(element.text), [f"Description in software centres, {element.tag}."]
