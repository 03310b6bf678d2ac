"""D-Bus messages to bytes and back, with jeepney: loaded only when there is a bus to talk to.

https://dbus.freedesktop.org/doc/dbus-specification.html
"""

from dataclasses import dataclass

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_error, new_method_call
from jeepney.auth import AuthenticationError, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.low_level import Message, calc_msg_size

LONGEST_MESSAGE = 128 * 1024 * 1024
_HEAD = 16


class NotDBus(Exception):
    """These bytes, or this address, are not what the specification allows."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that came in; `reply_to` is the serial of the call that it answers."""

    sender: str
    path: str
    interface: str
    member: str
    body: tuple[object, ...]
    reply_to: int | None
    is_signal: bool
    is_error: bool
    wants_reply: bool
    original: object


class Handshake:
    """The EXTERNAL authentication: who we are is known to the socket."""

    def __init__(self) -> None:
        self._talk = Authenticator()

    @property
    def done(self) -> bool:
        return bool(self._talk.authenticated)

    def first_words(self) -> bytes:
        return bytes(self._talk.data_to_send())

    def answer(self, heard: bytes) -> bytes:
        """What to say next, BEGIN included; NotDBus if the bus does not want us."""
        try:
            self._talk.feed(heard)
        except AuthenticationError as error:
            raise NotDBus(str(error)) from None
        return b"BEGIN\r\n" if self.done else bytes(self._talk.data_to_send() or b"")


def socket_names(address: str) -> list[str]:
    """The Unix sockets that a bus address lists, in order; NotDBus if there is none that we can use."""
    try:
        return list(get_connectable_addresses(address))
    except (RuntimeError, ValueError):
        raise NotDBus(f"The bus address {address!r} names no Unix socket.") from None


def cut_message(buffer: bytearray) -> bytes | None:
    """Takes the first whole message off the buffer; NotDBus if no message can begin like that."""
    if len(buffer) < _HEAD:
        return None
    try:
        size = int(calc_msg_size(bytes(buffer[:_HEAD])))
    except KeyError:
        raise NotDBus("The bus sent something that is no message.") from None
    if size > LONGEST_MESSAGE:
        raise NotDBus("The bus sent a message of more than 128 MiB.")
    if len(buffer) < size:
        return None
    raw = bytes(buffer[:size])
    del buffer[:size]
    return raw


def read(raw: bytes) -> Incoming | None:
    """The message, or None for one that jeepney cannot read: it is passed over, as the specification asks."""
    try:
        message = Message.from_buffer(raw)
    except Exception:  # noqa: BLE001 - jeepney raises whatever the bytes lead it to
        return None
    header, fields = message.header, message.header.fields
    return Incoming(
        sender=fields.get(HeaderFields.sender, ""),
        path=fields.get(HeaderFields.path, ""),
        interface=fields.get(HeaderFields.interface, ""),
        member=fields.get(HeaderFields.member, ""),
        body=tuple(message.body),
        reply_to=fields.get(HeaderFields.reply_serial),
        is_signal=header.message_type is MessageType.signal,
        is_error=header.message_type is MessageType.error,
        wants_reply=header.message_type is MessageType.method_call and not header.flags & MessageFlag.no_reply_expected,
        original=message,
    )


def write_call(
    serial: int,
    *,
    name: str,
    path: str,
    method: str,
    signature: str,
    body: tuple[object, ...],
    start_service: bool,
) -> bytes:
    """The bytes of a call; `method` is the interface and the member, with a dot between them."""
    interface, member = method.rsplit(".", 1)
    message = new_method_call(DBusAddress(path, name, interface), member, signature or None, body)
    if not start_service:
        message.header.flags |= MessageFlag.no_auto_start
    return bytes(message.serialise(serial=serial))


def write_refusal(serial: int, call: Incoming) -> bytes:
    """The answer to a call from somebody who takes us for a service."""
    error = new_error(call.original, "org.freedesktop.DBus.Error.UnknownMethod")
    return bytes(error.serialise(serial=serial))
