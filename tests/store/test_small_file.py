"""Anything at the path of a small file gives one clause in plain words, without blocking."""

import json
import os
import sys
from pathlib import Path

import pytest

from hipbreak.store.routine_library import read_library
from hipbreak.store.saved_session_file import load_session
from hipbreak.store.settings_file import ChangeRefused, change, load_settings
from hipbreak.store.small_file import UnusableText, parse_json, parse_toml, read_text
from hipbreak.store.window_geometry import load_geometries
from tests.core.exercise.shipped import NAMES

PYTHONS_WORDS = (
    "Error", "recursion", "maximum", "argument", "codec", "byte 0x", "surrogate", "NoneType", "<class", "datetime.",
    "isoformat", "int_max", "object", "[[[[", "expected str",
)  # fmt: skip
NESTED = "[" * 5_000 + "]" * 5_000
NASTY = {
    "nested lists": f"window_opens = {NESTED}\n".encode(),
    "nested lists over lines": b"window_opens = " + b"[\n" * 5_000 + b"]\n" * 5_000,
    "nested tables": b"window_opens = " + b"{a=" * 1_000 + b"1" + b"}" * 1_000,
    "a long key": b".".join([b"a"] * 30_000) + b" = 1\n",
    "10 MB of lines": b"a = 1\n" * 1_700_000,
    "10 MB in a line": b"#" * 10_000_000,
    "not UTF-8": b"cue = true\n\xff\xfe",
    "a scalar value": b'window_opens = "\\ud800"\n',
    "a zero byte": b"\x00",
    "many digits": b"later_in_a_row = " + b"9" * 4_000 + b"\n",
    "not a number": b"later_in_a_row = nan\n",
    "a date": b"window_opens = 2026-03-02\n",
    "an escape code": b'window_opens = "\\u001b[2J"\n',
    "long text": b'window_opens = "' + b"x" * 4_000 + b'"\n',
    "cut off": b'window_opens = "',
    "JSON": b"{}",
}
CONTENTS = pytest.mark.parametrize("content", NASTY.values(), ids=NASTY)
NO_PIPES = pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders")


def plain(sentence: str) -> bool:
    return (
        sentence.isprintable()
        and len(sentence) < 600
        and sentence.endswith(".")
        and not any(word in sentence for word in PYTHONS_WORDS)
    )


@CONTENTS
def test_settings(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    _, notes = load_settings(file)
    assert len(notes) == 1 and plain(notes[0]), notes
    try:
        change(file, "cue", "false")
    except ChangeRefused as error:
        assert plain(str(error))
        assert file.read_bytes() == content
    else:
        assert content.strip() in file.read_bytes()


@CONTENTS
def test_an_invalid_routine_hides_no_other(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "bad.toml").write_bytes(content)
    library = read_library(tmp_path / "settings.toml")
    assert len(library.notes) == 1 and plain(library.notes[0]), library.notes
    assert [routine.name for routine in library.routines] == list(NAMES)


SOUND = 'name = "mine"\ntitle = "Mine"\n[[block]]\nuse = "couch"\n'


@pytest.mark.parametrize(
    "text",
    [
        SOUND.replace('"Mine"', NESTED[:300] + NESTED[-300:]),
        SOUND.replace('"Mine"', '"\\u001b[31m"'),
        SOUND.replace('"mine"', '"\\u001b[31m"'),
        SOUND.replace('"Mine"', "2026-03-02"),
        SOUND.replace('"Mine"', "{a = 1}"),
        SOUND + "ids = 5\n",
        SOUND + "moves = 5\n",
        SOUND + "rounds = [nan, nan, nan]\n",
        SOUND + "change = nan\n",
        SOUND + "change = 1e13\n",
        SOUND + "order = 1\n",
        SOUND + "[block.set.press]\nids = 5\n",
        SOUND + "[block.set.press]\nreps = 1e400\n",
        SOUND + "[block.set]\npress = 5\n",
        SOUND.replace('"couch"', "5"),
        "block = 5\n" + 'name = "mine"\ntitle = "Mine"\n',
        'name = "mine"\ntitle = "Mine"\nblock = [5]\n',
        f"order = {'9' * 4000}\n" + SOUND,
    ],
)
def test_a_wrong_value_in_a_routine(tmp_path: Path, text: str) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "a.toml").write_text(text)
    (tmp_path / "routines" / "b.toml").write_text(SOUND.replace("mine", "other"))
    library = read_library(tmp_path / "settings.toml")
    assert len(library.notes) <= 1 and all(map(plain, library.notes)), library.notes
    assert library.get("other") is not None
    assert library.notes or library.get("mine") is not None


