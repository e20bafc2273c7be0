#!/bin/sh
# Makes the peers' own environments beside this file, one for each.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/.venv"
"$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check pabutools==1.2.3
python3 -m venv "$here/.peers/sortition"
"$here/.peers/sortition/bin/python" -m pip install --quiet --disable-pip-version-check sortition-algorithms==0.12.15
echo "ready: $here/.venv, $here/.peers/sortition"
