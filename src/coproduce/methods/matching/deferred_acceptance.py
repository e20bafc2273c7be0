"""Stable matching of people with places that have room for several, ties broken by lot.

References:
    D. Gale, L. S. Shapley, College admissions and the stability of marriage, Amer. Math. Monthly 69 (1962) 9-15,
    https://doi.org/10.2307/2312726. On ties and one lot or several: A. Abdulkadiroglu, P. A. Pathak, A. E. Roth,
    Strategy-proofness versus efficiency in matching with indifferences, Amer. Econ. Rev. 99 (2009) 1954-1978,
    https://doi.org/10.1257/aer.99.5.1954
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coproduce.methods._shared import Frozen, MethodError, Reason, digest, draw_order
from coproduce.methods.matching.types import MOST_ID, Market, Ranks, StableRules, check_seed


@dataclass(frozen=True, slots=True)
class Stable:
    """Who has which place, and why. ``unmatched``: people without a place; ``room``: places left, by place."""

    rules: StableRules
    seed: str
    input: str
    matches: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    room: Mapping[str, int]
    why: Mapping[str, Reason]

    def __post_init__(self) -> None:
        object.__setattr__(self, "why", Frozen(self.why))
        object.__setattr__(self, "room", Frozen(self.room))

    def as_json(self) -> dict[str, object]:
        plain: dict[str, object] = {
            "matches": [{"person": person, "place": place} for person, place in self.matches],
            "unmatched": list(self.unmatched),
            "room": dict(self.room),
            "why": {id_: reason.as_json() for id_, reason in self.why.items()},
            "rules": self.rules.as_json(),
            "seed": self.seed,
            "input": self.input,
        }
        return {**plain, "digest": digest(plain)}

    @property
    def digest(self) -> str:
        return str(self.as_json()["digest"])


def deferred_acceptance(market: Market, *, seed: str = "0") -> Stable:
    """Nobody and no place would both rather have each other than what they have.

    Ties are first broken by lot: the order of ``draw_order`` over the people, at every place with one lot, or with a
    lot of each place (seed, zero byte, id of the place); people's own ties by a lot each of the same form. Then one
    side proposes, the dearest first; the other keeps the dearest it has room for. The outcome depends on no order of
    proposals, and among the matchings stable for the broken ties it is the best for every one of the proposing side;
    with people proposing nobody gains by ranking otherwise than they feel. It is stable also as ranked, ties left in,
    in that no pair strictly gains; how many are matched can depend on the lot. O(length of all rankings).

    Raises:
        MethodError: ``match_seed_invalid`` (cannot be written in UTF-8).
    """
    check_seed(seed)
    lists = _Lists(market, seed)
    held = _people_propose(market, lists) if market.rules.proposing == "people" else _places_propose(market, lists)
    place_of = {person: place for place, people in held.items() for person in people}
    return Stable(
        rules=market.rules,
        seed=seed,
        input=market.digest,
        matches=tuple(sorted(place_of.items())),
        unmatched=tuple(person.id for person in market.people if person.id not in place_of),
        room={place.id: place.capacity - len(held[place.id]) for place in market.places},
        why={
            person.id: _why(person.prefers, place_of.get(person.id), lists.people[person.id])
            for person in market.people
        },
    )


class _Lists:
    """Everybody's acceptable partners who accept them too, ties broken, the dearest first; and ranks by partner."""

    def __init__(self, market: Market, seed: str) -> None:
        likes = {place.id: {name for group in place.prefers for name in group} for place in market.places}
        named = {person.id: {name for group in person.prefers for name in group} for person in market.people}
        one = _numbers(seed, named)
        ahead = {
            place: one if market.rules.lottery == "single" else _numbers(f"{seed}\0{place}", named) for place in likes
        }
        own = {person: _numbers(f"{seed}\0{person}", named[person]) for person in named}
        self.people = {
            p.id: [
                name for group in p.prefers for name in sorted(group, key=own[p.id].__getitem__) if p.id in likes[name]
            ]
            for p in market.people
        }
        self.places = {
            p.id: [n for group in p.prefers for n in sorted(group, key=ahead[p.id].__getitem__) if p.id in named[n]]
            for p in market.places
        }
        self.standing = {place: {name: n for n, name in enumerate(order)} for place, order in self.places.items()}
        self.wish = {person: {name: n for n, name in enumerate(order)} for person, order in self.people.items()}


def _numbers(seed: str, people: Iterable[str]) -> dict[str, int]:
    return {person: number for number, person in enumerate(draw_order(seed, people))}


