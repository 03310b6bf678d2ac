#!/usr/bin/env python3
"""Prints Hipbreak's status for a panel, a line at each change: hipbreak-panel.py waybar | polybar | i3blocks."""

import json
import subprocess
import sys


def short(status):
    """A few letters: minutes sitting, standing or away, and a mark while a prompt is shown."""
    key = {"standing": "standing_s", "away": "away_s"}.get(status["phase"], "sitting_s")
    minutes = round(status[key] // 60)
    if status["paused"]:
        return "paused"
    mark = "! " if status["prompt"] or status["break_waits"] else ""
    return f"{mark}{minutes} min"


def waybar(status):
    """An object with text, tooltip and classes for the style sheet."""
    classes = [status["phase"], *(name for name in ("long_sit", "break_waits", "paused") if status[name])]
    return json.dumps({"text": short(status), "tooltip": status["sentence"], "class": classes})


def polybar(status):
    """Plain text; polybar's own marks are doubled."""
    return short(status).replace("%", "%%")


def i3blocks(status):
    """An object for `format=json`."""
    colour = {"color": "#F5C56B"} if status["prompt"] or status["long_sit"] else {}
    return json.dumps({"full_text": short(status), "short_text": short(status), **colour})


FORMS = {"waybar": waybar, "polybar": polybar, "i3blocks": i3blocks}


def main(form, command):
    """Print until Hipbreak ends or the panel closes the pipe."""
    with subprocess.Popen([*command, "status", "--follow", "--json"], stdout=subprocess.PIPE, text=True) as follower:
        for line in follower.stdout:
            print(FORMS[form](json.loads(line)), flush=True)
    return follower.returncode


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in FORMS:
        sys.exit(__doc__)
    try:
        sys.exit(main(sys.argv[1], sys.argv[2:] or ["hipbreak"]))
    except (BrokenPipeError, KeyboardInterrupt):
        sys.stderr.close()
