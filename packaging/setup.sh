#!/bin/sh
# Makes everything `make run` or `make test` needs: Debian packages, .venv with locked versions, the project in it.
# Usage: packaging/setup.sh run|test|desktops|packages   A second call with nothing changed does nothing.
set -eu
cd "$(dirname "$0")/.."
mode=${1:-}
PYTHON=${PYTHON:-python3}

fail() { echo "$*" >&2; exit 1; }
step() { echo "==> $*"; }
quietly() { # only what fails has anything to say
  log=$(mktemp)
  "$@" >"$log" 2>&1 || { cat "$log" >&2; rm -f "$log"; return 1; }
  rm -f "$log"
}

case $mode in
run) locks=requirements.lock size="80 MB" packages=packaging/debian-run.txt ;;
test) locks=requirements-dev.lock size="110 MB" packages="packaging/debian-run.txt packaging/debian-test.txt" ;;
desktops) mode=test locks=requirements-dev.lock size="110 MB"
  packages="packaging/debian-run.txt packaging/debian-test.txt packaging/debian-desktops.txt" ;;
packages) mode=test locks=requirements-dev.lock size="110 MB"
  packages="packaging/debian-run.txt packaging/debian-test.txt packaging/debian-build.txt" ;;
*) echo "usage: packaging/setup.sh run|test|desktops|packages" >&2; exit 2 ;;
esac

# --- what is there already ---------------------------------------------------------------------------------
# Stamps are written last, so a set-up that was cut short has none. The folder is part of the key because a .venv
# that was copied or moved still points to the old place.
lock_key() { echo "$PWD $(.venv/bin/python -V 2>/dev/null) $(cat packaging/requirements*.lock | cksum)"; }
project_key() { # with what the install compiles: the translations
  find assets/po -maxdepth 1 -type f -exec cat pyproject.toml {} + | cksum
}
stamped() { [ -f ".venv/.set-up-$1" ] && [ "$(cat ".venv/.set-up-$1")" = "$2" ]; }
venv_ready() { stamped "$mode" "$(lock_key)" && stamped project "$(project_key)"; }

# One dpkg-query for all of them; by what packages provide, too, because Debian 13 renamed some (libglib2.0-0t64).
missing_packages() {
  # shellcheck disable=SC2086  # two file names
  dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' | awk '
    FILENAME != "-" { sub(/#.*/, ""); if (NF) want[++n] = $1; next }
    $1 == "installed" { for (i = 2; i <= NF; i++) { sub(/,$/, "", $i); have[$i] } }
    END { for (i = 1; i <= n; i++) if (!(want[i] in have)) printf "%s ", want[i] }' $packages -
}

# --- Debian packages ---------------------------------------------------------------------------------------
install_packages() {
  if [ "$(id -u)" -ne 0 ]; then
    command="apt-get update && apt-get install --no-install-recommends $*"
    if command -v sudo >/dev/null; then command="sudo sh -c '$command'"; else command="su -c '$command'"; fi
    fail "Some Debian packages are missing and only root can install them; type this, then run make again:
  $command"
  fi
  step "Installing Debian packages: $*"
  # 9<&-: a daemon that a package starts must not keep our lock. A person's apt may be busy: wait for it.
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update -qq 9<&- ||
    fail "apt-get update failed (its words are above), so the Debian packages cannot be installed."
  quietly apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" 9<&- ||
    fail "apt-get could not install the Debian packages (its words are above)."
}

check_packages() {
  missing=
  if command -v dpkg-query >/dev/null; then missing=$(missing_packages); fi
  # shellcheck disable=SC2086  # a list of words
  if [ -n "$missing$1" ]; then install_packages $missing $1; fi
}

# --- Python ------------------------------------------------------------------------------------------------
# Prints: ok or old, its version, has ensurepip or not, the interpreter behind a shim or an activated .venv.
probe_python() {
  "$PYTHON" -c '
import sys, importlib.util
print("ok" if sys.version_info >= (3, 11) else "old", "%d.%d" % sys.version_info[:2],
      "pip" if importlib.util.find_spec("ensurepip") else "no-pip", getattr(sys, "_base_executable", sys.executable))'
}

find_python() {
  advice="install it, or name it: make $mode PYTHON=/path/to/python3"
  found=$(probe_python 2>/dev/null) || fail "Hipbreak needs Python 3.11 or newer, and \`$PYTHON\` does not run here; $advice"
  read -r age version pip base <<EOF
$found
EOF
  [ "$age" = ok ] || fail "Hipbreak needs Python 3.11 or newer, and \`$PYTHON\` is $version; $advice"
}

pip_install() {
  quietly .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check "$@"
}

make_venv() {
  if ! stamped run "$(lock_key)"; then
    # From nothing: a half-made one cannot be trusted, and pip never removes what a lock no longer names.
    step "Making .venv with Python $version ($base)"
    rm -rf .venv
    "$base" -m venv .venv ||
      fail "Python's venv module could not make .venv (its words are above); $base may lack venv and ensurepip."
  fi
  if ! stamped "$mode" "$(lock_key)"; then
    step "Installing the versions of packaging/$locks (about $size if pip has none of it yet)"
    # Wheels only: building from source would run code that no hash in the lock covers.
    pip_install --only-binary :all: --require-hashes -r "packaging/$locks" ||
      fail "pip could not install what packaging/$locks names (its words are above); when that is mended, run make again."
    lock_key >.venv/.set-up-run
    lock_key >".venv/.set-up-$mode"
  fi
  step "Installing Hipbreak itself, editable"
  pip_install --no-deps --no-build-isolation --editable . ||
    fail "pip could not install Hipbreak itself into .venv (its words are above)."
  # --no-deps does not compare the lock with pyproject.toml, so do it here.
  quietly .venv/bin/python -m pip check ||
    fail "packaging/$locks does not fit pyproject.toml (pip's words are above): run make lock, then make again."
  project_key >.venv/.set-up-project
}

# --- in order ----------------------------------------------------------------------------------------------
# Two makes at once would write the same .venv: the second waits.
if command -v flock >/dev/null; then
  exec 9<packaging/setup.sh
  flock -n 9 || { step "Waiting for another set-up in this folder"; flock 9; }
fi

if venv_ready; then
  check_packages ""
  exit 0
fi
find_python
if [ "$(uname -s)" != Linux ]; then
  :
elif ! command -v dpkg-query >/dev/null; then
  step "Not a Debian system, so its packages are not checked: if Qt fails to start, install xcb-util-cursor," \
    "xcb-util-wm, xcb-util-keysyms, xcb-util-image, libxkbcommon-x11, libxcb, EGL, GL, fontconfig and a font."
elif [ "$pip" = no-pip ]; then
  check_packages "python$version-venv"
else
  check_packages ""
fi
make_venv
step "Ready"
