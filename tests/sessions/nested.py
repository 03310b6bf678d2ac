"""Real compositors with Xwayland in a window of an X display, so that xdotool is their keyboard and pointer."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from jeepney.io.blocking import open_dbus_connection

from tests.desktop.fake_services import status_notifier_watcher
from tests.desktop.fakes import RealDisplay, kill_speech_dispatcher, real_bus, real_display, terminated
from tests.desktop.gnome_session import wait_for_name
from tests.e2e.app_process import ROOT
from tests.e2e.desktop import LIMIT_S, wait_until

SIZE = "1280x800"
_MONITORS = "MUTTER_DEBUG_NUM_DUMMY_MONITORS"
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
KDE_SESSION = {"KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5"}
_ICON_GROUND, _ICON_GROUND_PIXELS = "#0F766E", 150
OF_THE_TESTER = ("DBUS_", "DISPLAY", "HIPBREAK_HOME", "QT_", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_")


@dataclass(frozen=True)
class NestedSession:
    """A running session: the environment of a program in it, and the display that it is a window of."""

    environment: Mapping[str, str]
    host: RealDisplay

    def type(self, *keys: str) -> None:
        self.host.xdotool("key", "--delay", "30", *keys)

    def click(self, x: int, y: int) -> None:
        """Move, then click: sway 1.7 misplaces a click right after a jump to an unmanaged window."""
        for left in (x - 4, x):
            self.host.xdotool("mousemove", str(left), str(y))
        self.host.xdotool("click", "1")

    def windows(self, name: str) -> list[str]:
        """Those that are shown through Xwayland."""
        found = self._x("xdotool", "search", "--onlyvisible", "--name", name).stdout.split()
        return [window for window in found if not self._is_frame(window)] if len(found) > 1 else found

    def _is_frame(self, window: str) -> bool:
        """Whether it is only the frame that GNOME 44 and later makes for a window, with the same name."""
        return "mutter-x11-frames" in self._x("xprop", "-id", window, "WM_CLASS").stdout

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height."""
        said = self._x("xdotool", "getwindowgeometry", "--shell", window).stdout
        found = dict(line.split("=") for line in said.splitlines())
        return int(found["X"]), int(found["Y"]), int(found["WIDTH"]), int(found["HEIGHT"])

    def pixels(self, place: tuple[int, int, int, int]) -> bytes:
        """Red, green and blue of each pixel there, as the host shows it."""
        left, top, width, height = place
        command = ["import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{left}+{top}", "-depth", "8"]
        return subprocess.run([*command, "rgb:-"], env=self._host_environment, capture_output=True, check=True).stdout

    def like(self, place: tuple[int, int, int, int], colour: str) -> list[tuple[int, int]]:
        """The pixels there that are nearly of the colour `#RRGGBB`: a panel may scale an icon."""
        shown, wanted, (left, top, width, _) = self.pixels(place), bytes.fromhex(colour[1:]), place
        near = (
            at // 3
            for at in range(0, len(shown), 3)
            if all(abs(is_ - was) <= 24 for is_, was in zip(shown[at : at + 3], wanted, strict=True))
        )
        return [(left + at % width, top + at // width) for at in near]

    def brightness(self, place: tuple[int, int, int, int]) -> float:
        """The mean brightness there, 0 to 1."""
        shown = self.pixels(place)
        return sum(shown) / len(shown) / 255

    @contextmanager
    def holding(self, key: str) -> Iterator[None]:
        """Keep it pressed until the end of the block, as for a window switcher."""
        self.host.xdotool("keydown", key)
        try:
            yield
        finally:
            self.host.xdotool("keyup", key)

    def run_on_host(self, *command: str) -> None:
        """Run a program on the display that the session is a window of."""
        subprocess.run(command, env=self._host_environment, check=True)

    @property
    def _host_environment(self) -> dict[str, str]:
        return {**os.environ, **self.host.environment}

    def ask(self, *words: str) -> str:
        """The output of xdotool; empty when it fails."""
        return self._x("xdotool", *words).stdout.strip()

    def minimise(self, window: str) -> None:
        self._x("xdotool", "windowminimize", window)

    def state(self, window: str) -> str:
        """The X11 state of a window: Normal, Iconic or Withdrawn."""
        found = re.search(r"window state: (\w+)", self._x("xprop", "-id", window, "WM_STATE").stdout)
        return found[1] if found else ""

    def states(self, window: str) -> set[str]:
        """What the window manager says of the window, without the prefix `_NET_WM_STATE_`."""
        return set(re.findall(r"_NET_WM_STATE_(\w+)", self._x("xprop", "-id", window, "_NET_WM_STATE").stdout))

    def has_focus(self, window: str) -> bool:
        """As far as Xwayland knows: whether that is so the keys themselves have to show."""
        return self._x("xdotool", "getwindowfocus").stdout.strip() == window

    def _x(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )


@dataclass(frozen=True)
class Start:
    """The folder and the environment in which a compositor is started."""

    folder: Path
    environment: dict[str, str]
    stack: ExitStack
    size: str = SIZE
    scale: float = 1
    locker: bool = False

    def run(self, *command: str, more: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
        """Start a program that ends with the session; its output is kept."""
        with self.said.open("ab") as said:
            process = subprocess.Popen(command, env=self.environment | (more or {}), stdout=said, stderr=said)
        self.stack.enter_context(terminated(process))
        return process

    @property
    def said(self) -> Path:
        return self.folder / "said.txt"

    def found(self, pattern: str) -> str:
        """Wait until the output matches, and return the first group."""
        match = wait_until(lambda: re.search(pattern, self.said.read_text()), f"{pattern} in {self.said}")
        return match[1]


def _sway(start: Start) -> dict[str, str]:
    """For root it runs as the user nobody; then xhost allows other users to connect to Xwayland."""
    configuration, ready = start.folder / "config", start.folder / "display"
    size = f"output X11-1 resolution {start.size} scale {start.scale}"
    configuration.write_text(f"xwayland enable\n{size}\nexec sh -c 'echo \"$DISPLAY $WAYLAND_DISPLAY\" >{ready}'\n")
    as_it = NOBODY if os.geteuid() == 0 else []
    if as_it:
        for path in (start.folder, configuration):
            os.chown(path, 65534, 65534)
    start.run(*as_it, "sway", "-c", str(configuration), more={"WLR_BACKENDS": "x11", "WLR_RENDERER": "pixman"})
    wait_until(lambda: ready.exists() and ready.read_text().count(" "), "sway")
    display, wayland = ready.read_text().split()
    start.run(*as_it, "xprop", "-root", "-spy", more={"DISPLAY": display})  # else Xwayland ends with its last client
    if as_it:
        allow = [*as_it, "xhost", "+local:"]
        subprocess.run(allow, env=start.environment | {"DISPLAY": display}, check=True, stdout=subprocess.DEVNULL)
    return {"DISPLAY": display, "WAYLAND_DISPLAY": wayland, "XDG_CURRENT_DESKTOP": "sway"}


def _mutter(start: Start) -> dict[str, str]:
    start.run("mutter", "--nested", "--wayland", "--wayland-display", "wayland-nested", more=_sized(start))
    return _of_mutter(start)


def _gnome_shell(start: Start) -> dict[str, str]:
    """Without systemd and logind; its system bus has no services."""
    shell = {"LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1"}
    start.environment.update(shell | {"XDG_CURRENT_DESKTOP": "GNOME", "XDG_SESSION_TYPE": "wayland"})
    start.run("/usr/libexec/dconf-service")
    with open_dbus_connection(start.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        wait_for_name(connection, "ca.desrt.dconf")
    keys = [("org.gnome.shell", "welcome-dialog-last-shown-version", "99")]
    if start.scale % 1:
        keys.append(("org.gnome.mutter", "experimental-features", "['scale-monitor-framebuffer']"))
    for key in keys:
        subprocess.run(("gsettings", "set", *key), env=start.environment, check=True)
    command = ("gnome-shell", "--nested", "--wayland", "--unsafe-mode", "--wayland-display", "wayland-nested")
    start.run(*command, more=_sized(start))
    found = _of_mutter(start)
    is_ready = "Main.overview.visible && !Main.layoutManager._startingUp"  # until then an invisible actor takes clicks
    wait_until(lambda: evaluate(start.environment, is_ready) == "true", "GNOME Shell")
    evaluate(start.environment, "Main.overview.hide()")
    wait_until(lambda: evaluate(start.environment, "Main.overview.visible") == "false", "the overview to go")
    return found | shell


def shell_windows(environment: Mapping[str, str]) -> dict[str, tuple[int, int, int, int]]:
    """GNOME Shell's windows by their titles: left, top, width and height of each, on X11 or not."""
    script = "global.get_window_actors().map(a => { const w = a.meta_window, r = w.get_frame_rect(); "
    script += "return [w.get_title(), [r.x, r.y, r.width, r.height]]; })"
    found = evaluate(environment, script)
    return {title: tuple(place) for title, place in json.loads(found or "[]")}


def banner_buttons(environment: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Where the middles of the buttons of GNOME Shell's banner are, by their labels; none while they are hidden."""
    script = "(Main.messageTray._banner?._buttonBox?.get_children() ?? []).filter(b => b.mapped).map(b => { "
    script += "const [x, y] = b.get_transformed_position(), [w, h] = b.get_transformed_size(); "
    script += "return [b.label, [Math.round(x + w / 2), Math.round(y + h / 2)]]; })"
    found = json.loads(evaluate(environment, script) or "[]")
    return {label: (x, y) for label, (x, y) in found if x is not None and y is not None}  # null while it is laid out


def install_entry(session: NestedSession) -> None:
    """Add this checkout to the application menu, as `make run` does."""
    home = session.environment["HOME"]
    environment = {**session.environment, "XDG_DATA_HOME": f"{home}/.local/share", "XDG_CONFIG_HOME": f"{home}/.config"}
    script = str(ROOT / "packaging" / "desktop_entry.py")
    subprocess.run([sys.executable, script, "install"], env=environment, check=True)


def start_gnome_services(session: NestedSession, stack: ExitStack) -> None:
    """Notifications, the settings portal, and the service that passes GNOME's settings to X programs."""
    quiet, environment = subprocess.DEVNULL, {**session.environment, "GDK_BACKEND": "x11"}
    for service in ("gsd-xsettings", "xdg-desktop-portal-gtk", "xdg-desktop-portal"):
        process = subprocess.Popen([f"/usr/libexec/{service}"], env=environment, stdout=quiet, stderr=quiet)
        stack.enter_context(terminated(process))
    start_bus_service(session, stack, "org.gnome.Shell.Notifications")
    with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        for name in ("org.freedesktop.portal.Desktop", "org.freedesktop.Notifications"):
            wait_for_name(connection, name)


def start_bus_service(session: NestedSession, stack: ExitStack, name: str) -> None:
    """Start what a desktop's bus starts for this name; the buses of the tests start nothing."""
    entry = Path("/usr/share/dbus-1/services", f"{name}.service").read_text()
    command = next(line.removeprefix("Exec=").split() for line in entry.splitlines() if line.startswith("Exec="))
    quiet = subprocess.DEVNULL
    stack.enter_context(terminated(subprocess.Popen(command, env=session.environment, stdout=quiet, stderr=quiet)))
    with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        wait_for_name(connection, name)


def switcher_has_icon(session: NestedSession, place: tuple[int, int, int, int]) -> bool:
    """Whether the app's icon is in this part of the window switcher that is open."""
    return len(session.like(place, _ICON_GROUND)) >= _ICON_GROUND_PIXELS


def evaluate(environment: Mapping[str, str], script: str) -> str:
    """The result of a script in GNOME Shell as JSON; empty while it does not answer."""
    method = ["-d", "org.gnome.Shell", "-o", "/org/gnome/Shell", "-m", "org.gnome.Shell.Eval"]
    call = ["gdbus", "call", "--session", *method, script]
    asked = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
    answer = re.fullmatch(r"\(true, '(.*)'\)\n", asked.stdout)
    return answer[1] if answer else ""


def _sized(start: Start) -> dict[str, str]:
    return {"MUTTER_DEBUG_DUMMY_MODE_SPECS": start.size, "MUTTER_DEBUG_DUMMY_MONITOR_SCALES": f"{start.scale:g}"}


def _of_mutter(start: Start) -> dict[str, str]:
    display = start.found(r"Using public X11 display (:\d+)")
    (cookie,) = wait_until(lambda: list(start.folder.glob(".mutter-Xwaylandauth.*")), "the cookie of Xwayland")
    wait_until((start.folder / "wayland-nested").is_socket, "the socket")
    found = {"DISPLAY": display, "XAUTHORITY": str(cookie), "WAYLAND_DISPLAY": "wayland-nested"}
    return found | {"XDG_CURRENT_DESKTOP": "GNOME"}


def _kwin(start: Start) -> dict[str, str]:
    # A copy has no file capabilities, which not every machine may grant; KWin looks at its own name.
    program, ready = start.folder / "kwin_wayland", start.folder / "display"
    shutil.copyfile(shutil.which("kwin_wayland") or "", program)
    program.chmod(0o700)
    settings = start.folder / ".config" / "kwinrc"
    settings.parent.mkdir()
    settings.write_text(f"[Xwayland]\nScale={start.scale:g}\n")  # X programs draw larger: Plasma's default
    width, height = (str(round(int(length) / start.scale)) for length in start.size.split("x"))
    place = ["--x11-display", start.environment["DISPLAY"], "--width", width, "--height", height]
    place += ["--scale", f"{start.scale:g}", "--output-count", start.environment[_MONITORS]]
    write = start.folder / "write"
    write.write_text(f'#!/bin/sh\necho "$DISPLAY $WAYLAND_DISPLAY" >{ready}\n')
    write.chmod(0o755)
    place += [] if start.locker else ["--no-lockscreen"]
    command = (str(program), *place, "--socket", "wayland-nested", "--xwayland", str(write))
    start.run(*command, more={"XDG_CURRENT_DESKTOP": "KDE", **KDE_SESSION})
    wait_until(lambda: ready.exists() and ready.read_text().count(" "), "KWin")
    display, wayland = ready.read_text().split()
    found = {"DISPLAY": display, "WAYLAND_DISPLAY": wayland, "XDG_CURRENT_DESKTOP": "KDE"}
    if start.scale != 1:
        environment = {**found, **KDE_SESSION, "QT_QPA_PLATFORM": "wayland"}
        assert start.run("kcminit", "kcm_fonts_init", more=environment).wait(LIMIT_S) == 0  # Xft.dpi
    return found


COMPOSITORS: dict[str, Callable[[Start], dict[str, str]]] = {
    "sway": _sway,
    "mutter": _mutter,
    "gnome-shell": _gnome_shell,
    "kwin_wayland": _kwin,
}
"""By the name of the program."""


@contextmanager
def nested_session(
    compositor: str, tray: bool = True, monitors: int = 1, size: str = SIZE, scale: float = 1, locker: bool = False
) -> Iterator[NestedSession]:
    """With a bus that has a tray on it, unless it is to have none; `monitors` are side by side, not of sway.

    `size` is in physical pixels. `locker` lets KWin lock the screen.
    """
    with (
        TemporaryDirectory(prefix="hipbreak-nested-", ignore_cleanup_errors=True) as name,
        ExitStack() as stack,
    ):  # the user nobody can read it
        folder = Path(name)
        stack.callback(kill_speech_dispatcher, folder)
        for part in ("session", "system"):
            (folder / part).mkdir()
        session, system = (stack.enter_context(real_bus(folder / part)) for part in ("session", "system"))
        if tray:
            stack.enter_context(status_notifier_watcher(session.address))
        host = stack.enter_context(real_display(f"{size}x24"))
        kept = {key: value for key, value in os.environ.items() if not key.startswith(OF_THE_TESTER)}
        environment = kept | host.environment | {"HOME": name, "XDG_RUNTIME_DIR": name}
        environment |= {"DBUS_SESSION_BUS_ADDRESS": session.address, "DBUS_SYSTEM_BUS_ADDRESS": system.address}
        environment[_MONITORS] = str(monitors)
        found = COMPOSITORS[compositor](Start(folder, environment, stack, size, scale, locker))
        yield NestedSession(environment | found | {"XDG_SESSION_TYPE": "wayland"}, host)
