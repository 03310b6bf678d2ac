"""The figures as a table for people and as records for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

HEADINGS = ("figure", "Hipbreak", "bare", "ratio", "target", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `target` is the most that it may be, as a ratio to the bare program's if `of_ratio`."""

    figure: str
    unit: str
    ours: float
    bare: float | None = None
    target: float | None = None
    of_ratio: bool = False

    @property
    def ratio(self) -> float | None:
        """Hipbreak's figure divided by the bare program's; None without one of them."""
        return self.ours / self.bare if self.bare else None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        reached = self.ratio if self.of_ratio else self.ours
        return None if self.target is None or reached is None else reached <= self.target

    def record(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "figure": self.figure,
            "unit": self.unit,
            "hipbreak": self.ours,
            "bare": self.bare,
            "ratio": self.ratio,
            "target": self.target,
            "target_is_ratio": self.of_ratio,
            "met": self.met,
        }

    def cells(self) -> tuple[str, ...]:
        """For people, in the order of HEADINGS."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        wanted = "" if self.target is None else f"{self.target:g}x" if self.of_ratio else f"{self.target:g} {self.unit}"
        bare = "" if self.bare is None else _number(self.bare)
        met = {None: "", True: "yes", False: "NO"}[self.met]
        return f"{self.figure} [{self.unit}]", _number(self.ours), bare, ratio, wanted, met


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"


def lines_of(rows: Sequence[Row]) -> list[str]:
    """The table, in columns as wide as they need."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    table = ["  ".join(_aligned(line, widths)).rstrip() for line in cells]
    return [table[0], "-" * (sum(widths) + 2 * len(widths) - 2), *table[1:]]


def _aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = line
    return [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
