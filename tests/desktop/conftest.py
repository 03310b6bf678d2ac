"""Fixtures shared by the tests of the desktop layer."""

import pytest


class Reports(list[tuple[str, bool]]):
    """The reports of sources in order, without repetitions."""

    def report(self, name: str, on: bool) -> None:
        if not self or self[-1] != (name, on):
            self.append((name, on))


@pytest.fixture
def reports() -> Reports:
    return Reports()
