#!/bin/sh
# Builds the .deb files and the .rpm of an earlier commit as version 0.0.1 into build/older, from which
# `make package-test` upgrades; usage: packaging/older_packages.sh COMMIT       Needs root and debootstrap.
set -eu
cd "$(dirname "$0")/.."
source=build/older-source
rm -rf $source build/older
git clone --quiet . $source
cd $source
git checkout --quiet "$1"
sed -i 's/^VERSION = .*/VERSION = "0.0.1"/' hipbreak/core/identity.py
sed -i '1s/(.*)/(0.0.1)/' packaging/debian/changelog
git -c user.name=test -c user.email=test@localhost commit --quiet --all --message "Be an older version"
packaging/setup.sh run
packaging/packages.sh
mkdir ../older
mv dist/*.deb dist/*.rpm ../older
