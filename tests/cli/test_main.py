"""The command line without a running app: replay, statistics, export, settings, exit codes."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipbreak.cli.main import main
from hipbreak.core.facts.tracking_facts import Bout, Break, Sat, Skipped
from hipbreak.store.event_log.event_log import EventLog
from hipbreak.store.paths import find_paths
from tests.core.short_trace import trace_of

DAY = "09:00 active\n09:45:10 start\n09:45:40 finish\n10:20 lock\n10:40 unlock\n11:00 stop"


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "day.jsonl"
    path.write_text("\n".join(trace_of(DAY)) + "\n")
    return path


def test_a_language_without_a_translation_is_set_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(tmp_path / "home")
    assert main(["--home", home, "settings", "set", "language", "xx"]) == 0
    assert "There is no translation into the language “xx”" in capsys.readouterr().err
    assert main(["--home", home, "settings", "set", "language", "de"]) == 0
    assert capsys.readouterr().err == ""


def test_replay_prints_facts_to_the_second(home: str, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "replay", str(trace), "--json"]) == 0
    facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert facts[0] == {
        "at": "2026-03-02T09:45:00+01:00", "fact": "prompted", "kind": "stand", "trigger": "bound",
        "sitting_s": 2700, "pulse_due": False, "again": False,
    }  # fmt: skip
    assert {"fact": "finished", "held_s": 30, "kind": "stand", "at": "2026-03-02T09:45:40+01:00"} in facts
    assert [(x["from"], x["to"], x["credit"]) for x in facts if x["fact"] == "break"] == [
        ("2026-03-02T09:45:10+01:00", "2026-03-02T09:45:40+01:00", "confirmed"),
        ("2026-03-02T10:20:00+01:00", "2026-03-02T10:40:00+01:00", "assumed"),
    ]
    assert not Path(home).exists(), "replay alone leaves nothing behind"


def test_replay_takes_settings_of_its_own(
    home: str, trace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.toml").write_text('window_opens = "10min"\nwindow_closes = "20min"\n')
    assert main(["--home", home, "replay", str(trace), "--settings", str(tmp_path / "s.toml")]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["at"] == "2026-03-02T09:20:00+01:00"


def test_a_replay_is_saved_once(home: str, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "replay", str(trace), "--save"]) == 0
    capsys.readouterr()
    assert main(["--home", home, "replay", str(trace), "--save"]) == 1
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert main(["--home", home, "stats", "--day", "2026-03-02", "--json"]) == 0
    day = json.loads(capsys.readouterr().out)
    assert day["date"] == "2026-03-02"
    assert day["breaks"] == {"confirmed": 1, "assumed": 1}
    assert day["prompts"]["offered"] == day["prompts"]["started"] == 1
    assert day["sitting_s"] == 45 * 60 + 10 + 34 * 60 + 20 + 20 * 60
    assert day["sitting_s"] + day["standing_s"] + day["away_s"] == 2 * 3600


@pytest.mark.parametrize("begins", ["1970-01-01T00:00:12+00:00", "8999-12-31T22:00:00+00:00"])
def test_a_day_of_a_wrong_clock_is_not_saved(
    home: str, tmp_path: Path, begins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.jsonl"
    file.write_text(json.dumps({"at": begins, "event": "active"}))
    assert main(["--home", home, "replay", str(file)]) == 0
    assert main(["--home", home, "replay", str(file), "--save"]) == 1
    said = capsys.readouterr().err
    assert said == "hipbreak: The trace begins before 1990 or in the future, so nothing was saved.\n"
    assert not Path(home).exists()


def test_a_day_is_saved_until_now(home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = datetime.now(UTC) - timedelta(minutes=30)
    hours = ((0, "active"), (0.25, "lock"), (1, "unlock"), (2, "lock"), (3, "end"))
    lines = [json.dumps({"at": (start + timedelta(hours=h)).isoformat(), "event": event}) for h, event in hours]
    file = tmp_path / "day.jsonl"
    file.write_text("\n".join(lines))
    assert main(["--home", home, "replay", str(file), "--save"]) == 0
    assert main(["--home", home, "export", str(tmp_path / "all.jsonl")]) == 0
    written = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    moments = [datetime.fromisoformat(entry[key]) for entry in written for key in ("at", "to", "heard") if key in entry]
    assert max(moments) <= datetime.now(UTC)
    assert [entry["fact"] for entry in written if "to" in entry] == ["bout"]


def test_what_a_clock_that_was_ahead_has_recorded_is_no_time_yet(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    hour = timedelta(hours=1)
    with EventLog.open(find_paths(Path(home)).log) as log:
        log.append([Bout(now + hour, now - hour, now + hour), Skipped(now + hour, "stand")])
        log.append([Break(now + 2 * hour, now + hour, now + 2 * hour, "confirmed", "said"), Sat(now + 2 * hour, now)])
        log.beat(now + 3 * hour)
    first, last = (now - hour).date().isoformat(), now.date().isoformat()
    assert main(["--home", home, "stats", "--from", first, "--to", last, "--json"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert total["desk_s"] == pytest.approx(3600, abs=30)
    assert total["breaks"]["confirmed"] == 0 and total["prompts"]["skipped"] == 0


def test_a_range_has_days_and_a_total(home: str, trace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--home", home, "replay", str(trace), "--save"])
    capsys.readouterr()
    assert main(["--home", home, "stats", "--from", "2026-03-01", "--to", "2026-03-03", "--json"]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert [day["date"] for day in whole["days"]] == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert whole["total"]["pulses"] == 1
    assert whole["total"]["gini"] is None, "three bouts say nothing about their spread"
    assert main(["--home", home, "stats", "--from", "2026-03-02", "--to", "2026-03-02", "--csv"]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head.startswith("date,desk_s,sitting_s") and row.startswith("2026-03-02,")
    assert main(["--home", home, "stats", "--week"]) == 0


def test_the_export_has_every_entry(home: str, trace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--home", home, "replay", str(trace), "--save"])
    assert main(["--home", home, "export", str(tmp_path / "all.jsonl")]) == 0
    entries = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert len({entry["id"] for entry in entries}) == len(entries) >= 10
    assert main(["--home", home, "export", str(tmp_path / "pieces.csv")]) == 0
    assert (tmp_path / "pieces.csv").read_text().startswith("row,date,from,to,seconds,credit,how,recorded,desk_s")
    assert main(["--home", home, "export", str(tmp_path / "nowhere" / "x.jsonl")]) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"at": "2026-03-02T09:00:00+01:00", "event": "active"}\n{"at": "2026-03-', "line 2"),
        (
            '{"at": "2026-03-02T09:00:00+01:00", "event": "active"}\n'
            '{"at": "2026-03-02T08:59:59+01:00", "event": "idle"}',
            "line 2",
        ),
        ('{"at": "2026-03-02T09:00:00", "event": "active"}', "offset"),
        ('{"at": "2026-03-02T09:00:00+01:00", "event": "dance"}', "unknown event 'dance'"),
        ('{"at": "yesterday", "event": "active"}', "line 1"),
        ("[]", "line 1"),
        ('{"at": "2026-03-02T09:00:00+01:00", "event": "later", "minutes": -1}', "minutes"),
    ],
)  # fmt: skip
def test_an_unusable_trace_is_reported_with_its_line(
    home: str, tmp_path: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.jsonl").write_text(content)
    assert main(["--home", home, "replay", str(tmp_path / "bad.jsonl")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err and captured.err.count("\n") == 1


def test_a_missing_or_binary_trace_is_reported_in_one_sentence(
    home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", home, "replay", str(tmp_path / "none.jsonl")]) == 1
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert main(["--home", home, "replay", str(tmp_path / "binary")]) == 1
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("words", [["status"], ["skip"], ["stand"], ["later", "5"], ["quit"], ["posture", "sitting"]])
def test_commands_for_the_app_exit_with_3_without_one(
    home: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", home, *words]) == 3
    assert capsys.readouterr().err == "hipbreak: Hipbreak is not running.\n"


@pytest.mark.parametrize(
    "words", [["dance"], ["posture", "lying"], ["stats", "--day", "noday"], ["settings", "get", "no_such"]]
)
def test_misuse_exits_with_2(home: str, words: list[str]) -> None:
    try:
        code = main(["--home", home, *words])
    except SystemExit as ended:  # argparse's own way out
        code = ended.code  # type: ignore[assignment]
    assert code == 2


def test_settings_are_read_and_changed(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "settings", "get", "window_opens"]) == 0
    assert capsys.readouterr().out == "30min\n"
    assert main(["--home", home, "settings", "set", "window_opens", "20min"]) == 0
    assert main(["--home", home, "settings", "get", "window_opens"]) == 0
    assert capsys.readouterr().out == "20min\n"
    assert main(["--home", home, "settings", "set", "window_opens", "3bananas"]) == 1
    assert main(["--home", home, "settings", "path"]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path.stat().st_mode & 0o777 == 0o600
    assert 'window_opens = "20min"' in path.read_text()


def test_a_wrong_value_in_the_file_falls_back_with_one_sentence(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(home).mkdir(mode=0o700)
    (Path(home) / "settings.toml").write_text('window_opens = "soon"\ncue = false\n')
    assert main(["--home", home, "settings"]) == 0
    captured = capsys.readouterr()
    assert "window_opens = 30min" in captured.out and "cue = false" in captured.out
    assert captured.err.count("\n") == 1 and "window_opens" in captured.err


def test_statistics_of_an_empty_home(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--home", home, "stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sitting_s"] == 0


@pytest.mark.parametrize("content", [None, "window_opens = ", "\x00"])
def test_unusable_settings_for_a_replay_are_reported_and_kept(
    home: str, trace: Path, tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own.toml"
    if content is not None:
        own.write_text(content)
    assert main(["--home", home, "replay", str(trace), "--settings", str(own)]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1
    assert own.exists() == (content is not None)


def test_autostart_is_kept_in_the_desktops_file(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Read from there, written there, and never in settings.toml; the profile is started again."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    entry = tmp_path / "config" / "autostart" / "org.hipbreak.Hipbreak.desktop"

    def said(*words: str) -> str:
        assert main(["--home", home, "settings", *words]) == 0
        return capsys.readouterr().out

    assert said("get", "autostart") == "false\n"
    assert said("set", "autostart", "on") == ""
    assert f"--home {home}" in entry.read_text()
    assert said("get", "autostart") == "true\n"
    assert "autostart = true" in said().splitlines()
    entry.unlink()
    assert said("get", "autostart") == "false\n"
    assert not (Path(home) / "settings.toml").exists()


def test_unwritable_autostart_is_reported_in_one_sentence(
    home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "config").write_text("a file where a folder belongs")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for value in ("on", "perhaps"):
        assert main(["--home", home, "settings", "set", "autostart", value]) == 1
        said = capsys.readouterr().err
        assert said.startswith("hipbreak: ") and said.count("\n") == 1


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1989-12-31"])
@pytest.mark.parametrize("option", ["--day", "--from", "--to"])
def test_a_day_out_of_reach_is_refused_in_one_sentence(
    home: str, day: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--home", home, "stats", option, day])
    said = capsys.readouterr()
    if code == 0:  # an open range is clipped to what there is
        assert (option, day[:4] < "2000") in (("--from", True), ("--to", False))
        assert said.out.count("\n") == 2 and "Together" in said.out
        return
    assert (code, said.out) == (2, "")
    assert said.err.count("\n") == 1 and f"{day} is not a day from 1990 until today" in said.err


def test_a_day_at_a_standing_desk_is_replayed_counted_and_moved(
    home: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trace, other = tmp_path / "desk.jsonl", str(tmp_path / "other")
    events = "09:00 active\n09:30 desk_up\n10:20:10 skip\n10:25 desk_down\n11:00 standing\n11:20 sitting\n12:00 stop"
    trace.write_text("\n".join(trace_of(events)) + "\n")
    (tmp_path / "s.toml").write_text('standing_limit = "50min"\n')
    saved = ["replay", str(trace), "--settings", str(tmp_path / "s.toml"), "--save"]
    assert main(["--home", home, *saved]) == 0
    facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [fact["fact"] for fact in facts if fact.get("kind") == "sit"] == ["prompted", "skipped"]
    assert [fact["how"] for fact in facts if fact["fact"] == "break"] == ["standing_sensed", "standing"]
    assert main(["--home", home, "export", str(tmp_path / "log.jsonl")]) == 0
    assert main(["--home", other, "import", str(tmp_path / "log.jsonl")]) == 0
    for place in (home, other):
        capsys.readouterr()
        assert main(["--home", place, "stats", "--day", "2026-03-02", "--json"]) == 0
        day = json.loads(capsys.readouterr().out)
        parts = [day[f"standing_{part}_s"] for part in ("sensed", "declared", "asked", "unconfirmed")]
        assert parts == [55 * 60, 20 * 60, 0, 0]
    assert main(["--home", other, "settings", "set", "standing_share", "40"]) == 0
    capsys.readouterr()
    assert main(["--home", other, "stats", "--day", "2026-03-02"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("Stood 1 h 15 min of 3 h at the desk, 42 % of your 40 %.")


@pytest.mark.parametrize(
    ("key", "value"), [("standing_limit", "3h"), ("standing_share", "101"), ("standing_share", "x")]
)
def test_a_limit_or_a_share_out_of_bounds_is_refused(home: str, key: str, value: str) -> None:
    assert main(["--home", home, "settings", "set", key, value]) != 0
