"""The audio worker: executes commands from its standard input; started by `AudioWorker`.

One JSON object a line: `{"play": "press"}`, `{"say": "Press."}`, `{"stop": true}`, `{"volume": 0.5}`, `{"rate": 0.0}`.
It replies `{"did": ...}` to each, and sends `ready`, `problem` or `useless` unasked. At the end of its input it
finishes what is playing.
"""

import json
import signal
import sys

from hipbreak.desktop.audio.worker_protocol import CommandHandler, send_reply

_PARENT_DEATH_SIGNAL = 1


def main(kind: str, argument: str) -> None:
    """`tones` and a JSON object of files by name, or `say` and a language like `de_AT`."""
    _die_with_parent()
    handler: CommandHandler
    if kind == "tones":
        from hipbreak.desktop.audio.worker_tones import ToneHandler  # noqa: PLC0415 - only what is used is loaded

        handler = ToneHandler(json.loads(argument))
    else:
        from hipbreak.desktop.audio.worker_say import SayHandler  # noqa: PLC0415

        handler = SayHandler(argument)
    for line in sys.stdin:
        command = json.loads(line)
        handler.handle(command)
        send_reply(did=next(iter(command)))
    handler.finish()


def _die_with_parent() -> None:
    """Let this process die with its parent: blocked by a hanging server it would not see the end of its input.

    On Linux (https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html); elsewhere it ends with its input.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
