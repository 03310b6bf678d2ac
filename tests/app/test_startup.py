"""The state of the process after start-up."""

import gc
from pathlib import Path

import pytest

from hipbreak.app.startup import resume_garbage_collection
from hipbreak.cli.main import main


def test_garbage_collection_resumes_with_the_event_loop() -> None:
    gc.disable()
    try:
        resume_garbage_collection()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 1000
    finally:
        gc.unfreeze()
        gc.enable()


def test_a_start_that_fails_leaves_garbage_collection_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    home.touch()
    assert main(["--home", str(home)]) == 1
    assert str(home) in capsys.readouterr().err
    assert gc.isenabled()
