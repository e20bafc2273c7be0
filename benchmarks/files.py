"""Where the real elections are: outside the repository, wherever the reader keeps them."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def folder() -> Path | None:
    """The folder named in COPRODUCE_PABULIB, else ``data/pabulib`` here or in a folder beside the repository."""
    named = os.environ.get("COPRODUCE_PABULIB")
    if named:
        return Path(named)
    places = [REPOSITORY / "data/pabulib", *sorted(REPOSITORY.parent.glob("*/data/pabulib"))]
    return next((place for place in places if place.is_dir()), None)


def files() -> list[Path]:
    """Every election found, smallest first."""
    found = folder()
    return sorted(found.glob("*.pb"), key=lambda file: file.stat().st_size) if found is not None else []
