"""Which statement a person is shown next, and why."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from coproduce.methods._shared import Frozen, MethodError, Reason, whole_percent
from coproduce.methods.opinions.conversation import Conversation, Ints
from coproduce.methods.opinions.matrix import Flags, Floats
from coproduce.methods.opinions.names import LONGEST, is_plain

META_PRIORITY = 49.0
WEIGHT = 1_000_000
"""Chances are drawn in millionths of priority, in whole numbers, so that anyone can draw again by hand."""


def priorities(agrees: Ints, disagrees: Ints, seen: Ints, extremity: Floats, meta: Flags) -> Floats:
    """How much each statement deserves to be shown; from votes summed over groups. O(statements).

    ((1 - (P + 1) / (S + 2)) (E + 1) (A + 1) / (S + 2) (1 + 8 / 2^(S / 5)))^2, with A agreements, S votes, P passes and
    E how far out the statement stands; 49 for statements about people. Few votes, little passing, much agreement and a
    place far from the middle raise it.

    References
    ----------
    Small et al., *Polis*, Recerca 26(2), 2021, doi:10.6035/recerca.5516.
    """
    passes = seen - agrees - disagrees
    worth = (1 - (passes + 1) / (seen + 2)) * (extremity + 1) * (agrees + 1) / (seen + 2)
    return np.where(meta, META_PRIORITY, (worth * (1 + 8 * 2.0 ** (-seen / 5))) ** 2)


@dataclass(frozen=True, slots=True)
class Next:
    """The statement drawn, why, and the chances it was drawn with: whole weights by statement id."""

    statement: str
    reasons: tuple[Reason, ...]
    weights: Mapping[str, int]

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", Frozen(self.weights))

    def as_json(self) -> dict[str, object]:
        reasons = [reason.as_json() for reason in self.reasons]
        return {"next": self.statement, "reasons": reasons, "weights": dict(self.weights)}


@dataclass(frozen=True, eq=False)
class Routing:
    """What a draw is made from: priority, votes and place of every statement, and which may be shown."""

    ids: tuple[str, ...]
    priority: Floats
    seen: Ints
    passes: Ints
    agrees: Ints
    extremity: Floats
    meta: Flags
    open: Flags


def next_statement(routing: Routing, conversation: Conversation, person: str, *, seed: str) -> Next | None:
    """Draw what a person is shown next; None when they have voted on everything that may be shown.

    Chances go as priority, cut to whole millionths, at least one. The ticket is SHA-256(seed, zero byte, person, zero
    byte, number of votes the person has cast) as a whole number modulo the sum of weights; statements stand in the
    order of their ids. Somebody new has cast no votes. Rejected statements are not shown. O(statements).

    Raises
    ------
    MethodError
        ``person_id_invalid``.
    """
    if not is_plain(person):
        raise MethodError("person_id_invalid", {"person": repr(person)[:LONGEST]})
    voted = _voted_on(conversation, person)
    places = [place for place in np.nonzero(routing.open)[0].tolist() if place not in voted]
    if not places:
        return None
    weights = [max(int(routing.priority[place] * WEIGHT), 1) for place in places]
    ticket = hashlib.sha256(f"{seed}\0{person}\0{len(voted)}".encode()).digest()
    point = int.from_bytes(ticket, "big") % sum(weights)
    number = bisect_right(list(accumulate(weights)), point)
    chosen, percent = places[number], whole_percent(weights[number], sum(weights))
    drawn = Reason("next.drawn", {"statements": len(places), "percent": percent})
    named = {routing.ids[place]: weight for place, weight in zip(places, weights, strict=True)}
    return Next(routing.ids[chosen], (drawn, *_why(routing, chosen, places)), named)


def _voted_on(conversation: Conversation, person: str) -> set[int]:
    if person not in conversation.place_of:
        return set()
    row = conversation.place_of[person]
    return set(conversation.columns[conversation.starts[row] : conversation.starts[row + 1]].tolist())


def _why(routing: Routing, place: int, places: list[int]) -> tuple[Reason, ...]:
    """What speaks for a statement: each factor of its priority that is above the middle of those it was drawn from."""
    seen, passes = int(routing.seen[place]), int(routing.passes[place])
    if routing.meta[place]:
        return (Reason("next.about_people"),)
    reasons = []
    if seen <= np.median(routing.seen[places]):
        reasons.append(Reason("next.seen_by_few", {"seen": seen}))
    if routing.extremity[place] > np.median(routing.extremity[places]):
        reasons.append(Reason("next.tells_apart"))
    agreed = whole_percent(int(routing.agrees[place]), seen)
    if seen and agreed > 50:
        reasons.append(Reason("next.much_agreed", {"percent": agreed, "seen": seen}))
    if seen and whole_percent(passes, seen) < 20:
        reasons.append(Reason("next.few_pass", {"percent": whole_percent(passes, seen), "seen": seen}))
    return tuple(reasons) or (Reason("next.by_chance"),)
