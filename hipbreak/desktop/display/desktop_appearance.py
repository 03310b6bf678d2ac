"""The dark style and the text size of GNOME and Plasma.

Qt's theme for GNOME reads them wrongly or not at all, and that for Plasma does not follow a change (Qt 6.11).
"""

from collections.abc import Callable, Mapping
from functools import partial

from hipbreak.desktop.dbus.connection import BusConnection, variant_value
from hipbreak.desktop.dbus.dconf import DconfKey
from hipbreak.desktop.dbus.subscriptions import BusMessage
from hipbreak.desktop.display.desktop_name import is_gnome

PORTAL, PORTAL_PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
_APPEARANCE, _SCHEME = "org.freedesktop.appearance", "color-scheme"
_INTERFACE, _SCALE = "org.gnome.desktop.interface", "text-scaling-factor"
_PREFER_DARK = 1


class DesktopAppearance:
    """Reads the settings portal, else on GNOME dconf; follows changes.

    https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
    """

    def __init__(
        self, bus: BusConnection, environment: Mapping[str, str], changed: Callable[[bool | None, float], None]
    ) -> None:
        """`changed` gets both values, from the event loop, when one has been read or has changed."""
        self.dark: bool | None = None
        """Whether the dark style is chosen; None until known."""
        self.text_scale = 1.0
        """How much larger texts are to be than usual."""
        self._bus, self._environment, self._changed = bus, environment, changed
        self._keys: tuple[DconfKey, ...] = ()
        for namespace, key in ((_APPEARANCE, _SCHEME), (_INTERFACE, _SCALE)):
            bus.subscribe(
                partial(self._setting_changed, key),
                interface=SETTINGS,
                member="SettingChanged",
                path=PORTAL_PATH,
                sender=PORTAL,
                first=namespace,
                owner=self,
            )
        bus.on_reconnect(self._read, self)
        self._read()

    def close(self) -> None:
        """Stop all callbacks. Idempotent."""
        self._changed = lambda _dark, _scale: None
        self._bus.unsubscribe(self)
        for key in self._keys:
            key.close()

    def _read(self) -> None:
        self._bus.call(
            PORTAL,
            PORTAL_PATH,
            f"{SETTINGS}.ReadAll",
            "as",
            ([_APPEARANCE, _INTERFACE],),
            on_reply=self._all_read,
            start_service=True,
        )

    def _all_read(self, body: tuple[object, ...] | None) -> None:
        match body:
            case ({"org.freedesktop.appearance": {"color-scheme": scheme}, **others},):
                interface = others.get(_INTERFACE)
                scale = interface.get(_SCALE) if isinstance(interface, dict) else None
                self._use(variant_value(scheme), variant_value(scale))
            case _ if not self._keys and self._bus.alive and is_gnome(self._environment):
                self._keys = (
                    DconfKey(self._bus, self._environment, _INTERFACE, _SCHEME, self._scheme_printed),
                    DconfKey(self._bus, self._environment, _INTERFACE, _SCALE, self._scale_printed),
                )

    def _setting_changed(self, key: str, signal: BusMessage) -> None:
        match signal.body:
            case (_, str() as changed, value) if changed == key:
                value = variant_value(value)
                self._use(value if key == _SCHEME else None, value if key == _SCALE else None)

    def _scheme_printed(self, text: str | None) -> None:
        if text:
            self._use(_PREFER_DARK if text == "'prefer-dark'" else 0, None)

    def _scale_printed(self, text: str | None) -> None:
        try:
            self._use(None, float(text or ""))
        except ValueError:
            return

    def _use(self, scheme: object, scale: object) -> None:
        """Take over the values of the right type, and report a change."""
        before = (self.dark, self.text_scale)
        if isinstance(scheme, int):
            self.dark = scheme == _PREFER_DARK
        if isinstance(scale, float) and 0.5 <= scale <= 3.0:  # the range that GNOME's schema allows
            self.text_scale = scale
        if (self.dark, self.text_scale) != before:
            self._changed(self.dark, self.text_scale)
