"""Locks, fast user switching and sleep on macOS, from its notifications.

Not verified on a real machine: the interpretation is tested by injection, the calls to macOS are not.
"""

import ctypes
import sys
from collections.abc import Callable, Mapping
from ctypes import c_char_p, c_int, c_size_t, c_void_p
from itertools import count
from typing import Any

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.lock.base import LockListener, LockSource, LocksUnavailable

DISTRIBUTED = "distributed"
WORKSPACE = "workspace"
"""The two notification centers: that of all programs, and NSWorkspace's own."""
NotificationCallback = Callable[[str], None]
"""Called with the name of a notification."""
_CLASS_NUMBERS = count(1)  # a class name is never free again in the runtime
SESSION, POWER = "macos-session", "macos-power"


# The first two are undocumented but widely used; the others are in
# https://developer.apple.com/documentation/appkit/nsworkspace
_LOCKS = {
    "com.apple.screenIsLocked": ("lock", True),
    "com.apple.screenIsUnlocked": ("lock", False),
    "NSWorkspaceSessionDidResignActiveNotification": ("switch", True),
    "NSWorkspaceSessionDidBecomeActiveNotification": ("switch", False),
}
_SLEEPS = {"NSWorkspaceWillSleepNotification": True, "NSWorkspaceDidWakeNotification": False}

ObserveNotifications = Callable[[Mapping[str, tuple[str, ...]], NotificationCallback], Callable[[], None]]
"""Observes these names at each center; returns the function that stops it. LocksUnavailable on failure."""


class MacLockSource(LockSource):
    names = (SESSION, POWER)

    def __init__(self, listener: LockListener, listen: ObserveNotifications | None = None) -> None:
        """LocksUnavailable where there is no macOS."""
        super().__init__(listener)
        names = (*_LOCKS, *_SLEEPS)
        workspace = tuple(name for name in names if name.startswith("NSWorkspace"))
        distributed = tuple(name for name in names if name not in workspace)
        observe = listen or observe_notifications
        self._stop_listening = observe({DISTRIBUTED: distributed, WORKSPACE: workspace}, self._on_notification)

    def _on_notification(self, name: str) -> None:
        if name in _LOCKS:
            self._set_locked(*_LOCKS[name])
        elif name in _SLEEPS:
            self._set_asleep(_SLEEPS[name])


def observe_notifications(
    names_by_center: Mapping[str, tuple[str, ...]], callback: NotificationCallback
) -> Callable[[], None]:
    """Call `callback` with the name of each notification, on the main thread, whose run loop is Qt's.

    https://developer.apple.com/documentation/objectivec/objective-c-runtime
    """
    if sys.platform == "darwin":
        try:
            runtime = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
            ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")
        except OSError:
            raise LocksUnavailable(_("macOS does not let Hipbreak listen to its notifications.")) from None
        _declare(runtime)
        send = _sender(runtime)

        def received(_observer: int, _selector: int, notification: int) -> None:
            name = send(send(notification, "name"), "UTF8String")
            callback(ctypes.string_at(name).decode() if name else "")

        references = [
            ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)(received)
        ]  # keeps it alive, which the runtime does not
        observer_class = runtime.objc_allocateClassPair(
            runtime.objc_getClass(b"NSObject"), f"HipbreakObserver{next(_CLASS_NUMBERS)}".encode(), 0
        )
        selector = runtime.sel_registerName(b"received:")
        runtime.class_addMethod(observer_class, selector, references[0], b"v@:@")
        runtime.objc_registerClassPair(observer_class)
        observer = send(send(observer_class, "alloc"), "init")
        distributed = send(runtime.objc_getClass(b"NSDistributedNotificationCenter"), "defaultCenter")
        workspace = send(runtime.objc_getClass(b"NSWorkspace"), "sharedWorkspace")
        centers = {DISTRIBUTED: distributed, WORKSPACE: send(workspace, "notificationCenter")}
        string_class = runtime.objc_getClass(b"NSString")
        for center, names in names_by_center.items():
            for name in names:
                text = send(string_class, "stringWithUTF8String:", c_char_p(name.encode()))
                arguments = map(c_void_p, (observer, selector, text, None))
                send(centers[center], "addObserver:selector:name:object:", *arguments)

        def close() -> None:
            for center in centers.values():
                send(center, "removeObserver:", c_void_p(observer))
            send(observer, "release")
            references.clear()

        return close
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise LocksUnavailable(_("This is not macOS."))


def _declare(runtime: ctypes.CDLL) -> None:
    runtime.objc_getClass.argtypes = runtime.sel_registerName.argtypes = (c_char_p,)
    runtime.objc_getClass.restype = runtime.sel_registerName.restype = c_void_p
    runtime.objc_allocateClassPair.argtypes = (c_void_p, c_char_p, c_size_t)
    runtime.objc_allocateClassPair.restype = c_void_p
    runtime.objc_registerClassPair.argtypes = (c_void_p,)
    runtime.class_addMethod.argtypes, runtime.class_addMethod.restype = (c_void_p, c_void_p, c_void_p, c_char_p), c_int


def _sender(runtime: ctypes.CDLL) -> Callable[..., Any]:
    """Return `objc_msgSend`, which has to be called with the exact argument types of the method."""

    def send(receiver: int | None, selector: str, *arguments: Any) -> Any:
        call = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, *map(type, arguments))
        return call(("objc_msgSend", runtime))(receiver, runtime.sel_registerName(selector.encode()), *arguments)

    return send
