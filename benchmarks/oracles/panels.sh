#!/bin/sh
# Makes the environment of the package that panels are compared with, in benchmarks/.peers (its leximin needs gurobipy,
# whose licence for small programmes comes with it).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/../.peers/panels"
"$here/../.peers/panels/bin/python" -m pip install --quiet --disable-pip-version-check \
	sortition-algorithms==0.12.15 gurobipy==13.0.3
echo "ready: $here/../.peers/panels"
