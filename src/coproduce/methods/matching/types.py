"""Who is to be matched with whom: mentors with mentees by score, people with places by what each ranks."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

from coproduce.methods._shared import MethodError, digest

Start = Literal["max-min", "total"]
Proposing = Literal["people", "places"]
Lottery = Literal["single", "each"]
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "start": get_args(Start),
        "proposing": get_args(Proposing),
        "lottery": get_args(Lottery),
    }
)
MOST_ID, MOST_CELLS, MOST_SCORE = 200, 20_000_000, 10**18


def check_id(id_: str) -> None:
    """Raise ``match_id_invalid`` unless a text can name somebody."""
    strange = any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in id_)
    if not id_ or id_ != id_.strip() or len(id_) > MOST_ID or strange:
        raise MethodError("match_id_invalid", {"id": id_[:MOST_ID]})


def check_seed(seed: str) -> None:
    """Raise ``match_seed_invalid`` unless a lot can be drawn from a text."""
    try:
        seed.encode()
    except UnicodeEncodeError:
        raise MethodError("match_seed_invalid") from None


def _check_capacity(id_: str, capacity: object) -> None:
    if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < 0:
        raise MethodError("match_capacity_invalid", {"id": id_})


def _check_once(ids: Iterable[str]) -> None:
    for id_, times in Counter(ids).items():
        if times > 1:
            raise MethodError("match_id_twice", {"id": id_})


@dataclass(frozen=True, slots=True)
class Mentor:
    """Somebody who can take up to ``capacity`` mentees; ``offers``: languages, places, hours and whatever is needed."""

    id: str
    capacity: int = 1
    offers: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_capacity(self.id, self.capacity)
        object.__setattr__(self, "offers", frozenset(self.offers))


@dataclass(frozen=True, slots=True)
class Mentee:
    """Somebody who wants one mentor, who offers all of ``needs``."""

    id: str
    needs: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_id(self.id)
        object.__setattr__(self, "needs", frozenset(self.needs))


@dataclass(frozen=True, slots=True)
class PairRules:
    """``start``: ``max-min`` first makes the lowest score of a pair as high as can be, ``total`` does not. ``balance``:
    among equal totals the mentees are spread evenly over mentors. ``unscored``: the score of pairs that have none;
    None forbids them.
    """

    start: Start = "max-min"
    balance: bool = True
    unscored: Fraction | None = None

    def __post_init__(self) -> None:
        if self.start not in CHOICES["start"]:
            raise MethodError("match_rule_invalid", {"rule": "start"})
        if not isinstance(self.balance, bool):
            raise MethodError("match_rule_invalid", {"rule": "balance"})
        if self.unscored is not None:
            object.__setattr__(self, "unscored", exact(self.unscored, "unscored"))

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "unscored": None if self.unscored is None else str(self.unscored)}


def written(score: Fraction) -> int | float | str:
    """A score as people wrote it: whole, decimal where that is exact, else as a fraction.

    >>> written(Fraction(3)), written(Fraction(1, 10)), written(Fraction(1, 3))
    (3, 0.1, '1/3')
    """
    if score.denominator == 1:
        return int(score)
    decimal = float(score)
    return decimal if Fraction(repr(decimal)) == score else str(score)


def exact(value: object, named: str) -> Fraction:
    """A score as an exact fraction, its parts up to 10^18; floats are refused, for 0.1 is none."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise MethodError("match_score_invalid", {"id": named})
    score = Fraction(value)
    if abs(score.numerator) > MOST_SCORE or score.denominator > MOST_SCORE:
        raise MethodError("match_score_invalid", {"id": named})
    return score


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """A mentor with a mentee, and their score."""

    mentor: str
    mentee: str
    score: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "score", exact(self.score, f"{self.mentor} + {self.mentee}"))

    def as_json(self) -> dict[str, object]:
        return {"mentor": self.mentor, "mentee": self.mentee, "score": written(self.score)}


