"""What a form on a draft starts from: the words to write on, what changed meanwhile, the line remarked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coproduce.design.models import Draft, DraftVersion

from .drafts import Comparison, compare, version_of
from .lines import texts_in


def words_to_write_on(draft: Draft, language: str) -> dict[str, Any]:
    """The latest version as text to be changed, with its number."""
    version = version_of(draft)
    return {"based_on": version.number, "text": "\n".join(texts_in(version.lines, language))}


def changed_meanwhile(draft: Draft, based_on: int, *, language: str) -> Comparison:
    """What others wrote since the version that somebody started from; a number that never was counts as the first."""
    latest = DraftVersion.objects.filter(draft=draft).order_by("-number").values_list("number", flat=True)[0]
    start = based_on if 1 <= based_on <= latest else 1
    return compare(draft, start, latest, language=language)


@dataclass(frozen=True, slots=True)
class Remarked:
    """What a comment is on: a version, and one of its lines with its words, or the whole."""

    version: int
    line: int | None
    words: str


def remarked(draft: Draft, asked: Mapping[str, Any], *, language: str) -> Remarked:
    """Read from what was asked; whatever is not there is the whole of the latest version."""
    number = _whole(asked.get("version")) or draft.versions_count
    version = DraftVersion.objects.filter(draft=draft, number=number).first() or version_of(draft)
    line = _whole(asked.get("line"))
    words = texts_in(version.lines, language)
    if line is None or not 1 <= line <= len(words):
        return Remarked(version.number, None, "")
    return Remarked(version.number, line, words[line - 1])


def _whole(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
