"""An observer of macOS notifications, made in the Objective-C runtime. Not verified on a real machine."""

import ctypes
import sys
from collections.abc import Callable, Mapping
from ctypes import c_char_p, c_int, c_size_t, c_void_p
from itertools import count
from typing import Any

from hipbreak.desktop.lock.base import LocksUnavailable

EVERYBODY = "distributed"
WORKSPACE = "workspace"
"""The two centres that notify: of all programs, and NSWorkspace's own."""
Heard = Callable[[str], None]
"""Takes the name of a notification."""
_NUMBERS = count(1)  # the runtime never forgets the name of a class


def listen(wanted: Mapping[str, tuple[str, ...]], heard: Heard) -> Callable[[], None]:
    """`heard` gets the name of each notification, on the main thread, whose run loop is Qt's.

    https://developer.apple.com/documentation/objectivec/objective-c-runtime
    """
    if sys.platform == "darwin":
        try:
            runtime = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
            ctypes.CDLL("/System/Library/Frameworks/AppKit.framework/AppKit")
        except OSError:
            raise LocksUnavailable("macOS does not let Hipbreak listen to its notifications.") from None
        _declare(runtime)
        send = _sender(runtime)

        def took(_observer: int, _selector: int, notification: int) -> None:
            name = send(send(notification, "name"), "UTF8String")
            heard(ctypes.string_at(name).decode() if name else "")

        kept = [ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)(took)]  # the runtime does not keep it alive
        kind = runtime.objc_allocateClassPair(
            runtime.objc_getClass(b"NSObject"), f"HipbreakObserver{next(_NUMBERS)}".encode(), 0
        )
        selector = runtime.sel_registerName(b"took:")
        runtime.class_addMethod(kind, selector, kept[0], b"v@:@")
        runtime.objc_registerClassPair(kind)
        observer = send(send(kind, "alloc"), "init")
        everybody = send(runtime.objc_getClass(b"NSDistributedNotificationCenter"), "defaultCenter")
        workspace = send(runtime.objc_getClass(b"NSWorkspace"), "sharedWorkspace")
        centres = {EVERYBODY: everybody, WORKSPACE: send(workspace, "notificationCenter")}
        strings = runtime.objc_getClass(b"NSString")
        for centre, names in wanted.items():
            for name in names:
                text = send(strings, "stringWithUTF8String:", c_char_p(name.encode()))
                what = map(c_void_p, (observer, selector, text, None))
                send(centres[centre], "addObserver:selector:name:object:", *what)

        def close() -> None:
            for centre in centres.values():
                send(centre, "removeObserver:", c_void_p(observer))
            send(observer, "release")
            kept.clear()

        return close
    else:  # noqa: RET505 - mypy takes what follows an if for unreachable here
        raise LocksUnavailable("This is not macOS.")


def _declare(runtime: ctypes.CDLL) -> None:
    runtime.objc_getClass.argtypes = runtime.sel_registerName.argtypes = (c_char_p,)
    runtime.objc_getClass.restype = runtime.sel_registerName.restype = c_void_p
    runtime.objc_allocateClassPair.argtypes = (c_void_p, c_char_p, c_size_t)
    runtime.objc_allocateClassPair.restype = c_void_p
    runtime.objc_registerClassPair.argtypes = (c_void_p,)
    runtime.class_addMethod.argtypes, runtime.class_addMethod.restype = (c_void_p, c_void_p, c_void_p, c_char_p), c_int


def _sender(runtime: ctypes.CDLL) -> Callable[..., Any]:
    """`objc_msgSend`, which has to be called with the arguments of the method, each as its own type."""

    def send(receiver: int | None, selector: str, *arguments: Any) -> Any:
        call = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, *map(type, arguments))
        return call(("objc_msgSend", runtime))(receiver, runtime.sel_registerName(selector.encode()), *arguments)

    return send
