"""An incremental JSON reader: a document of any size, of which one value at a time is in memory (decision 0038)."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

_CHUNK = 65_536
_LONGEST_VALUE = 1_000_000  # characters
_NUMBER_GOES_ON = re.compile(r"[0-9.eE+-]*")  # to the end of what was read
_SPACE = re.compile(r"[ \t\r\n]*")


class JsonError(ValueError):
    """The document is not JSON, is cut off, or has a value that is too large."""


class JsonStream:
    """A cursor in a JSON document.

    The consumer of `members` and `elements` reads or skips the value at the cursor before it asks for the next one.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.consumed = 0
        """Bytes read from the file so far."""
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._scan = json.JSONDecoder().raw_decode
        self._text, self._at, self._ended = "", 0, False

    def peek(self) -> str:
        """The first character of what follows; empty at the end of the document."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read_more():
                return ""

    def value(self) -> Any:
        """Read the value at the cursor."""
        self.peek()
        while True:
            try:
                found, end = self._scan(self._text, self._at)
                if self._ended or not _NUMBER_GOES_ON.fullmatch(self._text, end):
                    self._at = end
                    return found
            except ValueError:
                if self._ended:
                    raise JsonError from None
            except RecursionError:
                raise JsonError from None
            if len(self._text) - self._at > _LONGEST_VALUE:
                raise JsonError
            self._read_more()

    def members(self) -> Iterator[str]:
        """The keys of the object at the cursor, each with the cursor at its value."""
        for _ in self._items("{", "}"):
            key = self.value()
            if not isinstance(key, str):
                raise JsonError
            self._take(":")
            yield key

    def elements(self) -> Iterator[None]:
        """The elements of the array at the cursor, each with the cursor at it."""
        return self._items("[", "]")

    def skip(self) -> None:
        """Skip the value at the cursor; a list or an object may be of any size, its parts may not."""
        parts = {"[": self.elements, "{": self.members}.get(self.peek())
        if parts is None:
            self.value()
        else:
            for _ in parts():
                self.value()

    def _items(self, opening: str, closing: str) -> Iterator[None]:
        self._take(opening)
        if self.peek() == closing:
            self._at += 1
            return
        while True:
            yield
            if self._take(f",{closing}") == closing:
                return

    def _take(self, expected: str) -> str:
        found = self.peek()
        if not found or found not in expected:
            raise JsonError
        self._at += 1
        return found

    def _read_more(self) -> bool:
        if self._ended:
            return False
        chunk = self._file.read(_CHUNK)
        self.consumed += len(chunk)
        self._ended = not chunk
        try:
            self._text, self._at = self._text[self._at :] + self._decoder.decode(chunk, final=self._ended), 0
        except UnicodeDecodeError:
            raise JsonError from None
        return True
