"""How likely people are to answer or to drop out, from a figure for all and figures for some values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from coproduce.methods._shared import Frozen, MethodError
from coproduce.methods._tables import Problem, TableError, read_table
from coproduce.methods.panels.tables import Targets


@dataclass(frozen=True)
class Rates:
    """``overall``: the chance of anybody. ``by_value``: that of people with a value, as feature, zero byte, value.

    What differs from the overall rate is multiplied: a person's chance is the overall one times, for each value that
    has a rate of its own, that rate over the overall one; at most 1.
    """

    overall: Fraction
    by_value: Mapping[str, Fraction]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_value", Frozen(self.by_value))
        if not 0 < self.overall <= 1 or not all(0 <= rate <= 1 for rate in self.by_value.values()):
            raise MethodError("panel_rate_invalid")

    @classmethod
    def of(cls, overall: Fraction, rates: Mapping[tuple[str, str], Fraction] | None = None) -> Rates:
        return cls(overall, {f"{feature}\0{value}": rate for (feature, value), rate in (rates or {}).items()})

    def chance(self, pairs: Iterable[tuple[str, str]]) -> Fraction:
        """The chance of somebody with these values."""
        chance = self.overall
        for feature, value in pairs:
            chance *= self.by_value.get(f"{feature}\0{value}", self.overall) / self.overall
        return min(chance, Fraction(1))


def read_rates(data: bytes, targets: Targets, overall: Fraction) -> Rates:
    """Read ``feature,value,rate``, rates between 0 and 1 such as ``0.04`` or in percent such as ``4%``.

    Raises:
        TableError: the codes of ``read_table``, and ``panel_rate_unreadable``, ``panel_quota_unknown``,
            ``panel_quota_twice``.
    """
    table = read_table(data, required=("feature", "value", "rate"))
    known = {(q.feature.casefold(), q.value.casefold()): (q.feature, q.value) for q in targets.quotas}
    rates: dict[tuple[str, str], Fraction] = {}
    lines: dict[tuple[str, str], int] = {}
    problems = []
    for row in table.rows:
        what = {"feature": row["feature"], "value": row["value"]}
        pair = known.get((row["feature"].casefold(), row["value"].casefold()))
        rate = rate_of(row["rate"])
        if pair is None:
            problems.append(Problem(row.line, "panel_quota_unknown", what))
        elif rate is None:
            problems.append(Problem(row.line, "panel_rate_unreadable", {"figure": row["rate"]}))
        elif pair in rates:
            problems.append(Problem(row.line, "panel_quota_twice", {**what, "first_line": lines[pair]}))
        else:
            rates[pair], lines[pair] = rate, row.line
    if problems:
        raise TableError(problems)
    return Rates.of(overall, rates)


def rate_of(text: str) -> Fraction | None:
    """A share such as ``0.04``, ``4%`` or ``4 %`` with any space, exactly; None when it is none between 0 and 1."""
    match = re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,12})?)\s*(%?)", text.strip())
    if match is None:
        return None
    rate = Fraction(match[1]) / (100 if match[2] else 1)
    return rate if rate <= 1 else None
