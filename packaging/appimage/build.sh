#!/bin/sh
# Makes an AppImage of a folder with AppRun; usage: packaging/appimage/build.sh FOLDER FILE
# Needs what packaging/debian-build.txt names.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=$1 file=$2
gcc -O2 -Wall -Wextra -static -s -D_FILE_OFFSET_BITS=64 -o "$work/runtime" "$(dirname "$0")/runtime.c" \
  -lsquashfuse_ll -lsquashfuse -lfuse3 -llzo2 -llz4 -llzma -lzstd -lz \
  2>"$work/log" || { cat "$work/log" >&2; exit 1; }
printf 'AI\002' | dd of="$work/runtime" bs=1 seek=8 conv=notrunc status=none # by which other programs know an AppImage
mksquashfs "$folder" "$work/image" -noappend -quiet -no-progress -root-owned -comp zstd -Xcompression-level 22 -b 1M \
  >/dev/null
cat "$work/runtime" "$work/image" >"$file"
chmod +x "$file"
