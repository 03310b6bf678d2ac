"""The screen lockers of desktops, without a real logind."""

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from tests.desktop.fake_services import LOGIND
from tests.desktop.fakes import Service, terminated
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.nested import NOBODY, NestedSession, evaluate, nested_session, start_bus_service
from tests.sessions.xfce import missing, xfce_session

pytestmark = [pytest.mark.display, pytest.mark.desktops]

_GNOME = "org.gnome.ScreenSaver"
_LOGIND_PATH = "/org/freedesktop/login1"
_LOGIND_SESSION = f"{_LOGIND_PATH}/session/_31"
# GNOME Shell makes it at its start, if its display manager runs; the second way is that of GNOME 45 and later.
_MAKE_SHIELD = """
try { Main.screenShield = new imports.ui.screenShield.ScreenShield(); }
catch (_) { import('resource:///org/gnome/shell/ui/screenShield.js').then(m => new m.ScreenShield()); }
"""


@dataclass(frozen=True)
class Lockable:
    """A session, the command that locks it, and what unlocks it when called often enough."""

    session: NestedSession
    lock: tuple[str, ...]
    unlock: Callable[[], object]


def gnome(stack: ExitStack) -> Lockable:
    """With the shell's own screen shield."""
    need("gnome-shell", "gjs")
    session = stack.enter_context(nested_session("gnome-shell"))
    evaluate(session.environment, _MAKE_SHIELD)
    start_bus_service(session, stack, _GNOME)
    unlock = method_of(_GNOME, "/org/gnome/ScreenSaver", "SetActive", "false")
    return Lockable(
        session,
        method_of(_GNOME, "/org/gnome/ScreenSaver", "Lock"),
        lambda: subprocess.run(unlock, env=session.environment, check=True, capture_output=True),
    )


def plasma(stack: ExitStack) -> Lockable:
    """KWin unlocks without a password when logind says so, here a test service that Hipbreak finds no session in."""
    need("kwin_wayland")
    session = stack.enter_context(nested_session("kwin_wayland", locker=True))
    answers: dict[str, tuple[str, tuple[object, ...]]] = {
        f"{_LOGIND_PATH} {LOGIND}.Manager.GetSession": ("o", (_LOGIND_SESSION,))
    }
    logind = stack.enter_context(Service(session.environment["DBUS_SYSTEM_BUS_ADDRESS"], [LOGIND], answers))
    wait_until(lambda: f"{LOGIND}.Manager.GetSession" in logind.asked, "KWin to find it")
    return Lockable(
        session,
        method_of("org.freedesktop.ScreenSaver", "/ScreenSaver", "Lock"),
        lambda: logind.signal(_LOGIND_SESSION, f"{LOGIND}.Session.Unlock"),
    )


def xfce(stack: ExitStack) -> Lockable:
    """With xfce4-screensaver, which asks root for no password. Debian 12 lacks it."""
    need("xfce4-screensaver", missing())
    start = stack.enter_context(xfce_session())
    start.run("xfce4-screensaver")
    start.wait_for_name("org.xfce.ScreenSaver")
    return Lockable(start.session, ("xfce4-screensaver-command", "--lock"), lambda: start.session.type("x"))


def xscreensaver(stack: ExitStack) -> Lockable:
    """In Xfce. It refuses to lock for root, so then it runs as the user nobody, and only its end can unlock it."""
    need("xscreensaver", missing())
    session = stack.enter_context(xfce_session()).session
    as_it: list[str] = []
    if os.geteuid() == 0:
        as_it = [*NOBODY, "env", f"HOME={stack.enter_context(TemporaryDirectory())}"]
        subprocess.run(["xhost", "+local:"], env=session.environment, check=True, stdout=subprocess.DEVNULL)
    quiet, settings = subprocess.DEVNULL, ["--no-splash"]
    saver = subprocess.Popen([*as_it, "xscreensaver", *settings], env=session.environment, stdout=quiet, stderr=quiet)
    stack.enter_context(terminated(saver))
    return Lockable(session, (*as_it, "xscreensaver-command", "--lock"), saver.kill)


def need(*programs: str) -> None:
    for program in programs:
        if program and shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def method_of(name: str, path: str, method: str, *arguments: str) -> tuple[str, ...]:
    return ("gdbus", "call", "--session", "-d", name, "-o", path, "-m", f"{name}.{method}", *arguments)


@pytest.mark.parametrize(
    "desktop", [gnome, plasma, xfce, xscreensaver], ids=["gnome", "plasma", "xfce", "xfce-xscreensaver"]
)
def test_a_locked_screen_is_an_absence(
    stack: ExitStack, tmp_path: Path, desktop: Callable[[ExitStack], Lockable]
) -> None:
    """And an unlocked one the return."""
    locker = desktop(stack)
    app = AppProcess(tmp_path / "hip", locker.session.environment)
    stack.callback(app.end)
    app.write_settings(QUICK | {"window_opens": "20min", "window_closes": "30min"})
    app.start()

    def reading() -> str:
        out = ask(app.paths.socket, "doctor", {}).out
        assert isinstance(out, dict)
        return str(findings_by_name(out)["lock"]["reading"])

    wait_until(lambda: reading() == "not locked", "the source")
    subprocess.run(locker.lock, env=locker.session.environment, check=True, capture_output=True)
    wait_until(lambda: reading() == "locked", "the lock")
    app.wait_for(tracking_facts.Left)
    assert app.status()["phase"] == "away"
    wait_until(lambda: (locker.unlock(), reading())[1] != "locked", "the screen to be unlocked")
    wait_until(lambda: app.status()["phase"] == "sitting", "the return")
