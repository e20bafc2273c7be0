"""How far the result hangs on each line: one line at a time, and all combinations of low, central and high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from coproduce.methods._shared import decimal_text
from coproduce.methods.valuation.types import CASES, Case, Entry

MOST_COMBINED = 9
"""Up to so many lines that have a range, all combinations are run: 3^9 is 19,683."""


@dataclass(frozen=True, slots=True)
class Swing:
    """The net present value with one line at its cautious and its hopeful end, all else central.

    ``break_even``: by what the line's central amounts may be multiplied so that costs are just paid; None where no
    multiple from zero up does that.
    """

    agency: str
    line: str
    low: Fraction
    high: Fraction
    break_even: Fraction | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """``swings``: the widest first. ``lowest``, ``highest``: all lines at one end. ``combinations`` of the lines that
    have a range, and in how many of them the net present value is below zero; None where there are too many."""

    swings: tuple[Swing, ...]
    lowest: Fraction
    highest: Fraction
    combinations: int | None
    below_zero: int | None

    def as_json(self) -> dict[str, object]:
        def written(amount: Fraction) -> float:
            return float(decimal_text(amount / 100, places=2))

        return {
            "lines": [
                {
                    "agency": swing.agency,
                    "line": swing.line,
                    "npv_low": written(swing.low),
                    "npv_high": written(swing.high),
                    "break_even": None if swing.break_even is None else float(decimal_text(swing.break_even, places=2)),
                }
                for swing in self.swings
            ],
            "npv_lowest": written(self.lowest),
            "npv_highest": written(self.highest),
            "combinations": self.combinations,
            "below_zero": self.below_zero,
        }


def sensitivity_of(entries: Sequence[Entry], factors: Sequence[Fraction]) -> Sensitivity:
    """Vary each line and all of them. O(entries), and 3^n sums for n lines that have a range, up to nine."""
    lines: dict[tuple[str, str], dict[Case, Fraction]] = {}
    for entry in entries:
        line = lines.setdefault((entry.agency, entry.line), dict.fromkeys(CASES, Fraction(0)))
        sign = -1 if entry.category == "cost" else 1
        for case in CASES:
            line[case] += sign * entry.amount(case) * factors[entry.year]
    totals = {case: sum((line[case] for line in lines.values()), Fraction(0)) for case in CASES}
    central = totals["central"]
    swings = []
    for (agency, name), line in lines.items():
        now = line["central"]
        multiple = (now - central) / now if now else None
        low, high = central - now + line["low"], central - now + line["high"]
        swings.append(Swing(agency, name, low, high, multiple if multiple is not None and multiple >= 0 else None))
    swings.sort(key=lambda swing: (swing.low - swing.high, swing.agency, swing.line))
    ranged = [line for line in lines.values() if len(set(line.values())) > 1]
    fixed = central - sum((line["central"] for line in ranged), Fraction(0))
    count = below = None
    if len(ranged) <= MOST_COMBINED:
        sums = _sums(fixed, ranged)
        count, below = len(sums), sum(total < 0 for total in sums)
    return Sensitivity(tuple(swings), totals["low"], totals["high"], count, below)


def _sums(fixed: Fraction, ranged: Sequence[dict[Case, Fraction]]) -> list[int]:
    """The sums of all combinations, times one common denominator."""
    scale = lcm(fixed.denominator, *(amount.denominator for line in ranged for amount in line.values()))
    sums = [int(fixed * scale)]
    for line in ranged:
        sums = [total + int(line[case] * scale) for total in sums for case in CASES]
    return sums
