#!/bin/sh
# Builds the self-contained program, and from it .deb, .rpm and AppImage; usage: packaging/build_bundle.sh [FOLDER]
# Needs what packaging/debian-build.txt names.
# The oldest glibc that the program starts with is that of this machine.
set -eu
cd "$(dirname "$0")/.."
mkdir -p "${1:-dist}" build
out=$(cd "${1:-dist}" && pwd)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
# No columns beside the lines: a traceback would underline source that is not there.
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 PYTHONNODEBUGRANGES=1 LC_ALL=C.UTF-8
tools=build/bundle-venv program=build/bundle/hipbreak share=build/bundle-share

key=$(cksum <packaging/requirements-bundle.lock)
if [ "$(cat $tools/.key 2>/dev/null)" != "$key" ]; then
  rm -rf $tools
  "${PYTHON:-python3}" -m venv $tools
  $tools/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes \
    -r packaging/requirements-bundle.lock
  echo "$key" >$tools/.key
fi

# This also writes build/share and assets/locale.
.venv/bin/python -m hatchling build --target wheel --directory build/bundle-wheel >build/bundle-wheel.log 2>&1 ||
  { cat build/bundle-wheel.log >&2; exit 1; }
rm -rf build/bundle-work # PyInstaller would use it again after a change of the environment, too
$tools/bin/pyinstaller --noconfirm --log-level ERROR --distpath build/bundle --workpath build/bundle-work \
  packaging/bundle/hipbreak.spec
find $program -type f \( -name 'libpython*' -o -path '*/lib-dynload/*' -o -name '_miniaudio*' -o -path '*/msgspec/*' \) -exec strip --strip-unneeded {} +
mkdir -p $program/licenses
cp LICENSE $program/licenses/Hipbreak.txt
for folder in $tools/lib/python3*/site-packages/*.dist-info; do # of all that came from the package index
  for text in "$folder"/LICENSE* "$folder"/licenses/*; do
    if [ -f "$text" ]; then cp "$text" "$program/licenses/$(basename "$folder" .dist-info)-$(basename "$text")"; fi
  done
done

rm -rf $share
mkdir -p $share/icons
cp -R build/share/. $share
cp -R assets/icons/hicolor $share/icons
find $program $share -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
chmod -R u=rwX,go=rX $program $share

VERSION=$($program/hipbreak --version | cut -d ' ' -f 2)
export VERSION

# --- AppImage: a program that mounts what is behind it, and behind it a file system -----------------------------
app=build/AppDir id=org.hipbreak.Hipbreak
rm -rf $app
mkdir -p $app/usr/lib
cp -a $program $app/usr/lib/hipbreak
cp -a $share $app/usr/share
for library in libsquashfuse-dev libfuse3-dev liblzo2-dev liblz4-dev liblzma-dev libzstd-dev zlib1g-dev libc6-dev; do
  cp "/usr/share/doc/$library/copyright" "$app/usr/lib/hipbreak/licenses/$library.txt"
done
ln -s usr/lib/hipbreak/hipbreak $app/AppRun
ln -s usr/share/applications/$id.desktop $app/$id.desktop
ln -s usr/share/icons/hicolor/256x256/apps/$id.png $app/$id.png
packaging/appimage/build.sh $app "$out/Hipbreak-$VERSION-x86_64.AppImage"

# --- .deb and .rpm ----------------------------------------------------------------------------------------------
packaging/dbus_activation.sh $share /usr/bin/hipbreak
find $share -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
for kind in deb rpm; do
  $tools/bin/nfpm package --config packaging/bundle/nfpm.yaml --packager $kind --target "$out" >/dev/null
done
