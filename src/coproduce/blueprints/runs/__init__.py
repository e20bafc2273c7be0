"""The Runs: each blueprint played from beginning to end through the public actions of the rooms.

A Run is a module ``bNN.py`` with ``run(town, clock, seed)``: a generator that yields one ``Fact`` after another, each a
thing that must hold with every seed. Tests and ``coproduce runs`` exhaust it; the demo town stops it half-way, and then
calls the module's ``ahead(town, clock)``, where there is one, for what waits there to be done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import transaction
from django.utils import timezone

from .cast import Clock, Town, make_town

Run = Callable[[Town, Clock, str], Iterator["Fact"]]
Ahead = Callable[[Town, Clock], None]


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
    """How one Run went; ``broke`` says what kept it from going on, and is empty where nothing did."""

    blueprint: str
    facts: tuple[Fact, ...]
    broke: str = ""

    @property
    def passed(self) -> bool:
        return bool(self.facts) and not self.broke and all(fact.holds for fact in self.facts)

    @property
    def line(self) -> str:
        said = [f"{f.name} {f.found}" if f.holds else f"{f.name} {f.found} (expected {f.expected})" for f in self.facts]
        return " · ".join([*said, f"then it broke: {self.broke}"] if self.broke else said)


def runs() -> dict[str, Run]:
    """Every Run by the code of its blueprint: the modules of this folder that are named like one."""
    return {name: module.run for name, module in _modules().items()}


def aheads() -> list[Ahead]:
    """What lies ahead in the demo town, of each Run that says so."""
    return [module.ahead for module in _modules().values() if hasattr(module, "ahead")]


def _modules() -> dict[str, ModuleType]:
    here = Path(__file__).resolve().parent
    names = sorted(path.stem for path in here.glob("b[0-9][0-9]*.py"))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def play(code: str, *, at: datetime, seed: str) -> Played:
    """Play one Run in a town of its own; what it made is taken back at the end, and what breaks it is told."""
    facts, broke = [], ""
    try:
        with transaction.atomic():
            for fact in runs()[code](make_town(f"run-{code}", at=at), Clock(at), seed):
                facts.append(fact)
            transaction.set_rollback(True)
    except Exception as wrong:
        broke = f"{type(wrong).__name__}: {wrong}"
    return Played(code, tuple(facts), broke)


def play_all(*, seed: str, at: datetime | None = None) -> list[Played]:
    """Play every Run, one after another, each in an empty town."""
    moment = at or timezone.now()
    return [play(code, at=moment, seed=seed) for code in runs()]
