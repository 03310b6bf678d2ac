#!/bin/sh
# Lets the desktop start the installed program through the session bus; usage: packaging/dbus_activation.sh SHARE PROGRAM
# Only for packages that put SHARE where the bus looks for services: elsewhere the menu entry would start nothing.
set -eu
id=org.hipbreak.Hipbreak
mkdir -p "$1/dbus-1/services"
printf '[D-BUS Service]\nName=%s\nExec=%s\n' $id "$2" >"$1/dbus-1/services/$id.service"
sed -i '/^Terminal=/a DBusActivatable=true' "$1/applications/$id.desktop"
