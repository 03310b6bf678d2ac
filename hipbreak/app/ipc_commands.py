"""Commands that arrive over the socket: each is executed and answered with one line."""

import os
from collections.abc import Callable
from datetime import date, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from hipbreak.app.lazy import Lazy
from hipbreak.app.status_followers import StatusFollowers
from hipbreak.core.i18n import gettext as _
from hipbreak.core.settings.durations import parse_duration
from hipbreak.core.settings.pause_until import pause_end
from hipbreak.core.text.status import headline
from hipbreak.core.tracking import inputs
from hipbreak.core.tracking.engine import Engine
from hipbreak.core.tracking.status import status_of, status_record
from hipbreak.desktop.ipc.command_server import PendingReply, StreamReply
from hipbreak.desktop.ipc.protocol import Reply
from hipbreak.ui.intents import PAGES, Intent

if TYPE_CHECKING:
    from hipbreak.app.data.data_operations import DataOperations
    from hipbreak.app.diagnostics.diagnostics_controller import DiagnosticsController


class IpcActions(Struct, frozen=True):
    """What a command may start besides the engine."""

    show: Callable[[], None]
    open_page: Callable[[Intent], None]
    reload: Callable[[], None]
    quit: Callable[[], None]
    open_routine: Callable[[str], None]
    """Refused when there is none of that name."""
    diagnostics: "Lazy[DiagnosticsController]"
    operations: "Callable[[], DataOperations]"
    not_kept: Callable[[], str | None]
    """Returns one sentence while facts could not be written to the log."""