def _people_propose(market: Market, lists: _Lists) -> dict[str, list[str]]:
    room = {place.id: place.capacity for place in market.places}
    held: dict[str, list[str]] = {place.id: [] for place in market.places}
    asked = dict.fromkeys(lists.people, 0)
    waiting = [person.id for person in reversed(market.people)]
    while waiting:
        person = waiting.pop()
        if asked[person] == len(lists.people[person]):
            continue
        place = lists.people[person][asked[person]]
        asked[person] += 1
        held[place].append(person)
        if len(held[place]) > room[place]:
            last = max(held[place], key=lists.standing[place].__getitem__)
            held[place].remove(last)
            waiting.append(last)
    return held


def _places_propose(market: Market, lists: _Lists) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {place.id: [] for place in market.places}
    place_of: dict[str, str] = {}
    asked = dict.fromkeys(held, 0)
    room = {place.id: place.capacity for place in market.places}
    waiting = [place.id for place in reversed(market.places)]
    while waiting:
        place = waiting.pop()
        while len(held[place]) < room[place] and asked[place] < len(lists.places[place]):
            person = lists.places[place][asked[place]]
            asked[place] += 1
            before = place_of.get(person)
            if before is not None and lists.wish[person][before] < lists.wish[person][place]:
                continue
            if before is not None:
                held[before].remove(person)
                waiting.append(before)
            place_of[person] = place
            held[place].append(person)
    return held


def _why(prefers: Ranks, place: str | None, both: list[str]) -> Reason:
    named = sum(map(len, prefers))
    if place is not None:
        rank = rank_of(prefers, place) or 0
        return Reason("stable.got", {"place": place, "rank": rank, "named": named})
    if not named:
        return Reason("stable.named_none")
    return Reason("stable.full" if both else "stable.unwanted", {"named": named})


def rank_of(ranks: Ranks, id_: str) -> int | None:
    """In which group somebody stands, counted from 1; None when not named."""
    return next((number for number, group in enumerate(ranks, start=1) if id_ in group), None)


def blocking_pairs(market: Market, matches: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The (person, place) pairs that both would rather have than what they have, by their rankings with ties.

    None means stable. A place would when it has room, or has somebody whom it ranks strictly lower. O(pairs).
    """
    place_of = dict(matches)
    held: dict[str, list[str]] = {place.id: [] for place in market.places}
    for matched, at in place_of.items():
        held[at].append(matched)
    found = []
    for person in market.people:
        now = rank_of(person.prefers, place_of[person.id]) if person.id in place_of else None
        for place in market.places:
            wish, standing = rank_of(person.prefers, place.id), rank_of(place.prefers, person.id)
            if wish is None or standing is None or (now is not None and wish >= now):
                continue
            ranks = [rank_of(place.prefers, other) for other in held[place.id]]
            free = len(ranks) < place.capacity
            if free or any(rank is None or rank > standing for rank in ranks):
                found.append((person.id, place.id))
    return tuple(sorted(found))


def explain_place(market: Market, stable: Stable, person: str, place: str) -> Reason:
    """Why a person does not have a place: ``stable.is`` (they have it), ``stable.not.unnamed`` (they did not name it),
    ``stable.not.unwanted`` (it did not name them), ``stable.not.rather`` (they have one they like as much or more),
    ``stable.not.no_room`` (it has no room at all), ``stable.not.ahead`` (full, all held rank ahead), ``stable.not.lot``
    (full, and ``by_lot`` of those held rank the same and were drawn ahead).

    Raises:
        MethodError: ``match_id_unknown``.
    """
    who = next((each for each in market.people if each.id == person), None)
    where = next((each for each in market.places if each.id == place), None)
    if who is None or where is None:
        raise MethodError("match_id_unknown", {"id": (place if who is not None else person)[:MOST_ID]})
    place_of = dict(stable.matches)
    wish, standing = rank_of(who.prefers, place), rank_of(where.prefers, person)
    if place_of.get(person) == place:
        return Reason("stable.is")
    if wish is None:
        return Reason("stable.not.unnamed")
    if standing is None:
        return Reason("stable.not.unwanted")
    if not where.capacity:
        return Reason("stable.not.no_room")
    now = rank_of(who.prefers, place_of[person]) if person in place_of else None
    if now is not None and now <= wish:
        return Reason("stable.not.rather", {"place": place_of[person]})
    held = [other for other, at in stable.matches if at == place]
    level = sum(rank_of(where.prefers, other) == standing for other in held)
    if level:
        return Reason("stable.not.lot", {"places": len(held), "by_lot": level})
    return Reason("stable.not.ahead", {"places": len(held)})
