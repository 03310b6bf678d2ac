"""A compiled catalogue of translations, of which only the texts in use are decoded.

Python's own reader decodes all of them, which takes 5 ms and 0.5 MB for 1,800 messages.
"""

import re
import struct
from collections.abc import Callable
from gettext import NullTranslations, c2py

_MAGIC = 0x950412DE
_PLURALS = r"nplurals=(\d+);\s*plural=([^;\n]+)"


class Catalogue(NullTranslations):
    """The messages of an .mo file, sorted by their bytes; ValueError for what is none."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content
        try:
            self._order = "<" if struct.unpack_from("<I", content)[0] == _MAGIC else ">"
            magic, version, self._count, self._originals, self._translated = struct.unpack_from(
                f"{self._order}5I", content
            )
            if magic != _MAGIC or version >> 16 > 1:
                raise ValueError("this is not a compiled catalogue")
            header = (self._find(b"") or b"").decode()
            if self._count:
                self._at(self._translated, self._count - 1)
        except struct.error as error:
            raise ValueError("the compiled catalogue is cut off") from error
        fields = (line.partition(":") for line in header.splitlines())
        self._info = {name.strip().lower(): value.strip() for name, _colon, value in fields}
        found = re.search(_PLURALS, header)
        self._plural: Callable[[int], int] = c2py(found[2]) if found else lambda n: int(n != 1)
        self._decoded: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        """The translation, or the message where there is none."""
        return self._look_up(message, message)

    def pgettext(self, context: str, message: str) -> str:
        """The translation in this context, or the message where there is none."""
        return self._look_up(f"{context}\x04{message}", message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation of the form for the number, or the English form where there is none."""
        forms = self._look_up(f"{msgid1}\0{msgid2}", "").split("\0")
        form = self._plural(n)
        return forms[form] if form < len(forms) and forms[form] else (msgid1 if n == 1 else msgid2)

    def _look_up(self, key: str, otherwise: str) -> str:
        text = self._decoded.get(key)
        if text is None:
            found = self._find(key.encode(errors="surrogatepass"))
            text = self._decoded[key] = found.decode(errors="replace") if found else ""
        return text or otherwise

    def _find(self, key: bytes) -> bytes | None:
        first, last = 0, self._count
        while first < last:
            middle = (first + last) // 2
            original = self._at(self._originals, middle)
            if original < key:
                first = middle + 1
            elif original > key:
                last = middle
            else:
                return self._at(self._translated, middle)
        return None

    def _at(self, table: int, n: int) -> bytes:
        length, offset = struct.unpack_from(f"{self._order}2I", self._content, table + 8 * n)
        if offset + length > len(self._content):
            raise struct.error("out of bounds")
        return self._content[offset : offset + length]
