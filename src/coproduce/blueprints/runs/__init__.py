"""The Runs: each blueprint played from beginning to end through the public actions of the rooms.

A Run is a module ``bNN.py`` with ``run(town, clock, seed)``: a generator that yields one ``Fact`` after another, each a
thing that must hold. Tests and ``coproduce runs`` exhaust it; the demo town stops it half-way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from .cast import Clock, Town, make_town

Run = Callable[[Town, Clock, str], Iterator["Fact"]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a Run shows: what was found and what the specification says."""

    name: str
    found: Any
    expected: Any

    @property
    def holds(self) -> bool:
        return bool(self.found == self.expected)


@dataclass(frozen=True, slots=True)
class Played:
    """How one Run went."""

    blueprint: str
    facts: tuple[Fact, ...]

    @property
    def passed(self) -> bool:
        return bool(self.facts) and all(fact.holds for fact in self.facts)

    @property
    def line(self) -> str:
        return " · ".join(
            f"{f.name} {f.found}" if f.holds else f"{f.name} {f.found} (expected {f.expected})" for f in self.facts
        )


def runs() -> dict[str, Run]:
    """Every Run by the code of its blueprint: the modules of this folder that are named like one."""
    here = Path(__file__).resolve().parent
    names = sorted(path.stem for path in here.glob("b[0-9][0-9]*.py"))
    return {name: import_module(f"{__name__}.{name}").run for name in names}


def play(code: str, *, at: datetime, seed: str) -> Played:
    """Play one Run in a town of its own; what it made is taken back at the end."""
    with transaction.atomic():
        facts = tuple(runs()[code](make_town(f"run-{code}", at=at), Clock(at), seed))
        transaction.set_rollback(True)
    return Played(code, facts)


def play_all(*, seed: str, at: datetime | None = None) -> list[Played]:
    """Play every Run, one after another, each in an empty town."""
    moment = at or timezone.now()
    return [play(code, at=moment, seed=seed) for code in runs()]