class IpcCommandHandler:
    """Answers one request at a time, on the GUI thread."""

    def __init__(
        self, engine: Engine, idle_source: Callable[[], str], actions: IpcActions, zone: tzinfo | None = None
    ) -> None:
        """`idle_source` returns the name of the source of idle time; `zone` is that of the local wall clock."""
        self._engine, self._idle_source, self._actions, self._zone = engine, idle_source, actions, zone
        self._followers: StatusFollowers | None = None

    def answer(self, command: str, args: dict[str, Any]) -> Reply | PendingReply:
        """Code 0 with a result, 1 with one sentence when it does not fit now, 2 when it is not understood."""
        match command:
            case "show" | "reload" | "quit":
                actions = {"show": self._actions.show, "reload": self._actions.reload, "quit": self._actions.quit}
                actions[command]()
                return Reply(0)
            case "doctor":
                return self._actions.diagnostics.get().doctor()
            case "test":
                return self._actions.diagnostics.get().test(args.get("what"))
            case "tested":
                return self._actions.diagnostics.get().tested(args.get("what"))
            case "status":
                return self._status()
            case "follow":
                return self._follow()
        try:
            if command in ("open", "routine"):
                return self._open_window(command, args)
            if command in ("import", "delete"):
                return self._change_log(command, args)
            event = self._read(command, args)
        except (ValueError, TypeError) as error:
            return Reply(2, error=str(error))
        except inputs.Refused as reason:
            return Reply(1, error=str(reason))
        try:
            self._engine.handle(event)
        except inputs.Refused as reason:
            return Reply(1, error=str(reason))
        not_kept = self._actions.not_kept()
        return self._status() if not_kept is None else Reply(1, error=not_kept)

    def run(self, command: str, args: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
        """Execute a command that is answered at once: an exit code, a sentence, and the status if that is given."""
        reply = self.answer(command, args)
        if not isinstance(reply, Reply):
            reply.cancel()
            return 2, "", {}
        out = reply.out if isinstance(reply.out, dict) else {}
        return reply.code, reply.error or str(out.get("sentence", "")), out

    def _open_window(self, command: str, args: dict[str, Any]) -> Reply:
        if command == "open":
            self._actions.open_page(_page(args))
            return Reply(0)
        self._actions.open_routine(_name(args))
        return self._status()

    def _change_log(self, command: str, args: dict[str, Any]) -> Reply | PendingReply:
        """Import a file or delete days, as the window does; the client waits, and cancels by hanging up."""
        first, last = _date(args, "from"), _date(args, "to")
        operations = self._actions.operations()
        pending = PendingReply(operations.cancel)

        def finish(succeeded: bool, sentence: str) -> None:
            pending.push(Reply(0, out={"sentence": sentence}) if succeeded else Reply(1, error=sentence))

        if command == "import":
            start = partial(operations.import_file, _file(args), _text(args, "host"), finish)
        elif (args.get("everything") is True) == (first is not None or last is not None):
            raise ValueError(_("a deletion needs either days or everything"))
        elif first is not None and last is not None and first > last:
            raise ValueError(_("the first day must not be later than the last"))
        else:
            start = partial(operations.delete, first, last, finish)
        if operations.busy:
            busy = _("Hipbreak is importing, exporting or deleting already; try again when that is done.")
            return Reply(1, error=busy)
        start()
        return pending

    def _follow(self) -> StreamReply | Reply:
        if self._followers is None:
            self._followers = StatusFollowers(self._record)
            self._engine.add_listener(self._followers.update)
        self._engine.beat()
        return self._followers.add()

    def _status(self) -> Reply:
        self._engine.beat()
        return Reply(0, out=self._record())

    def _record(self) -> dict[str, Any]:
        status, not_kept = status_of(self._engine.state, self._engine.settings), self._actions.not_kept()
        sentence = " ".join(filter(None, (headline(status), not_kept)))
        return status_record(status, self._idle_source(), not_kept) | {"sentence": sentence}

    def _read(self, command: str, args: dict[str, Any]) -> inputs.Input:
        def text(key: str) -> str | None:
            return _text(args, key)

        def duration(key: str) -> timedelta | None:
            value = text(key)
            return None if value is None else parse_duration(value)

        match command:
            case "stand" | "pulse":
                return inputs.Start(command)
            case "later":
                return inputs.Snooze(duration("delay"), args.get("after_meeting") is True)
            case "skip":
                return inputs.Skip()
            case "log":
                length = duration("for")
                return inputs.LogBreak(duration("ago"), timedelta(seconds=30) if length is None else length)
            case "undo":
                return inputs.Undo()
            case "posture":
                return _posture(text("posture"), text("from"))
            case "call":
                return _call(text("length"))
            case "pause":
                at = self._engine.state.at
                return inputs.Pause(pause_end(text("until"), at.astimezone(self._zone or at.tzinfo)))
            case "resume":
                return inputs.Resume()
        raise ValueError(_("'{command}' is not a command this version knows").format(command=command))


def _posture(posture: str | None, source: str | None) -> inputs.Input:
    if source is not None:
        if source != "desk" or posture not in ("sitting", "standing"):
            raise ValueError(_("only a desk reports a posture, and it is sitting or standing"))
        return inputs.DeskReport(posture)
    postures: dict[str | None, inputs.Input] = {
        "sitting": inputs.Sit(),
        "standing": inputs.Stand(),
        "away": inputs.Leave(),
    }
    if posture not in postures:
        raise ValueError(_("the posture is sitting, standing or away"))
    return postures[posture]


def _call(length: str | None) -> inputs.Input:
    if length is not None and length.strip().lower() == "over":
        return inputs.EndCall()
    return inputs.StartCall(parse_duration(length) if length else inputs.CALL_LENGTHS[0])


def _text(args: dict[str, Any], key: str) -> str | None:
    value = args.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(_("'{key}' must be a text").format(key=key))
    return value


def _file(args: dict[str, Any]) -> Path:
    text = _text(args, "file") or ""
    try:
        if Path(text).is_absolute() and b"\0" not in os.fsencode(text):
            return Path(text)
    except UnicodeEncodeError:
        pass
    raise ValueError(_("'file' must be the full path of a file"))


def _date(args: dict[str, Any], key: str) -> date | None:
    text = _text(args, key)
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("'{key}' must be a date like 2026-03-02").format(key=key)) from None


def _page(args: dict[str, Any]) -> Intent:
    named = {page.value: page for page in PAGES}
    name = _text(args, "page")
    if name not in named:
        raise ValueError(_("the page is one of {names}").format(names=", ".join(named)))
    return named[name]


def _name(args: dict[str, Any]) -> str:
    name = _text(args, "name")
    if name is None:
        raise TypeError(_("'name' must be a text"))
    return name
