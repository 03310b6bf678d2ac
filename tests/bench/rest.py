"""What both programs use while nothing is due, and while somebody is at work: memory, CPU time, wake-ups."""

from tests.bench.desk import BARE, Desk
from tests.bench.process import Usage, memory, usage
from tests.bench.table import Row

_SETTLED_S = 5  # what follows the icon (buses, socket) belongs to the start


def measure(desk: Desk, pss_after_s: float, quiet_s: float, busy_s: float) -> list[Row]:
    """Both run side by side at the same desk; nobody is there until the pointer is moved each second."""
    with desk.running(desk.ours("rest")) as ours, desk.running(BARE) as bare:
        pids = ours.pid, bare.pid
        desk.watcher.turn(_SETTLED_S)
        before = [usage(pid) for pid in pids]
        desk.watcher.turn(max(0.0, pss_after_s - _SETTLED_S))
        held, bare_held = (memory(pid) for pid in pids)
        desk.watcher.turn(max(0.0, quiet_s - max(0.0, pss_after_s - _SETTLED_S)))
        quiet = [usage(pid) - was for pid, was in zip(pids, before, strict=True)]
        before = [usage(pid) for pid in pids]
        for second in range(round(busy_s)):
            desk.display.xdotool("mousemove", str(400 + second % 50), "400")
            desk.watcher.turn(1)
        busy = [usage(pid) - was for pid, was in zip(pids, before, strict=True)]
    return [
        Row(f"PSS after {pss_after_s:g} s", "MB", held.pss, bare_held.pss, 1.5, True),
        Row("  private memory", "MB", held.private, bare_held.private),
        Row("  resident memory, shared or not", "MB", held.rss, bare_held.rss),
        *_rows(f"{quiet_s:g} s in which nothing is due", quiet, quiet_s, 30 * quiet_s / 120, 0.3),
        *_rows(f"{busy_s:g} s with a pointer that moves", busy, busy_s, None, None),
    ]


def _rows(when: str, used: list[Usage], seconds: float, cpu: float | None, wakes: float | None) -> list[Row]:
    ours, bare = used
    return [
        Row(f"CPU in {when}", "ms", ours.cpu_ms, bare.cpu_ms, cpu),
        Row("  wake-ups in it", "/s", ours.wake_ups / seconds, bare.wake_ups / seconds, wakes),
    ]
