"""Command lines drawn from the parser's own description, with arguments that nobody would type."""

import argparse
import contextlib
import io
import json
import os
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hipbreak.cli.main import main
from hipbreak.cli.parser import parser
from hipbreak.core.settings.settings import OPTIONS

PYTHON_WORDS = (
    "Traceback", "Error", "Exception", "invalid literal", "could not convert", "Exceeds the limit", "codec",
    "NoneType", "has no attribute", "not supported between", "out of range", "must be real number", "surrogates",
    "null byte", "null character in", "Errno", "unhashable", "isoformat", "unconverted data", "recursion", "<class",
    "Expecting", "Invalid control character", "must be in 1..9999", "float", "int()", "argument of type", "nan",
    "cannot be interpreted", "unpack", "timedelta", "datetime.", "object is not", "Infinity", "strptime", "tzinfo",
)  # fmt: skip
"""Words of Python, which say nothing to a person."""
LONGEST = 2_000
"""Characters on stderr: what was typed is not printed again as a whole."""
SLOWEST_S = 10

_LONG = "9" * 4_301
TEXTS = (
    "", " ", "-", "--", "0", "1", "-1", "-0", "5", "007", "1_000", "\u0663", "\uff11\uff12", "0x10", "nan",
    "NaN", "-nan", "inf",
    "-inf",
    "1e308", "1e400", "-1e400", "1e-400", _LONG, f"-{_LONG}", f"{_LONG}.{_LONG}", f"{_LONG}min",
    "30s", "5m", "1h30min", "-5m", "0s", "1d", "23h", "3d", "30d", "72h", "99999999d", "1e9d", "1.5h", "1 h", "h", "m5",
    "0001-01-01", "9999-12-31", "1969-12-31", "1970-01-01", "2026-02-29", "2026-02-30", "2026-3-2", "20260302",
    "2026-W10-1", "10000-01-01", "-001-01-01", "today", "yesterday", "tomorrow", "2026-03-02T09:00:00",
    "14:00", "24:00", "25:61", "-1:00", "00:00", "23:59:60", "9:5", "14", "noon",
    "over", "sitting", "standing", "away", "true", "off", "on", "None", "null", "[]", "{}", '"', "'", "\\", "%s%n",
    "{0}",
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\nb", "a\rb", "\t", "\x00", "a\x00b", "\x7f", "\x85", "\u2028",
    "\u202eabc", "\udcff\udcfe", "\ud800", "\udfff\ud800", "ä", "🧍", "e\u0301", "\ufeff", "\ufffe", "x" * 70_000,
    "é" * 70_000,    ".", "~nosuch/x", "/dev/null/x", "a" * 300,
)  # fmt: skip
"""Arguments of no particular kind."""

ODD_JSON = (
    "null", "true", "-1", "0", "1e13", "1e308", "1e400", "NaN", "-Infinity", "9" * 25, "9" * 4_400, '""',
    f'"{"x" * 5_000}"', '"\\ud800"', '"\\u001b[2J"', '"\\u0000"', '"=cmd|\' /C calc\'!A0"', "[]", "{}", "[[]]",
    "[" * 5_000 + "]" * 5_000, '"0001-01-01T00:00:00+00:00"', '"9999-12-31T23:59:59-12:00"', '"2026-03-02"',
    '"2026-03-02T09:00:00"', '"2026-03-02T09:00:00+25:00"', '"2026-03-02T09:00:00+01:00"', '"tomorrow"',
)  # fmt: skip
"""Values in the place of another, as JSON text."""
HARMLESS = ("/dev/null", "/dev/zero", "/dev/full", "/dev/null/x", "~nosuch/x")
"""Names outside of the folder that nothing can be written to."""
_ODD = "@odd@"


