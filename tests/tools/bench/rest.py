"""Memory, CPU time and wake-ups of both programs, while nothing is due and while there is input."""

from tests.tools.bench.desktop import BARE, BenchDesktop
from tests.tools.bench.process import Usage, memory, usage
from tests.tools.bench.table import Row


def measure(desktop: BenchDesktop, settled_s: float, pss_after_s: float, quiet_s: float, busy_s: float) -> list[Row]:
    """Both run at the same time on one desktop, without input until the pointer is moved each second.

    What follows the icon within `settled_s` (buses, socket) belongs to the start.
    """
    with desktop.running(desktop.hipbreak("rest")) as ours, desktop.running(BARE) as bare:
        pids = ours.pid, bare.pid
        desktop.watcher.run_events(settled_s)
        before = [usage(pid) for pid in pids]
        desktop.watcher.run_events(max(0.0, pss_after_s - settled_s))
        held, bare_held = (memory(pid) for pid in pids)
        desktop.watcher.run_events(max(0.0, quiet_s - max(0.0, pss_after_s - settled_s)))
        quiet = [usage(pid) - was for pid, was in zip(pids, before, strict=True)]
        before = [usage(pid) for pid in pids]
        desktop.display.xdotool("mousemove", "300", "300")
        desktop.watcher.run_events(2)
        back = [usage(pid) - was for pid, was in zip(pids, before, strict=True)]
        before = [usage(pid) for pid in pids]
        for second in range(round(busy_s)):
            desktop.display.xdotool("mousemove", str(400 + second % 50), "400")
            desktop.watcher.run_events(1)
        busy = [usage(pid) - was for pid, was in zip(pids, before, strict=True)]
    return [
        Row(f"PSS after {pss_after_s:g} s", "MB", held.pss, bare_held.pss, 1.25, True),
        Row("  private memory", "MB", held.private, bare_held.private),
        Row("  resident memory, shared or not", "MB", held.rss, bare_held.rss),
        *_rows(f"{quiet_s:g} s in which nothing is due", quiet, quiet_s, 15 * quiet_s / 120, 0.1),
        Row("CPU of the return from it, with the question that it asks", "ms", back[0].cpu_ms, back[1].cpu_ms),
        *_rows(f"{busy_s:g} s with a pointer that moves", busy, busy_s, None, None),
    ]


def _rows(when: str, used: list[Usage], seconds: float, cpu: float | None, wakes: float | None) -> list[Row]:
    ours, bare = used
    return [
        Row(f"CPU in {when}", "ms", ours.cpu_ms, bare.cpu_ms, cpu),
        Row("  wake-ups in it", "/s", ours.slept / seconds, bare.slept / seconds, wakes),
        Row("  with switches forced by a busy machine", "/s", ours.wake_ups / seconds, bare.wake_ups / seconds),
    ]
