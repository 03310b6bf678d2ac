"""`hipbreak doctor`: the running app tells what works, or without one a look of our own does."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from hipbreak.app.diagnostics.report import record
from hipbreak.core.diagnostics import Finding
from hipbreak.core.text.audio import trying
from hipbreak.desktop.ipc.protocol import NoAnswer, NoRunningApp, ask
from hipbreak.store.paths import AppPaths

_PATIENCE_S = 8.0  # for what has to find out first: a notification server that is started, a voice that is loaded
_LOOK_S = 0.2
_OUTCOME_S = 35.0  # a voice that hangs is given up after half a minute


def examine(places: AppPaths) -> dict[str, Any]:
    """The record that `--json` prints; NoAnswer when an app runs and does not answer.

    `ok` is False if the app could not do its job here (see `findings.failures`), `running` whether an app was asked.
    """
    try:
        return _ask_app(places)
    except NoRunningApp:
        return record(_look(places), running=False)


def try_out(places: AppPaths, name: str) -> Iterator[str]:
    """Has the running app test a part, and gives its lines as they come. NoRunningApp; NoAnswer."""
    reply = ask(places.socket, "test", {"what": name})
    if not isinstance(reply.out, dict):
        raise NoAnswer(reply.error)
    yield (said := reply.out["sentence"])
    until = time.monotonic() + _OUTCOME_S
    while said == trying() and time.monotonic() < until:
        time.sleep(_LOOK_S)
        if (now := ask(places.socket, "tested", {"what": name}).out["sentence"]) != said:
            yield (said := now)


def _ask_app(places: AppPaths) -> dict[str, Any]:
    until = time.monotonic() + _PATIENCE_S
    while True:
        reply = ask(places.socket, "doctor", {})
        told = reply.out
        if not isinstance(told, dict):
            raise NoAnswer(reply.error)
        if told.get("settled") or time.monotonic() > until:
            return told
        time.sleep(_LOOK_S)


def _look(places: AppPaths) -> tuple[Finding, ...]:
    """Everything that the app would listen to, made for a moment: no window is, since without a display Qt aborts."""
    from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

    from hipbreak.app.diagnostics.health_check import HealthCheck
    from hipbreak.app.diagnostics.lost_sources import LostSources
    from hipbreak.app.sensors import Sensors, switches_of
    from hipbreak.desktop.display.platform_choice import choose_platform
    from hipbreak.desktop.tray.monitor import TrayMonitor
    from hipbreak.store.settings_file import load_settings

    application = QCoreApplication.instance() or QCoreApplication(["hipbreak"])
    application.setApplicationName("hipbreak")
    settings, _ = load_settings(places.settings)
    senses = Sensors(switches=switches_of(settings))
    tray = TrayMonitor(lambda: None, lambda: None)
    display = partial(choose_platform, settings.display_platform)
    checkup = HealthCheck(senses, tray, LostSources(senses, tray), _log_trouble(places), places, display)
    senses.attach(lambda _: None, lambda: False)
    tray.attach(senses.session if sys.platform == "linux" else None, os.environ)
    loop, look, until = QEventLoop(), QTimer(), time.monotonic() + _PATIENCE_S
    look.timeout.connect(lambda: loop.quit() if checkup.settled or time.monotonic() > until else None)
    look.start(50)
    checkup.findings()
    loop.exec()
    look.stop()
    found = checkup.findings()
    for part in (checkup, tray, senses):
        part.close()
    return found


def _log_trouble(places: AppPaths) -> Callable[[], str | None]:
    from hipbreak.store.event_log.write_check import why_not_writable

    return lambda: why_not_writable(places.log)
