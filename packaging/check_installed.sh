#!/bin/sh
# Checks an installed `hipbreak` as a person would use it, and prints its start-up in ms; run in a fresh root.
# A second run in the same root, after an upgrade, finds the log of the first: its break must still be there.
set -eu
export HIPBREAK_HOME="${HIPBREAK_HOME:-/tmp/profile}" LC_ALL=C.UTF-8 NO_AT_BRIDGE=1
say() { echo "check: $*" >&2; }

hipbreak --version >&2
hipbreak doctor --json >/tmp/doctor.json || true # exit code 1: nothing reports input in a root without a desktop
grep -q '"name": "log"' /tmp/doctor.json || { say "doctor reports nothing"; exit 1; }
QT_QPA_PLATFORM=offscreen hipbreak demo /tmp/demo >/dev/null
test "$(find /tmp/demo -name '*.png' | wc -l)" -ge 5 || { say "the demo day has no pictures"; exit 1; }

hipbreak settings set pulse_length 20s
hipbreak settings set autostart on
test "$(hipbreak settings get autostart)" = true
grep -q '^Exec=.*hipbreak' "$HOME/.config/autostart/org.hipbreak.Hipbreak.desktop"
breaks() { hipbreak stats --json | grep -o '"confirmed": [0-9]*' | head -1 | grep -o '[0-9]*$'; }
before=$(breaks)
export before
xvfb-run --auto-servernum dbus-run-session sh -eu <<'SESSION' 2>/tmp/session.log || { cat /tmp/session.log >&2; exit 1; }
started_at=$(date +%s%N)
hipbreak &
until hipbreak status >/dev/null 2>&1; do kill -0 $!; done
echo $((($(date +%s%N) - started_at) / 1000000)) >/tmp/start-up
hipbreak stand
for _ in $(seq 120); do # the guide of 20 s, and what the person needs to get up
  case "$(hipbreak stats --json)" in *"\"confirmed\": $before,"*) sleep 1 ;; *) break ;; esac
done
hipbreak doctor --json >/tmp/doctor-running.json || true
hipbreak quit
wait
SESSION
test "$(breaks)" -eq $((before + 1)) || { say "the break was not counted"; exit 1; }
cat /tmp/start-up
