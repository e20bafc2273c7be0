"""What every method family shares: reasons in codes, honest draws, exact money, canonical digests."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

Fact = str | int
Value = TypeVar("Value")


class Frozen(Mapping[str, Value]):
    """An immutable mapping with sorted names; hashable when its values are."""

    __slots__ = ("_kept",)

    def __init__(self, values: Mapping[str, Value] | None = None) -> None:
        self._kept: dict[str, Value] = dict(sorted((values or {}).items()))

    def __getitem__(self, key: str) -> Value:
        return self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __hash__(self) -> int:
        return hash(tuple(self._kept.items()))

    def __repr__(self) -> str:
        return f"Frozen({self._kept!r})"


Facts = Frozen[Fact]
"""Names of parameters with a text or a whole number each."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something came out as it did: a code, and the values a sentence about it needs."""

    code: str
    params: Mapping[str, Fact] = field(default_factory=Facts)

    def __post_init__(self) -> None:
        object.__setattr__(self, "params", Facts(self.params))

    def as_json(self) -> dict[str, object]:
        return {"code": self.code, "params": dict(self.params)}


class MethodError(ValueError):
    """A question a method cannot answer as asked: a code and the values a sentence about it needs."""

    def __init__(self, code: str, params: Mapping[str, Fact] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Fact] = Facts(params)

    def __str__(self) -> str:
        return f"{self.code} {dict(self.params)}" if self.params else self.code


def draw_order(seed: str, items: Iterable[str]) -> tuple[str, ...]:
    """Put items in an order by lot which anyone can draw again.

    Each item gets the ticket SHA-256(seed in UTF-8, one zero byte, item in UTF-8); the smallest ticket comes first.
    The order of two items never depends on which other items are drawn with them. Same seed, same order, for ever.
    """
    unique = set(items)

    def ticket(item: str) -> tuple[str, str]:
        return hashlib.sha256(seed.encode() + b"\0" + item.encode()).hexdigest(), item

    return tuple(sorted(unique, key=ticket))


def is_printable(text: str) -> bool:
    """Whether a text holds no control character and no half of a character, which a page or terminal could act on.

    >>> is_printable("café"), is_printable("a\\tb")
    (True, False)
    """
    return text.isprintable() or not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text)


def is_name(text: str) -> bool:
    """Whether a text can name something on a page: 1 to 200 characters, each printable."""
    return 0 < len(text) <= 200 and is_printable(text)


def sorted_json(value: object) -> bytes:
    """JSON bytes of texts, whole numbers of any size, lists and objects with sorted keys and no spaces.

    The form of RFC 8785 wherever that has one; but RFC 8785 refuses whole numbers from 2**53, and a share of a large
    budget is an exact fraction of larger ones. Receipts of ballots, which hold none, are written by RFC 8785 itself.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def digest(value: object) -> str:
    """SHA-256 in hexadecimal of the sorted JSON of a value."""
    return hashlib.sha256(sorted_json(value)).hexdigest()


class Digested:
    """A result that names itself: ``_facts`` gives all of it as plain values, ``digest`` is over these."""

    def _facts(self) -> dict[str, object]:
        raise NotImplementedError

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything else. All of it is exact, so every machine gets the same."""
        return digest(self._facts())

    def as_json(self) -> dict[str, object]:
        """The result as plain values, with its digest."""
        return {**self._facts(), "digest": self.digest}


_MONEY = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?", re.ASCII)


def minor_units(text: str, *, unit: int = 100) -> int | None:
    """Read an amount such as ``2532645.83`` into whole minor units (cents), or None when it is not one.

    Decimal point only; no sign, no grouping; nothing finer than one minor unit is accepted.
    """
    match = _MONEY.fullmatch(text)
    if match is None:
        return None
    whole, part = match[1], match[2] or ""
    amount, finer = divmod(int(whole + part) * unit, 10 ** len(part))
    return None if finer else amount


def why_not_money(text: str, *, unit: int = 100) -> str:
    """What stops ``minor_units`` from reading a text: ``too_fine``, ``too_large`` or ``unreadable``."""
    match = re.fullmatch(r"0*(\d+)(?:\.(\d+))?", text, re.ASCII)
    if match is None:
        return "unreadable"
    return "too_large" if len(match[1]) > 15 else "too_fine"


def in_units(amount: int, *, unit: int = 100) -> str:
    """Write minor units as the shortest exact decimal amount: 7670000 is ``76700``, 253264583 is ``2532645.83``."""
    whole, part = divmod(amount, unit)
    if not part:
        return str(whole)
    return f"{whole}.{str(part).zfill(len(str(unit)) - 1)}"


def whole_percent(part: Fraction | int, whole: Fraction | int) -> int:
    """One ratio in whole percent, rounded half up; of nothing it is 0.

    Nothing is rounded up to all or down to none: 299 of 300 are 99 %, 1 of 300 is 1 %.

    >>> whole_percent(1, 8), whole_percent(299, 300), whole_percent(0, 3)
    (13, 99, 0)
    """
    if not whole or part <= 0:
        return 0
    above, below = part.numerator * whole.denominator, part.denominator * whole.numerator
    rounded = (200 * above + below) // (2 * below) if below > 0 else int(Fraction(100 * above, below) + Fraction(1, 2))
    return rounded if part >= whole else min(max(rounded, 1), 99)


def whole_percents(counts: Sequence[int]) -> tuple[int, ...]:
    """The shares of one whole in whole percent, each rounded by itself as ``whole_percent`` rounds.

    Equal counts give equal shares, and none lies further than half a percent from the exact one unless it would show
    none or all. So they may sum to 99 or 101; where shares stand together the page says that they are rounded.

    >>> whole_percents([7, 7, 20]), whole_percents([1, 1, 1]), whole_percents([299, 1]), whole_percents([0, 0])
    ((21, 21, 59), (33, 33, 33), (99, 1), (0, 0))
    """
    whole = sum(counts)
    return tuple(whole_percent(count, whole) for count in counts)


def nearest(value: Fraction | int) -> int:
    """The nearest whole number, halves up: the one rule by which figures are rounded.

    >>> nearest(Fraction(5, 2)), nearest(Fraction(49, 20)), nearest(7)
    (3, 2, 7)
    """
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def decimal_text(value: Fraction, *, places: int) -> str:
    """Write an exact fraction with so many decimals, rounded half up.

    >>> decimal_text(Fraction(947, 100), places=1), decimal_text(Fraction(1, 3), places=2)
    ('9.5', '0.33')
    """
    whole, below = abs(value.numerator) * 10**places, value.denominator
    scaled = (2 * whole + below) // (2 * below)
    digits = str(scaled).zfill(places + 1)
    sign = "-" if value < 0 and scaled else ""
    return sign + (digits if not places else f"{digits[:-places]}.{digits[-places:]}")
