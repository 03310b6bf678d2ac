"""The resources used by a process, read from /proc."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Usage:
    """Since the start of the process, all its threads together."""

    cpu_ms: float
    slept: int
    preempted: int

    def __sub__(self, earlier: Self) -> "Usage":
        return Usage(self.cpu_ms - earlier.cpu_ms, self.slept - earlier.slept, self.preempted - earlier.preempted)

    @property
    def wake_ups(self) -> int:
        """Each return to a CPU: after sleeping, and after another process was let through."""
        return self.slept + self.preempted


def usage(pid: int) -> Usage:
    """Nanoseconds on a CPU (schedstat) and context switches (status) of the threads that live now."""
    cpu_ns = slept = preempted = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end while it is looked at
            cpu_ns += int((task / "schedstat").read_text().split()[0])
            status = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
            slept += int(status["voluntary_ctxt_switches"])
            preempted += int(status["nonvoluntary_ctxt_switches"])
    return Usage(cpu_ns / 1e6, slept, preempted)


@dataclass(frozen=True, slots=True)
class Memory:
    """In MB of 1,048,576 bytes: all that is mapped in, its proportional share, and what no other process shares."""

    rss: float
    pss: float
    private: float


def memory(pid: int) -> Memory:
    """As the kernel sums it up over all mappings (smaps_rollup)."""
    sizes: dict[str, float] = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, _, size = line.partition(":")
        sizes[name] = int(size.split()[0]) / 1024
    return Memory(sizes["Rss"], sizes["Pss"], sizes["Private_Clean"] + sizes["Private_Dirty"])
