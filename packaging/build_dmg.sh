#!/bin/sh
# Packs Hipbreak.app, made by pyinstaller packaging/bundle/hipbreak.spec on macOS, into a dmg; usage: build_dmg.sh [FOLDER]
# CODESIGN_IDENTITY signs it, if it is set.
set -eu
cd "$(dirname "$0")/.."
out=${1:-dist}
app=build/bundle/Hipbreak.app
version=$("$app/Contents/MacOS/hipbreak" --version | cut -d ' ' -f 2)
mkdir -p "$out"
if [ -n "${CODESIGN_IDENTITY:-}" ]; then
  codesign --force --deep --options runtime --timestamp --sign "$CODESIGN_IDENTITY" "$app"
fi
hdiutil create -volname Hipbreak -srcfolder "$app" -ov -format UDZO "$out/Hipbreak-$version.dmg"
