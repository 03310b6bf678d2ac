#!/usr/bin/env python3
"""Tells Hipbreak whether a desk is up: desk-posture.py [--again S] [--repeat S] CENTIMETRES COMMAND...

COMMAND prints heights, such as "1.105 meters" or "Height: 720mm": one a line as long as it runs, or one, and then it is
run again after a minute (--again). From CENTIMETRES on you stand. A posture is reported when it changes, and once more
after five minutes (--repeat). The desk is only read; nothing here moves it.
"""

import argparse
import math
import os
import re
import select
import subprocess
import sys
import time

HEIGHT = re.compile(r"\s*(?:Height:)?\s*([0-9]+(?:\.[0-9]+)?) ?(mm|cm|meters|m)\b")
IN_CENTIMETRES = {"mm": 0.1, "cm": 1, "m": 100, "meters": 100}
LONGEST_LINE = 4096


def positive(text):
    """A number above 0."""
    number = float(text)
    if not 0 < number < math.inf:
        raise ValueError
    return number


def height_of(line):
    """The height with which a line begins, in centimetres; None if it is about something else."""
    found = HEIGHT.match(line)
    return float(found[1]) * IN_CENTIMETRES[found[2]] if found else None


def lines_of(command, patience):
    """Each line that the command prints until it ends; an empty one whenever there was none for `patience` seconds."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as source:
        rest = b""
        while True:
            if not select.select([source.stdout], [], [], patience)[0]:
                yield ""
                continue
            part = os.read(source.stdout.fileno(), 4096)
            *whole, rest = (rest + (part or b"\n")).split(b"\n")
            yield from (line.decode(errors="replace") for line in whole)
            if not part:
                return
            rest = rest[:LONGEST_LINE]


class Reporter:
    """Reports a posture when it changes, and again after a while."""

    def __init__(self, repeat):
        self._repeat, self._posture, self._since = repeat, None, 0.0

    def report(self, posture):
        """Report the posture, or the last one again (None), if that is due."""
        posture, now = posture or self._posture, time.monotonic()
        if posture is None or (posture == self._posture and now - self._since < self._repeat):
            return
        command = ["hipbreak", "posture", posture, "--from", "desk"]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if done.returncode == 0:  # else Hipbreak does not run, and is told at the next line
            self._posture, self._since = posture, now


def main(words):
    """Follow the desk until interrupted."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--again", type=positive, default=60)
    parser.add_argument("--repeat", type=positive, default=300)
    parser.add_argument("centimetres", type=positive)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args(words)
    if not args.command:
        parser.error("no command")
    reporter = Reporter(args.repeat)
    while True:
        for line in lines_of(args.command, args.repeat):
            height = height_of(line)
            reporter.report(None if height is None else "standing" if height >= args.centimetres else "sitting")
        time.sleep(args.again)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # the command, or hipbreak, cannot be started
        sys.exit(f"desk-posture.py: {error.filename}: {error.strerror}")
