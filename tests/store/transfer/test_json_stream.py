"""The incremental reader gives what `json` gives, however the document is cut into chunks."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.store.transfer.json_stream import JsonError, JsonStream


class Dribble(io.BytesIO):
    """A file that gives at most `step` bytes at a time."""

    def __init__(self, content: bytes, step: int) -> None:
        super().__init__(content)
        self._step = step

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._step)


def whole(stream: JsonStream) -> Any:
    """The whole document, by way of its parts."""
    if stream.peek() == "{":
        return {key: stream.value() for key in stream.members()}
    if stream.peek() == "[":
        return [stream.value() for _ in stream.elements()]
    return stream.value()


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4), max_leaves=20
)


@given(documents, st.integers(1, 40), st.sampled_from((None, 2)), st.booleans())
def test_a_document_in_chunks_is_the_document(document: Any, step: int, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
    content = text.encode("utf-8", "surrogatepass")
    stream = JsonStream(Dribble(content, step))
    try:
        content.decode()
    except UnicodeDecodeError:
        with pytest.raises(JsonError):
            whole(stream)
            stream.peek()
        return
    assert whole(stream) == document
    assert stream.peek() == "" and stream.consumed == len(content)
    skipping = JsonStream(Dribble(content, step))
    skipping.skip()
    assert skipping.peek() == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1",
        b"[1 2]",
        b'{"a" 1}',
        b"{1: 2}",
        b'{"a": 1,}',
        b"[1,]",
        b'["',
        b"\xff",
        b"[nul]",
        b"[" + b"1" * 5000 + b"]",
    ],
)
def test_invalid_json_is_an_error(content: bytes) -> None:
    for step in (1, 1000):
        with pytest.raises(JsonError):
            whole(JsonStream(Dribble(content, step)))


def test_a_deeply_nested_or_very_long_value_is_an_error() -> None:
    for content in (b"[" * 200_000, b'["' + b"x" * 3_000_000 + b'"]', b'{"a":' * 100_000):
        stream = JsonStream(io.BytesIO(content))
        with pytest.raises(JsonError):
            whole(stream)
        assert stream.consumed < 2_000_000
