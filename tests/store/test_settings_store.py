"""The settings in use follow the file, and stay when it is invalid."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from hipbreak.core.settings.settings import Settings
from hipbreak.store.settings_file import ChangeRefused, load_settings
from hipbreak.store.settings_store import SettingsStore

SEVEN = timedelta(minutes=7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def store(path: Path) -> SettingsStore:
    path.write_text("# mine\ntones = false\n")
    return SettingsStore(path)


def test_an_edit_by_hand_and_a_change_both_apply(store: SettingsStore, path: Path) -> None:
    path.write_text("# mine\ntones = false\nspacing = '7min' # by hand\n")
    assert store.settings == replace(Settings(), tones=False)
    assert store.change("cue", False) == []
    assert store.settings == replace(Settings(), tones=False, spacing=SEVEN, cue=False)
    assert path.read_text().startswith("# mine\ntones = false\nspacing = '7min' # by hand\n")
    assert load_settings(path) == (store.settings, [])


def test_the_last_writer_of_an_option_wins(store: SettingsStore, path: Path) -> None:
    path.write_text("spacing = '6min'\ncue = false\n")
    store.change("spacing", SEVEN)
    assert store.settings == replace(Settings(), spacing=SEVEN, cue=False)
    path.write_text("cue = false\nspacing = '6min'\n")
    assert store.reload() == []
    assert store.settings == replace(Settings(), spacing=timedelta(minutes=6), cue=False)


def test_while_the_file_is_invalid_the_last_settings_apply(store: SettingsStore, path: Path) -> None:
    broken = "# mine\ntones = false\nspacing = \n"
    path.write_text(broken)
    (note,) = store.reload()
    assert f"Line 3 of {path} " in note
    with pytest.raises(ChangeRefused, match=f"Line 3 of {path} "):
        store.change("cue", False)
    assert store.settings == replace(Settings(), tones=False)
    assert path.read_text() == broken
    path.write_text(broken.replace("= \n", "= '7min'\n"))
    assert store.change("voice", False) == []
    assert store.settings == replace(Settings(), tones=False, spacing=SEVEN, voice=False)


def test_an_invalid_value_is_reported_with_a_change(store: SettingsStore, path: Path) -> None:
    path.write_text("spacing = 7\n")
    (note,) = store.change("cue", False)
    assert "spacing" in note
    assert store.settings == replace(Settings(), cue=False)


def test_an_unwritten_change_applies_and_is_written_later(store: SettingsStore, path: Path) -> None:
    away = path.parent.with_name("elsewhere")
    path.parent.rename(away)
    path.parent.touch()
    for key in ("cue", "voice"):
        (note,) = store.change(key, False)
        assert note.startswith(f"Settings cannot be saved to {path}: ") and note.endswith(".")
    assert store.settings == replace(Settings(), tones=False, cue=False, voice=False)
    path.parent.unlink()
    away.rename(path.parent)
    assert store.change("spacing", SEVEN) == []
    assert store.settings == replace(Settings(), tones=False, cue=False, voice=False, spacing=SEVEN)
    assert load_settings(path) == (store.settings, [])


def test_an_unwritten_change_ends_when_the_file_is_read_again(store: SettingsStore, path: Path) -> None:
    before = path.read_bytes()
    path.unlink()
    path.mkdir()
    assert len(store.change("cue", False)) == 1
    path.rmdir()
    path.write_bytes(before)
    store.reload()
    store.change("voice", False)
    assert store.settings == replace(Settings(), tones=False, voice=False)
