"""The settings file: invalid content is reported and kept, and a change loses nothing."""

import os
import sys
import tomllib
from contextlib import ExitStack
from datetime import time, timedelta
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from hipbreak.core.settings.contradictions import ORDERED, contradiction
from hipbreak.core.settings.display_choices import LanguageCode, Motion
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.store.file_lock import locked
from hipbreak.store.settings_file import ChangeRefused, change, change_settings, load_settings

BROKEN = [
    (b"window_opens = ", 1),
    (b"cue = false\n\xff\xfe\x00", 2),
    (b"cue = false\n\n[[[", 3),
    (b"cue = true\ncue = false", 2),
    (b"cue = true\nspacing = [1,\n", 2),
    (b'cue = true\nspacing = "5min\ntones = true\n', 2),
    (b"cue = true\nspacing = '5min\ntones = true\n[table]\n", 2),
    (b"cue = true\nspacing = '''5min\ntones = true\n[table]\n", 2),
    (b'cue = true\nspacing = """5min\ntones = true\n[table]\n', 2),
    (b"cue = true\nspacing = {\n", 2),
    (b"cue = true\nspacing", 2),
    (b"cue = true\n# " + b"x" * 5_000, 2),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def a_choice() -> Settings:
    return replace(
        Settings(),
        window_opens=timedelta(seconds=90),
        later_in_a_row=7,
        cue=False,
        motion=Motion.REDUCED,
        working_hours=parse_hours("mon-fri 09:00-17:30"),
    )


def save(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults."""
    chosen = {key: getattr(settings, key) for key, option in OPTIONS.items()}
    change_settings(path, {key: value for key, value in chosen.items() if value != OPTIONS[key].default})


def test_without_a_file_the_defaults_apply(path: Path) -> None:
    assert load_settings(path) == (Settings(), [])
    assert not path.exists()


def test_settings_round_trip(path: Path) -> None:
    save(path, a_choice())
    assert load_settings(path) == (a_choice(), [])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("written", ['"7:05"', '"07:05"', "07:05:00"])
def test_a_time_of_the_day_can_be_a_text_or_a_toml_time(path: Path, written: str) -> None:
    path.write_text(f"routine_time = {written}\n")
    assert load_settings(path) == (replace(Settings(), routine_time=time(7, 5)), [])
    change_settings(path, {"routine_time": time(7, 5)})
    assert 'routine_time = "07:05"' in path.read_text()


def test_only_changed_options_are_written_with_their_explanation(path: Path) -> None:
    save(path, replace(Settings(), window_opens=timedelta(minutes=25)))
    text = path.read_text()
    assert tomllib.loads(text) == {"window_opens": "25min"}
    option = OPTIONS["window_opens"]
    assert f"# {option.label}. {option.help} (default 30min)\nwindow_opens = " in text


@given(st.sampled_from(list(OPTIONS)), st.data())
def test_each_option_round_trips(tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject) -> None:
    option = OPTIONS[key]
    if option.kind is bool:
        value: Any = data.draw(st.booleans())
    elif option.kind is int:
        value = data.draw(st.integers(option.low, option.high))
    elif option.kind is timedelta:
        bounds = (int(bound.total_seconds()) for bound in (option.low, option.high))
        value = timedelta(seconds=data.draw(st.integers(*bounds)))
    elif option.kind is time:
        value = data.draw(st.times()).replace(second=0, microsecond=0)
    elif option.kind is str:
        value = data.draw(st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True))
    elif key == "language":
        value = LanguageCode(data.draw(st.sampled_from(["system", "de", "pt_BR"])))
    else:
        value = option.default if key == "working_hours" else data.draw(st.sampled_from(list(option.kind)))
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    assume(not contradiction(Settings(), key, value))
    settings = replace(Settings(), **{key: value})
    save(path, settings)
    assert load_settings(path) == (settings, [])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('window_opens = "soon"', "window_opens"),
        ('window_opens = "0.1s"', "window_opens"),
        ("window_opens = 30", "window_opens"),
        ("window_opens = 2026-01-01", "window_opens"),
        ("window_opens = [1]", "window_opens"),
        ("later_in_a_row = 900", "later_in_a_row"),
        ('cue = "perhaps"', "cue"),
        ('motion = "wild"', "motion"),
        ("motion = { a = 1 }", "motion"),
        ('working_hours = "always"', "working_hours"),
        ('routine_time = "24:00"', "routine_time"),
        ("routine_time = 17", "routine_time"),
    ],
)
def test_an_invalid_value_alone_is_replaced_and_reported(path: Path, line: str, named: str) -> None:
    path.write_text(f'{line}\nspacing = "7min"\n')
    settings, notes = load_settings(path)
    assert settings == replace(Settings(), spacing=timedelta(minutes=7))
    (note,) = notes
    assert str(path) in note
    assert named in note
    assert note.endswith(".")


def test_invalid_values_and_unknown_options_are_kept_until_they_are_set(path: Path) -> None:
    path.write_text(
        'motion = "wild"\nfuture = "x"\n[nested.deep]\nlist = [1, {a = 2.5, "b c" = 1979-05-27T07:32:00Z}]\n'
    )
    before = tomllib.loads(path.read_text())
    _, (wrong, unknown) = load_settings(path)
    assert "motion" in wrong
    assert "future, nested" in unknown
    change_settings(path, {"cue": False})
    assert tomllib.loads(path.read_text()) == before | {"cue": False}
    change_settings(path, {"cue": True, "motion": Motion.FULL})
    assert tomllib.loads(path.read_text()) == before | {"motion": "full"}


@pytest.mark.parametrize(("content", "line"), BROKEN)
def test_an_invalid_file_is_kept_and_its_line_named(path: Path, content: bytes, line: int) -> None:
    path.write_bytes(content)
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert f"Line {line} of {path} " in note and note.endswith(", so every option has its default.")
    settings, (note,) = load_settings(path, a_choice())
    assert settings == a_choice()
    assert f"Line {line} of {path} " in note and note.endswith(", so every option stays as it is.")
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(("content", "line"), BROKEN)
def test_a_change_of_an_invalid_file_is_refused(path: Path, content: bytes, line: int) -> None:
    path.write_bytes(content)
    with pytest.raises(ChangeRefused, match=rf"^Line {line} of .*, so nothing was changed\.$"):
        change_settings(path, {"cue": False})
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 5_000 + b"]" * 5_000,
        b"a = " + b"{a = " * 5_000 + b"1" + b"}" * 5_000,
        b"a = [\n" * 5_000,
        b"a" + b".a" * 30_000 + b" = 1\n",
        b"# a comment\n" * 1_000_000,
        b"x" * 10_000_000,
    ],
    ids=["brackets", "braces", "open brackets", "a long key", "10 MB of lines", "10 MB in a line"],
)
def test_a_file_that_is_slow_to_parse_is_refused_at_once(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert str(path) in note and note.count(". ") == 0 and len(note) < 300 + len(str(path))
    with pytest.raises(ChangeRefused):
        change_settings(path, {"cue": False})
    assert path.read_bytes() == content


def test_any_nesting_is_kept_in_a_change_or_refused(path: Path) -> None:
    def nested(depth: int) -> str:
        path.write_text(f"a = {'[' * depth}{']' * depth}\n")
        return path.read_text()

    done: set[str] = set()
    too_deep = next(n for n in range(100, 1_000) if nested(n) and "too many brackets" in load_settings(path)[1][0])
    for depth in range(too_deep - 10, too_deep + 10):
        content = nested(depth)
        try:
            change_settings(path, {"cue": False})
            assert path.read_text().startswith(content) and path.read_text().endswith("cue = false\n")
            done.add("kept")
        except ChangeRefused as reason:
            assert path.read_text() == content
            done.add("by hand" if "by hand" in str(reason) else "not understood")
    assert done == {"kept", "by hand", "not understood"}


def test_a_value_of_many_lines_is_not_changed(path: Path) -> None:
    content = "spacing = '7min'\na = [\n" + "1,\n" * 300 + "]\n"
    path.write_text(content)
    assert load_settings(path)[0].spacing == timedelta(minutes=7)
    with pytest.raises(
        ChangeRefused, match=rf"^{path} can only be changed by hand: a value in it has more than 100 lines\.$"
    ):
        change_settings(path, {"cue": False})
    assert path.read_text() == content


@pytest.mark.parametrize("content", ["[cue]\na = 1\n", "cue.a = 1\n", "[[cue]]\n", "[cue.b]\n[x]\n[cue.c]\n"])
@pytest.mark.parametrize("value", [True, False])
def test_a_table_instead_of_a_value_is_not_changed(path: Path, content: str, value: bool) -> None:
    path.write_text(content)
    with pytest.raises(ChangeRefused, match=r"can only be changed by hand: cue is a table in it\.$"):
        change_settings(path, {"cue": value})
    assert path.read_text() == content


def test_a_pipe_does_not_block(path: Path) -> None:
    os.mkfifo(path)
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in note
    with pytest.raises(OSError, match="not a regular file"):
        change_settings(path, {"cue": False})
    assert path.is_fifo()


def test_unknown_options_are_reported_in_one_sentence(path: Path) -> None:
    path.write_text('future = 1\n"es\\u001bc" = 2\n[deep.table]\n[[list]]\n')
    _, (note,) = load_settings(path)
    assert note.endswith("does not know: future, 'es\\x1bc', deep, list.")
    path.write_text("".join(f"key{n} = {n}\n" for n in range(1_000)))
    _, (note,) = load_settings(path)
    assert note.endswith("key8, key9 and 990 more.")


def test_an_unchanged_file_is_not_written(path: Path) -> None:
    change_settings(path, {"cue": True})
    assert not path.exists()
    change_settings(path, {"cue": False})
    before = path.stat()
    change_settings(path, {"cue": False, "tones": True})
    assert path.stat().st_ino == before.st_ino


def test_reading_does_not_load_tomlkit(path: Path) -> None:
    save(path, a_choice())
    child = (
        "import sys; from pathlib import Path; from hipbreak.store.settings_file import read_settings\n"
        "read_settings(Path(sys.argv[1])); sys.exit('tomlkit' in sys.modules)\n"
    )
    with Popen([sys.executable, "-c", child, path]) as process:
        assert process.wait() == 0


HAND_WRITTEN = """\
# My settings
spacing   =  '7min'   # as Ann does
future.thing = [ 1,
  2 ]  # not yet

# no sound at work
tones = false
voice = false

# for later
[table]  # of mine
x = 0x1F
"""


def test_a_change_keeps_comments_order_and_unknown_options(path: Path) -> None:
    path.write_text(HAND_WRITTEN)
    settings, notes = change_settings(path, {"spacing": timedelta(minutes=8), "cue": False})
    assert settings == replace(Settings(), spacing=timedelta(minutes=8), tones=False, voice=False, cue=False)
    assert len(notes) == 1
    added = f"# {OPTIONS['cue'].label}. {OPTIONS['cue'].help} (default true)\ncue = false\n\n"
    new = HAND_WRITTEN.replace("'7min'", '"8min"').replace("# for later", f"{added}# for later")
    assert path.read_text() == new


def test_an_option_set_to_its_default_is_removed_unless_it_has_a_comment(path: Path) -> None:
    path.write_text(HAND_WRITTEN)
    change_settings(path, {"spacing": timedelta(minutes=5), "tones": True, "voice": True})
    new = HAND_WRITTEN.replace("'7min'", '"5min"').replace("tones = false", "tones = true")
    assert path.read_text() == new.replace("voice = false\n", "")


def test_an_option_is_removed_with_its_own_explanation(path: Path) -> None:
    path.write_text(HAND_WRITTEN)
    change_settings(path, {"cue": False})
    change_settings(path, {"cue_every": timedelta(minutes=90)})
    change_settings(path, {"cue": True})
    change_settings(path, {"cue_every": timedelta(minutes=60)})
    assert path.read_text() == HAND_WRITTEN


def test_an_edit_by_hand_between_two_changes_is_kept(path: Path) -> None:
    change_settings(path, {"cue": False})
    path.write_text(path.read_text() + "\n# mine\nspacing = '7min'\n")
    settings, _ = change_settings(path, {"tones": False})
    assert settings == replace(Settings(), cue=False, spacing=timedelta(minutes=7), tones=False)
    assert "\n# mine\nspacing = '7min'\n" in path.read_text()


def test_options_that_contradict_each_other_have_their_defaults(path: Path) -> None:
    path.write_text('later_short = "15min"\ncue = false\nworking_hours = "mon 09:00-12:00 11:00-13:00"\n')
    settings, notes = load_settings(path)
    assert settings == replace(Settings(), cue=False)
    assert notes == [
        f"In {path}, working_hours is wrong: mon 09:00-12:00 and mon 11:00-13:00 overlap. Its default '' is used.",
        f"In {path}, later_short (15min) is longer than later_long (10min), so both have their defaults.",
    ]


@pytest.mark.parametrize(("shorter", "longer"), ORDERED)
def test_a_contradiction_is_refused(path: Path, shorter: str, longer: str) -> None:
    limits = Settings()
    too_long = OPTIONS[shorter].write(getattr(limits, longer) + timedelta(seconds=1))
    with pytest.raises(ValueError, match=rf"{shorter} must not be longer than {longer} \(\w+\)\."):
        change(path, shorter, too_long)
    assert not path.exists()
    as_long = OPTIONS[shorter].write(getattr(limits, longer))
    settings, notes = change(path, shorter, as_long)
    assert getattr(settings, shorter) == getattr(limits, longer) and notes == []


def test_changes_of_sixteen_processes_are_all_kept(path: Path) -> None:
    length = timedelta(seconds=77)
    keys = [key for key, option in OPTIONS.items() if option.kind is timedelta and option.low <= length <= option.high]
    keys = keys[:16]
    assert len(keys) == 16
    path.write_text(HAND_WRITTEN)
    child = (
        "import sys; from datetime import timedelta; from pathlib import Path\n"
        "from hipbreak.store.settings_file import change_settings\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "change_settings(Path(sys.argv[1]), {sys.argv[2]: timedelta(seconds=77)})\n"
    )
    with ExitStack() as stack:
        processes = [
            stack.enter_context(Popen([sys.executable, "-c", child, path, key], stdin=PIPE, stdout=PIPE, stderr=PIPE))
            for key in keys
        ]
        for process in processes:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n"
        with locked(path.with_name("settings.toml.lock")):  # until each of them wants it
            for process in processes:
                assert process.stdin is not None
                process.stdin.write(b"go\n")
                process.stdin.flush()
        for process in processes:
            _, said = process.communicate()
            assert (process.returncode, said) == (0, b"")
    written = tomllib.loads(path.read_text())
    assert {key: written[key] for key in keys} == dict.fromkeys(keys, OPTIONS[keys[0]].write(length))
    assert written["table"] == {"x": 31} and written["tones"] is False
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


def test_a_byte_order_mark_is_accepted(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfcue = false\r\n")
    assert load_settings(path) == (replace(Settings(), cue=False), [])
    change_settings(path, {"tones": False})
    assert load_settings(path) == (replace(Settings(), cue=False, tones=False), [])
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfcue = false\r\n\r\n# ")
    assert written.count(b"\n") == written.count(b"\r\n") == 4


def test_an_unreadable_file_is_kept(path: Path) -> None:
    path.mkdir()
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in note
    with pytest.raises(OSError):
        save(path, a_choice())
    assert path.is_dir()


class Unwritable(WorkingHours):
    """No file can hold it."""

    text = "\ud800"


def test_a_failed_write_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save(path, a_choice())
    before = path.read_text()
    with pytest.raises(UnicodeEncodeError):
        change_settings(path, {"working_hours": Unwritable()})
    assert path.read_text() == before
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        save(tmp_path / "file" / "settings.toml", a_choice())


def test_a_symbolic_link_is_kept(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("cue = false\n")
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    save(link, a_choice())
    assert link.is_symlink()
    assert load_settings(real)[0] == a_choice()


def test_an_option_is_changed_by_its_text(path: Path) -> None:
    save(path, a_choice())
    settings, notes = change(path, "spacing", "90s")
    assert settings == replace(a_choice(), spacing=timedelta(seconds=90))
    assert load_settings(path) == (settings, notes)


@pytest.mark.parametrize(("key", "text"), [("nothing", "1"), ("spacing", "soon"), ("cue", "perhaps")])
def test_an_invalid_change_is_refused_and_writes_nothing(path: Path, key: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"{key}.*\.$"):
        change(path, key, text)
    assert not path.exists()


def test_hooks_are_a_table_that_stays_when_an_option_is_changed(path: Path) -> None:
    path.write_text('[hooks]\nprompted = ["notify-send", "Up"] # mine\naway = 3\n')
    settings, (note,) = load_settings(path)
    assert settings.hooks.command("prompted") == ("notify-send", "Up")
    assert "hooks.away must be a program" in note and note.endswith(".") and str(path) in note
    changed, _ = change_settings(path, {"cue": False})
    assert changed.hooks == settings.hooks and not changed.cue
    assert 'prompted = ["notify-send", "Up"] # mine' in path.read_text()
