"""Matching told once more by trying everything, and small cases full of ties to try it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import product

from hypothesis import strategies as st

from coproduce.methods.matching import (
    Market,
    Mentee,
    Mentor,
    Mentoring,
    Pair,
    PairRules,
    Place,
    Seeker,
    StableRules,
    rank_of,
)

SKILLS = ("fr", "nl")
Given = tuple[str | None, ...]


@st.composite
def mentorings(draw: st.DrawFn, *, mentors: int = 3, mentees: int = 4) -> Mentoring:
    skills = st.frozensets(st.sampled_from(SKILLS), max_size=1)
    givers = [
        Mentor(f"m{n}", draw(st.integers(0, 2)), draw(st.frozensets(st.sampled_from(SKILLS))))
        for n in range(draw(st.integers(0, mentors)))
    ]
    takers = [Mentee(f"t{n}", draw(skills)) for n in range(draw(st.integers(0, mentees)))]
    pairs = [(m.id, t.id) for m in givers for t in takers]
    score = st.sampled_from((Fraction(0), Fraction(1), Fraction(1), Fraction(5, 2), Fraction(1, 3), Fraction(-2)))
    scores = [Pair(*pair, draw(score)) for pair in pairs if draw(st.integers(0, 4))]
    excluded = frozenset(draw(st.sets(st.sampled_from(pairs), max_size=2))) if pairs else frozenset()
    rules = PairRules(
        draw(st.sampled_from(("max-min", "total"))),
        draw(st.booleans()),
        draw(st.sampled_from((None, None, Fraction(0)))),
    )
    return Mentoring(tuple(givers), tuple(takers), tuple(scores), excluded, rules)


def score_of(mentoring: Mentoring, mentor: Mentor, mentee: Mentee) -> Fraction | None:
    """The score of a pair, or None where it may not be."""
    if (mentor.id, mentee.id) in mentoring.exclusions or not mentee.needs <= mentor.offers:
        return None
    given = [pair.score for pair in mentoring.scores if (pair.mentor, pair.mentee) == (mentor.id, mentee.id)]
    return given[0] if given else mentoring.rules.unscored


def merits(mentoring: Mentoring, given: Given) -> tuple[Fraction | int, ...] | None:
    """The figures of a pairing (for each mentee a mentor or None), smaller is better; None when it may not be."""
    mentors = {mentor.id: mentor for mentor in mentoring.mentors}
    loads = Counter(id_ for id_ in given if id_ is not None)
    if any(count > mentors[id_].capacity for id_, count in loads.items()):
        return None
    scores = []
    for mentee, id_ in zip(mentoring.mentees, given, strict=True):
        if id_ is not None:
            score = score_of(mentoring, mentors[id_], mentee)
            if score is None:
                return None
            scores.append(score)
    lowest = min(scores, default=Fraction(0)) if mentoring.rules.start == "max-min" else Fraction(0)
    squares = sum(count**2 for count in loads.values()) if mentoring.rules.balance else 0
    return -len(scores), -lowest, -sum(scores, Fraction(0)), squares


def best(mentoring: Mentoring, *, forced: tuple[str, str] | None = None) -> tuple[Fraction | int, ...] | None:
    """The figures of the best pairing there is, of those with a (mentor, mentee) that must be."""
    ids = [None, *(mentor.id for mentor in mentoring.mentors)]
    ways: Iterator[Given] = product(ids, repeat=len(mentoring.mentees))
    names = [mentee.id for mentee in mentoring.mentees]
    found = [merits(mentoring, way) for way in ways if forced is None or way[names.index(forced[1])] == forced[0]]
    return min((figures for figures in found if figures is not None), default=None)


@st.composite
def markets(draw: st.DrawFn, *, people: int = 4, places: int = 3) -> Market:
    who, where = range(draw(st.integers(0, people))), range(draw(st.integers(0, places)))

    def ranking(names: list[str]) -> tuple[tuple[str, ...], ...]:
        order = draw(st.permutations(names))[: draw(st.integers(0, len(names)))]
        groups: list[list[str]] = []
        for name in order:
            if groups and draw(st.booleans()):
                groups[-1].append(name)
            else:
                groups.append([name])
        return tuple(map(tuple, groups))

    seekers, offered = [f"p{n}" for n in who], [f"q{n}" for n in where]
    return Market(
        tuple(Seeker(id_, ranking(offered)) for id_ in seekers),
        tuple(Place(id_, draw(st.integers(0, 2)), ranking(seekers)) for id_ in offered),
        StableRules(draw(st.sampled_from(("people", "places"))), draw(st.sampled_from(("single", "each")))),
    )


def without_ties(market: Market) -> Market:
    """The same with every group taken apart in order of ids."""

    def apart(ranks: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        return tuple((name,) for group in ranks for name in group)

    people = tuple(Seeker(p.id, apart(p.prefers)) for p in market.people)
    return Market(people, tuple(Place(p.id, p.capacity, apart(p.prefers)) for p in market.places), market.rules)


def by_lot(market: Market, seed: str) -> Market:
    """The same with every group taken apart by lot, as the page says: the smallest SHA-256 comes first."""

    def drawn(lot: str, name: str) -> bytes:
        return sha256(lot.encode() + b"\0" + name.encode()).digest()

    def apart(ranks: tuple[tuple[str, ...], ...], lot: str) -> tuple[tuple[str, ...], ...]:
        return tuple((name,) for group in ranks for name in sorted(group, key=lambda name: drawn(lot, name)))

    one = market.rules.lottery == "single"
    people = tuple(Seeker(p.id, apart(p.prefers, f"{seed}\0{p.id}")) for p in market.people)
    places = (Place(p.id, p.capacity, apart(p.prefers, seed if one else f"{seed}\0{p.id}")) for p in market.places)
    return Market(people, tuple(places), market.rules)


def stable_matchings(market: Market) -> list[dict[str, str]]:
    """Every matching in which all accept each other, no place holds too many and no pair would rather."""
    ways = product(*([None, *(name for group in p.prefers for name in group)] for p in market.people))
    found = []
    for way in ways:
        matching = {p.id: place for p, place in zip(market.people, way, strict=True) if place is not None}
        if sound(market, matching) and not wishes(market, matching):
            found.append(matching)
    return found


def sound(market: Market, matching: dict[str, str]) -> bool:
    places = {place.id: place for place in market.places}
    people = {person.id: person for person in market.people}
    loads = Counter(matching.values())
    if any(count > places[id_].capacity for id_, count in loads.items()):
        return False
    return all(
        rank_of(places[place].prefers, person) and rank_of(people[person].prefers, place)
        for person, place in matching.items()
    )


def wishes(market: Market, matching: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs that both strictly rather would, straight from the definition."""
    found = []
    for person, place in product(market.people, market.places):
        wish, standing = rank_of(person.prefers, place.id), rank_of(place.prefers, person.id)
        if wish is None or standing is None:
            continue
        mine = matching.get(person.id)
        glad = mine is None or (rank_of(person.prefers, mine) or 0) > wish
        inside = [rank_of(place.prefers, other) or 0 for other, at in matching.items() if at == place.id]
        if glad and (len(inside) < place.capacity or any(rank > standing for rank in inside)):
            found.append((person.id, place.id))
    return sorted(found)
