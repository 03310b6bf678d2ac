"""An edit of a TOML document changes one key and no other byte of text written by hand."""

import tomllib
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.store.toml_edit import NotEditable, reset_key, set_key

DESCRIPTION = "# Hourly cue. A gentle offer. (default true)"


@dataclass(frozen=True)
class Document:
    """A document with the line of the key `cue` in parts, all but its value empty if it has none."""

    head: str
    before_value: str
    after_value: str
    tail: str

    def text(self, value: str) -> str:
        return self.head + self.line(value) + self.tail

    def line(self, value: str) -> str:
        return f"{self.before_value}{value}{self.after_value}" if self.before_value else ""


VALUES = [
    "true", "-1_000", "0x1F", "6.02e23", "-inf", "1979-05-27 07:32:00-07:00", "07:05:00", "1979-05-27",
    '"a text # no comment"', "'literal \\ \"text\"'", '"""\nsome\n# no comment\n[no table]\n\n"""', "'''\ncue = 1\n'''",
    '"\\u00e9\\t"', "[]", "{}", "[ 1, # one\n\n  2,\n]", "{ a = [ {} ] , b.c = 'x', d = 1979-05-27 07:32:00Z  }",
    "[\n[1], ['a', # a ]\n]]",
]  # fmt: skip
COMMENTS = ["# a comment", "#", '#[t] = """ é', "# [cue]"]
blank = st.sampled_from(["", " ", "   ", "\t"])
comment = st.sampled_from(["", "", *COMMENTS])
value = st.sampled_from(VALUES)
name = st.sampled_from(["k{n}", '"k {n}"', "'k#{n}'", "k{n}.a", "d . e{n}", '"k{n}".""."="', "{n}"])
assigned = st.builds("{0}{1}{2}={3}{4}{5}{6}".format, blank, name, blank, blank, value, blank, comment)
beside = st.builds("{0}{1}".format, blank, comment)
table = st.builds(
    "{0}{1[0]}{2}{3}{2}{1[1]}{4}".format,
    blank,
    st.sampled_from([("[", "]"), ("[[", "]]")]),
    blank,
    st.sampled_from(["t{n}", '"t.{n}"', "s.t{n}", "s . 'u{n}'", "t{n}.cue"]),
    beside,
)


@st.composite
def documents(draw: st.DrawFn, has_cue: bool) -> Document:
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    top = draw(st.lists(assigned | beside, max_size=6))
    rest = draw(st.lists(table.flatmap(lambda head: st.lists(assigned | beside, max_size=3).map(lambda x: [head, *x]))))
    lines = [line.replace("{n}", str(n)) for n, line in enumerate([*top, *(line for part in rest for line in part)])]
    lines = [line.replace("\n", newline) for line in lines]
    at = draw(st.integers(0, len(top)))
    head, tail = (newline.join([*part, ""]) for part in (lines[:at], lines[at:]))
    before = after = ""
    if has_cue:
        before = "".join((draw(blank), draw(st.sampled_from(["cue", '"cue"', "'cue'"])), draw(blank), "=", draw(blank)))
        after = draw(beside) + newline
    if draw(st.booleans()):  # the last line without its end
        if tail:
            tail = tail.removesuffix(newline)
        elif after:
            after = after.removesuffix(newline)
        else:
            head = head.removesuffix(newline)
    return Document(head, before, after, tail)


new_value = st.sampled_from(
    [(True, "true"), (False, "false"), (-3, "-3"), ("17:00", '"17:00"'), ("ä\t\"'", '"ä\\t\\"\'"')]
)


@given(documents(has_cue=True), value, new_value)
def test_an_existing_key_gets_the_value_and_nothing_else_changes(
    document: Document, old: str, new: tuple[object, str]
) -> None:
    changed = set_key(document.text(old), "cue", new[0], DESCRIPTION)  # type: ignore[arg-type]
    assert changed == document.text(new[1])
    assert tomllib.loads(changed)["cue"] == new[0]


@given(documents(has_cue=False), new_value)
def test_a_new_key_is_added_with_its_explanation_and_nothing_else_changes(
    document: Document, new: tuple[object, str]
) -> None:
    text = document.text("")
    nl = "\r\n" if "\r\n" in text else "\n"
    changed = set_key(text, "cue", new[0], DESCRIPTION)  # type: ignore[arg-type]
    assert tomllib.loads(changed) == tomllib.loads(text) | {"cue": new[0]}
    before, _, after = changed.partition(f"{DESCRIPTION}{nl}cue = {new[1]}{nl}")
    assert text in {above + below for above in up_to_two_less(before, nl) for below in (after, after.removeprefix(nl))}


def up_to_two_less(text: str, newline: str) -> set[str]:
    return {text, text.removesuffix(newline), text.removesuffix(2 * newline)}


