"""Whom to invite, so that those who answer are enough of every group: letters by stratum, then by lot."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from coproduce.methods._shared import MethodError, decimal_text, draw_order
from coproduce.methods.panels.rates import Rates
from coproduce.methods.panels.solver import INFINITE, Linear, Numbers
from coproduce.methods.panels.types import Selection, check_seed


@dataclass(frozen=True, slots=True)
class Stratum:
    """People of a register with the same values: how many, how many of them get a letter, how likely one answers."""

    values: tuple[str, ...]
    people: int
    letters: int
    rate: Fraction

    def as_json(self) -> dict[str, object]:
        rate = decimal_text(self.rate, places=6)
        return {"values": list(self.values), "people": self.people, "letters": self.letters, "rate": rate}


@dataclass(frozen=True, slots=True)
class Expected:
    """Answers expected from people with one value, beside the seats meant for them (the middle of min and max)."""

    feature: str
    value: str
    letters: int
    answers: Fraction
    seats: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "feature": self.feature,
            "value": self.value,
            "letters": self.letters,
            "answers": decimal_text(self.answers, places=2),
            "seats": decimal_text(self.seats, places=1),
        }


@dataclass(frozen=True, slots=True)
class Invitation:
    """``invited`` in the order of ids; ``least_answers_a_seat``: expected answers a seat of the shortest group."""

    seed: str
    features: tuple[str, ...]
    invited: tuple[str, ...]
    strata: tuple[Stratum, ...]
    expected: tuple[Expected, ...]
    least_answers_a_seat: Fraction

    def as_json(self) -> dict[str, object]:
        return {
            "seed": self.seed,
            "features": list(self.features),
            "letters": len(self.invited),
            "least_answers_a_seat": decimal_text(self.least_answers_a_seat, places=4),
            "strata": [stratum.as_json() for stratum in self.strata],
            "expected": [line.as_json() for line in self.expected],
            "invited": list(self.invited),
        }


def invite(register: Selection, rates: Rates, *, letters: int, seed: str = "0") -> Invitation:
    """Share ``letters`` among strata so that the group shortest of expected answers a seat has as many as can be.

    Among all ways to do that, the one in which the chance of a letter differs least. Of each household one person, by
    lot, stands in the register for it. Two linear programmes over the strata; letters are rounded by largest remainder;
    who of a stratum gets one is drawn by ``draw_order``.

    Raises:
        MethodError: ``panel_letters_invalid`` unless there are 1 to as many letters as households;
            ``panel_seed_invalid``.
    """
    check_seed(seed)
    order = draw_order(seed, (person.id for person in register.people))
    people = {person.id: person for person in register.people}
    homes: set[str] = set()
    strata: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id_ in order:
        home = people[id_].household
        if not home or home not in homes:
            homes.add(home)
            strata[people[id_].values].append(id_)
    names = sorted(strata)
    sizes = [len(strata[name]) for name in names]
    if isinstance(letters, bool) or not 1 <= letters <= sum(sizes):
        raise MethodError("panel_letters_invalid", {"letters": str(letters), "most": sum(sizes)})
    chances = [rates.chance(zip(register.features, name, strict=True)) for name in names]
    loose = _shares(register, names, np.array(sizes, dtype=float), np.array([float(c) for c in chances]), letters)
    counts = _rounded(loose, sizes, letters)
    invited = sorted(id_ for name, many in zip(names, counts, strict=True) for id_ in strata[name][:many])
    expected = _expected(register, names, counts, chances)
    short = [line.answers / line.seats for line in expected if line.seats]
    lines = tuple(map(Stratum, names, sizes, counts, chances))
    return Invitation(seed, register.features, tuple(invited), lines, expected, min(short, default=Fraction(0)))


def _seats(register: Selection) -> list[Fraction]:
    return [Fraction(quota.least + min(quota.most, register.size), 2) for quota in register.quotas]


def _shares(
    register: Selection, names: list[tuple[str, ...]], sizes: Numbers, chances: Numbers, letters: int
) -> Numbers:
    """Letters to each stratum, not yet whole."""
    many = len(names)
    seats = np.array([float(seat) for seat in _seats(register)])
    answers = np.zeros((len(seats), many))
    for column, name in enumerate(names):
        for pair in zip(register.features, name, strict=True):
            answers[register.index[pair], column] = chances[column]
    # A group of which nobody is in the register cannot be helped by letters.
    kept = np.flatnonzero((seats > 0) & (answers.sum(axis=1) > 0))
    rows = np.vstack([np.append(np.ones(many), 0.0), np.hstack([answers[kept], -seats[kept, None]])])
    low = np.append(float(letters), np.zeros(len(kept)))
    high = np.append(float(letters), np.full(len(kept), INFINITE))
    gain = np.append(np.zeros(many), 1.0)
    first = Linear(rows, low, high, np.zeros(many + 1), np.append(sizes, 1e6), gain)
    if not first.solve():
        even_share: Numbers = sizes * (letters / float(sizes.sum()))
        return even_share
    covered = float(first.answer[-1]) * (1 - 1e-9)
    even = np.hstack([-np.eye(many), sizes[:, None]])
    rows = np.vstack([rows, even])
    low, high = np.append(low, np.zeros(many)), np.append(high, np.full(many, INFINITE))
    rows[1 : 1 + len(kept), many] = 0
    low[1 : 1 + len(kept)] = covered * seats[kept]
    second = Linear(rows, low, high, np.zeros(many + 1), np.append(sizes, 1.0), -gain)
    return second.answer[:many] if second.solve() else first.answer[:many]


def _rounded(loose: Numbers, sizes: list[int], letters: int) -> list[int]:
    counts = [min(int(np.floor(share + 1e-9)), size) for share, size in zip(loose.tolist(), sizes, strict=True)]
    by_rest = sorted(range(len(counts)), key=lambda place: (counts[place] - loose[place], place))
    while sum(counts) < letters:
        for place in by_rest:
            if sum(counts) < letters and counts[place] < sizes[place]:
                counts[place] += 1
    return counts


def _expected(
    register: Selection, names: list[tuple[str, ...]], counts: list[int], chances: list[Fraction]
) -> tuple[Expected, ...]:
    letters: Counter[int] = Counter()
    answers: dict[int, Fraction] = defaultdict(Fraction)
    for name, many, chance in zip(names, counts, chances, strict=True):
        for pair in zip(register.features, name, strict=True):
            letters[register.index[pair]] += many
            answers[register.index[pair]] += many * chance
    return tuple(
        Expected(quota.feature, quota.value, letters[place], answers[place], seats)
        for place, (quota, seats) in enumerate(zip(register.quotas, _seats(register), strict=True))
    )
