"""Objects created, and their code loaded, at first use."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """One object that `create` returns at the first `get`."""

    def __init__(self, create: Callable[[], T]) -> None:
        self._create = create
        self._existing: T | None = None

    @property
    def existing(self) -> T | None:
        """The object, or None as long as nothing has used it."""
        return self._existing

    def get(self) -> T:
        """The object, created now if it does not exist."""
        if self._existing is None:
            self._existing = self._create()
        return self._existing
