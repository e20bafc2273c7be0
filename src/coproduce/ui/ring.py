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
class Arc:
    """One filled or empty piece of a band, as an SVG path."""

    path: str
    side: str  # "track", "citizens" or "professionals"


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
    centre: float
    arcs: tuple[Arc, ...]
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


def _arcs(shares: Sequence[Share], centre: float, outer: float, inner: float) -> tuple[Arc, ...]:
    busiest = max((count for share in shares for count in share), default=0)
    found: list[Arc] = []
    for quarter, (citizens, professionals) in enumerate(shares):
        start, end = quarter * 90 + GAP, quarter * 90 + 90 - GAP
        for radius, count, side in ((outer, citizens, "citizens"), (inner, professionals, "professionals")):
            found.append(Arc(arc_path(centre, radius, start, end), "track"))
            if count > 0:
                # A single act in a busy year still shows: at least two degrees.
                reach = max(start + (end - start) * count / busiest, start + 2)
                found.append(Arc(arc_path(centre, radius, start, reach), side))
    return tuple(found)


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
        Label(size * 1.09 if right else -size * 0.09, size * (0.97 if low else 0.07), "end" if right else "start", name)
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
    if not large:
        centre, width = 50.0, 15.0
        arcs = _arcs(shares, centre, 41.5, 24.0)
        return Ring("0 0 100 100", width, centre, arcs, (), (), (), description(shares), 9)
    size = 340.0
    width = size * 0.078
    arcs = _arcs(shares, size / 2, size * 0.375, size * 0.375 - width - 3)
    words, notes = _middle(kind, stability, size / 2)
    view = f"{-size * 0.1:.0f} 0 {size * 1.2:.0f} {size:.0f}"
    return Ring(view, width, size / 2, arcs, _corner_labels(size), words, notes, description(shares), 6)
