#!/bin/sh
# Writes the lock files: exact versions with hashes, for Python 3.11 and newer on Linux, macOS and Windows.
# Keeps the locked versions unless an option is given: packaging/lock.sh --upgrade, or --upgrade-package NAME.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv on the PATH (pip install uv, in any environment)." >&2; exit 1; }

compile() { # what builds is locked as well: the editable install runs it without isolation
  printf 'hatchling\neditables\nbabel\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$@" pyproject.toml -
}

compile "$@" --output-file packaging/requirements.lock
# The same versions, so that `make test` after `make run` only adds to .venv.
compile "$@" --group dev --constraint packaging/requirements.lock --output-file packaging/requirements-dev.lock
# The same versions once more, with what makes the self-contained program and its packages.
printf 'pyinstaller\nnfpm\n' | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' "$@" \
  --constraint packaging/requirements.lock --output-file packaging/requirements-bundle.lock pyproject.toml -
