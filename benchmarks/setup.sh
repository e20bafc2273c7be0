#!/bin/sh
# Makes the peer's own environment beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/.venv"
"$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check pabutools==1.2.3
echo "ready: $here/.venv"
