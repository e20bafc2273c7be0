"""One bar parted by side: who wrote it, who came, who gave the hours."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from coproduce.ui import formats


@dataclass(frozen=True, slots=True)
class Part:
    """One side's piece of the bar; ``start`` and ``width`` as SVG percentages."""

    label: str
    shown: str
    start: str
    width: str
    tone: str
    swatch: str

    @property
    def hatched(self) -> bool:
        return self.swatch == "c"


def parted(citizens: int, professionals: int, elected: int = 0) -> tuple[list[Part], str]:
    """The pieces of the bar, and the same in words. Sides without anything are left out; nothing at all says so."""
    sides = [
        (gettext("citizens"), citizens, "v c", "c"),
        (gettext("professionals"), professionals, "v p", "p"),
        (pgettext("side", "elected"), elected, "v e", "e"),
    ]
    whole = sum(max(count, 0) for _label, count, _tone, _swatch in sides)
    parts: list[Part] = []
    start = 0.0
    shown = formats.percents([max(count, 0) for _label, count, _tone, _swatch in sides])
    for (label, count, tone, swatch), words in zip(sides, shown, strict=True):
        if count <= 0:
            continue
        share = count / whole
        parts.append(Part(label, words, f"{start:.2f}%", f"{share * 100:.2f}%", tone, swatch))
        start += share * 100
    told = ", ".join(f"{part.label} {part.shown}" for part in parts)
    return parts, told or gettext("Nothing has been recorded yet.")
