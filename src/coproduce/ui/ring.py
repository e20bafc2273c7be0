"""The ring: who did what, drawn as four quarters with two bands.

Quarters run clockwise from the top: priorities, design, delivery, assessment. The outer band is what citizens did,
hatched; the inner band what professionals did, solid. Each band is filled to its share of the busiest band, so the ring
compares and never scores.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext, ngettext

GAP = 5.0  # degrees left free on either side of a quarter
MIDDLE = 116  # height of what may be written inside the bands
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Ring:
    """Everything the template draws; lengths in the picture's own units."""

    view: str
    width: float
    track: str
    citizens: str
    professionals: str
    labels: tuple[Label, ...]
    kind_lines: tuple[Label, ...]
    notes: tuple[Label, ...]
    description: str
    hatch: int


def quarters() -> tuple[str, str, str, str]:
    """The four activities, in the order of the ring, in the reader's language."""
    return gettext("Priorities"), gettext("Design"), gettext("Delivery"), gettext("Assessment")


def _point(centre: float, radius: float, angle: float) -> str:
    turn = math.radians(angle)
    return f"{centre + radius * math.sin(turn):.1f} {centre - radius * math.cos(turn):.1f}"


def arc_path(centre: float, radius: float, start: float, end: float) -> str:
    """An arc in degrees, 0 at the top, clockwise."""
    large = int(end - start > 180)
    return f"M{_point(centre, radius, start)}A{radius:.2f} {radius:.2f} 0 {large} 1 {_point(centre, radius, end)}"


def _band(counts: Sequence[int], busiest: int, centre: float, radius: float) -> str:
    """One side's four arcs as one path, each filled to its share of the busiest; empty quarters are left out."""
    found = []
    for quarter, count in enumerate(counts):
        if count > 0:
            start = quarter * 90 + GAP
            # A single act in a busy year still shows: at least two degrees.
            reach = start + max((90 - 2 * GAP) * count / busiest, 2)
            found.append(arc_path(centre, radius, start, reach))
    return "".join(found)


def _bands(shares: Sequence[Share], centre: float, outer: float, inner: float) -> tuple[str, str, str]:
    """Paths of the empty track, of what citizens did, of what professionals did."""
    busiest = max((count for share in shares for count in share), default=0)
    track = _band([1] * 4, 1, centre, outer) + _band([1] * 4, 1, centre, inner)
    citizens = _band([share[0] for share in shares], busiest, centre, outer)
    professionals = _band([share[1] for share in shares], busiest, centre, inner)
    return track, citizens, professionals


def description(shares: Sequence[Share]) -> str:
    """The picture in words, the same numbers in the same order."""
    if not any(count for share in shares for count in share):
        return gettext("Nothing has been recorded yet.")
    parts = []
    for name, (citizens, professionals) in zip(quarters(), shares, strict=True):
        acts = ngettext("%(count)s act by citizens", "%(count)s acts by citizens", citizens) % {"count": citizens}
        parts.append(
            gettext("%(quarter)s: %(acts)s, %(professionals)s by professionals.")
            % {"quarter": name, "acts": acts, "professionals": professionals}
        )
    return " ".join(parts)


def _corner_labels(size: float) -> tuple[Label, ...]:
    corners = ((1, 0), (1, 1), (0, 1), (0, 0))
    return tuple(
        Label(
            round(size * (1.09 if right else -0.09), 1),
            round(size * (0.97 if low else 0.07), 1),
            "end" if right else "start",
            name,
        )
        for (right, low), name in zip(corners, quarters(), strict=True)
    )


def _middle(kind: str, stability: str, centre: float) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Kind and stability as lines for the middle; nothing when they would run over the bands."""
    lines = wrap(kind, 14, break_long_words=False, break_on_hyphens=False)
    notes = stability.split(" · ") if len(lines) > 2 else [stability] if stability else []
    step = 23 if len(lines) <= 2 else 19
    height = step * len(lines) + 18 * len(notes)
    if height > MIDDLE or max(map(len, lines), default=0) > 15:
        return (), ()
    top = centre - height / 2 + step * 0.78
    words = tuple(Label(centre, round(top + step * row, 1), "middle", line) for row, line in enumerate(lines))
    below = top + step * len(lines) - (step - 19)
    return words, tuple(Label(centre, round(below + 18 * row, 1), "middle", note) for row, note in enumerate(notes))


def draw(shares: Sequence[Share], *, kind: str, stability: str, large: bool) -> Ring:
    """Four ``(acts by citizens, acts by professionals)`` pairs to a picture; raises ValueError for another length."""
    if len(shares) != 4:
        raise ValueError(f"a ring has four quarters, got {len(shares)}")
    said = description(shares)
    if not large:
        return Ring("0 0 100 100", 15, *_bands(shares, 50, 41.5, 24), (), (), (), said, 9)
    size = 340.0
    width = round(size * 0.078, 1)
    bands = _bands(shares, size / 2, size * 0.375, size * 0.375 - width - 3)
    words, notes = _middle(kind, stability, size / 2)
    view = f"{-size * 0.1:.0f} 0 {size * 1.2:.0f} {size:.0f}"
    return Ring(view, width, *bands, _corner_labels(size), words, notes, said, 6)
