#!/bin/sh
# Makes the environment of the packages that rankings are compared with, beside this file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$here/.venv-ranking"
"$here/.venv-ranking/bin/python" -m pip install --quiet --disable-pip-version-check \
	pref-voting==1.18.2 pyrankvote==2.0.6 choix==0.4.1 stvpoll==0.5.6
echo "ready: $here/.venv-ranking"
