"""A routine in one file: what is written is read, and a hostile file gets one clause."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipbreak.store.routine_archive import RoutineFiles, UnusableArchive, read_archive, write_archive


def zipped(tmp_path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    file = tmp_path / "x.hipbreak-routine"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file


def info(name: str, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr, entry.compress_type = mode << 16, method
    return entry


def why(file: Path) -> str:
    with pytest.raises(UnusableArchive) as caught:
        read_archive(file)
    text = str(caught.value)
    assert text and "\n" not in text and not text.endswith(".")
    return text


_NAMES = st.from_regex(r"\A[a-z]{1,8}\.(png|svg)\Z")


@given(st.binary(max_size=200), st.dictionaries(_NAMES, st.binary(max_size=50), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read(tmp_path: Path, toml: bytes, pictures: dict[str, bytes]) -> None:
    file = tmp_path / "given.hipbreak-routine"
    files = RoutineFiles("mine.toml", toml, pictures)
    file.write_bytes(write_archive(files))
    assert read_archive(file) == files
    assert write_archive(files) == file.read_bytes(), "no date and no name of the person is in it"


@pytest.mark.parametrize("name", ["../a.png", "/etc/a.png", "a/b.png", "..\\a.png", "C:\\a.png", "a.exe", ".a.png"])
def test_a_file_with_a_path_or_of_another_type_is_refused(tmp_path: Path, name: str) -> None:
    assert "neither a TOML file nor a picture" in why(zipped(tmp_path, ("a.toml", b""), (name, b"")))


def test_a_link_a_folder_and_a_device_are_refused(tmp_path: Path) -> None:
    for entry in (info("a.png", stat.S_IFLNK | 0o777), info("a.png", stat.S_IFBLK), info("a/")):
        assert "a folder or a link" in why(zipped(tmp_path, ("a.toml", b""), (entry, b"")))


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two files" in why(zipped(tmp_path, ("a.toml", b""), ("a.png", b""), ("A.PNG", b"")))


@pytest.mark.parametrize(("names", "says"), [((), "0 TOML files"), (("a.toml", "b.toml"), "2 TOML files")])
def test_there_must_be_one_toml_file(tmp_path: Path, names: tuple[str, ...], says: str) -> None:
    assert says in why(zipped(tmp_path, ("a.png", b""), *((name, b"") for name in names)))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert "too large" in why(zipped(tmp_path, ("a.toml", bytes(15_000_000))))
    file = zipped(tmp_path, ("a.toml", b""), ("a.png", bytes(15_000_000)), ("b.png", bytes(15_000_000)))
    assert file.stat().st_size < 50_000 and "more than 20 MB" in why(file)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    file = zipped(tmp_path, ("a.toml", bytes(1_000_000)))
    size = (1_000_000).to_bytes(4, "little")
    file.write_bytes(file.read_bytes().replace(size, (10).to_bytes(4, "little")))
    assert why(file)


def test_a_long_list_of_files_is_not_read(tmp_path: Path) -> None:
    assert "too many files" in why(zipped(tmp_path, *((f"{n}.png", b"") for n in range(50))))


def test_another_packing_and_other_files_are_refused(tmp_path: Path) -> None:
    assert "another way" in why(zipped(tmp_path, (info("a.toml", method=zipfile.ZIP_BZIP2), b"x")))
    file = tmp_path / "x"
    file.write_bytes(b"PK")
    assert "no zip file" in why(file)
    with file.open("wb") as large:
        large.truncate(20_000_001)
    assert "larger than 20 MB" in why(file)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(write_archive(RoutineFiles("a.toml", b"name = 'a'" * 9, {"a.png": b"x" * 30})))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    file = tmp_path / "damaged.hipbreak-routine"
    file.write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
    try:
        files = read_archive(file)
    except UnusableArchive:
        return
    assert len(files.toml) <= 200_000


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "any.hipbreak-routine"
    file.write_bytes(content + b"PK\x05\x06" + content)
    why(file)
