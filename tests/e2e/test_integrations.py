"""The files in assets/integrations with the real program, or with its output."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.core.facts.tracking_facts import Stood
from hipbreak.store.assets import asset
from tests.e2e.app_process import QUICK, AppProcess
from tests.e2e.desktop import LIMIT_S, wait_until

FOLDER = asset("integrations")


@pytest.fixture
def command(app: AppProcess, tmp_path: Path) -> Path:
    """A folder for the PATH in which `hipbreak` is the program of this profile."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "hipbreak"
    script.write_text("#!/bin/sh\nexec " + " ".join(app.command()) + ' "$@"\n')
    script.chmod(0o755)
    return folder


def environment(app: AppProcess, command: Path) -> dict[str, str]:
    repository = Path(__file__).parents[2]
    return {**app.environment(), "PATH": f"{command}:{os.environ['PATH']}", "PYTHONPATH": str(repository)}


@pytest.mark.display
@pytest.mark.parametrize("form", ["waybar", "polybar", "i3blocks"])
def test_a_panel_gets_a_line_at_each_change_and_ends_with_the_app(app: AppProcess, command: Path, form: str) -> None:
    app.start()
    panel = subprocess.Popen(
        [sys.executable, FOLDER / "hipbreak-panel.py", form], env=environment(app, command), stdout=subprocess.PIPE
    )
    assert panel.stdout is not None
    with panel.stdout:
        lines = iter(lambda: panel.stdout.readline().decode(), "")  # type: ignore[union-attr]
        assert next(lines)
        app.exit_code("pause")
        paused = next(line for line in lines if "paused" in line)
        if form == "waybar":
            shown = json.loads(paused)
            assert shown["text"] == "paused" and "Paused" in shown["tooltip"] and "paused" in shown["class"]
        elif form == "i3blocks":
            assert json.loads(paused)["full_text"] == "paused"
        else:
            assert paused == "paused\n"
        app.quit()
        assert panel.wait(LIMIT_S) == 0


@pytest.mark.display
def test_the_plug_in_shows_the_status_and_says_when_there_is_no_app(app: AppProcess, command: Path) -> None:
    def run() -> list[str]:
        done = subprocess.run(
            [FOLDER / "hipbreak.1m.sh"], env=environment(app, command), capture_output=True, text=True, check=True
        )
        return done.stdout.splitlines()

    assert run() == ["-", "---", "Hipbreak is not running."]
    app.start()
    first, line, sentence, *actions = run()
    assert line == "---" and sentence.startswith(first) and sentence.endswith(".")
    assert [action.partition(" | ")[0] for action in actions] == ["Stand up now", "Later", "Open Hipbreak"]


@pytest.fixture
def gsettings(tmp_path: Path) -> Iterator[Path]:
    """A stand-in for gsettings that keeps each key in a file."""
    folder = tmp_path / "gsettings"
    folder.mkdir()
    script = folder / "gsettings"
    script.write_text(
        '#!/bin/sh\ncd "$(dirname "$0")"\nfile=$(echo "$2.$3" | tr "/" "_")\n'
        'if [ "$1" = get ]; then cat "$file" 2>/dev/null || echo "@as []"; else printf "%s" "$4" > "$file"; fi\n'
    )
    script.chmod(0o755)
    hipbreak = folder / "hipbreak"
    hipbreak.write_text("#!/bin/sh\n")
    hipbreak.chmod(0o755)
    yield folder


def test_shortcut_keys_are_added_once_and_taken_away_and_others_stay(gsettings: Path) -> None:
    listed = gsettings / "org.gnome.settings-daemon.plugins.media-keys.custom-keybindings"
    base = "/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings"

    def run(*words: str) -> str:
        path = f"{gsettings}:{os.environ['PATH']}"
        subprocess.run([FOLDER / "gnome-shortcuts.sh", *words], env={"PATH": path}, check=True)
        return listed.read_text()

    ours = [f"'{base}/hipbreak-{name}/'" for name in ("stand", "later", "open")]
    assert run() == f"[{','.join(ours)}]"
    assert run("remove") == "[]"
    listed.write_text(f"['{base}/custom0/', '{base}/custom1/']")
    assert run() == run() == f"['{base}/custom0/','{base}/custom1/',{','.join(ours)}]"
    key = next(file for file in gsettings.iterdir() if "hipbreak-open" in file.name and file.name.endswith(".command"))
    assert key.read_text() == f"{gsettings / 'hipbreak'} open now"
    assert run("remove") == f"['{base}/custom0/','{base}/custom1/']"


