"""Files are in the folders of the desktop or all in one profile, and the socket is private."""

import os
import warnings
from pathlib import Path

import pytest

from hipbreak.store.paths import UnsafeFolder, create_folders, find_paths


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders as the desktop's environment names them; the path is short enough for a socket."""
    folder = tmp_path_factory.mktemp("s")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(folder / name))
    (folder / "XDG_RUNTIME_DIR").mkdir(mode=0o700)
    return folder


def test_every_file_of_a_profile_is_in_its_folder(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "me")
    files = [paths.settings, paths.log, paths.lock, Path(paths.socket), paths.state]
    assert {path.parent for path in files} == {tmp_path / "me"}
    assert not (tmp_path / "me").exists()
    create_folders(paths)
    assert (tmp_path / "me").stat().st_mode & 0o777 == 0o700


def test_a_relative_profile_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths(Path("me")) == find_paths(tmp_path / "me")


def test_without_a_profile_the_xdg_folders_are_used(session: Path) -> None:
    paths = find_paths(None)
    assert paths.settings == session / "XDG_CONFIG_HOME/hipbreak/settings.toml"
    assert paths.log == session / "XDG_DATA_HOME/hipbreak/hipbreak.sqlite"
    assert paths.lock == session / "XDG_DATA_HOME/hipbreak/hipbreak.lock"
    assert paths.socket == str(session / "XDG_RUNTIME_DIR/hipbreak/hipbreak.sock")
    create_folders(paths)
    for folder in (paths.settings.parent, paths.log.parent, Path(paths.socket).parent, paths.state):
        assert folder.stat().st_mode & 0o777 == 0o700
    create_folders(paths)


def test_without_a_session_the_socket_has_another_folder(session: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session / "gone"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        paths = find_paths(None)
    assert Path(paths.socket).parent == Path("/tmp") / f"hipbreak-{os.getuid()}"


def test_a_long_profile_path_has_a_short_socket_path(session: Path) -> None:
    longer, other = session / ("l" * 120), session / ("m" * 120)
    paths = find_paths(longer)
    assert len(os.fsencode(paths.socket)) <= 107
    assert paths.lock.parent == longer
    assert paths == find_paths(longer)
    assert paths.socket != find_paths(other).socket
    create_folders(paths)
    folder = Path(paths.socket).parent
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()


def test_an_own_folder_is_made_private(session: Path) -> None:
    runtime = session / "XDG_RUNTIME_DIR/hipbreak"
    runtime.mkdir(mode=0o755)
    create_folders(find_paths(None))
    assert runtime.stat().st_mode & 0o777 == 0o700


def test_a_symbolic_link_as_own_folder_is_refused(session: Path) -> None:
    (session / "elsewhere").mkdir()
    (session / "XDG_RUNTIME_DIR/hipbreak").symlink_to(session / "elsewhere")
    with pytest.raises(UnsafeFolder):
        create_folders(find_paths(None))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(session: Path) -> None:
    runtime = session / "XDG_RUNTIME_DIR/hipbreak"
    runtime.mkdir()
    os.chown(runtime, 65534, 65534)
    with pytest.raises(UnsafeFolder, match="another user"):
        create_folders(find_paths(None))


def test_a_chosen_folder_keeps_its_mode_unless_others_can_write(tmp_path: Path) -> None:
    home = tmp_path / "me"
    home.mkdir()
    home.chmod(0o755)
    create_folders(find_paths(home))
    assert home.stat().st_mode & 0o777 == 0o755
    home.chmod(0o777)
    with pytest.raises(UnsafeFolder, match="other users"):
        create_folders(find_paths(home))


def test_a_file_at_the_folders_path_is_an_oserror(tmp_path: Path) -> None:
    (tmp_path / "me").write_text("in the way")
    with pytest.raises(OSError, match="me"):
        create_folders(find_paths(tmp_path / "me"))


def test_a_profile_without_log_and_settings_is_new(tmp_path: Path) -> None:
    for made in ("log", "settings"):
        paths = find_paths(tmp_path / made)
        assert paths.is_new
        create_folders(paths)
        assert paths.is_new, "folders alone are no beginning"
        getattr(paths, made).touch()
        assert not paths.is_new


def test_only_a_private_profile_has_a_home(tmp_path: Path) -> None:
    assert find_paths(tmp_path).home == tmp_path
    assert find_paths(None).home is None
