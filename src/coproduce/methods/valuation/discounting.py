"""Discount rates: dated, by jurisdiction, in steps; and what money of a later year is worth today."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files

from coproduce.methods._shared import MethodError, decimal_text


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate by years: each step is the first year to which it applies, and the rate in a year (0.035 is 3.5 %)."""

    steps: tuple[tuple[int, Fraction], ...]
    jurisdiction: str = ""
    as_of: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        years = [year for year, _ in self.steps]
        sound = years[:1] == [0] and years == sorted(set(years))
        if not sound or not all(0 <= rate <= 1 for _, rate in self.steps):
            raise MethodError("rate_invalid")

    def factors(self, years: int) -> tuple[Fraction, ...]:
        """What one unit of money of each year from 0 is worth at the start, exactly."""
        factors = [Fraction(1)]
        for year in range(1, years + 1):
            rate = max(step for step in self.steps if step[0] <= year)[1]
            factors.append(factors[-1] / (1 + rate))
        return tuple(factors)

    def as_json(self) -> dict[str, object]:
        return {
            "steps": [{"from_year": year, "rate": _shortest(rate)} for year, rate in self.steps],
            "jurisdiction": self.jurisdiction,
            "as_of": self.as_of,
            "source": self.source,
        }


def _shortest(rate: Fraction) -> str:
    return decimal_text(rate, places=6).rstrip("0").rstrip(".") or "0"


def flat(rate: Fraction) -> Rate:
    """One rate for all years."""
    return Rate(((0, rate),))


COMPARISON = flat(Fraction(35, 1000))
"""3.5 %, at which every valuation is shown too."""


@cache
def known_rates() -> tuple[Rate, ...]:
    """The rates of the data file ``rates.toml``, which says of what date they are and whence."""
    data = tomllib.loads(files(__package__).joinpath("rates.toml").read_text(encoding="utf-8"))
    return tuple(
        Rate(
            tuple((year, Fraction(rate)) for year, rate in entry["steps"]),
            entry["jurisdiction"],
            entry["as_of"],
            entry["source"],
        )
        for entry in data["rate"]
    )


def rate_of(jurisdiction: str, *, at: str = "", rates: Sequence[Rate] = ()) -> Rate:
    """The newest rate of a jurisdiction that was valid at a date such as ``2026-05-01`` (none given: the newest).

    Raises:
        MethodError: ``jurisdiction_unknown`` when there is none.
    """
    fitting = [rate for rate in rates or known_rates() if rate.jurisdiction == jurisdiction.upper()]
    dated = [rate for rate in fitting if not at or rate.as_of <= at]
    if not dated:
        known = ", ".join(sorted({rate.jurisdiction for rate in rates or known_rates()}))
        raise MethodError("jurisdiction_unknown", {"jurisdiction": jurisdiction[:40], "known": known})
    return max(dated, key=lambda rate: rate.as_of)
