"""The settings file forgives what is wrong in it and loses nothing that is in it."""

import tomllib
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.settings.display_choices import Motion
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours
from hipbreak.store.settings_file import _toml, _toml_key, change, load_settings, save_settings


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


def test_no_file_means_the_defaults(path: Path) -> None:
    assert load_settings(path) == (Settings(), [])
    assert not path.exists()


def test_what_was_saved_is_read_again(path: Path) -> None:
    save_settings(path, a_choice())
    assert load_settings(path) == (a_choice(), [])
    assert path.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("written", ['"7:05"', '"07:05"', "07:05:00"])
def test_a_time_of_the_day_may_be_written_as_a_text_or_as_toml_has_it(path: Path, written: str) -> None:
    path.write_text(f"routine_time = {written}\n")
    assert load_settings(path) == (replace(Settings(), routine_time=time(7, 5)), [])
    save_settings(path, load_settings(path)[0])
    assert 'routine_time = "07:05"' in path.read_text()


def test_only_what_differs_is_written_and_explained(path: Path) -> None:
    save_settings(path, replace(Settings(), window_opens=timedelta(minutes=25)))
    text = path.read_text()
    assert tomllib.loads(text) == {"window_opens": "25min"}
    option = OPTIONS["window_opens"]
    assert f"# {option.label}. {option.help} (default 30min)\nwindow_opens = " in text


@given(st.sampled_from(list(OPTIONS)), st.data())
def test_every_option_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject
) -> None:
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
    else:
        value = option.default if key == "working_hours" else data.draw(st.sampled_from(list(option.kind)))
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    settings = replace(Settings(), **{key: value})
    save_settings(path, settings)
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
def test_a_wrong_value_falls_back_alone_and_one_sentence_names_it(path: Path, line: str, named: str) -> None:
    path.write_text(f'{line}\nspacing = "7min"\n')
    settings, notes = load_settings(path)
    assert settings == replace(Settings(), spacing=timedelta(minutes=7))
    (note,) = notes
    assert str(path) in note
    assert named in note
    assert note.endswith(".")


def test_wrong_values_and_unknown_options_stay_in_the_file_until_they_are_set(path: Path) -> None:
    path.write_text(
        'motion = "wild"\nfuture = "x"\n[nested.deep]\nlist = [1, {a = 2.5, "b c" = 1979-05-27T07:32:00Z}]\n'
    )
    before = tomllib.loads(path.read_text())
    settings, notes = load_settings(path)
    assert len(notes) == 3
    save_settings(path, replace(settings, cue=False))
    assert tomllib.loads(path.read_text()) == before | {"cue": False}
    save_settings(path, replace(settings, motion=Motion.FULL))
    assert tomllib.loads(path.read_text()) == before | {"motion": "full"}


_texts = st.text(st.characters(codec="utf-8"))
_values = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | _texts
    | st.dates()
    | st.times()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=8,
)


@given(_texts, _values)
def test_whatever_toml_can_say_is_written_back(key: str, value: Any) -> None:
    assert tomllib.loads(f"{_toml_key(key)} = {_toml(value)}\n") == {key: value}


@pytest.mark.parametrize("content", [b"window_opens = ", b"\xff\xfe\x00", b"[[[", b"cue = true\ncue = false"])
def test_a_file_that_is_no_toml_is_set_aside_unharmed(path: Path, content: bytes) -> None:
    for times in (1, 2):
        path.write_bytes(content)
        settings, (note,) = load_settings(path)
        assert settings == Settings()
        assert not path.exists()
        aside = [p for p in path.parent.iterdir() if p.name.startswith("settings.toml.broken-")]
        assert len(aside) == times
        assert all(p.read_bytes() == content for p in aside)
        assert any(p.name in note for p in aside)


def test_saving_over_a_broken_file_sets_it_aside_first(path: Path) -> None:
    path.write_text("not toml")
    save_settings(path, a_choice())
    assert load_settings(path) == (a_choice(), [])
    assert any(p.read_text() == "not toml" for p in path.parent.iterdir())


def test_a_byte_order_mark_is_no_damage(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfcue = false\r\n")
    assert load_settings(path) == (replace(Settings(), cue=False), [])


def test_an_unreadable_file_is_left_where_it_is(path: Path) -> None:
    path.mkdir()
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert "cannot be read" in note
    with pytest.raises(OSError):
        save_settings(path, a_choice())
    assert path.is_dir()


def test_a_file_that_cannot_be_set_aside_is_told(tmp_path: Path) -> None:
    """A name so long that a stamp does not fit behind it."""
    path = tmp_path / ("s" * 250)
    path.write_text("not toml")
    settings, (note,) = load_settings(path)
    assert settings == Settings()
    assert "nor set aside" in note
    assert path.read_text() == "not toml"


class Unwritable(WorkingHours):
    """No file can hold it."""

    text = "\ud800"


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    save_settings(path, a_choice())
    before = path.read_text()
    with pytest.raises(UnicodeEncodeError):
        save_settings(path, replace(a_choice(), working_hours=Unwritable()))
    assert path.read_text() == before
    assert [p.name for p in tmp_path.iterdir()] == ["settings.toml"]
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        save_settings(tmp_path / "file" / "settings.toml", a_choice())


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("cue = false\n")
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    save_settings(link, a_choice())
    assert link.is_symlink()
    assert load_settings(real)[0] == a_choice()


def test_one_option_is_changed_by_its_text(path: Path) -> None:
    save_settings(path, a_choice())
    settings, notes = change(path, "spacing", "90s")
    assert settings == replace(a_choice(), spacing=timedelta(seconds=90))
    assert load_settings(path) == (settings, notes)


@pytest.mark.parametrize(("key", "text"), [("nothing", "1"), ("spacing", "soon"), ("cue", "perhaps")])
def test_a_change_that_makes_no_sense_is_refused_and_writes_nothing(path: Path, key: str, text: str) -> None:
    with pytest.raises(ValueError, match=rf"{key}.*\.$"):
        change(path, key, text)
    assert not path.exists()
