"""Each worker begins with its share of the tests that wait."""

from dataclasses import dataclass

from tests.distribution import distributed


@dataclass(frozen=True)
class Named:
    """A test of that name."""

    nodeid: str


def named(module: str, count: int) -> list[Named]:
    return [Named(f"{module}::test_{number}") for number in range(count)]


def test_no_test_is_lost_and_modules_stay_together() -> None:
    quick, keys, prompts = named("tests/core/test_days.py", 90), named("tests/sessions/test_keys.py", 4), named(
        "tests/e2e/test_prompts.py", 6
    )  # fmt: skip
    ordered = distributed([*quick, *prompts, *keys], 2)
    assert sorted(ordered, key=str) == sorted([*quick, *prompts, *keys], key=str)
    first, second = ordered[:50], ordered[50:]
    assert first[:4] == keys and second[:6] == prompts
    assert first[4:] + second[6:] == quick


def test_more_waiting_tests_than_a_share_has_room_for() -> None:
    tests = [*named("tests/e2e/test_prompts.py", 5), *named("tests/core/test_days.py", 1)]
    assert distributed(tests, 3) == tests
    assert distributed([], 3) == []
