"""Ready-made small services for the private bus, as answers for `desk_parts.Service`."""

from tests.desktop.fakes import Service

WATCHER = "org.kde.StatusNotifierWatcher"
WATCHER_PATH = "/StatusNotifierWatcher"


def status_notifier_watcher(address: str, host: bool = True) -> Service:
    """A tray, as Qt looks for one; `bodies` has who registered an icon under `RegisterStatusNotifierItem`."""
    answers: dict[str, tuple[str, tuple[object, ...]]] = {
        f"{WATCHER_PATH} {WATCHER}.IsStatusNotifierHostRegistered": ("b", (host,)),
        f"{WATCHER_PATH} {WATCHER}.ProtocolVersion": ("i", (0,)),
        f"{WATCHER_PATH} {WATCHER}.RegisterStatusNotifierItem": ("", ()),
    }
    return Service(address, [WATCHER], answers)
