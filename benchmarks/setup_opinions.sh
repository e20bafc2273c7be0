#!/bin/sh
# Makes the environment of red-dwarf, the peer of opinion mapping, beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/.peers/red-dwarf"
"$here/.peers/red-dwarf/bin/python" -m pip install --quiet --disable-pip-version-check red-dwarf==0.4.0
echo "ready: $here/.peers/red-dwarf"