@given(documents(has_cue=True), value)
def test_a_reset_key_is_removed_or_set_to_its_default_if_it_has_a_comment(document: Document, old: str) -> None:
    changed = reset_key(document.text(old), "cue", True, DESCRIPTION)
    above = document.head.splitlines()[-1:]
    commented = "#" in document.after_value or (above and above[0].strip().startswith("#") and not in_value(document))
    assert changed == (document.text("true") if commented else document.head + document.tail)


def in_value(document: Document) -> bool:
    """Whether the last line of the head belongs to a value."""
    try:
        tomllib.loads("".join(document.head.splitlines(keepends=True)[:-1]))
    except tomllib.TOMLDecodeError:
        return True
    return False


@given(documents(has_cue=False))
def test_resetting_a_missing_key_changes_nothing(document: Document) -> None:
    assert reset_key(document.text(""), "cue", True, DESCRIPTION) == document.text("")


@given(
    documents(has_cue=False),
    st.lists(st.tuples(st.sampled_from(["cue", "tones", "voice"]), st.sampled_from([True, False, "x"])), max_size=8),
)
def test_any_sequence_of_edits_keeps_text_written_by_hand(
    document: Document, edits: list[tuple[str, bool | str]]
) -> None:
    text, expected = document.text(""), tomllib.loads(document.text(""))
    for key, wanted in edits:
        if wanted is True:
            text, _ = reset_key(text, key, True, f"# {key}"), expected.pop(key, None)
        else:
            text, expected[key] = set_key(text, key, wanted, f"# {key}"), wanted
    assert tomllib.loads(text) == expected
    for key in ("cue", "tones", "voice"):
        text = reset_key(text, key, True, f"# {key}")
    assert filled(text) == filled(document.text(""))


def filled(text: str) -> list[str]:
    """The lines that are not empty."""
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("", "{block}"),
        ("a = 1\n", "a = 1\n\n{block}"),
        ("a = 1", "a = 1\n\n{block}"),
        ("a = 1\n\n", "a = 1\n\n{block}"),
        ("# all\n", "# all\n\n{block}"),
        ("[t]\n", "{block}\n[t]\n"),
        ("# of t\n[t]\n", "{block}\n# of t\n[t]\n"),
        ("a = 1\n# of t\n[t]\n", "a = 1\n\n{block}\n# of t\n[t]\n"),
        ("# all\n\n# of t\n[t]\n", "# all\n\n{block}\n# of t\n[t]\n"),
        ("a = 1\n\n# more\n\n[t]\n", "a = 1\n\n# more\n\n{block}\n[t]\n"),
        ("a = 1\r\n[t]\r\n", "a = 1\r\n\r\n{block}\r\n[t]\r\n"),
    ],
)
def test_a_new_key_is_inserted_before_the_first_table_and_its_comment(text: str, changed: str) -> None:
    block = f"{DESCRIPTION}\ncue = false\n"
    block = block.replace("\n", "\r\n") if "\r" in text else block
    assert set_key(text, "cue", False, DESCRIPTION) == changed.format(block=block)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("{description}\ncue = 1\n", ""),
        ("a = 1\n\n{description}\ncue = 1\n", "a = 1\n"),
        ("a = 1\n\n{description}\ncue = 1\n\n[t]\n", "a = 1\n\n[t]\n"),
        ("a = 1\n{description}\ncue = 1\n\n[t]\n", "a = 1\n\n[t]\n"),
        ("# mine\n{description}\ncue = 1\nb = 2\n", "# mine\nb = 2\n"),
        ("# mine\n\ncue = 1\nb = 2\n", "# mine\n\nb = 2\n"),
        ("# mine\ncue = 1\nb = 2\n", "# mine\ncue = true\nb = 2\n"),
        ("cue = 1 # mine\n", "cue = true # mine\n"),
        ("{description}\ncue = 1 # mine\n", "{description}\ncue = true # mine\n"),
        ("b = 2 # of b\ncue = 1\n", "b = 2 # of b\n"),
    ],
)
def test_comments_of_a_reset_key(text: str, changed: str) -> None:
    assert reset_key(text.format(description=DESCRIPTION), "cue", True, DESCRIPTION) == changed.format(
        description=DESCRIPTION
    )


@pytest.mark.parametrize(
    "text",
    [
        "[cue]\n",
        "[[cue]]\n",
        "cue.a = 1\n",
        "[a]\n[cue.b]\n",
        "a = [" + "\n" * 200 + "]\n[cue]\n",
    ],
)
def test_an_edit_that_would_lose_text_is_refused(text: str) -> None:
    with pytest.raises(NotEditable):
        set_key(text, "cue", False, DESCRIPTION)
    with pytest.raises(NotEditable):
        reset_key(text, "cue", True, DESCRIPTION)


def test_a_value_that_is_nested_too_deeply_is_refused() -> None:
    """Tomlkit 0.13, which Debian 13 has, reads it, so there it is replaced."""
    try:
        changed = set_key(f"cue = {'[' * 150}{']' * 150}", "cue", False, DESCRIPTION)
    except NotEditable:
        return
    assert tomllib.loads(changed) == {"cue": False}
