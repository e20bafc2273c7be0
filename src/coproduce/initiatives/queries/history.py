"""What happened to an initiative itself, in words; and its texts, one language at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coproduce.initiatives import registry
from coproduce.initiatives.models import Activity, Bearing, History, Initiative, PartyRole, Side


@dataclass(frozen=True, slots=True)
class Told:
    """One history row in words, or several in a row that say the same of the same moment."""

    at: datetime
    text: str
    times: int = 1


FIELD_WORDS: Mapping[str, Any] = {
    "title": _("name"),
    "summary": _("summary"),
    "problem": _("problem"),
    "vision": _("what it should become"),
    "equality_note": _("equality"),
    "orientation": _("the why"),
    "other_orientations": _("the further whys"),
    "promise_level": _("the promise"),
    "no_floor_reason": _("why there is no guaranteed minimum"),
    "complaint_route": _("where to complain"),
}
_LABELS: Mapping[str, Any] = {"side": Side, "role": PartyRole, "activity": Activity, "bearing": Bearing}


def history_of(initiative: Initiative) -> QuerySet[History]:
    """What happened to the initiative itself, the newest first."""
    return History.objects.filter(initiative=initiative).order_by("-at", "-id")


def tell(row: History) -> Told:
    """A history row in the reader's language; codes among its parameters become their words."""
    params: dict[str, Any] = {}
    for name, value in row.params.items():
        if name in _LABELS:
            params[name] = _LABELS[name](value).label
        elif name == "fields":
            params[name] = ", ".join(str(FIELD_WORDS[field]) for field in value)
        elif name == "kind":
            params[name] = _kind(value)
        else:
            params[name] = value
    return Told(row.at, str(registry.history_text(row.code) % params))


def _kind(code: str) -> str:
    """A kind of step in words; a kind that no room offers any more is called by its code."""
    offered = {kind.code: kind.title for kind in registry.step_kinds()}
    return str(offered.get(code, code))


def tell_all(rows: Iterable[History]) -> list[Told]:
    """History rows in words; the same thing said of the same moment again and again is told once, with how often."""
    told: list[Told] = []
    for line in map(tell, rows):
        if told and (told[-1].at, told[-1].text) == (line.at, line.text):
            told[-1] = replace(line, times=told[-1].times + 1)
        else:
            told.append(line)
    return told


def with_words(old: Mapping[str, str] | None, language: str, text: str) -> dict[str, str]:
    """A text with one language changed and the others kept; an empty text takes that language away."""
    kept = {code: words for code, words in (old or {}).items() if code != language}
    return {**kept, language: text.strip()} if text.strip() else kept
