"""Where real conversations are: outside the repository, wherever the reader keeps them."""

from __future__ import annotations

import os
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]


def folder(variable: str, name: str) -> Path | None:
    """The folder named in an environment variable, else ``data/<name>`` here or in a folder beside the repository."""
    named = os.environ.get(variable)
    if named:
        return Path(named)
    places = [REPOSITORY / "data" / name, *sorted(REPOSITORY.parent.glob(f"*/data/{name}"))]
    return next((place for place in places if place.is_dir()), None)


def conversations() -> list[Path]:
    """Polis exports (COPRODUCE_POLIS): folders with ``votes.csv``, smallest first."""
    found = folder("COPRODUCE_POLIS", "polis")
    files = sorted(found.glob("*/votes.csv"), key=lambda file: file.stat().st_size) if found else []
    return [file.parent for file in files]


def stored() -> list[Path]:
    """Conversations with what a Polis server made of them (COPRODUCE_POLIS_GOLD): folders with ``math-pca2.json``."""
    found = folder("COPRODUCE_POLIS_GOLD", "polis-gold")
    return [file.parent for file in sorted(found.glob("*/math-pca2.json"))] if found else []
