"""The rules written as plainly as can be, from their definitions, to compare with: slow, for a handful of voters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise, permutations

from coproduce.methods._shared import draw_order

Ballot = Sequence[Sequence[str]]


def rank_of(ballot: Ballot, option: str) -> int:
    return next((place for place, group in enumerate(ballot) if option in group), 99)


def preferring(ballots: Sequence[Ballot], one: str, other: str) -> int:
    return sum(rank_of(ballot, one) < rank_of(ballot, other) for ballot in ballots)


def borda(options: Sequence[str], ballots: Sequence[Ballot], unranked: str = "average") -> dict[str, Fraction]:
    """Points for every option below, half for every equal one.

    Unranked ones are last and equal (``average``), or get nothing (``zero``), or are not there (``modified``).
    """
    points = dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        for one in options:
            if unranked != "average" and rank_of(ballot, one) == 99:
                continue
            for other in options:
                if other == one or (unranked == "modified" and rank_of(ballot, other) == 99):
                    continue
                below, equal = (
                    rank_of(ballot, one) < rank_of(ballot, other),
                    rank_of(ballot, one) == rank_of(ballot, other),
                )
                points[one] += Fraction(2 * below + equal, 2)
            if unranked == "modified":
                points[one] += 1  # the last of those ranked gets one point, not none
    return points


def schulze_beats(options: Sequence[str], ballots: Sequence[Ballot], *, margins: bool) -> set[tuple[str, str]]:
    """Who beats whom: every path there is is walked."""

    def victory(one: str, other: str) -> int:
        ahead, behind = preferring(ballots, one, other), preferring(ballots, other, one)
        return (ahead - behind if margins else ahead) if ahead > behind else 0

    def path(start: str, end: str) -> int:
        between = [option for option in options if option not in (start, end)]
        walks = (
            (start, *middle, end) for length in range(len(between) + 1) for middle in permutations(between, length)
        )
        return max(min(victory(a, b) for a, b in pairwise(walk)) for walk in walks)

    return {(a, b) for a in options for b in options if a != b and path(a, b) > path(b, a)}


def ranked_pairs_locked(
    options: Sequence[str], ballots: Sequence[Ballot], seed: str, *, margins: bool
) -> set[tuple[str, str]]:
    """Victories locked one by one, a circle looked for each time by walking."""
    lot = draw_order(seed, options)
    victories = []
    for one in options:
        for other in options:
            ahead, behind = preferring(ballots, one, other), preferring(ballots, other, one)
            if ahead > behind:
                weight = ahead - behind if margins else ahead
                victories.append((-weight, behind, lot.index(one), -lot.index(other), one, other))
    locked: set[tuple[str, str]] = set()

    def leads(start: str, end: str) -> bool:
        return start == end or any(leads(b, end) for a, b in locked if a == start)

    for *_, one, other in sorted(victories):
        if not leads(other, one):
            locked.add((one, other))
    return locked


def levels(options: Sequence[str], beats: set[tuple[str, str]]) -> list[list[str]]:
    left, found = sorted(options), []
    while left:
        top = [option for option in left if not any((other, option) in beats for other in left)]
        found.append(top)
        left = [option for option in left if option not in top]
    return found


def irv_order(options: Sequence[str], ballots: Sequence[Ballot], seed: str) -> list[str]:
    left, out, history = list(options), list[str](), []
    lot = draw_order(seed, options)
    while len(left) > 1:
        votes = dict.fromkeys(options, Fraction(0))
        for ballot in ballots:
            tops = [[o for o in group if o in left] for group in ballot]
            top = next((group for group in tops if group), [])
            for option in top:
                votes[option] += Fraction(1, len(top))
        history.append(votes)
        last = [option for option in left if votes[option] == min(votes[o] for o in left)]
        for earlier in reversed(history):
            last = [option for option in last if earlier[option] == min(earlier[o] for o in last)]
        out.append(max(last, key=lot.index))
        left.remove(out[-1])
    return left + out[::-1]


def majority_value(grades: Sequence[int]) -> list[int]:
    """The middle grade, the lower of two, taken away again and again."""
    left, value = sorted(grades), []
    while left:
        value.append(left.pop((len(left) - 1) // 2))
    return value


def sums(options: Sequence[str], ballots: Sequence[Mapping[str, int]], low: int = 0) -> dict[str, int]:
    """The scores of each option added up; a score not given is the lowest."""
    return {option: sum(ballot.get(option, low) for ballot in ballots) for option in options}


def means(options: Sequence[str], ballots: Sequence[Mapping[str, int]]) -> dict[str, Fraction]:
    """The mean of the scores that were given; none where nobody gave one."""
    given = {option: [ballot[option] for ballot in ballots if option in ballot] for option in options}
    return {option: Fraction(sum(marks), len(marks)) for option, marks in given.items() if marks}


def quadratic(options: Sequence[str], ballots: Sequence[Mapping[str, int]]) -> dict[str, Decimal]:
    """The roots of the credits put on each option, added up to forty decimals."""
    with localcontext() as context:
        context.prec = 60
        totals = dict.fromkeys(options, Decimal(0))
        for ballot in ballots:
            for option, spent in ballot.items():
                totals[option] += Decimal(abs(spent)).sqrt().copy_sign(Decimal(spent))
        return {option: round(total, 40) + 0 for option, total in totals.items()}


def consent(options: Sequence[str], ballots: Sequence[Mapping[str, tuple[str, str]]]) -> dict[str, str]:
    """What became of each proposal, from everything anybody said about it."""
    states = {}
    for option in options:
        said = {ballot[option][0] for ballot in ballots if option in ballot} - {"aside"}
        if "objection" in said:
            states[option] = "objections_open"
        elif not said:
            states[option] = "unanswered"
        else:
            states[option] = "withdrawn" if "withdrawn" in said else "consent"
    return states


class Paper:
    """One ballot paper: its preferences and what it is worth now."""

    def __init__(self, listed: Sequence[str]) -> None:
        self.listed = list(listed)
        self.value = Decimal(1)

    def next(self, continuing: Sequence[str]) -> str | None:
        return next((option for option in self.listed if option in continuing), None)


def scottish(options: Sequence[str], papers: Sequence[Sequence[str]], seats: int, seed: str) -> list[set[str]]:
    """Rules 45 to 52 paper by paper, in decimals; who was elected at each stage, and at last the vacancies filled."""
    lot = draw_order(seed, options)
    piles: dict[str, list[Paper]] = {option: [] for option in options}
    continuing, elected, waiting = list(options), list[str](), list[str]()
    for listed in papers:
        if listed:
            piles[listed[0]].append(Paper(listed))
    quota = sum(map(len, piles.values())) // (seats + 1) + 1
    votes = {option: Decimal(len(piles[option])) for option in options}
    history, stages = [], []

    def among(tied: list[str], best: str) -> str:
        choose = max if best == "most" else min
        for earlier in reversed(history):
            tied = [o for o in tied if earlier[o] == choose(earlier[p] for p in tied)]
        return min(tied, key=lot.index) if best == "most" else max(tied, key=lot.index)

    while True:
        history.append(dict(votes))
        now = [option for option in continuing if votes[option] >= quota]
        elected += now
        waiting += [option for option in now if votes[option] > quota]
        continuing = [option for option in continuing if option not in now]
        stages.append(set(now))
        if len(elected) >= seats:
            return stages
        if len(continuing) + len(elected) <= seats:
            stages[-1] |= set(continuing)
            return stages
        if waiting:
            giver = among([o for o in waiting if votes[o] == max(votes[w] for w in waiting)], "most")
            waiting.remove(giver)
            surplus, credited = votes[giver] - quota, votes[giver]
            for paper in piles.pop(giver):
                paper.value = Decimal(int(surplus * 10**10 * paper.value // (credited * 10**5))) / 10**5
                if taker := paper.next(continuing):
                    piles[taker].append(paper)
                    votes[taker] += paper.value
            votes[giver] = Decimal(quota)
        else:
            goes = among([o for o in continuing if votes[o] == min(votes[c] for c in continuing)], "fewest")
            continuing.remove(goes)
            votes[goes] = Decimal(0)
            if len(continuing) + len(elected) > seats:
                for paper in piles.pop(goes):
                    if taker := paper.next(continuing):
                        piles[taker].append(paper)
                        votes[taker] += paper.value
