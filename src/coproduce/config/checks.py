"""What Django's ``check`` asks of the whole site; ``found`` and ``serve`` say the same when they start."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks


def private_files(**kwargs: Any) -> list[checks.CheckMessage]:
    """The database holds codes to sign in with, the key signs sessions: neither is for other users of the machine."""
    if os.name != "posix":
        return []
    database = settings.DATABASES["default"]
    places = [settings.HOME / "secret-key"]
    if database["ENGINE"].endswith("sqlite3"):
        places += [Path(f"{database['NAME']}{end}") for end in ("", "-wal", "-shm")]
    return [
        checks.Warning(
            f"{place} can be read or changed by other users of this machine.",
            hint=f"Run: chmod 600 {place}",
            id="config.W001",
        )
        for place in places
        if place.exists() and stat.S_IMODE(place.stat().st_mode) & 0o006
    ]
