#!/bin/sh
# Installs each package of dist in a fresh Debian, uses it, upgrades and removes it: make package-test (after make packages)
# Upgrades from the packages in build/older if packaging/older_packages.sh has built them, else installs it again.
# Ends with a table, which it also writes into docs/packages.md. Needs root and debootstrap.
# usage: packaging/package_test.sh [PATTERN...]       only the files of dist that fit
set -eu
cd "$(dirname "$0")/.."
table=$(mktemp)
failed=0
session="xvfb xauth dbus-daemon fonts-dejavu-core libglib2.0-bin"

in_root() { chroot "$root" env DEBIAN_FRONTEND=noninteractive HOME=/root sh -eu -c "$1"; }

check() { # SUITE ARTEFACT OLDER PREPARE INSTALL REMOVE: commands; INSTALL gets the package as $package
  suite=$1 file=$2 older=$3 verdict=passed from=itself
  root=$(packaging/root.sh "$suite" test)
  mkdir "$root/packages"
  cp "$file" "$root/packages/"
  package=/packages/$(basename "$file") first=$package
  if [ -f "$older" ]; then
    cp "$older" "$root/packages/"
    first=/packages/$(basename "$older") from=$(basename "$older" | grep -o '[0-9]\+\.[0-9]\+\.[0-9]\+' | head -1)
  fi
  cp packaging/check_installed.sh "$root/"
  cp -L /etc/ssl/certs/ca-certificates.crt "$root/packages/" 2>/dev/null || true # pip trusts what this machine trusts
  mknod -m 666 "$root/dev/fuse" c 10 229 # for the AppImage
  if ! { in_root "apt-get update -qq; apt-get install -qq $session $4 >/dev/null 2>&1" &&
    in_root "package=$first; $5" && in_root /check_installed.sh &&
    in_root "package=$package; $5" && in_root /check_installed.sh && in_root "$6" &&
    in_root '! command -v hipbreak && ! find /usr /etc -path "*hipbreak*" | grep . && ls /tmp/profile'; } >"$root/log" 2>&1
  then
    tail -20 "$root/log" >&2
    verdict=FAILED failed=1
  fi
  megabytes=$(awk -v bytes="$(stat -c %s "$file")" 'BEGIN { printf "%.1f", bytes / 1e6 }')
  start=$(cat "$root/tmp/start-up" 2>/dev/null || echo -)
  echo "| $(basename "$file") | $megabytes | $suite | $from | $start | $verdict |" | tee -a "$table"
  packaging/root.sh remove "$root"
}

wanted() { # FILE PATTERN...
  [ -f "$1" ] || return 1
  [ $# -gt 1 ] || return 0
  name=$(basename "$1")
  shift
  for pattern; do
    # shellcheck disable=SC2254  # a pattern
    case $name in $pattern) return 0 ;; esac
  done
  return 1
}

echo "| artefact | MB | Debian | upgraded from | start-up (ms) | verdict |" | tee "$table"
echo "|---|---|---|---|---|---|" | tee -a "$table"
libraries=$(sed 's/ *#.*//' packaging/debian-run.txt | tr '\n' ' ')
apt="apt-get install -qq --reinstall \$package"
for file in dist/*_all.deb; do
  if wanted "$file" "$@"; then
    check trixie "$file" "$(echo build/older/*_all.deb)" "" "$apt" "apt-get purge -qq hipbreak"
  fi
done
for suite in bookworm trixie; do
  for file in dist/*_amd64.deb; do
    if wanted "$file" "$@"; then
      check $suite "$file" "$(echo build/older/*_amd64.deb)" "" "$apt" "apt-get purge -qq hipbreak"
    fi
  done
done
for file in dist/*.rpm; do # no system with rpm can be made here: rpm of Debian, without its dependencies
  if wanted "$file" "$@"; then
    check bookworm "$file" "$(echo build/older/*.rpm)" "rpm libwayland-cursor0 $libraries" \
      "rpm --force-debian --nodeps --replacepkgs -U \$package" "rpm --force-debian --nodeps -e hipbreak"
  fi
done
for file in dist/*.AppImage; do
  if wanted "$file" "$@"; then
    check bookworm "$file" "" "fuse3 libwayland-cursor0 $libraries" "install -D \$package /opt/hipbreak.AppImage
      ln -sf /opt/hipbreak.AppImage /usr/local/bin/hipbreak" "rm /opt/hipbreak.AppImage /usr/local/bin/hipbreak"
  fi
done
for file in dist/*.whl; do
  if wanted "$file" "$@"; then
    check bookworm "$file" "" "pipx $libraries" "export PIPX_BIN_DIR=/usr/local/bin
      export REQUESTS_CA_BUNDLE=/packages/ca-certificates.crt; pipx install --force \$package" \
      "PIPX_BIN_DIR=/usr/local/bin pipx uninstall hipbreak"
  fi
done

if [ $# -eq 0 ]; then
  awk -v table="$table" '
    /<!-- table -->/ { print; while ((getline line < table) > 0) print line; skipping = 1; next }
    /<!-- end of table -->/ { skipping = 0 }
    !skipping' docs/packages.md >"$table.md"
  cat "$table.md" >docs/packages.md
fi
rm -f "$table" "$table.md"
exit $failed
