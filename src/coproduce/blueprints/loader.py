"""Reads the library of blueprints: ready-made initiatives as data files.

A blueprint is one TOML file in ``library/``. Nothing that serves a town knows a blueprint by name: to add one is to
add a file. Only its Run in ``runs/`` is named after it. ``docs/reference/blueprints.md`` describes the fields.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from coproduce.initiatives.models import Side
from coproduce.initiatives.queries import standings_of

LIBRARY = Path(__file__).resolve().parent / "library"
LANGUAGES = ("en", "fr")
# What people say in a town is never part of a plan: a file gives these as samples alone.
SAID_BY_PEOPLE = frozenset({"needs", "proposals", "drafts"})

Text = Mapping[str, str]


class BlueprintError(Exception):
    """A blueprint file that cannot be used; says which file and which field."""


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step: ``content`` is laid out in every town, ``samples`` only where somebody plays the blueprint."""

    kind: str
    activity: str
    title: Text
    settings: Mapping[str, Any]
    content: Mapping[str, Any]
    samples: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """One ready-made initiative, as its file says it."""

    code: str
    version: int
    sector: str
    title: Text
    summary: Text
    problem: Text
    story: Text
    orientation: str
    other_orientations: tuple[str, ...]
    promise_level: str
    equality_note: Text
    asks_budget: bool
    parties: tuple[Mapping[str, Any], ...]
    steps: tuple[StepPlan, ...]
    room: tuple[Mapping[str, Any], ...]
    obstacles: tuple[Mapping[str, Any], ...]
    safeguards: tuple[Mapping[str, Any], ...]
    responsibility: Mapping[str, Text]
    mandate: Mapping[str, Any]
    agreement: Mapping[str, Any]
    support: tuple[Mapping[str, Any], ...]
    law: tuple[Text, ...]


def _text(value: Any, where: str) -> Text:
    if not isinstance(value, dict) or any(not value.get(language) for language in LANGUAGES):
        raise BlueprintError(f"{where}: a text is needed in each of {', '.join(LANGUAGES)}")
    return value


def _party(raw: Any, where: str) -> Mapping[str, Any]:
    """Who is expected: a side and a standing of that side."""
    side = raw.get("side")
    if side not in Side.values or raw.get("standing") not in standings_of(side):
        raise BlueprintError(f"{where}: {side} and {raw.get('standing')} do not go together")
    return dict(raw)


def _step(raw: Mapping[str, Any], where: str) -> StepPlan:
    for field in ("kind", "activity", "title"):
        if field not in raw:
            raise BlueprintError(f"{where}: {field} is missing")
    if said := sorted(SAID_BY_PEOPLE & raw.get("content", {}).keys()):
        raise BlueprintError(f"{where}: {', '.join(said)} are samples, not content")
    return StepPlan(
        kind=raw["kind"],
        activity=raw["activity"],
        title=_text(raw["title"], f"{where}: title"),
        settings=raw.get("settings", {}),
        content=raw.get("content", {}),
        samples=raw.get("samples", {}),
    )


def read(path: Path) -> Blueprint:
    """Read one file; raises ``BlueprintError`` that names the file and the field."""
    where = path.name
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BlueprintError(f"{where}: {error}") from error
    if unknown := sorted(raw.keys() - ({field.name for field in fields(Blueprint)} - {"code"})):
        raise BlueprintError(f"{where}: no such field: {', '.join(unknown)}")
    try:
        return Blueprint(
            code=path.stem,
            version=raw["version"],
            sector=raw["sector"],
            **{name: _text(raw[name], f"{where}: {name}") for name in ("title", "summary", "problem", "story")},
            orientation=raw["orientation"],
            other_orientations=tuple(raw.get("other_orientations", ())),
            promise_level=raw["promise_level"],
            equality_note=_text(raw["equality_note"], f"{where}: equality_note"),
            asks_budget=raw.get("asks_budget", False),
            parties=tuple(_party(one, f"{where}: parties {n}") for n, one in enumerate(raw.get("parties", ()), 1)),
            steps=tuple(_step(step, f"{where}: step {n}") for n, step in enumerate(raw["steps"], 1)),
            room=tuple(raw.get("room", ())),
            obstacles=tuple(raw.get("obstacles", ())),
            safeguards=tuple(raw.get("safeguards", ())),
            responsibility=raw["responsibility"],
            mandate=raw["mandate"],
            agreement=raw["agreement"],
            support=tuple(raw.get("support", ())),
            law=tuple(_text(one, f"{where}: law {n}") for n, one in enumerate(raw.get("law", ()), 1)),
        )
    except KeyError as error:
        raise BlueprintError(f"{where}: {error.args[0]} is missing") from error


@cache
def library() -> Mapping[str, Blueprint]:
    """Every blueprint by code, in order of code."""
    return {path.stem: read(path) for path in sorted(LIBRARY.glob("*.toml"))}
