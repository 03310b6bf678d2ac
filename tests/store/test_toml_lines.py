"""The line of each key of a TOML text."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.store.toml_lines import line_of

TEXT = '''# x = 1
name = "a # [b] = c"
about = """
text = 3
[no]
"""
list = [
  1, # ]
  "]",
]
"quoted key" = 1

[[block]]
name = 'x'
[[block.move]]
seconds = [1,
2]
[[block.move]]
reps = 3
a.b = 4
[block.set.press]
reps = 5
[[block]]
[[block.move]]
reps = 6
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("name",), 2),
        (("about",), 3),
        (("text",), None),
        (("list",), 7),
        (("quoted key",), 11),
        (("block", 0), 13),
        (("block", 0, "name"), 14),
        (("block", 0, "move", 0, "seconds"), 16),
        (("block", 0, "move", 1, "reps"), 19),
        (("block", 0, "move", 1, "a", "b"), 20),
        (("block", 0, "set", "press", "reps"), 22),
        (("block", 1, "move", 0, "reps"), 25),
        (("block", 1, "move", 0, "kind"), 24),
        (("block", 0, "move", 7, "x"), 13),
    ],
)
def test_a_key_has_its_line_and_a_missing_one_that_of_its_table(keys: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(TEXT, keys) == line


_TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)


def quoted(value: Any) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if isinstance(value, str) else str(value)


@given(st.lists(st.lists(_TEXTS | st.integers(0, 99) | st.lists(st.integers(0, 9)), max_size=4), max_size=4), st.data())
def test_every_written_key_is_found_on_its_line(tables: list[list[Any]], data: st.DataObject) -> None:
    lines: list[str] = []
    expected: dict[tuple[str | int, ...], int] = {}
    for nth, values in enumerate(tables):
        lines.append("[[block]]")
        expected["block", nth] = len(lines)
        for number, value in enumerate(values):
            lines += ["# a = [" if data.draw(st.booleans()) else ""]
            expected["block", nth, f"k{number}"] = len(lines) + 1
            shown = str(value).replace(",", ",\n") if isinstance(value, list) else quoted(value)
            lines += f"k{number} = {shown}".split("\n")
    text = "\n".join(lines)
    assert len(tomllib.loads(text).get("block", [])) == len(tables)
    assert {keys: line_of(text, keys) for keys in expected} == expected


@given(st.text(max_size=200))
def test_any_text_ends(text: str) -> None:
    line_of(text, ("block", 0, "name"))
