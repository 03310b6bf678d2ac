"""Every sentence that a person can see goes through gettext, as a literal text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hipbreak

PACKAGE = Path(hipbreak.__file__).parent
LOOKUPS = {"_", "_n", "_p", "N_", "lazy", "gettext", "ngettext", "pgettext", "option", "Option"}
NO_TEXTS = {"TypeVar", "cast", "getLogger", "compile", "namedtuple"}
NAMES_OF_PARTS = ("core/figure/", "ui/figure/")
"""Where texts are names: of joints, bones, contours and props."""
STATEMENTS = (
    "store/event_log/queries.py", "store/event_log/schema.py", "store/event_log/insertion_order.py",
    "store/event_log/clock_correction.py", "store/event_log/deletion.py", "store/event_log/import_overlaps.py",
    "store/event_log/import_batch.py",
)  # fmt: skip
"""Where texts are SQL."""
FOR_PROGRAMS = re.compile(
    r"^(SELECT|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|PRAGMA|BEGIN|SET SELF|LIST|NOTIFICATION|PRIORITY|CANCEL) ?"
    r"|org\.freedesktop|import resource|\$ErrorActionPreference|\(\?P<|^[=<>][0-9A-Za-z ]+$|^#|^\[|^<|^--"
    r"|^(@media|body) |^fact, at, "
)
"""SQL, commands of other programs, scripts, patterns, formats of binary data, and comments in files."""

ALLOWED: dict[str, tuple[str, ...]] = {
    "app/diagnostics/health_check.py": (
        "Hipbreak {}, Python {}, Qt {}",
        "{} {}, desktop {}, session {}",
    ),
    "app/prompts/prompt_cards.py": ("card on {}",),
    "cli/demo.py": (
        "QObject::connect: No such signal QPlatformNative",
        "This plugin does not support",
    ),
    "core/diagnostics.py": ("hipbreak doctor --test {}",),
    "core/exercise/player.py": (
        "a player needs at least one step",
        "the bookmark is of another session",
    ),
    "core/exercise/routine_text.py": (
        "light weight",
        "room to walk",
    ),
    "core/exercise/routine_variants.py": ("light weight",),
    "core/exercise/saved_session.py": (
        "it has a value that cannot be right",
        "no saved session: {}",
        "no saved session: a breath has a length",
        "the session cannot be resumed",
    ),
    "core/identity.py": (
        "AFL-2.1 OR GPL-2.0-or-later",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "X.Org libraries and xkbcommon",
    ),
    "core/programme/health_screening.py": (
        "ask a clinician first",
        "front of the hip",
        "low back",
    ),
    "core/statistics/counts.py": (
        "prompts decided",
        "prompts followed",
        "started unprompted",
    ),
    "core/text/health_screening.py": (
        "front of the hip",
        "low back",
    ),
    "core/text/programme.py": ("not sure",),
    "core/text/programme_view.py": (
        "front of the hip",
        "low back",
    ),
    "core/text/working_hours.py": ("mon-fri 09:00-17:30",),
    "core/tracking/reducer.py": ("a moment needs its offset from UTC",),
    "core/tracking/status.py": (
        "long sit",
        "other due",
    ),
    "desktop/audio/miniaudio_output.py": ("ma_device_info *",),
    "desktop/busy/camera.py": ("inotify is Linux's",),
    "desktop/busy/pactl_output.py": (
        "Monitor of Sink",
        "Owner Module",
        "Resample method",
        "Sample Specification",
        "Source Output #",
        "peak detect",
        "pulseaudio volume control",
    ),
    "desktop/dbus/messages.py": (
        "The bus sent a message of more than 128 MiB.",
        "The bus sent something that is no message.",
    ),
    "desktop/dbus/qt_startup_probe.py": ("session bus",),
    "desktop/system/other_reminders.py": ("Safe Eyes",),
    "desktop/display/platform_choice.py": ("GNOME Shell",),
    "desktop/system/autostart.py": (
        "Comment=Stand-up breaks and the half-minute pulse",
        "{'autostart': <{}>, 'commandline': <{}>}",
        "Desktop Entry",
    ),
    "store/event_log/event_log.py": ("ORDER BY seq",),
    "store/event_log/held_facts.py": ("it has no offset", "{} is not a regular file, or too large"),
    "store/event_log/rows.py": ("{} has no offset from UTC",),
    "store/event_log/salvage.py": (
        "it ends too soon",
        "no id",
    ),
    "store/event_log/uuid7.py": ("'{}' is not the id of an entry",),
    "store/small_file.py": (
        "Expected newline",
        "Found invalid character",
        "Illegal character",
        "Illegal character '\\n'",
        "Invalid date",
        "Invalid hex",
        "Invalid initial",
        "Invalid statement",
        "Invalid value",
        "Unterminated string",
        "at line (\\d+)",
    ),
    "store/catalogue.py": (
        "out of bounds",
        "the compiled catalogue is cut off",
        "this is not a compiled catalogue",
    ),
    "store/shared/folder.py": ("there is no such folder",),
    "store/shared/state.py": ("a moment needs its offset from UTC",),
    "store/transfer/activitywatch.py": ("unknown computer",),
    "store/writer_lock.py": ("{}, process {}{}, since {}\n",),
    "ui/intents.py": (
        "add a routine",
        "health screening",
        "log break",
        "time before",
        "restore a copy",
        "today's session",
    ),
}
"""What no person reads as it is: names in files, words of other programs, and errors that are defects of this one."""


def _apart(tree: ast.Module) -> set[int]:
    """The nodes inside of lookups, docstrings, annotations and messages of assertions."""
    apart: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            apart.add(id(node.value))
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None:
                apart |= {id(part) for part in ast.walk(annotation)}
        if isinstance(node, ast.Assert) and node.msg is not None:
            apart |= {id(part) for part in ast.walk(node.msg)}
        if isinstance(node, ast.Call) and _name(node.func) in LOOKUPS | NO_TEXTS:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                apart |= {id(part) for part in ast.walk(argument)}
    return apart


def sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of what looks like words of a sentence, and is not apart."""
    apart = _apart(tree)
    for node in ast.walk(tree):
        if id(node) in apart:
            continue
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in ast.walk(node) if part is not node}
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if len(re.findall(r"[A-Za-z]{2,}", text.replace("{}", ""))) > 1 and " " in text.strip():
            yield node.lineno, text


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def found_in_package() -> Iterator[str]:
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if name.startswith(NAMES_OF_PARTS) or name in STATEMENTS:
            continue
        for _line, text in sentences(ast.parse(file.read_text(encoding="utf-8"))):
            if not FOR_PROGRAMS.search(text.strip()) and text not in ALLOWED.get(name, ()):
                yield f"{name}: {text}"


def test_every_sentence_goes_through_gettext() -> None:
    assert sorted(found_in_package()) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("show('Stand up now')", ["Stand up now"]),
        ("show(f'{name} is gone')", ["{} is gone"]),
        ("show(_('Stand up now'))", []),
        ("show(_n('{n} day left', '{n} days left', n))", []),
        ("x: 'list of days' = option('Look', 1, 'Hourly cue', 'A silent offer.')", []),
        ("NAMES = ('stand', 'pulse')", []),
        ("raise ValueError('not a day')", ["not a day"]),
    ],
)
def test_sentences_that_bypass_gettext_are_found(line: str, found: list[str]) -> None:
    assert [text for _line, text in sentences(ast.parse(line))] == found