@dataclass(frozen=True)
class Run:
    """A command line and what became of it; `error` is an exception that a person would see as a traceback."""

    words: tuple[str, ...]
    code: object
    out: str
    err: str
    error: BaseException | None
    seconds: float

    def fault(self) -> str:
        """What is wrong with it, empty if nothing is."""
        if self.error is not None:
            return f"{type(self.error).__name__}: {self.error}"[:300]
        if self.code not in (0, 1, 2, 3):
            return f"exit code {self.code}"
        if self.code and not self.err.startswith(("hipbreak: ", "usage: ")):
            return f"no sentence: {self.err[:200]!r}"
        if self.seconds > SLOWEST_S:
            return f"it took {self.seconds:.1f} s"
        if len(self.err) > LONGEST:
            return f"{len(self.err)} characters on stderr"
        typed = "\n".join(self.words).lower()  # a person's own words may be said again
        found = next((word for word in PYTHON_WORDS if word in self.err and word.lower() not in typed), None)
        if found is not None:
            return f"Python's {found!r} in {self.err[-300:]!r}"
        if any(not letter.isprintable() for letter in self.err.replace("\n", "")):
            return f"control characters in {self.err[-300:]!r}"
        return ""

    def __str__(self) -> str:
        return " ".join(ascii(word if len(word) < 60 else f"{word[:40]}...{len(word)}") for word in self.words)


class Fuzzer:
    """Draws command lines, and runs them in this process.

    They write to whatever file they name, also as root: so they name none outside of `folder`.
    """

    def __init__(self, folder: Path, seed: int, without: Sequence[str]) -> None:
        """`folder` must be the current one, and gets the profile and files to name; `without` are not drawn."""
        assert folder.samefile(Path.cwd())
        self._folder, self._home, self._chance = folder, folder / "home", random.Random(seed)
        self.files = make_files(folder / "files")
        self._commands = {name: command for name, command in commands().items() if name not in without}
        self._names = sorted(self._commands)
        self._without = set(without)
        self._weights = [3 if self._commands[name]._actions[1:] else 1 for name in self._names]

    def runs(self, count: int) -> Iterator[Run]:
        for _ in range(count):
            yield run(self.line())

    def line(self) -> tuple[str, ...]:
        """Draw one."""
        while True:
            line = self._line()
            if all(map(self._stays_inside, line)):
                return line

    def _stays_inside(self, word: str) -> bool:
        path = word.partition("=")[2] if word.startswith("--") and "=" in word else word
        if path in HARMLESS or not any(mark in path for mark in ("/", "~", "..")):
            return True
        return path.startswith(f"{self._folder}/") and ".." not in path

    def _line(self) -> tuple[str, ...]:
        chance = self._chance
        home = str(self._home) if chance.random() < 0.95 else self._value(None)
        words = [f"--home={home}"]
        (name,) = chance.choices(self._names, self._weights)
        if chance.random() < 0.01:
            return (*words, self._value(None), name)
        return (*words, name, *self._arguments(self._commands[name]))

    def _arguments(self, command: argparse.ArgumentParser) -> list[str]:
        positional: list[str] = []
        options: list[list[str]] = []
        for action in command._actions:
            if isinstance(action, argparse._HelpAction) or self._without & set(action.option_strings):
                continue
            if not action.option_strings:
                if action.nargs != "?" or self._chance.random() < 0.8:
                    positional.append(self._value(action))
            elif self._chance.random() < 0.3:
                value = [] if action.nargs == 0 else [self._value(action)]
                option = self._chance.choice(action.option_strings)
                glued = bool(value) and self._chance.random() < 0.5
                options.append([f"{option}={value[0]}"] if glued else [option, *value])
        if self._chance.random() < 0.03:
            options.append([self._value(None)])
        self._chance.shuffle(options)
        before = [word for option in options for word in option]
        return [*before, *positional] if self._chance.random() < 0.5 else [*positional, *before]

    def _value(self, action: argparse.Action | None) -> str:
        chance, dest = self._chance, action.dest if action else ""
        if action is not None and action.choices and chance.random() < 0.9:
            return str(chance.choice(list(action.choices)))
        if dest == "key" and chance.random() < 0.9:
            return chance.choice([*OPTIONS, "autostart"])
        if dest in ("file", "trace", "settings", "") and chance.random() < 0.8:
            return str(chance.choice(self.files))
        if chance.random() < 0.2:
            return "".join(chance.choice(TEXTS)[:20] for _ in range(chance.randint(1, 4)))
        return chance.choice(TEXTS)


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by name."""
    (subparsers,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(subparsers.choices)


def run(words: tuple[str, ...]) -> Run:
    """Run a command line, as the program would."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace")
    error: BaseException | None = None
    code: object = None
    began = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(list(words))
        except SystemExit as ended:  # argparse's own way out
            code = ended.code or 0
        except Exception as raised:  # noqa: BLE001 - whatever it is, a person would see it
            error = raised
        with contextlib.suppress(ValueError):
            out.flush()
            err.flush()
    texts = [b"" if stream.closed else stream.buffer.getvalue() for stream in (out, err)]  # type: ignore[attr-defined]
    stdout, stderr = (text.decode(errors="replace") for text in texts)
    return Run(words, code, stdout, stderr, error, time.perf_counter() - began)


