"""The screen lockers of desktops, without logind."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from hipbreak.core.facts import tracking_facts
from hipbreak.desktop.ipc.protocol import ask
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import wait_until
from tests.e2e.doctor import findings_by_name
from tests.sessions.nested import NestedSession, evaluate, nested_session, start_bus_service
from tests.sessions.xfce import missing, xfce_session

pytestmark = [pytest.mark.display, pytest.mark.desktops]

_GNOME = "org.gnome.ScreenSaver"
# GNOME Shell makes it at its start, if its display manager runs; the second way is that of GNOME 45 and later.
_MAKE_SHIELD = """
try { Main.screenShield = new imports.ui.screenShield.ScreenShield(); }
catch (_) { import('resource:///org/gnome/shell/ui/screenShield.js').then(m => new m.ScreenShield()); }
"""


@dataclass(frozen=True)
class Lockable:
    """A session, the command that locks it, and what unlocks it when called often enough, if anything does."""

    session: NestedSession
    lock: tuple[str, ...]
    unlock: Callable[[], object] | None


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
    """Without logind nothing can unlock it again."""
    need("kwin_wayland")
    session = stack.enter_context(nested_session("kwin_wayland", locker=True))
    return Lockable(session, method_of("org.freedesktop.ScreenSaver", "/ScreenSaver", "Lock"), None)


def xfce(stack: ExitStack) -> Lockable:
    """With xfce4-screensaver, which asks root for no password. Debian 12 lacks it."""
    need("xfce4-screensaver", missing())
    start = stack.enter_context(xfce_session())
    start.run("xfce4-screensaver")
    start.wait_for_name("org.xfce.ScreenSaver")
    return Lockable(start.session, ("xfce4-screensaver-command", "--lock"), lambda: start.session.type("x"))


def need(*programs: str) -> None:
    for program in programs:
        if program and shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


def method_of(name: str, path: str, method: str, *arguments: str) -> tuple[str, ...]:
    return ("gdbus", "call", "--session", "-d", name, "-o", path, "-m", f"{name}.{method}", *arguments)


@pytest.mark.parametrize("desktop", [gnome, plasma, xfce], ids=["gnome", "plasma", "xfce"])
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
    if (unlock := locker.unlock) is not None:
        wait_until(lambda: (unlock(), reading())[1] == "not locked", "the screen to be unlocked")
        wait_until(lambda: app.status()["phase"] == "sitting", "the return")
