"""Make one or two monitors (RandR 1.5) of the one screen that Xvfb has; the number is the argument.

libXrandr comes with openbox. It is used because libxcb 1.15 breaks the connection at `xcb_randr_set_monitor`.
"""

import ctypes
import sys
from ctypes import POINTER, c_char_p, c_int, c_ulong, c_void_p


class Monitor(ctypes.Structure):
    """XRRMonitorInfo: https://cgit.freedesktop.org/xorg/lib/libXrandr/tree/include/X11/extensions/Xrandr.h"""

    _fields_ = (
        ("name", c_ulong),
        *(
            (name, c_int)
            for name in ("primary", "automatic", "outputs_count", "x", "y", "width", "height", "mm", "mm_high")
        ),
        ("outputs", POINTER(c_ulong)),
    )


x11, randr = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXrandr.so.2")
x11.XOpenDisplay.argtypes, x11.XOpenDisplay.restype = (c_char_p,), c_void_p
x11.XDefaultRootWindow.argtypes, x11.XDefaultRootWindow.restype = (c_void_p,), c_ulong
x11.XSync.argtypes = (c_void_p, c_int)
randr.XRRGetMonitors.argtypes = (c_void_p, c_ulong, c_int, POINTER(c_int))
randr.XRRGetMonitors.restype = POINTER(Monitor)
randr.XRRSetMonitor.argtypes = (c_void_p, c_ulong, POINTER(Monitor))

display = x11.XOpenDisplay(None)
root = x11.XDefaultRootWindow(display)
randr.XRRDeleteMonitor.argtypes = (c_void_p, c_ulong, c_ulong)
present = c_int()
whole = randr.XRRGetMonitors(display, root, 1, present)[0]
FIRST, SECOND = 1, 2  # two of the atoms that every display has
if sys.argv[1] == "2" and present.value == 1:
    for name, x, count in ((FIRST, 0, 1), (SECOND, 640, 0)):
        half = Monitor(name, x == 0, 0, count, x, 0, 640, 800, 170, 210, whole.outputs)
        randr.XRRSetMonitor(display, root, half)
elif sys.argv[1] == "1" and present.value == 2:
    randr.XRRDeleteMonitor(display, root, SECOND)
    randr.XRRDeleteMonitor(display, root, FIRST)
x11.XSync(display, 0)
