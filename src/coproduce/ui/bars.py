"""Rows of a bar chart, drawn by the server with SVG attributes, so that no style attribute is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

TONES = {"": "v", "citizens": "v c", "professionals": "v p", "warn": "v w"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. ``share`` and ``mark`` lie between 0 and 1; ``shown`` and ``mark_shown`` are the words beside them."""

    label: str
    share: float
    shown: str
    mark: float | None = None
    mark_shown: str = ""
    note: str = ""
    side: str = ""

    @property
    def width(self) -> str:
        return f"{_within(self.share) * 100:.1f}%"

    @property
    def mark_at(self) -> str:
        return "" if self.mark is None else f"{_within(self.mark) * 100:.1f}%"

    @property
    def tone(self) -> str:
        return TONES[self.side]


def _within(share: float) -> float:
    return min(max(float(share), 0.0), 1.0)


def read_bars(rows: Sequence[Bar | dict[str, Any]]) -> list[Bar]:
    """Bars from bars or from plain dictionaries with the same names."""
    return [row if isinstance(row, Bar) else Bar(**row) for row in rows]
