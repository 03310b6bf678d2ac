"""Whether a player of films or music plays, as MPRIS tells it on the session bus."""

from hipbreak.desktop.busy.base import Say
from hipbreak.desktop.dbus.connection import (
    BACKGROUND_TIMEOUT,
    BUS_NAME,
    BUS_PATH,
    PROPERTIES,
    BusConnection,
    variant_value,
)
from hipbreak.desktop.dbus.subscriptions import BusSignal

PREFIX = "org.mpris.MediaPlayer2."
PLAYER = "org.mpris.MediaPlayer2.Player"
PLAYER_PATH = "/org/mpris/MediaPlayer2"


class Players:
    """Those there at the start are asked, later ones tell when they begin: https://specifications.freedesktop.org/mpris-spec/

    A player that ends while it plays says so to the bus only; that is heard of those that we know.
    """

    name = "mpris-players"

    def __init__(self, bus: BusConnection, say: Say) -> None:
        self.is_available = False
        self._bus, self._say = bus, say
        self._playing: set[str] = set()
        self._known: dict[str, object] = {}
        """Who listens for their end, by the player."""
        bus.subscribe(
            self._changed,
            interface=PROPERTIES,
            member="PropertiesChanged",
            path=PLAYER_PATH,
            first=PLAYER,
            owner=self,
        )
        bus.on_disconnect(self._lost, self)
        bus.on_reconnect(self._look, self)
        self._look()

    def close(self) -> None:
        """Listens no more; may be called twice."""
        self._bus.unsubscribe(self)
        for listener in self._known.values():
            self._bus.unsubscribe(listener)
        self._known.clear()

    def _look(self) -> None:
        self._bus.call(BUS_NAME, BUS_PATH, f"{BUS_NAME}.ListNames", on_reply=self._listed, timeout=BACKGROUND_TIMEOUT)

    def _listed(self, body: tuple[object, ...] | None) -> None:
        match body:
            case ([*names],):
                self.is_available = True
                for name in names:
                    if isinstance(name, str) and name.startswith(PREFIX):
                        self._ask_owner(name)

    def _ask_owner(self, name: str) -> None:
        def found(body: tuple[object, ...] | None) -> None:
            if body and isinstance(body[0], str):
                self._ask_status(body[0])

        method = f"{BUS_NAME}.GetNameOwner"
        self._bus.call(BUS_NAME, BUS_PATH, method, "s", (name,), on_reply=found, timeout=BACKGROUND_TIMEOUT)

    def _ask_status(self, owner: str) -> None:
        def told(status: object) -> None:
            if status is not None:
                self._status(owner, status)

        self._bus.get_property(owner, PLAYER_PATH, PLAYER, "PlaybackStatus", on_reply=told)

    def _changed(self, signal: BusSignal) -> None:
        match signal.body:
            case (_, {"PlaybackStatus": status}, *_):
                self._status(signal.sender, variant_value(status))
            case (_, _, [*names]) if "PlaybackStatus" in names:
                self._ask_status(signal.sender)

    def _status(self, owner: str, status: object) -> None:
        plays = status == "Playing"
        if plays and owner not in self._known:
            self._known[owner] = object()
            self._bus.subscribe_owner(owner, lambda *_: self._ended(owner), self._known[owner])
        if plays:
            self._playing.add(owner)
        else:
            self._playing.discard(owner)
        self._say(self.name, bool(self._playing))

    def _ended(self, owner: str) -> None:
        if owner in self._known:
            self._bus.unsubscribe(self._known.pop(owner))
            self._playing.discard(owner)
            self._say(self.name, bool(self._playing))

    def _lost(self) -> None:
        self.is_available = False
        self._playing.clear()
        self._say(self.name, False)
