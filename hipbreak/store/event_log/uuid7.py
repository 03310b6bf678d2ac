"""Names for entries of the log: UUIDv7, so that logs of several machines can be merged in order of time."""

import os
from datetime import UTC, datetime, timedelta

# Sixteen bytes, not `uuid.UUID`: importing that costs 4.5 ms and nothing here needs more than the bytes.

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class IdGenerator:
    """Gives ids that strictly increase, even if the clock is set back."""

    def __init__(self) -> None:
        self._last = -1

    def new_id(self, at: datetime) -> bytes:
        """A UUIDv7 of the moment `at` (aware), 16 bytes; a moment before 1970 counts as 1970.

        The twelve bits after the milliseconds hold their fraction, and serve as a counter where two
        ids would not be in order (RFC 9562, section 6.2, method 3).
        """
        microseconds = max(0, (at - _EPOCH) // _MICROSECOND)
        milliseconds, rest = divmod(microseconds, 1000)
        self._last = max(self._last + 1, milliseconds << 12 | rest * 4096 // 1000)
        chance = int.from_bytes(os.urandom(8), "big") >> 2
        value = (self._last >> 12) << 80 | 7 << 76 | (self._last & 0xFFF) << 64 | 2 << 62 | chance
        return value.to_bytes(16, "big")


def id_text(identity: bytes) -> str:
    """The id as text, 8-4-4-4-12 hexadecimal digits."""
    digits = identity.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def parse_id(text: str) -> bytes:
    """The id that `id_text` wrote; ValueError on anything else."""
    identity = bytes.fromhex(text.replace("-", ""))
    if len(identity) != 16 or id_text(identity) != text.lower():
        raise ValueError(f"'{text}' is not the id of an entry")
    return identity
