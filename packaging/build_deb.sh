#!/bin/sh
# Builds the package of Debian 13 and later from this commit, or from an unpacked archive of it.
# usage: packaging/build_deb.sh [FOLDER]   (dist)
# Needs dpkg-dev, debhelper, dh-python, pybuild-plugin-pyproject, python3-all, and of Python: babel, hatchling, msgspec.
set -eu
cd "$(dirname "$0")/.."
mkdir -p "${1:-dist}"
out=$(cd "${1:-dist}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
mkdir "$work/hipbreak"
if [ -e .git ]; then git archive HEAD | tar -x -C "$work/hipbreak"; else cp -R . "$work/hipbreak"; fi
cp -R "$work/hipbreak/packaging/debian" "$work/hipbreak/debian"
cd "$work/hipbreak"
dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
cp "$work"/hipbreak_*_all.deb "$out"
