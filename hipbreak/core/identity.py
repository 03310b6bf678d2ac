"""The application id, the version, and the parts of others that packages come with."""

from typing import NamedTuple

VERSION = "0.1.0"
"""The only place of the version; https://semver.org/."""
APP_ID = "org.hipbreak.Hipbreak"
"""The same in the desktop entry, the AppStream data, the icon, Wayland, WM_CLASS, notifications and launch agents."""
HOMEPAGE = "https://hipbreak.org"


class Component(NamedTuple):
    """A part by others: its name, its licence (https://spdx.org/licenses/), and where its source is."""

    name: str
    licence: str
    source: str


COMPONENTS = (
    Component("APScheduler", "MIT", "https://github.com/agronholm/apscheduler"),
    Component("cffi", "MIT", "https://github.com/python-cffi/cffi"),
    Component("jeepney", "MIT", "https://gitlab.com/takluyver/jeepney"),
    Component("miniaudio", "MIT", "https://github.com/irmen/pyminiaudio"),
    Component("msgspec", "BSD-3-Clause", "https://github.com/msgspec/msgspec"),
    Component("platformdirs", "MIT", "https://github.com/tox-dev/platformdirs"),
    Component("plyer", "MIT", "https://github.com/kivy/plyer"),
    Component("pycparser", "BSD-3-Clause", "https://github.com/eliben/pycparser"),
    Component("PySide6", "LGPL-3.0-only", "https://code.qt.io/cgit/pyside/pyside-setup.git"),
    Component("Python", "PSF-2.0", "https://www.python.org"),
    Component("Qt", "LGPL-3.0-only", "https://code.qt.io/cgit/qt/qt5.git"),
    Component("tomlkit", "MIT", "https://github.com/python-poetry/tomlkit"),
    Component("tzdata", "Apache-2.0", "https://github.com/python/tzdata"),
    Component("tzlocal", "MIT", "https://github.com/regebro/tzlocal"),
)
"""What Hipbreak runs with, in every form of installation."""
BUNDLED_ONLY = (
    Component(
        "PyInstaller", "GPL-2.0-or-later WITH Bootloader-exception", "https://github.com/pyinstaller/pyinstaller"
    ),
    Component("D-Bus", "AFL-2.1 OR GPL-2.0-or-later", "https://dbus.freedesktop.org"),
    Component("GLib", "LGPL-2.1-or-later", "https://gitlab.gnome.org/GNOME/glib"),
    Component("ICU", "Unicode-3.0", "https://icu.unicode.org"),
    Component("SQLite", "blessing", "https://sqlite.org"),
    Component("X.Org libraries and xkbcommon", "MIT", "https://www.x.org"),
)
"""The larger ones of what only the self-contained packages come with; `packaging/bundle` lists every file."""
