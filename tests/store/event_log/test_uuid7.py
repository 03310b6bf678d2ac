"""Ids are UUIDs of version 7 (RFC 9562) in increasing order."""

import itertools
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.store.event_log.uuid7 import IdGenerator, id_text, parse_id
from tests.store.strategies import moments


@given(moments)
def test_an_id_is_a_uuid_of_version_7_with_its_millisecond(at: datetime) -> None:
    made = uuid.UUID(bytes=IdGenerator().new_id(at))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(st.lists(moments, min_size=2))
def test_ids_increase_for_any_clock(when: list[datetime]) -> None:
    identities = IdGenerator()
    made = [identities.new_id(at) for at in when]
    assert all(a < b for a, b in itertools.pairwise(made))


def test_ids_of_the_same_moment_increase() -> None:
    identities = IdGenerator()
    made = [identities.new_id(datetime(2026, 1, 1, tzinfo=UTC)) for _ in range(10_000)]
    assert made == sorted(set(made))


@given(st.binary(min_size=16, max_size=16))
def test_an_id_round_trips_as_text(identity: bytes) -> None:
    assert id_text(identity) == str(uuid.UUID(bytes=identity))
    assert parse_id(id_text(identity)) == identity


@pytest.mark.parametrize("text", ["", "0189", "x" * 36, "01890a5d-ac96-774b-bcce-b302099a805"])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"id|hexadecimal"):
        parse_id(text)
