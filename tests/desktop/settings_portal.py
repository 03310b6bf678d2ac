"""The settings portal, as far as the app uses it, for a private bus."""

from contextlib import AbstractContextManager
from types import TracebackType

from hipbreak.desktop.display.desktop_appearance import PORTAL, PORTAL_PATH, SETTINGS
from tests.desktop.fakes import Service

_KEYS = {"color-scheme": "org.freedesktop.appearance", "text-scaling-factor": "org.gnome.desktop.interface"}


class SettingsPortal(AbstractContextManager["SettingsPortal"]):
    """It has a colour scheme (0: default, 1: dark, 2: light) and a text scale."""

    def __init__(self, address: str, scheme: int = 0, scale: float = 1.0) -> None:
        self._service = Service(address, [PORTAL])
        self._values: dict[str, tuple[str, object]] = {}
        self._keep(scheme, scale)

    def change(self, scheme: int | None = None, scale: float | None = None) -> None:
        """Change the given values and send the signals."""
        self._keep(scheme, scale)
        for key, value in (("color-scheme", scheme), ("text-scaling-factor", scale)):
            if value is not None:
                body = (_KEYS[key], key, self._values[key])
                self._service.signal(PORTAL_PATH, f"{SETTINGS}.SettingChanged", "ssv", *body)

    def _keep(self, scheme: int | None, scale: float | None) -> None:
        if scheme is not None:
            self._values["color-scheme"] = ("u", scheme)
        if scale is not None:
            self._values["text-scaling-factor"] = ("d", scale)
        everything = {_KEYS[key]: {key: value} for key, value in self._values.items()}
        self._service.answers = {f"{PORTAL_PATH} {SETTINGS}.ReadAll": ("a{sa{sv}}", (everything,))}

    def __enter__(self) -> "SettingsPortal":
        self._service.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._service.end()
