#!/bin/sh
# Installs each package of dist in a fresh Debian, uses it, upgrades and removes it: make package-test (after make packages)
# Ends with a table, which it also writes into docs/packages.md. Needs root and debootstrap.
set -eu
cd "$(dirname "$0")/.."
table=$(mktemp)
failed=0
session="xvfb xauth dbus-daemon fonts-dejavu-core"

in_root() { chroot "$root" env DEBIAN_FRONTEND=noninteractive HOME=/root sh -eu -c "$1"; }

check() { # SUITE ARTEFACT PREPARE INSTALL REMOVE: the last three are shell commands, the artefact is in /packages
  suite=$1 file=$2 verdict=passed
  root=$(packaging/root.sh "$suite" test)
  mkdir "$root/packages"
  cp "$file" "$root/packages/"
  cp packaging/check_installed.sh "$root/"
  if ! { in_root "apt-get update -qq; apt-get install -qq $session $3 >/dev/null 2>&1" &&
    in_root "$4" && in_root /check_installed.sh && in_root "$4" && in_root /check_installed.sh && in_root "$5" &&
    in_root '! command -v hipbreak && ! find /usr -path "*hipbreak*" | grep .'; } >"$root/log" 2>&1; then
    tail -20 "$root/log" >&2
    verdict=FAILED failed=1
  fi
  megabytes=$(awk -v bytes="$(stat -c %s "$file")" 'BEGIN { printf "%.1f", bytes / 1e6 }')
  start=$(cat "$root/tmp/start-up" 2>/dev/null || echo -)
  echo "| $(basename "$file") | $megabytes | $suite | $start | $verdict |" | tee -a "$table"
  packaging/root.sh remove "$root"
}

echo "| artefact | MB | Debian | start-up (ms) | verdict |" | tee "$table"
echo "|---|---|---|---|---|" | tee -a "$table"
for file in dist/*_all.deb; do
  if [ -f "$file" ]; then
    check trixie "$file" "" "apt-get install -qq --reinstall /packages/*.deb" "apt-get purge -qq hipbreak"
  fi
done
for suite in bookworm trixie; do
  for file in dist/*_amd64.deb; do
    if [ -f "$file" ]; then
      check $suite "$file" "" "apt-get install -qq --reinstall /packages/*.deb" "apt-get purge -qq hipbreak"
    fi
  done
done
for file in dist/*.whl; do
  if [ -f "$file" ]; then
    run=$(sed 's/ *#.*//' packaging/debian-run.txt | tr '\n' ' ')
    check bookworm "$file" "pipx $run" "PIPX_BIN_DIR=/usr/local/bin pipx install --force /packages/*.whl" \
      "PIPX_BIN_DIR=/usr/local/bin pipx uninstall hipbreak"
  fi
done

awk -v table="$table" '
  /<!-- table -->/ { print; while ((getline line < table) > 0) print line; skipping = 1; next }
  /<!-- end of table -->/ { skipping = 0 }
  !skipping' docs/packages.md >"$table.md"
cat "$table.md" >docs/packages.md
rm -f "$table" "$table.md"
exit $failed
