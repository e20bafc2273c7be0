"""What goes into a valuation: rows of a ledger, with every correction by itself. Money in minor units (cents)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from coproduce.methods._shared import MethodError, is_name

Category = Literal["cost", "fiscal", "economic", "social", "benefit", "cashable", "volunteer", "unmonetised"]
Case = Literal["low", "central", "high"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
BENEFITS: tuple[Category, ...] = ("fiscal", "economic", "social", "benefit")
"""``benefit`` is one whose kind is not told."""
CASES: tuple[Case, ...] = get_args(Case)
MOST_YEARS, MOST_MONEY = 100, 10**18


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a gross benefit loses, each a share from 0 to 1.

    ``dw``: deadweight, would have come anyway. ``att``: due to others. ``dis``: only moved from elsewhere. ``ob``:
    optimism. ``drop``: lost each year after the first.
    """

    dw: Fraction = Fraction(0)
    att: Fraction = Fraction(0)
    dis: Fraction = Fraction(0)
    ob: Fraction = Fraction(0)
    drop: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        for name in ("dw", "att", "dis", "ob", "drop"):
            share = getattr(self, name)
            if isinstance(share, bool) or not isinstance(share, int | Fraction) or not 0 <= share <= 1:
                raise MethodError("value_correction_invalid", {"column": name})

    def kept(self, year: int) -> Fraction:
        """The share of a gross benefit that is left in a year."""
        now = (1 - self.dw) * (1 - self.att) * (1 - self.dis) * (1 - self.ob)
        return Fraction(now * (1 - self.drop) ** max(year - 1, 0))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line comes to in one year, gross, and who pays or gains it.

    ``year`` 0 is the start; years 1, 2, ... are discounted. ``group`` names benefits that overlap: lines of one group
    count the same change, so only the greatest counts. Of a cost, ``ob`` alone applies, and raises it.
    """

    agency: str
    line: str
    category: Category
    year: int
    low: int
    central: int
    high: int
    corrections: Corrections = Corrections()
    group: str = ""

    def __post_init__(self) -> None:
        if not is_name(self.agency) or not is_name(self.line):
            raise MethodError("value_name_invalid")
        if self.category not in CATEGORIES:
            raise MethodError("value_category_unknown", {"value": str(self.category)})
        if isinstance(self.year, bool) or not isinstance(self.year, int) or not 0 <= self.year <= MOST_YEARS:
            raise MethodError("value_year_invalid", {"most": MOST_YEARS})
        for column, amount in (("low", self.low), ("central", self.central), ("high", self.high)):
            if isinstance(amount, bool) or not isinstance(amount, int) or not 0 <= amount <= MOST_MONEY:
                raise MethodError("value_amount_invalid", {"column": column, "value": str(amount)[:40]})
        if not self.low <= self.central <= self.high:
            raise MethodError("value_order_wrong")
        c = self.corrections
        if self.category in ("cost", "volunteer", "unmonetised") and (c.dw or c.att or c.dis or c.drop):
            raise MethodError("value_correction_misplaced")
        if self.category in ("volunteer", "unmonetised") and c.ob:
            raise MethodError("value_correction_misplaced")
        if self.group and self.category not in BENEFITS:
            raise MethodError("value_overlap_misplaced")

    def amount(self, case: Case) -> Fraction:
        """What is left of it in a case, in minor units of that year.

        The ``low`` case is the cautious one: low benefits and high costs; the ``high`` case the other way round.
        """
        if self.category in ("cost", "volunteer"):
            gross = {"low": self.high, "central": self.central, "high": self.low}[case]
            return gross * (1 + self.corrections.ob)
        gross = {"low": self.low, "central": self.central, "high": self.high}[case]
        return gross * self.corrections.kept(self.year)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries; those of one agency and line share category and group, and have a year each."""

    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        if not self.entries:
            raise MethodError("ledger_empty")
        kinds: dict[tuple[str, str], tuple[str, str]] = {}
        years: set[tuple[str, str, int]] = set()
        for entry in self.entries:
            key = (entry.agency, entry.line)
            if kinds.setdefault(key, (entry.category, entry.group)) != (entry.category, entry.group):
                raise MethodError("value_line_mixed", {"agency": entry.agency, "name": entry.line})
            if (*key, entry.year) in years:
                raise MethodError("value_year_twice", {"agency": entry.agency, "name": entry.line, "year": entry.year})
            years.add((*key, entry.year))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Ledger:
        """Sort entries, so that their order never matters."""
        return cls(tuple(sorted(entries, key=lambda e: (e.agency, e.line, e.year))))

    @property
    def years(self) -> int:
        """The last year in which anything is entered: the horizon."""
        return max(entry.year for entry in self.entries)
