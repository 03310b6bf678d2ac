"""D-Bus messages, made and read with jeepney: loaded only when there is a bus to talk to.

https://dbus.freedesktop.org/doc/dbus-specification.html
"""

from collections.abc import Iterator

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, Parser, new_method_call
from jeepney.auth import BEGIN, Authenticator

LONGEST_MESSAGE = 128 * 1024 * 1024


class NotDBus(Exception):
    """These bytes are not what the specification allows."""


def method_call(
    name: str, path: str, method: str, signature: str = "", body: tuple[object, ...] = (), start_service: bool = False
) -> Message:
    """A call of `method`, written `interface.member`; a service that is not running is started only on request."""
    interface, member = method.rsplit(".", 1)
    message = new_method_call(DBusAddress(path, name, interface), member, signature or None, body)
    if not start_service:
        message.header.flags |= MessageFlag.no_auto_start
    return message


def conversation(*calls: Message) -> bytes:
    """A whole connection in one go, for a bus that is not waited for: handshake and calls, whose serials begin at 1."""
    numbered = (call.serialise(serial=serial) for serial, call in enumerate(calls, 1))
    return b"".join((Authenticator().data_to_send(), BEGIN, *numbered))


def answered_serials(heard: bytes) -> set[int]:
    """The serials of the calls that are answered in what a bus has said since the handshake; NotDBus as `received`."""
    _greeting, _, rest = heard.partition(b"\r\n")
    replies = (message.header.fields.get(HeaderFields.reply_serial, 0) for message in received(Parser(), rest))
    return set(replies)


def received(parser: Parser, data: bytes) -> Iterator[Message]:
    """The messages that `data` completes, without those that jeepney cannot read, as the specification asks.

    NotDBus if no message can begin with what came, so that the next one cannot be found.
    """
    parser.add_data(data)
    while True:
        try:
            missing = parser.bytes_desired()
        except KeyError:
            raise NotDBus("The bus sent something that is no message.") from None
        if missing > LONGEST_MESSAGE:
            raise NotDBus("The bus sent a message of more than 128 MiB.")
        if missing > 0:
            return
        try:
            yield parser.get_next_message()
        except Exception:  # noqa: BLE001 - jeepney raises whatever the bytes lead it to
            parser.next_msg_size = None  # WORKAROUND for jeepney 0.9: it would take it for the next one's size
