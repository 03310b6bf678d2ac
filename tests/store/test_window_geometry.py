"""Window geometry is restored, and an invalid file is ignored."""

from pathlib import Path

import pytest

from hipbreak.store.window_geometry import load_geometries, save_geometries


def test_geometry_round_trips(tmp_path: Path) -> None:
    places = {"today": b"\x00\xff\x01", "settings": b""}
    save_geometries(tmp_path, places)
    assert load_geometries(tmp_path) == places
    assert (tmp_path / "windows.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"today": 3}', '{"today": "%%"}', "null"])
def test_an_invalid_file_is_ignored(tmp_path: Path, content: str) -> None:
    (tmp_path / "windows.json").write_text(content)
    assert load_geometries(tmp_path) == {}


def test_a_missing_folder_is_ignored(tmp_path: Path) -> None:
    assert load_geometries(tmp_path / "nowhere") == {}
