#!/bin/sh
# Makes a fresh, minimal Debian to build or test packages in, and prints its folder; needs root and debootstrap.
# Usage: packaging/root.sh bookworm|trixie NAME         Remove it with packaging/root.sh remove FOLDER
set -eu
cd "$(dirname "$0")/.."
base=build/roots

if [ "$1" = remove ]; then
  for mounted in proc dev/pts dev/shm; do umount "$2/$mounted" 2>/dev/null || true; done
  exec rm -rf --one-file-system "$2"
fi

suite=$1 root=$PWD/$base/$1-$2
if [ ! -e "$base/$suite/.done" ]; then
  rm -rf "${base:?}/$suite"
  mkdir -p $base
  debootstrap --variant=minbase "$suite" "$base/$suite" ${DEBIAN_MIRROR:-} >"$base/$suite.log" 2>&1 ||
    { tail -3 "$base/$suite.log" >&2; exit 1; }
  echo 'APT::Install-Recommends "false";' >"$base/$suite/etc/apt/apt.conf.d/99no-recommends"
  touch "$base/$suite/.done"
fi
if [ -e "$root" ]; then "$0" remove "$root"; fi
cp -a "$base/$suite" "$root"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mount -t devpts devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
echo "$root"
