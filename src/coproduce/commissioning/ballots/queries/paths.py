"""Addresses as the record keeps them: without the language, which each reader chooses."""

from __future__ import annotations

from coproduce.initiatives.models import Step


def path_of(step: Step, tail: str = "") -> str:
    """The path of a page of this vote; a test holds it against the address table."""
    initiative = step.initiative
    return f"/{initiative.town.slug}/i/{initiative.slug}/votes/{step.position}/{tail}"