def make_files(folder: Path) -> list[Path]:
    """Files of every kind that a person might name by mistake, and some that are not there."""
    folder.mkdir()
    at = "2026-03-02T09:00:00+01:00"
    nested = "[" * 5_000 + "]" * 5_000
    entry = {"id": "019ad000-0000-7000-8000-000000000000", "at": at, "fact": "bout", "from": at, "to": at}
    event = {"timestamp": at, "duration": 60.0, "data": {"status": "not-afk"}}
    contents: dict[str, bytes] = {
        "empty": b"", "newline": b"\n", "space": b" \n \n", "zero": b"\0" * 100, "binary": bytes(range(256)) * 20,
        "bom": b"\xef\xbb\xbf", "utf16": "{}".encode("utf-16"), "brackets": nested.encode(), "open": b"[" * 100_000,
        "object": b"{}", "array": b"[]", "text": b'"x"', "number": b"1", "huge": b"9" * 5_000, "nan": b"NaN",
        "braces": b"{},\n" * 1_000, "line": b"x" * 200_000, "csv": b"row,date,from\nbout,2026-03-02,09:00\n",
        "buckets": b'{"buckets": {}}', "toml": b"cue = false\n", "trace": _trace("active", "stop"),
    }  # fmt: skip
    for number, value in enumerate(ODD_JSON):
        for key in ("at", "fact", "from", "to", "id", "of_id", "heard", "how", "credit", "held_s"):
            contents[f"entry-{key}-{number}"] = _with(value, entry | {key: _ODD})
        for key, name in (("at", "active"), ("event", ""), ("minutes", "later"), ("held_s", "finish"), ("ago_s", "log"),
                          ("moment", "routine_at"), ("until", "pause"), ("kind", "start")):  # fmt: skip
            contents[f"event-{key}-{number}"] = _with(value, {"at": at, "event": name, key: _ODD})
        for key in ("timestamp", "duration", "data"):
            contents[f"aw-{key}-{number}"] = _with(value, _bucket({"events": [event | {key: _ODD}]}))
        for key in ("type", "hostname", "events", "id", "created"):
            contents[f"bucket-{key}-{number}"] = _with(value, _bucket({key: _ODD}))
        contents[f"setting-{number}"] = b"window_opens = " + value.encode() + b"\n"
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "folder").mkdir()
    (folder / "locked").touch(mode=0)
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "dangling").symlink_to(folder / "none")
    (folder / "link").symlink_to(folder / "trace")
    missing = [folder / "none", folder / "trace" / "x", folder / ("n" * 300), folder / "new.csv", folder / "new.jsonl"]
    return [*sorted(folder.iterdir()), *map(Path, HARMLESS), *missing]


def _line(record: dict[str, object]) -> bytes:
    return json.dumps(record).encode() + b"\n"


def _with(value: str, record: dict[str, object]) -> bytes:
    """The record as JSON, with this JSON text in the place of `_ODD`."""
    return _line(record).replace(f'"{_ODD}"'.encode(), value.encode())


def _trace(*events: str) -> bytes:
    return b"".join(
        _line({"at": f"2026-03-02T{9 + number:02}:00:00+01:00", "event": event}) for number, event in enumerate(events)
    )


def _bucket(more: dict[str, object]) -> dict[str, object]:
    bucket = {"id": "aw-watcher-afk_desk", "type": "afkstatus", "hostname": "desk", "events": [], **more}
    return {"buckets": {"aw-watcher-afk_desk": bucket}}