def test_an_export_becomes_a_bucket_that_a_reader_of_activitywatch_understands(app: AppProcess, tmp_path: Path) -> None:
    assert app.exit_code("replay", str(asset("traces/a-working-day.jsonl")), "--save") == 0
    source, target = tmp_path / "hipbreak.jsonl", tmp_path / "bucket.json"
    assert app.exit_code("export", str(source)) == 0
    subprocess.run([sys.executable, FOLDER / "activitywatch-bucket.py", source, target], check=True)
    (bucket,) = json.loads(target.read_text())["buckets"].values()
    day = app.json("stats", "--day", "2026-03-02", "--json")
    seconds = {
        status: sum(event["duration"] for event in bucket["events"] if event["data"]["status"] == status)
        for status in ("sitting", "break")
    }
    assert seconds["sitting"] == day["sitting_s"]
    count = sum(event["data"]["status"] == "break" for event in bucket["events"])
    assert count == day["breaks"]["confirmed"] + day["breaks"]["assumed"]


@pytest.mark.display
def test_the_height_of_a_desk_is_a_sensed_posture(app: AppProcess, command: Path, tmp_path: Path) -> None:
    """With the lines that `linak-controller --watch` prints."""
    app.write_settings(QUICK | {"unexplained_idle": "10m", "idle_limit": "20m"})
    app.start()
    os.mkfifo(tmp_path / "heights")
    helper = subprocess.Popen(
        [FOLDER / "desk-posture.py", "95", "cat", tmp_path / "heights"], env=environment(app, command)
    )
    try:
        with (tmp_path / "heights").open("w", buffering=1) as heights:
            heights.write("Connected: AA:AA:AA:AA:AA:AA\nHeight: 1105mm\n")
            wait_until(lambda: app.status()["phase"] == "standing", "the desk is up", LIMIT_S)
            heights.write("Height: 1000mm Speed: 32mm/s\nHeight:  720mm Speed: 10mm/s\n")
            wait_until(lambda: app.status()["phase"] != "standing", "the desk is down", LIMIT_S)
    finally:
        helper.kill()
        helper.wait()
    assert [fact.source for fact in app.facts(Stood)] == ["sensed"]


def reporting_stand_in(folder: Path) -> Path:
    """Write a stand-in for `hipbreak` into the folder; the named pipe to which it writes its arguments."""
    report, script = folder / "report", folder / "hipbreak"
    os.mkfifo(report)
    script.write_text('#!/bin/sh\necho "$*" > "$(dirname "$0")/report"\n')
    script.chmod(0o755)
    return report


def test_a_height_is_read_again_and_reported_only_if_it_says_something_else(tmp_path: Path) -> None:
    """With the line that `idasen height` prints."""
    height, report = tmp_path / "height", reporting_stand_in(tmp_path)
    height.write_text("Base height from desk:  620mm\n1.105 meters\n")
    source = ["sh", "-c", f"echo >> {tmp_path}/readings; cat {height}"]
    helper = subprocess.Popen(
        [FOLDER / "desk-posture.py", "--again", "0.01", "--repeat", "1", "95", *source],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )

    def reported() -> str:
        return report.read_text()  # a pipe: waits for the next report

    try:
        assert reported() == "posture standing --from desk\n"
        assert reported() == "posture standing --from desk\n"
        assert len((tmp_path / "readings").read_text()) > 2
        height.write_text("0.720 meters\n")
        assert next(line for line in iter(reported, "") if "standing" not in line) == "posture sitting --from desk\n"
    finally:
        helper.kill()
        helper.wait()


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["95", "no-such-program"], 1, "desk-posture.py: no-such-program: No such file or directory"),
        (["95", "echo", "1.105 meters"], 1, "desk-posture.py: hipbreak: No such file or directory"),
        (["nan", "echo"], 2, "desk-posture.py: error: argument centimetres: invalid positive value: 'nan'"),
        (["--again", "-1", "95", "echo"], 2, "desk-posture.py: error: argument --again: invalid positive value: '-1'"),
        (
            ["--repeat", "inf", "95", "echo"],
            2,
            "desk-posture.py: error: argument --repeat: invalid positive value: 'inf'",
        ),
    ],
)
def test_the_helper_of_a_desk_says_in_one_sentence_what_it_cannot_use(
    tmp_path: Path, words: list[str], code: int, sentence: str
) -> None:
    (tmp_path / "echo").symlink_to("/bin/echo")
    done = subprocess.run(
        [sys.executable, FOLDER / "desk-posture.py", *words],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (code, sentence)
    assert "Traceback" not in done.stderr


def test_a_height_counts_without_an_end_of_its_line(tmp_path: Path) -> None:
    report = reporting_stand_in(tmp_path)
    helper = subprocess.Popen(
        [FOLDER / "desk-posture.py", "95", "printf", "1.105 meters"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    try:
        assert report.read_text() == "posture standing --from desk\n"
    finally:
        helper.kill()
        helper.wait()
