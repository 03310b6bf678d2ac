"""What many tests of the desktop stand on: a list of what was said."""

import pytest


class Said(list[tuple[str, bool]]):
    """Who said yes or no, in order; what is said again is left out."""

    def say(self, name: str, on: bool) -> None:
        if not self or self[-1] != (name, on):
            self.append((name, on))


@pytest.fixture
def said() -> Said:
    return Said()
