"""Which lines one person wrote: a line names its side alone, so its author is found by going through the versions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet

from coproduce.design.models import Draft, DraftVersion

from .lines import Line


def drafts_with_words_of(person: Any) -> QuerySet[Draft]:
    """The drafts of which a person wrote a version for themselves and not for an organisation."""
    own = DraftVersion.objects.filter(author__person=person, author__organisation=None)
    drafts = Draft.objects.filter(pk__in=own.values("draft")).select_related(
        "thread__title", "step", "initiative__town", "adoption__version"
    )
    return drafts.prefetch_related("versions__author", "comments")


def lines_written_in(versions: Sequence[DraftVersion], own: Collection[int]) -> dict[int, list[int]]:
    """The places (counted from 0) of the lines, by version id, that were first written in one of the ``own`` versions.

    ``versions`` are in order. A line that a version took over word for word keeps its author; so does one that moved.
    """
    found: dict[int, list[int]] = {}
    known: dict[str, list[bool]] = {}
    for version in versions:
        here: dict[str, list[bool]] = {}
        found[version.pk] = []
        for place, line in enumerate(version.lines):
            key = key_of(line)
            before = known.get(key)
            mine = before.pop(0) if before else version.pk in own
            here.setdefault(key, []).append(mine)
            if mine:
                found[version.pk].append(place)
        known = here
    return found


def key_of(line: Line) -> str:
    """The same for the same line, whatever the order of its languages."""
    return json.dumps(line, sort_keys=True)


def adopted_lines(draft: Draft) -> Counter[str]:
    """The lines of the version that holds; none where no version was adopted."""
    return Counter(key_of(line) for line in draft.adoption.version.lines) if hasattr(draft, "adoption") else Counter()
