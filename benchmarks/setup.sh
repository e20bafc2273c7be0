#!/bin/sh
# Makes the peer's own environment beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/.venv"
"$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check pabutools==1.2.3
echo "ready: $here/.venv"
# Beside rosters: OR-Tools (Apache-2.0).
python3 -m venv "$here/.peers/ortools"
"$here/.peers/ortools/bin/python" -m pip install --quiet --disable-pip-version-check ortools==9.15.6755
echo "ready: $here/.peers/ortools"
# Beside stable matching: matching (MIT).
python3 -m venv "$here/.peers/matching"
"$here/.peers/matching/bin/python" -m pip install --quiet --disable-pip-version-check matching==1.4.3
echo "ready: $here/.peers/matching"
# Beside panels: sortition-algorithms (GPL-3.0).
python3 -m venv "$here/.peers/sortition"
"$here/.peers/sortition/bin/python" -m pip install --quiet --disable-pip-version-check sortition-algorithms==0.12.15
echo "ready: $here/.peers/sortition"
# Beside measures: lifelines (MIT) and numpy-financial (BSD-3-Clause).
python3 -m venv "$here/.peers/measures"
"$here/.peers/measures/bin/python" -m pip install --quiet --disable-pip-version-check lifelines==0.30.0 numpy-financial==1.0.0
echo "ready: $here/.peers/measures"
