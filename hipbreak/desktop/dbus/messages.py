"""D-Bus messages, built and parsed with jeepney; imported only when there is a bus.

https://dbus.freedesktop.org/doc/dbus-specification.html
"""

from collections.abc import Iterator

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, Parser, new_method_call
from jeepney.auth import BEGIN, Authenticator

MAX_MESSAGE_BYTES = 128 * 1024 * 1024


class InvalidMessage(Exception):
    """These bytes violate the D-Bus specification."""


def method_call(
    name: str, path: str, method: str, signature: str = "", body: tuple[object, ...] = (), start_service: bool = False
) -> Message:
    """Build a call of `method` (`interface.member`); a stopped service is started only with `start_service`."""
    interface, member = method.rsplit(".", 1)
    message = new_method_call(DBusAddress(path, name, interface), member, signature or None, body)
    if not start_service:
        message.header.flags |= MessageFlag.no_auto_start
    return message


def handshake_with_calls(*calls: Message) -> bytes:
    """Return the bytes of a handshake and of calls with serials from 1 on, to send without waiting for replies."""
    numbered = (call.serialise(serial=serial) for serial, call in enumerate(calls, 1))
    return b"".join((Authenticator().data_to_send(), BEGIN, *numbered))


def replied_serials(data: bytes) -> set[int]:
    """Return the serials of the calls that a bus has replied to; InvalidMessage as `parse_messages`."""
    _greeting, _, rest = data.partition(b"\r\n")
    replies = (message.header.fields.get(HeaderFields.reply_serial, 0) for message in parse_messages(Parser(), rest))
    return set(replies)


def parse_messages(parser: Parser, data: bytes) -> Iterator[Message]:
    """Yield the messages that `data` completes, without those that jeepney cannot parse, as the specification asks.

    InvalidMessage if the start of a message is invalid, so that the next one cannot be found.
    """
    parser.add_data(data)
    while True:
        try:
            missing = parser.bytes_desired()
        except KeyError:
            raise InvalidMessage("The bus sent something that is no message.") from None
        if missing > MAX_MESSAGE_BYTES:
            raise InvalidMessage("The bus sent a message of more than 128 MiB.")
        if missing > 0:
            return
        try:
            yield parser.get_next_message()
        except Exception:  # noqa: BLE001 - jeepney raises whatever the bytes lead it to
            parser.next_msg_size = None  # WORKAROUND for jeepney 0.9: it would take it for the next one's size
