#!/bin/sh
# Adds three shortcut keys to GNOME, or with `remove` takes them away; others stay as they are.
# Super+Alt+S stand up, Super+Alt+L later, Super+Alt+H open Hipbreak.
set -eu
schema=org.gnome.settings-daemon.plugins.media-keys
base=/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings
program=$(command -v hipbreak)

paths() { gsettings get $schema custom-keybindings | sed "s/^@as//" | tr -d "[] '" | tr ',' '\n' | grep -v "/hipbreak-" | grep . || true; }

add() {
    key=$schema.custom-keybinding:$base/hipbreak-$1/
    gsettings set "$key" name "$2"
    gsettings set "$key" command "$program $3"
    gsettings set "$key" binding "$4"
}

list=$(paths)
if [ "${1:-}" != remove ]; then
    add stand "Stand up" stand "<Super><Alt>s"
    add later "Later" later "<Super><Alt>l"
    add open "Open Hipbreak" "open now" "<Super><Alt>h"
    list=$(printf '%s\n%s\n%s\n%s' "$list" "$base/hipbreak-stand/" "$base/hipbreak-later/" "$base/hipbreak-open/")
fi
quoted=$(printf '%s\n' "$list" | grep . | sed "s/.*/'&'/" | paste -sd, - || true)
gsettings set $schema custom-keybindings "[${quoted}]"
