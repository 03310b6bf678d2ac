"""Wake-ups of the app and of `hipbreak status --follow` at rest."""

import subprocess

from tests.desktop.fakes import terminated
from tests.tools.bench.desktop import BenchDesktop
from tests.tools.bench.process import usage
from tests.tools.bench.table import Row


def measure(desktop: BenchDesktop, settled_s: float, quiet_s: float) -> list[Row]:
    """Both for `quiet_s` without input; the lines that come are read at once."""
    command = desktop.hipbreak("follow")
    with desktop.running(command) as app:
        desktop.watcher.run_events(settled_s)
        words = [*command, "status", "--follow", "--json"]
        follower = subprocess.Popen(words, env=desktop.environment, stdout=subprocess.PIPE, bufsize=0)
        with terminated(follower):
            assert follower.stdout is not None
            with follower.stdout:
                follower.stdout.readline()
                before = usage(app.pid), usage(follower.pid)
                desktop.watcher.run_events(quiet_s)
                used = [usage(pid) - was for pid, was in zip((app.pid, follower.pid), before, strict=True)]
    return [
        Row("Wake-ups of the app while its status is followed", "/s", used[0].slept / quiet_s, None, 0.3),
        Row("  of the follower", "/s", used[1].slept / quiet_s, None, 0.1),
    ]
