#!/bin/sh
# Builds every package that can be built here into dist, with checksums, and prints a table: make packages
# The bytes depend on the commit only: ARGS=--twice builds all once more and compares.
set -eu
cd "$(dirname "$0")/.."
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH

build() { # into a folder
  rm -rf "$1"
  mkdir -p "$1"
  .venv/bin/python -m hatchling build --target wheel --directory "$1" >/dev/null 2>&1
  packaging/build_bundle.sh "$1"
  if [ "$(id -u)" -eq 0 ] && command -v debootstrap >/dev/null; then
    root=$(packaging/root.sh trixie build)
    mkdir "$root/src"
    git archive HEAD | tar -x -C "$root/src"
    chroot "$root" sh -eu -c "export DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH
      apt-get update -qq
      apt-get install -qq build-essential debhelper dh-python pybuild-plugin-pyproject python3-all python3-babel \
        python3-hatchling python3-msgspec >/dev/null 2>&1
      /src/packaging/build_deb.sh /out"
    cp "$root"/out/*.deb "$1"
    packaging/root.sh remove "$root"
  else
    echo "No package of Debian 13: that needs root and debootstrap." >&2
  fi
  (cd "$1" && sha256sum -- * >SHA256SUMS)
}

build dist
echo "| artefact | MB |"
echo "|---|---|"
stat -c '%s %n' dist/*.whl dist/*.deb dist/*.rpm dist/*.AppImage 2>/dev/null |
  awk '{ sub(/dist\//, ""); printf "| %s | %.1f |\n", $2, $1 / 1000000 }'
if [ "${1:-}" = --twice ]; then
  build build/dist-again
  cmp dist/SHA256SUMS build/dist-again/SHA256SUMS && echo "Both builds have the same bytes."
fi
