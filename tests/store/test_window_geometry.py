"""Window places survive a run, and a damaged file costs nothing else."""

from pathlib import Path

import pytest

from hipbreak.store.window_geometry import load_geometries, save_geometries


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    places = {"today": b"\x00\xff\x01", "settings": b""}
    save_geometries(tmp_path, places)
    assert load_geometries(tmp_path) == places
    assert (tmp_path / "windows.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "{", "[]", '{"today": 3}', '{"today": "%%"}', "null"])
def test_anything_else_reads_as_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "windows.json").write_text(content)
    assert load_geometries(tmp_path) == {}


def test_a_missing_folder_reads_as_nothing(tmp_path: Path) -> None:
    assert load_geometries(tmp_path / "nowhere") == {}
