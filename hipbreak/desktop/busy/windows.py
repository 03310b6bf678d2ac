"""Calls, a display kept on, and Focus Assist on Windows.

Not verified on a real machine: what the answers mean is tested by injection, the calls to Windows are not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from hipbreak.desktop.busy.base import Say, Store, System, Use
from hipbreak.desktop.busy.polling import Polled

if TYPE_CHECKING:
    from hipbreak.desktop.busy.base import BusySwitches, Part

MICROPHONE, CAMERA = "microphone", "webcam"
_DISPLAY_REQUIRED = 0x2  # ES_DISPLAY_REQUIRED: https://learn.microsoft.com/windows/win32/api/winbase/
_QUIET_PROFILES = (1, 2)  # priority only, alarms only
_SETTLES_MS = 300  # the beginning of a use is written in several steps


def in_use(uses: Iterable[Use], booted: int) -> bool:
    """Whether a use has not ended; one from before the start of the machine ended with it, unnoted."""
    return any(use.ended == 0 and use.began > booted for use in uses)


class Consent:
    """The notes behind "apps that used your microphone" in the settings, read again whenever one was written.

    https://learn.microsoft.com/windows/client-management/mdm/policy-csp-privacy
    """

    def __init__(self, device: str, say: Say, store: Store) -> None:
        self.name = f"windows-{device}"
        self.is_available = False
        self.trouble: str | None = None
        self._device, self._say, self._store = device, say, store
        self._end: Callable[[], None] | None = None
        self._settle = QTimer()
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self._look)
        try:
            self._end = store.watch(device, lambda: self._settle.start(_SETTLES_MS))
        except OSError:
            self.trouble = f"Windows does not tell which programs use the {device}."
            return
        self._settle.start(0)

    def close(self) -> None:
        """Says nothing any more; may be called twice."""
        self._settle.stop()
        end, self._end = self._end, None
        if end is not None:
            end()

    def _look(self) -> None:
        try:
            on = in_use(self._store.uses(self._device), self._store.booted())
        except OSError:
            self.is_available, on = False, False
        else:
            self.is_available = True
        self._say(self.name, on)


def windows_parts(
    says: Mapping[str, Say], switches: "BusySwitches", store: Store | None = None, system: System | None = None
) -> Iterator[tuple[str, "Part"]]:
    """Who tells of `call`, `awake` and `dnd` on Windows, made one after the other."""
    if store is None or system is None:
        from hipbreak.desktop.busy import windows_consent_store  # noqa: PLC0415 - the system's own calls
        from hipbreak.desktop.system import windows_api  # noqa: PLC0415 - the system's own calls

        store = store or windows_consent_store.ConsentStore()
        system = system or windows_api.WindowsSystem()
    found = system
    for device, wanted in ((MICROPHONE, switches.microphone), (CAMERA, switches.camera)):
        if wanted:
            yield "call", Consent(device, says["call"], store)
    if switches.inhibitors:
        yield "awake", Polled("windows-display-required", lambda: _display_required(found), says["awake"])
    if switches.quiet:
        yield "dnd", Polled("windows-focus-assist", lambda: _quiet(found), says["dnd"])


def _display_required(system: System) -> bool | None:
    state = system.execution_state()
    return None if state is None else bool(state & _DISPLAY_REQUIRED)


def _quiet(system: System) -> bool | None:
    profile = system.quiet_profile()
    return None if profile is None else profile in _QUIET_PROFILES
