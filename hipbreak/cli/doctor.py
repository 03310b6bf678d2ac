"""`hipbreak doctor`: what works on this desktop, as the running app reports it or, without one, found out here."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import Any

from hipbreak.app.running_app import ask_app
from hipbreak.cli.errors import DONE, FAILED, printable
from hipbreak.core.diagnostics import from_record
from hipbreak.core.text import diagnostics as diagnostics_text
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp
from hipbreak.store.paths import AppPaths

_SETTLE_S = 8.0  # for what is not known at once: a notification server that is started, a voice that is loaded
_POLL_S = 0.2
_RESULT_S = 35.0  # a voice that hangs is given up after half a minute


def run(args: Namespace, paths: AppPaths) -> int:
    """Print what works, or the lines of a test; exit code 1 if the app could not do its job. NoRunningApp; NoAnswer."""
    if args.test:
        for line in test(paths, args.test):
            print(line, flush=True)
        return DONE
    record = examine(paths)
    print(as_json(record) if args.json else "\n".join(printable(line) for line in as_text(record).split("\n")))
    return DONE if record["ok"] else FAILED


def examine(paths: AppPaths) -> dict[str, Any]:
    """The record that `--json` prints; NoAnswer when an app runs and does not answer.

    `ok` is False if the app could not do its job here (see `core.diagnostics.failures`), `running` whether an app was
    asked.
    """
    try:
        return _ask_app(paths)
    except NoRunningApp:
        return _find_out(paths)


def test(paths: AppPaths, name: str) -> Iterator[str]:
    """Let the running app test a part, and yield its lines as they come. NoRunningApp; NoAnswer."""
    reply = ask_app(paths, "test", {"what": name})
    if not isinstance(reply.out, dict):
        raise NoAnswer(reply.error)
    yield (last := reply.out["sentence"])
    until, out = time.monotonic() + _RESULT_S, reply.out
    while out["pending"] and time.monotonic() < until:
        time.sleep(_POLL_S)
        out = ask_app(paths, "tested", {"what": name}).out
        if out["sentence"] != last:
            yield (last := out["sentence"])


def as_text(record: dict[str, Any]) -> str:
    """A record as lines of text."""
    lines = diagnostics_text.report(from_record(record["findings"]), record["about"])
    return "\n".join([*lines, diagnostics_text.how_to_test()])


def as_json(record: dict[str, Any]) -> str:
    """A record as JSON."""
    return json.dumps({key: value for key, value in record.items() if key != "settled"}, indent=2)


def _ask_app(paths: AppPaths) -> dict[str, Any]:
    until = time.monotonic() + _SETTLE_S
    while True:
        reply = ask_app(paths, "doctor")
        record = reply.out
        if not isinstance(record, dict):
            raise NoAnswer(reply.error)
        if record.get("settled") or time.monotonic() > until:
            return record
        time.sleep(_POLL_S)


def _find_out(paths: AppPaths) -> dict[str, Any]:
    """Build what the app would listen to, for a moment; without windows, since Qt aborts without a display."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    from hipbreak.app.diagnostics.health_check import HealthCheck, record
    from hipbreak.app.sensors import Sensors, SourceHistory, switches_of
    from hipbreak.desktop.display.platform_choice import PlatformChoice, choose_platform
    from hipbreak.desktop.display.qt_platform import require_platform_plugin
    from hipbreak.desktop.tray.monitor import TrayMonitor
    from hipbreak.store.event_log.database import why_not_writable
    from hipbreak.store.settings_file import load_settings

    def find_platform() -> PlatformChoice:
        choice = choose_platform(settings.display_platform)
        require_platform_plugin(choice)
        return choice

    application = QCoreApplication.instance() or QCoreApplication(["hipbreak"])
    application.setApplicationName("hipbreak")
    settings, _ = load_settings(paths.settings)
    sensors = Sensors(switches=switches_of(settings))
    tray = TrayMonitor(lambda: None, lambda: None)
    health = HealthCheck(
        sensors,
        tray,
        SourceHistory(sensors, tray),
        lambda: why_not_writable(paths.log),
        paths,
        find_platform,
        lambda: _lost_days(paths),
        lambda: _other_machines(paths, settings.shared_folder),
    )
    sensors.attach(lambda _: None, lambda: False)
    tray.attach(sensors.session if sys.platform == "linux" else None, os.environ)
    loop, timer, until = QEventLoop(), QTimer(), time.monotonic() + _SETTLE_S
    timer.timeout.connect(lambda: loop.quit() if health.settled or time.monotonic() > until else None)
    timer.start(50)
    health.findings()
    loop.exec()
    timer.stop()
    findings = health.findings()
    for part in (health, tray, sensors):
        part.close()
    return record(findings, running=False)


def _other_machines(paths: AppPaths, folder: str) -> str:
    from hipbreak.store.shared.folder import machines_line

    return machines_line(paths.log, folder) if folder else ""


def _lost_days(paths: AppPaths) -> list[date]:
    from hipbreak.store.event_log.errors import LogError
    from hipbreak.store.event_log.event_log import EventLog

    try:
        with EventLog.read(paths.log) as log:
            return log.lost_days()
    except LogError:
        return []
