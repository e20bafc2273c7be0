"""What every measure gives: a value with its unit, its n and its period, whether it can be read, and why."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from coproduce.methods._shared import MethodError, Reason

State = Literal["ok", "too_early", "not_enough_recorded", "cannot_tell"]
Value = Fraction | int | float
STATES: tuple[State, ...] = get_args(State)
MOST_COUNT = 10**15
"""The largest count, amount or number of minutes that is believed."""

CODES = frozenset(
    {
        *(f"measure.{state}" for state in STATES),
        "count_invalid",
        "date_invalid",
        "id_invalid",
        "id_twice",
        "measure_unsound",
        "share_invalid",
    }
)
"""What measures of every family can say or raise."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``value`` is None unless the state is ``ok``, or ``cannot_tell``, where one may stand with a warning.

    ``unit``: ``share`` (0 to 1), ``ratio``, ``count``, ``days``, ``money`` (minor units), ``people``. ``n``: how many
    cases it rests on. ``period``: ISO dates ``first/last``, empty for the whole life. What was not recorded is never 0:
    it is None with the state ``not_enough_recorded``.
    """

    name: str
    value: Value | None
    unit: str
    n: int
    period: str = ""
    state: State = "ok"
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        lacking = self.state in ("too_early", "not_enough_recorded")
        if lacking == (self.value is not None) and self.state != "cannot_tell":
            raise MethodError("measure_unsound", {"name": self.name})
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise MethodError("measure_unsound", {"name": self.name})

    def as_json(self) -> dict[str, object]:
        """The value as a number, and the exact fraction as text where it is one."""
        value = float(self.value) if isinstance(self.value, Fraction) else self.value
        return {
            "name": self.name,
            "value": value,
            "exact": str(self.value) if isinstance(self.value, Fraction) else None,
            "unit": self.unit,
            "n": self.n,
            "period": self.period,
            "state": self.state,
            "reasons": [reason.as_json() for reason in self.reasons],
        }


def share_of(
    name: str, part: int, whole: int, *, least: int = 1, period: str = "", reasons: tuple[Reason, ...] = ()
) -> Measure:
    """A share as a measure; under ``least`` cases there is none to show.

    >>> share_of("kept", 3, 4).value, share_of("kept", 0, 0).state
    (Fraction(3, 4), 'not_enough_recorded')
    """
    if whole < max(least, 1):
        return Measure(name, None, "share", whole, period, "not_enough_recorded", reasons)
    return Measure(name, Fraction(part, whole), "share", whole, period, "ok", reasons)


def count_of(name: str, count: int, *, n: int, period: str = "", reasons: tuple[Reason, ...] = ()) -> Measure:
    """A count as a measure: of n cases, so many."""
    if n == 0:
        return Measure(name, None, "count", 0, period, "not_enough_recorded", reasons)
    return Measure(name, count, "count", n, period, "ok", reasons)


def checked_count(value: int, name: str) -> int:
    """A whole number from 0 to 10**15.

    Raises:
        MethodError: ``count_invalid``.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_COUNT:
        raise MethodError("count_invalid", {"name": name, "value": str(value)[:40]})
    return value


def checked_ids(ids: Iterable[str]) -> tuple[str, ...]:
    """Ids as given: not empty, printable, each once.

    Raises:
        MethodError: ``id_invalid`` or ``id_twice``.
    """
    listed, seen = tuple(ids), set[str]()
    for one in listed:
        if not one.strip() or not one.isprintable():
            raise MethodError("id_invalid", {"id": ascii(one[:40])})
        if one in seen:
            raise MethodError("id_twice", {"id": one[:40]})
        seen.add(one)
    return listed


def checked_share(value: Fraction | int, name: str) -> Fraction:
    """An exact share from 0 to 1.

    Raises:
        MethodError: ``share_invalid``, also for a float, which is none.
    """
    if not isinstance(value, Fraction | int) or isinstance(value, bool) or not 0 <= value <= 1:
        raise MethodError("share_invalid", {"name": name, "value": str(value)[:40]})
    return Fraction(value)


def checked_date(text: str) -> date:
    """A day written YYYY-MM-DD.

    Raises:
        MethodError: ``date_invalid``.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise MethodError("date_invalid", {"value": text[:40]}) from None


_DECIMAL = re.compile(r"\d{1,18}(?:\.\d{1,18})?", re.ASCII)


def whole_months(first: date, last: date) -> int:
    """Whole months from one day to another, below 0 when they come the other way round.

    >>> whole_months(date(2025, 1, 31), date(2025, 2, 28)), whole_months(date(2025, 1, 15), date(2026, 1, 15))
    (0, 12)
    """
    return 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)


def is_count(value: object) -> bool:
    """Whether a value read from a document is a whole number from 0 to ``MOST_COUNT``."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNT


def read_decimal(text: str) -> Fraction | None:
    """A plain decimal such as ``0.25`` as an exact fraction, or None: no sign, no exponent, no NaN, no infinity."""
    return Fraction(text) if _DECIMAL.fullmatch(text) else None


def read_whole(text: str) -> int | None:
    """A whole number from 0 to 10**15 in plain digits, or None."""
    if not re.fullmatch(r"\d{1,16}", text, re.ASCII):
        return None
    return int(text) if int(text) <= MOST_COUNT else None
