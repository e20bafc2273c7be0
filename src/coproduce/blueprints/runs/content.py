"""The invented words of the Runs, a file beside each, and chance that a seed fixes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

Text = Mapping[str, str]
HERE = Path(__file__).resolve().parent


def drawn(key: str) -> float:
    """A number from 0 to 1 that the key alone decides."""
    return int.from_bytes(sha256(key.encode()).digest()[:8], "big") / 2**64


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class SaidNeed:
    """One need; ``heads`` above 0 when staff wrote down what so many said."""

    title: Text
    text: Text
    heads: int = 0
    answer: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """One version of a draft, by one side."""

    side: str
    text: Text

    def lines(self) -> dict[str, Any]:
        """Its lines as the drafting room takes them: in one language, and the same in the others."""
        (language, own), *others = ((code, text.strip().split("\n")) for code, text in self.text.items())
        return {"language": language, "lines": own, "others": dict(others)}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draft as it grows: what it is called, and its versions."""

    title: Text
    versions: tuple[Written, ...]


def needs(code: str) -> tuple[SaidNeed, ...]:
    return tuple(SaidNeed(**need) for need in _read(f"{code}.toml")["needs"])


def summary(code: str) -> Text:
    """What a Run's initiative is, in a sentence."""
    found: Text = _read(f"{code}.toml")["summary"]
    return found


def draft(code: str) -> Drawn:
    found = _read(f"{code}.toml")
    return Drawn(found["draft_title"], tuple(Written(**version) for version in found["draft"]))


def projects() -> list[dict[str, Any]]:
    """The twenty-four proposals of the budget: see the file for the fields."""
    found: list[dict[str, Any]] = _read("b06_projects.toml")["project"]
    return found


def ahead() -> dict[str, Any]:
    """What lies ahead in the demo town: a second budget with its projects, and what is said there."""
    return _read("ahead.toml")


def measured(code: str) -> dict[str, Any]:
    """What a Run measures: see the file for the fields."""
    found: dict[str, Any] = _read(f"{code}.toml")["measure"]
    return found