@pytest.mark.parametrize(
    "content",
    [
        NESTED, f'{{"at": {NESTED}}}', "[]", "5", "null", "NaN", '{"percent": NaN}', '"\ud800"',
        '{"routine": "\\ud800"}', "9" * 5_000, "x" * 2_000_000, "", "\x00",
    ],
)  # fmt: skip
def test_an_invalid_optional_file_counts_as_missing(tmp_path: Path, content: str) -> None:
    for name in ("session.json", "windows.json"):
        (tmp_path / name).write_text(content, errors="surrogatepass")
    assert load_session(tmp_path) is None
    assert load_geometries(tmp_path) == {}


@NO_PIPES
def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    for name in ("settings.toml", "session.json", "windows.json", "routines/pipe.toml"):
        os.mkfifo(tmp_path / name)
    settings = tmp_path / "settings.toml"
    _, (note,) = load_settings(settings)
    assert plain(note) and "not a regular file" in note
    (note,) = read_library(settings).notes
    assert plain(note) and "not a regular file" in note
    assert load_session(tmp_path) is None and load_geometries(tmp_path) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('window_opens = "25min', "a quotation mark is missing"),
        ("window_opens = '25min", "a quotation mark is missing"),
        ('window_opens = """25min', "a quotation mark is missing"),
        ("window_opens = 25min", "after a value a new line begins"),
        ("window_opens = off", "a value is a number, true, false or a text in quotation marks"),
        ("window_opens: 25", "between a name and its value there is an equals sign"),
        ("= 25", "a line begins with a name"),
        ("[a", "a closing bracket is missing"),
        ("a = [1, 2", "a closing bracket is missing"),
        ("a = {b = 1", "a closing bracket is missing"),
        ("cue = true\ncue = false", "a name is there twice"),
        ("a = {b = 1, b = 2}", "a name is there twice"),
        ("[a]\n[a]", "a name is there twice"),
        ('a = "C:\\folder\\x"', "a backslash in a text is written twice"),
        ('a = "\\ud800"', "a backslash in a text is written twice"),
        ("a = 2026-02-30", "there is no such date or time"),
        ("a = 1 \x00", "after a value a new line begins"),
        ('a = "\x00"', "it has a character that TOML does not have"),
    ],
)
def test_what_is_wrong_in_a_line_is_said_plainly(line: str, reason: str) -> None:
    with pytest.raises(UnusableText) as raised:
        parse_toml(f"# mine\n{line}\n")
    assert raised.value.why == f"cannot be understood ({reason})"
    assert raised.value.line == line.count("\n") + 2


def test_valid_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b'\xef\xbb\xbf{"a": [1.5, "\xc3\xa4"]}')
    assert parse_json(read_text(file, 100)) == {"a": [1.5, "ä"]}
    file.write_text("a = 1\r\n[b]\n")
    assert parse_toml(read_text(file, 100)) == {"a": 1, "b": {}}
    with pytest.raises(UnusableText, match="too large"):
        read_text(file, 5)
    with pytest.raises(UnusableText):
        parse_json(json.dumps({"held_s": float("inf")}))


@pytest.mark.parametrize(
    "comment", ["", "# a comment\n\n#another, in ä\n", "# with\ta tab\n", "\ufeff# after a mark\n"]
)
def test_a_file_of_comments_says_nothing(comment: str) -> None:
    assert parse_toml(comment) == {}


def test_a_comment_with_a_control_character_is_refused_in_a_file_of_comments() -> None:
    with pytest.raises(UnusableText, match="a character that TOML does not have"):
        parse_toml("# a comment\n# \x07\n")
