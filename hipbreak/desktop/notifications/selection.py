"""Select the notifier for this desktop."""

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.dbus.connection import BusConnection
from hipbreak.desktop.notifications.base import NoNotifier, Notifier, NotifierListener


def choose_notifier(listener: NotifierListener, session: BusConnection | None, platform: str) -> Notifier:
    """Create the notifier: the desktop's server with a session bus, else plyer if installed, else none.

    Imports only what is used. `platform` as in `sys.platform`.
    """
    if session is not None:
        from hipbreak.desktop.notifications.freedesktop import FreedesktopNotifier  # noqa: PLC0415

        return FreedesktopNotifier(listener, session)
    if platform not in ("win32", "darwin"):  # where plyer would use the same server on the same bus
        return NoNotifier(listener, _("There is no session bus, and so no notification server."))
    from hipbreak.desktop.notifications.plyer_backend import PlyerNotifier, is_installed  # noqa: PLC0415

    if not is_installed():
        return NoNotifier(listener, _("The Python package plyer is not installed."))
    return PlyerNotifier(listener)
