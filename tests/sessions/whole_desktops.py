"""Whole desktops on Wayland, with their panels and notifications: GNOME with its tray extension, and Plasma."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.desktop.fake_services import WATCHER, WATCHER_PATH
from tests.desktop.fakes import terminated
from tests.desktop.gnome_session import wait_for_name
from tests.e2e.desktop import LIMIT_S, wait_until
from tests.sessions.nested import KDE_SESSION, NestedSession, evaluate, nested_session, start_gnome_services

_ICON_PIXELS = 8
TRAY_EXTENSION = "ubuntu-appindicators@ubuntu.com"
_NOTIFICATIONS = "org.freedesktop.Notifications"
_CLEAR_NOTIFICATIONS = "Main.messageTray.getSources().forEach(source => source.destroy())"  # such as one about root
_INDICATOR = "Object.entries(Main.panel.statusArea).find(([name]) => name.startsWith('appindicator'))[1]._indicator"
_COUNT_ICONS = f"global.icons = 0; {_INDICATOR}.connect('icon', () => global.icons++)"
# The extension converts icons at a lower priority than this.
_KEEP_BUSY = "global.busy = true; imports.gi.GLib.idle_add(imports.gi.GLib.PRIORITY_DEFAULT_IDLE, () => global.busy)"
_EXTENSION_FOLDER = Path("/usr/share/gnome-shell/extensions", TRAY_EXTENSION)
_LIBRARIES = next(Path("/usr/lib").glob("*-linux-gnu/libexec"), Path("/usr/libexec"))
_PLASMA_SERVICES = (
    (str(_LIBRARIES / "kactivitymanagerd"),),
    ("kded5",),
    (str(_LIBRARIES / "xdg-desktop-portal-kde"),),
    ("/usr/libexec/xdg-desktop-portal",),
)
_PLASMA = {**KDE_SESSION, "LIBGL_ALWAYS_SOFTWARE": "1", "NO_AT_BRIDGE": "1"}


@dataclass(frozen=True)
class WholeDesktop:
    """A session, the place of its panel, and what switches its dark style and its panel's tray on and off."""

    session: NestedSession
    panel: tuple[int, int, int, int]
    set_dark: Callable[[bool], None]
    without_tray: Callable[[], AbstractContextManager[None]]
    """Until its end there is no tray: the panel or the extension is not there."""
    quiet: Callable[[], AbstractContextManager[None]]
    """Until its end Do Not Disturb is on."""
    switcher_icon: tuple[int, int, int, int]
    """Where the switcher shows the icon of a window while it is the only one."""

    skip_button: Callable[[], tuple[int, int] | None] | None = None
    """Finds the middle of the button Skip of a notification, None while there is none."""

    tells_of_loss: bool = True
    """Whether the desktop says so when its tray is gone."""

    busy_panel: Callable[[], AbstractContextManager[Callable[[], int]]] | None = None
    """Until its end the panel converts no icon; returns how many it was sent meanwhile."""

    def icon(self, colour: str) -> tuple[int, int] | None:
        """The middle of the icon of this colour in the panel; None while there is none."""
        found = sorted(self.session.like(self.panel, colour))
        if len(found) < _ICON_PIXELS:
            return None
        return found[len(found) // 2][0], sorted(y for _, y in found)[len(found) // 2]

    def wait_without_icons(self) -> None:
        """Until the icon of a program that was killed is gone, which takes GNOME half a second or more."""
        wait_until(lambda: _of_tray(self.session, "RegisteredStatusNotifierItems") == [], "the last icon to go")

    def leave_panel(self) -> None:
        """Move the pointer away: Plasma brightens the icon below it."""
        self.session.host.xdotool("mousemove", "500", "400")


def missing_program(desktop: str) -> str:
    """The first program of this desktop that is not installed, empty if all are."""
    needed = {
        "gnome": ("gnome-shell", "gjs", str(_EXTENSION_FOLDER / "extension.js")),
        "plasma": ("kwin_wayland", "plasmashell", "kded5", "plasma-apply-colorscheme"),
    }[desktop]
    return next((name for name in needed if shutil.which(name) is None and not Path(name).is_file()), "")


@contextmanager
def gnome_desktop() -> Iterator[WholeDesktop]:
    """GNOME Shell with the extension that gives it a tray."""
    with ExitStack() as stack:
        session = stack.enter_context(nested_session("gnome-shell", tray=False))

        def set_key(schema: str, key: str, value: str) -> None:
            subprocess.run(["gsettings", "set", schema, key, value], env=session.environment, check=True)

        def enable_tray() -> None:
            set_key("org.gnome.shell", "enabled-extensions", f"['{TRAY_EXTENSION}']")
            _wait_for_tray(session)

        @contextmanager
        def without_tray() -> Iterator[None]:
            set_key("org.gnome.shell", "enabled-extensions", "[]")
            yield
            enable_tray()

        def set_dark(on: bool) -> None:
            set_key("org.gnome.desktop.interface", "color-scheme", "prefer-dark" if on else "prefer-light")

        @contextmanager
        def quiet() -> Iterator[None]:
            set_key("org.gnome.desktop.notifications", "show-banners", "false")
            yield
            set_key("org.gnome.desktop.notifications", "show-banners", "true")

        @contextmanager
        def busy_panel() -> Iterator[Callable[[], int]]:
            evaluate(session.environment, _COUNT_ICONS)
            evaluate(session.environment, _KEEP_BUSY)
            try:
                yield lambda: int(evaluate(session.environment, "global.icons"))
            finally:
                evaluate(session.environment, "global.busy = false")

        start_gnome_services(session, stack)
        enable_tray()
        evaluate(session.environment, _CLEAR_NOTIFICATIONS)
        panel, switcher = (0, 0, 1280, 32), (600, 350, 80, 80)
        yield WholeDesktop(session, panel, set_dark, without_tray, quiet, switcher, busy_panel=busy_panel)


@contextmanager
def plasma_desktop() -> Iterator[WholeDesktop]:
    """KWin with plasmashell."""
    with ExitStack() as stack:
        kwin = stack.enter_context(nested_session("kwin_wayland", tray=False))
        session = replace(kwin, environment={**kwin.environment, **_PLASMA})

        def run(*command: str) -> "subprocess.Popen[bytes]":
            environment = {**session.environment, "QT_QPA_PLATFORM": "wayland"}
            quiet = subprocess.DEVNULL
            process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
            stack.enter_context(terminated(process))
            return process

        def start_shell() -> "subprocess.Popen[bytes]":
            shell = run("plasmashell", "--no-respawn")
            _wait_for_tray(session)
            return shell

        @contextmanager
        def without_tray() -> Iterator[None]:
            nonlocal shell
            shell.kill()
            shell.wait()
            yield
            shell = start_shell()

        def set_dark(on: bool) -> None:
            scheme = "BreezeDark" if on else "BreezeLight"
            environment = {**session.environment, "QT_QPA_PLATFORM": "offscreen"}
            command = ["plasma-apply-colorscheme", scheme]
            subprocess.run(command, env=environment, check=True, capture_output=True)

        @contextmanager
        def quiet() -> Iterator[None]:
            with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
                server = DBusAddress("/org/freedesktop/Notifications", _NOTIFICATIONS, _NOTIFICATIONS)
                call = new_method_call(server, "Inhibit", "ssa{sv}", ("", "a talk", {}))
                connection.send_and_get_reply(call)
                yield

        def skip_button() -> tuple[int, int] | None:
            """It has the shape of Plasma 5.27 with a panel at the bottom."""
            return (1220, 701) if session.like((1215, 690, 10, 3), "#FCFCFC") else None

        for command in _PLASMA_SERVICES:
            run(*command)
        with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
            wait_for_name(connection, "org.freedesktop.portal.Desktop")
        shell = start_shell()
        # Plasma's watcher goes on to speak of a tray when the panel is gone.
        panel, switcher = (0, 756, 1280, 44), (0, 125, 40, 45)
        yield WholeDesktop(session, panel, set_dark, without_tray, quiet, switcher, skip_button, tells_of_loss=False)


def _wait_for_tray(session: NestedSession) -> None:
    """Until icons can be registered and are shown, by the word of the bus."""
    with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        wait_for_name(connection, WATCHER)
    wait_until(lambda: _of_tray(session, "IsStatusNotifierHostRegistered") is True, "a tray", 60)


def _of_tray(session: NestedSession, name: str) -> object:
    """A property of the tray; None while it does not answer."""
    tray = DBusAddress(WATCHER_PATH, WATCHER, WATCHER)
    with open_dbus_connection(session.environment["DBUS_SESSION_BUS_ADDRESS"]) as connection, suppress(TimeoutError):
        reply = connection.send_and_get_reply(Properties(tray).get(name), timeout=LIMIT_S)
        if reply.header.message_type is MessageType.method_return:
            return reply.body[0][1]
    return None


DESKTOPS: dict[str, Callable[[], AbstractContextManager[WholeDesktop]]] = {
    "gnome": gnome_desktop,
    "plasma": plasma_desktop,
}