@dataclass(frozen=True)
class Mentoring:
    """Mentors and mentees, a score for each pair that is thought of, and pairs (mentor, mentee) that must not be.

    In an order of its own: that of the input never matters.

    Raises:
        MethodError: ``match_id_twice`` (also for one id on both sides), ``match_id_unknown``, ``match_scored_twice``,
            ``match_too_large`` (places of mentors times mentees above 20 million).
    """

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    scores: tuple[Pair, ...] = ()
    exclusions: frozenset[tuple[str, str]] = frozenset()
    rules: PairRules = field(default_factory=PairRules)

    def __post_init__(self) -> None:
        object.__setattr__(self, "mentors", tuple(sorted(self.mentors, key=lambda m: m.id)))
        object.__setattr__(self, "mentees", tuple(sorted(self.mentees, key=lambda m: m.id)))
        _check_once([*(m.id for m in self.mentors), *(m.id for m in self.mentees)])
        mentors, mentees = {m.id for m in self.mentors}, {m.id for m in self.mentees}
        named = [(pair.mentor, pair.mentee) for pair in self.scores]
        for mentor, mentee in [*named, *self.exclusions]:
            for id_, known in ((mentor, mentors), (mentee, mentees)):
                if id_ not in known:
                    raise MethodError("match_id_unknown", {"id": id_[:MOST_ID]})
        for pair, times in Counter(named).items():
            if times > 1:
                raise MethodError("match_scored_twice", {"mentor": pair[0], "mentee": pair[1]})
        places = sum(min(m.capacity, len(mentees)) for m in self.mentors)
        if places * len(mentees) > MOST_CELLS:
            raise MethodError("match_too_large", {"most": MOST_CELLS})
        object.__setattr__(self, "scores", tuple(sorted(self.scores)))
        object.__setattr__(self, "exclusions", frozenset(self.exclusions))

    @cached_property
    def scored(self) -> Mapping[tuple[str, str], Fraction]:
        """The score of each pair that has one."""
        return {(pair.mentor, pair.mentee): pair.score for pair in self.scores}

    @property
    def digest(self) -> str:
        """SHA-256 of the input; the same in whatever order it was given."""
        return digest(
            {
                "mentors": [[m.id, m.capacity, sorted(m.offers)] for m in self.mentors],
                "mentees": [[m.id, sorted(m.needs)] for m in self.mentees],
                "scores": [[pair.mentor, pair.mentee, str(pair.score)] for pair in self.scores],
                "exclusions": sorted(map(list, self.exclusions)),
                "rules": self.rules.as_json(),
            }
        )


Ranks = tuple[tuple[str, ...], ...]
"""Ids from the dearest down; those in one group are equally dear. Whoever is not named is not acceptable."""


def _ranks(id_: str, ranks: Iterable[Iterable[str]]) -> Ranks:
    groups = tuple(tuple(sorted(group)) for group in ranks)
    if not all(groups):
        raise MethodError("match_ranks_invalid", {"id": id_})
    if len({name for group in groups for name in group}) < sum(map(len, groups)):
        raise MethodError("match_ranked_twice", {"id": id_})
    return groups


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person who seeks one place, with what they would take, the dearest first."""

    id: str
    prefers: Ranks = ()

    def __post_init__(self) -> None:
        check_id(self.id)
        object.__setattr__(self, "prefers", _ranks(self.id, self.prefers))


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere (or somebody) with room for ``capacity`` people, and whom it would take, the dearest first."""

    id: str
    capacity: int = 1
    prefers: Ranks = ()

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_capacity(self.id, self.capacity)
        object.__setattr__(self, "prefers", _ranks(self.id, self.prefers))


@dataclass(frozen=True, slots=True)
class StableRules:
    """``proposing``: which side proposes; of the stable matchings (ties once broken) it gets its best. ``lottery``:
    ties at all places are broken by one lot (``single``), or by a lot of each place (``each``).
    """

    proposing: Proposing = "people"
    lottery: Lottery = "single"

    def __post_init__(self) -> None:
        for name in ("proposing", "lottery"):
            if getattr(self, name) not in CHOICES[name]:
                raise MethodError("match_rule_invalid", {"rule": name})

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Market:
    """People and places that rank each other.

    Raises:
        MethodError: ``match_id_twice``, ``match_id_unknown``.
    """

    people: tuple[Seeker, ...]
    places: tuple[Place, ...]
    rules: StableRules = field(default_factory=StableRules)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", tuple(sorted(self.people, key=lambda p: p.id)))
        object.__setattr__(self, "places", tuple(sorted(self.places, key=lambda p: p.id)))
        _check_once([*(p.id for p in self.people), *(p.id for p in self.places)])
        people, places = {p.id for p in self.people}, {p.id for p in self.places}
        for ranking, known in [
            *((p.prefers, places) for p in self.people),
            *((p.prefers, people) for p in self.places),
        ]:
            for id_ in (name for group in ranking for name in group):
                if id_ not in known:
                    raise MethodError("match_id_unknown", {"id": id_[:MOST_ID]})

    @property
    def digest(self) -> str:
        """SHA-256 of the input; the same in whatever order it was given."""
        return digest(
            {
                "people": [[p.id, p.prefers] for p in self.people],
                "places": [[p.id, p.capacity, p.prefers] for p in self.places],
                "rules": self.rules.as_json(),
            }
        )
