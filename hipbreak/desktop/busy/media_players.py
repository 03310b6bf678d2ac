"""Whether a media player plays, from MPRIS on the session bus."""

from collections.abc import Callable
from functools import partial

from hipbreak.desktop.busy.base import BusySource, ReportBusy
from hipbreak.desktop.dbus.connection import BUS_NAME, BUS_PATH, BusConnection, variant_value
from hipbreak.desktop.dbus.subscriptions import BusMessage

PREFIX = "org.mpris.MediaPlayer2."
PLAYER = "org.mpris.MediaPlayer2.Player"
PLAYER_PATH = "/org/mpris/MediaPlayer2"


def list_players(
    bus: BusConnection, on_player: Callable[[str], None], on_listed: Callable[[], None] = lambda: None
) -> None:
    """Call `on_listed` once the bus has answered, then `on_player` with the unique name of each player on it."""

    def owned(body: tuple[object, ...] | None) -> None:
        match body:
            case (str() as owner,):
                on_player(owner)

    def listed(body: tuple[object, ...] | None) -> None:
        match body:
            case ([*names],):
                on_listed()
                for name in names:
                    if isinstance(name, str) and name.startswith(PREFIX):
                        ask(f"{BUS_NAME}.GetNameOwner", "s", (name,), on_reply=owned)

    ask = partial(bus.call, BUS_NAME, BUS_PATH)
    ask(f"{BUS_NAME}.ListNames", on_reply=listed)


class MediaPlayers(BusySource):
    """Players running at the start are queried, later ones signal: https://specifications.freedesktop.org/mpris-spec/

    A player that ends while it plays sends no signal of its own, so the owner of its name is watched.
    """

    name = "mpris-players"

    def __init__(self, bus: BusConnection, report: ReportBusy) -> None:
        self._bus, self._report = bus, report
        self._playing: set[str] = set()
        self._end_watches: dict[str, object] = {}
        """The subscription to the end of each player, by its unique name."""
        bus.subscribe_properties(PLAYER, self._changed, self, path=PLAYER_PATH)
        bus.on_disconnect(self._bus_lost, self)
        bus.on_reconnect(self._list_players, self)
        self._list_players()

    def close(self) -> None:
        """Unsubscribe. Idempotent."""
        self._bus.unsubscribe(self)
        for watch in self._end_watches.values():
            self._bus.unsubscribe(watch)
        self._end_watches.clear()

    def _list_players(self) -> None:
        list_players(self._bus, self._ask_status, self._listed)

    def _listed(self) -> None:
        self.is_available = True

    def _ask_status(self, owner: str) -> None:
        def received(status: object) -> None:
            if status is not None:
                self._set_status(owner, status)

        self._bus.get_property(owner, PLAYER_PATH, PLAYER, "PlaybackStatus", on_reply=received)

    def _changed(self, signal: BusMessage) -> None:
        match signal.body:
            case (_, {"PlaybackStatus": status}, *_):
                self._set_status(signal.sender, variant_value(status))
            case (_, _, [*names]) if "PlaybackStatus" in names:
                self._ask_status(signal.sender)

    def _set_status(self, owner: str, status: object) -> None:
        is_playing = status == "Playing"
        if is_playing and owner not in self._end_watches:
            self._end_watches[owner] = object()
            self._bus.subscribe_owner(owner, lambda *_: self._player_ended(owner), self._end_watches[owner])
        if is_playing:
            self._playing.add(owner)
        else:
            self._playing.discard(owner)
        self._report(self.name, bool(self._playing))

    def _player_ended(self, owner: str) -> None:
        if owner in self._end_watches:
            self._bus.unsubscribe(self._end_watches.pop(owner))
            self._playing.discard(owner)
            self._report(self.name, bool(self._playing))

    def _bus_lost(self) -> None:
        self.is_available = False
        self._playing.clear()
        self._report(self.name, False)
