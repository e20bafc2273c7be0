"""Lines and who wrote them: how authorship is carried from version to version, and how two versions differ.

A line is ``{"side": code or "", "text": {language: text}}``. The comparison is made in one language, the reader's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from coproduce.initiatives.models import Side
from coproduce.methods._shared import whole_percents
from coproduce.ui.said import choose

Line = Mapping[str, Any]


def split_lines(text: str) -> list[str]:
    """The lines of a typed text; empty ones only part the others and are not counted."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def texts_in(lines: Sequence[Line], language: str) -> list[str]:
    """The lines as a reader of a language sees them."""
    return [choose(line["text"], language=language)[0] for line in lines]


def carry_authorship(
    old: Sequence[Line],
    new: Sequence[str],
    *,
    side: str,
    language: str,
    others: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, Any]]:
    """The new lines with their author side: who did not change a line did not write it.

    Lines that stayed, and lines that only moved, keep their side and their texts in other languages. The rest was
    written by ``side``. ``others`` holds the same lines in further languages, in the same order; raises ``ValueError``
    where one has more or fewer.
    """
    languages = {language: new, **(others or {})}
    texts = [dict(zip(languages, line, strict=True)) for line in zip(*languages.values(), strict=True)]
    before = texts_in(old, language)
    matcher = SequenceMatcher(a=before, b=list(new), autojunk=False)
    kept: dict[int, Line] = {}
    gone: dict[str, list[Line]] = {}
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            kept.update(zip(range(b1, b2), old[a1:a2], strict=True))
        else:
            for place in range(a1, a2):
                gone.setdefault(before[place], []).append(old[place])
    written = []
    for place, text in enumerate(new):
        line = kept.get(place)
        if line is None and gone.get(text):
            line = gone[text].pop(0)
        written.append(dict(line) if line is not None else {"side": side, "text": texts[place]})
    return written


@dataclass(frozen=True, slots=True)
class Shares:
    """How many lines each side wrote; ``other`` counts elected members and text from a blueprint."""

    citizens: int
    professionals: int
    other: int

    @property
    def lines(self) -> int:
        return self.citizens + self.professionals + self.other

    @property
    def citizen_percent(self) -> int:
        """Whole percent of the lines written by citizens; nothing is rounded up to all or down to none."""
        return whole_percents((self.citizens, self.professionals, self.other))[0]


def shares_of(lines: Sequence[Line]) -> Shares:
    """How many lines each side wrote; what is neither's is counted apart."""
    sides = [line["side"] for line in lines]
    citizens, professionals = sides.count(Side.CITIZEN), sides.count(Side.PROFESSIONAL)
    return Shares(citizens, professionals, len(sides) - citizens - professionals)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a comparison: ``kind`` is same, gone or new; the numbers count from 1 and may be missing."""

    kind: str
    old: int | None
    new: int | None
    text: Mapping[str, str]
    side: str


def differences(old: Sequence[Line], new: Sequence[Line], *, language: str) -> list[Row]:
    """Every line of both versions in reading order; a changed line is one taken out and one put in."""
    matcher = SequenceMatcher(a=texts_in(old, language), b=texts_in(new, language), autojunk=False)
    rows: list[Row] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            rows += [
                Row("same", a + 1, b + 1, new[b]["text"], new[b]["side"])
                for a, b in zip(range(a1, a2), range(b1, b2), strict=True)
            ]
            continue
        rows += [Row("gone", a + 1, None, old[a]["text"], old[a]["side"]) for a in range(a1, a2)]
        rows += [Row("new", None, b + 1, new[b]["text"], new[b]["side"]) for b in range(b1, b2)]
    return rows
