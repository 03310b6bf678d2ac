"""Select the source of window switches and full screen for this desktop."""

from collections.abc import Mapping

from hipbreak.core.i18n import gettext as _
from hipbreak.desktop.focus.base import FocusListener, FocusSource, FocusUnavailable


def watch_focus(listener: FocusListener, platform: str, environment: Mapping[str, str]) -> FocusSource:
    """Create the source, importing only what is used; FocusUnavailable where there is none.

    `platform` as in `sys.platform`.
    """
    if platform == "win32":
        from hipbreak.desktop.focus.windows import WindowsFocusSource  # noqa: PLC0415 - only what is used is loaded

        return WindowsFocusSource(listener)
    if platform == "darwin":
        raise FocusUnavailable(_("Full screen and window switches are not seen on macOS."))
    if environment.get("WAYLAND_DISPLAY") or environment.get("XDG_SESSION_TYPE") == "wayland":
        from hipbreak.desktop.focus.wayland import WaylandFocusSource  # noqa: PLC0415

        return WaylandFocusSource(listener, environment)
    from hipbreak.desktop.display.xcb import XUnavailable  # noqa: PLC0415
    from hipbreak.desktop.focus.x11 import X11FocusSource  # noqa: PLC0415

    try:
        return X11FocusSource(listener, environment)
    except XUnavailable as reason:
        raise FocusUnavailable(str(reason)) from None
