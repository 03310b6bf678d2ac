"""Pauses the media players that play, and later lets play on those that it has paused, by MPRIS."""

from hipbreak.desktop.busy.media_players import PLAYER, PLAYER_PATH, list_players
from hipbreak.desktop.dbus.connection import BusConnection


class MusicPause:
    """A player that was ended, replaced, stopped or started again by the person meanwhile is left alone."""

    def __init__(self, bus: BusConnection) -> None:
        self._bus = bus
        self._is_wanted = False
        self._paused: set[str] = set()
        """The unique names of the players on the bus."""

    def pause(self) -> None:
        """Pause all that play now. Idempotent."""
        if not self._is_wanted:
            self._is_wanted = True
            list_players(self._bus, lambda owner: self._if_status(owner, "Playing", "Pause"))

    def go_on(self) -> None:
        """Let those play on that were paused here. Idempotent."""
        self._is_wanted = False
        paused, self._paused = self._paused, set()
        for owner in paused:
            self._if_status(owner, "Paused", "Play")

    def close(self) -> None:
        """Let those play on that were paused here, without waiting for what they do now: the app ends."""
        self._is_wanted = False
        for owner in self._paused:
            self._call(owner, "Play")
        self._paused.clear()

    def _if_status(self, owner: str, wanted: str, method: str) -> None:
        def received(status: object) -> None:
            if status != wanted or self._is_wanted != (method == "Pause"):
                return
            if method == "Pause":
                self._paused.add(owner)
            self._call(owner, method)

        self._bus.get_property(owner, PLAYER_PATH, PLAYER, "PlaybackStatus", on_reply=received)

    def _call(self, owner: str, method: str) -> None:
        self._bus.call(owner, PLAYER_PATH, f"{PLAYER}.{method}")
