"""A whole Xfce session on an X display of its own: settings, window manager, panel and notification server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jeepney.io.blocking import open_dbus_connection

from tests.desktop.fake_services import WATCHER
from tests.desktop.fakes import kill_speech_dispatcher, real_bus, real_display, terminated
from tests.desktop.gnome_session import wait_for_name
from tests.e2e.app_process import ROOT
from tests.e2e.desktop import wait_until
from tests.sessions.nested import OF_THE_TESTER, SIZE, NestedSession

_LIBRARIES = next(Path("/usr/lib").glob("*-linux-gnu/xfce4"), Path("/usr/lib/xfce4"))
XFCONFD, NOTIFYD = _LIBRARIES / "xfconf" / "xfconfd", _LIBRARIES / "notifyd" / "xfce4-notifyd"
PROGRAMS = ("xfsettingsd", "xfwm4", "xfce4-panel", str(XFCONFD), str(NOTIFYD))
_CHANNELS = Path(".config", "xfce4", "xfconf", "xfce-perchannel-xml")
# The default panel has a plugin that crashes without UPower, and then a dialog that takes the keys.
_PANEL = """<?xml version="1.0"?><channel name="xfce4-panel" version="1.0">
<property name="configver" type="int" value="2"/>
<property name="panels" type="array"><value type="int" value="1"/><property name="panel-1" type="empty">
  <property name="position" type="string" value="p=6;x=0;y=0"/><property name="length" type="uint" value="100"/>
  <property name="position-locked" type="bool" value="true"/><property name="size" type="uint" value="26"/>
  <property name="plugin-ids" type="array"><value type="int" value="1"/><value type="int" value="2"/></property>
</property></property>
<property name="plugins" type="empty"><property name="plugin-1" type="string" value="tasklist"/>
<property name="plugin-2" type="string" value="systray"/></property></channel>
"""
PANEL = (0, 0, 1280, 26)
"""Where it is."""
SWITCHER_ICON = (620, 485, 40, 40)
"""Where the window switcher shows the icon of a window while it is the only one."""


class XfceSession(NestedSession):
    """The X display is the session's own."""

    def has_window_manager(self) -> bool:
        """Whether one manages the windows by now."""
        return "window id" in self._x("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").stdout

    def set(self, channel: str, name: str, kind: str, value: str) -> None:
        """Change a setting, as its dialog does."""
        command = ["xfconf-query", "-c", channel, "-p", name, "-n", "-t", kind, "-s", value]
        subprocess.run(command, env=self.environment, check=True)

    def reset(self, channel: str, name: str) -> None:
        """As if the setting had never been changed."""
        subprocess.run(["xfconf-query", "-c", channel, "-p", name, "-r"], env=self.environment, check=True)

    def set_monitors(self, count: int) -> None:
        """Make the display one monitor of 1280 pixels, or two of 640 side by side."""
        command = [sys.executable, "-m", "tests.e2e.set_monitors", str(count)]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True)

    def lower_edge(self, window: str) -> int:
        """That of a window inside its frame, whose offset xdotool would add twice; 0 while it is not there."""
        said = self._x("xwininfo", "-id", window).stdout
        found = dict(re.findall(r"(Absolute upper-left Y|Height):\s+(-?\d+)", said))
        return sum(map(int, found.values()))

    def window_class(self, window: str) -> str:
        """The class that the window switcher shows below the icon."""
        return self._x("xprop", "-id", window, "WM_CLASS").stdout.split('"')[-2]

    def notifications(self) -> list[str]:
        """The windows of the notification server."""
        return self.ask("search", "--onlyvisible", "--class", "xfce4-notifyd").split()


class XfceStart:
    """Starts and ends the parts of a session."""

    def __init__(self, session: XfceSession, stack: ExitStack) -> None:
        self.session, self._stack = session, stack

    def run(self, *command: str) -> "subprocess.Popen[bytes]":
        """A program that ends with the session."""
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(command, env=self.session.environment, stdout=quiet, stderr=quiet)
        self._stack.enter_context(terminated(process))
        return process

    @contextmanager
    def panel(self) -> Iterator[None]:
        """The panel with its tray."""
        with ExitStack() as stack:
            XfceStart(self.session, stack).run("xfce4-panel", "--disable-wm-check")
            self.wait_for_name(WATCHER)
            yield

    def wait_for_name(self, name: str) -> None:
        with open_dbus_connection(self.session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            wait_for_name(connection, name)


def missing() -> str:
    """The first program of Xfce that is not installed."""
    return next((program for program in PROGRAMS if shutil.which(program) is None), "")


@contextmanager
def xfce_session(size: str = SIZE) -> Iterator[XfceStart]:
    """Without its panel, which the caller starts."""
    with TemporaryDirectory(prefix="hipbreak-xfce-", ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        stack.callback(kill_speech_dispatcher, folder)
        channels = folder / _CHANNELS
        channels.mkdir(parents=True)
        (channels / "xfce4-panel.xml").write_text(_PANEL)
        bus = stack.enter_context(real_bus(folder))
        display = stack.enter_context(real_display(f"{size}x24"))
        kept = {key: value for key, value in os.environ.items() if not key.startswith(OF_THE_TESTER)}
        environment = kept | display.environment | {"HOME": name, "XDG_RUNTIME_DIR": name, "NO_AT_BRIDGE": "1"}
        environment |= {"DBUS_SESSION_BUS_ADDRESS": bus.address, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={name}/nobody"}
        environment |= {"XDG_CURRENT_DESKTOP": "XFCE", "XDG_SESSION_TYPE": "x11"}
        start = XfceStart(XfceSession(environment, display), stack)
        start.run(str(XFCONFD))
        start.wait_for_name("org.xfce.Xfconf")
        for command in (["xfsettingsd", "--no-daemon"], ["xfwm4"], [str(NOTIFYD)]):
            start.run(*command)
        start.wait_for_name("org.freedesktop.Notifications")
        wait_until(start.session.has_window_manager, "the window manager")
        yield start
