"""Mentors and mentees by score: as many pairs as can be, then none worse than need be, then the best in all.

References:
    H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2 (1955) 83-97,
    https://doi.org/10.1002/nav.3800020109; the algorithm used is that of D. F. Crouse, On implementing 2D rectangular
    assignment algorithms, IEEE Trans. Aerosp. Electron. Syst. 52 (2016) 1679-1696,
    https://doi.org/10.1109/TAES.2016.140952
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from coproduce.methods._shared import Fact, Frozen, MethodError, Reason, digest, draw_order
from coproduce.methods.matching.types import MOST_ID, Mentee, Mentor, Mentoring, Pair, PairRules, check_seed, written

Costs = NDArray[np.float64]
EXACT = 2**53
"""Whole numbers up to this are exact in a float; sums that could pass it are refused."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who is paired with whom, and for everybody why. ``unpaired``: mentees without a mentor."""

    rules: PairRules
    seed: str
    input: str
    pairs: tuple[Pair, ...]
    unpaired: tuple[str, ...]
    why: Mapping[str, Reason]

    def __post_init__(self) -> None:
        object.__setattr__(self, "why", Frozen(self.why))

    @property
    def total(self) -> Fraction:
        """Sum of the scores of all pairs."""
        return sum((pair.score for pair in self.pairs), Fraction(0))

    @property
    def lowest(self) -> Fraction | None:
        """The lowest score of a pair; None without pairs."""
        return min((pair.score for pair in self.pairs), default=None)

    def as_json(self) -> dict[str, object]:
        plain: dict[str, object] = {
            "pairs": [pair.as_json() for pair in self.pairs],
            "unpaired": list(self.unpaired),
            "lowest": None if self.lowest is None else written(self.lowest),
            "total": written(self.total),
            "why": {id_: reason.as_json() for id_, reason in self.why.items()},
            "rules": self.rules.as_json(),
            "seed": self.seed,
            "input": self.input,
        }
        return {**plain, "digest": self.digest}

    @property
    def digest(self) -> str:
        """SHA-256 of input, rules, seed and pairs, scores as exact fractions."""
        pairs = [[pair.mentor, pair.mentee, str(pair.score)] for pair in self.pairs]
        return digest({"input": self.input, "rules": self.rules.as_json(), "seed": self.seed, "pairs": pairs})


def pair_by_score(mentoring: Mentoring, *, seed: str = "0") -> Pairing:
    """Pair mentees with mentors within capacities, exclusions and needs.

    Goals in order: most pairs; with ``start`` ``max-min`` the highest lowest score; the highest total; with ``balance``
    the smallest sum of squared numbers of mentees. All exact. Among pairings equal in all that, the order by lot of
    rows and columns decides: same seed, same pairs, but no fair lot. O(log(scores) n^2 m) for n mentees and m places.

    Raises:
        MethodError: ``match_scores_too_fine`` where scores have so many digits that sums would not be exact;
            ``match_seed_invalid`` (cannot be written in UTF-8).
    """
    check_seed(seed)
    table = _Table(mentoring, seed)
    found = table.best()
    pairs = tuple(sorted(Pair(m, n, table.scores[m, n]) for n, m in found.items()))
    unpaired = tuple(mentee.id for mentee in mentoring.mentees if mentee.id not in found)
    return Pairing(mentoring.rules, seed, mentoring.digest, pairs, unpaired, _why(mentoring, table, pairs))


def obstacle(mentoring: Mentoring, mentor: Mentor, mentee: Mentee) -> Reason | None:
    """What forbids a pair whoever else is paired: exclusion, need, no score, no room at all."""
    if (mentor.id, mentee.id) in mentoring.exclusions:
        return Reason("pairs.not.excluded")
    if lacking := sorted(mentee.needs - mentor.offers):
        return Reason("pairs.not.needs", {"lacking": ", ".join(lacking)})
    if mentoring.rules.unscored is None and (mentor.id, mentee.id) not in mentoring.scored:
        return Reason("pairs.not.unscored")
    return None if mentor.capacity else Reason("pairs.not.no_room")


class _Table:
    """Rows are mentees, columns places of mentors, both in an order by lot."""

    def __init__(self, mentoring: Mentoring, seed: str) -> None:
        self.rules = mentoring.rules
        self.rows = draw_order(seed, [mentee.id for mentee in mentoring.mentees])
        mentors = {mentor.id: mentor for mentor in mentoring.mentors}
        mentees = {mentee.id: mentee for mentee in mentoring.mentees}
        self.scores = {
            (mentor.id, mentee.id): mentoring.scored.get((mentor.id, mentee.id), self.rules.unscored or Fraction(0))
            for mentor in mentoring.mentors
            for mentee in mentoring.mentees
            if obstacle(mentoring, mentor, mentee) is None
        }
        order = draw_order(seed, mentors)
        self.columns = [(id_, n) for id_ in order for n in range(min(mentors[id_].capacity, len(mentees)))]
        scale = math.lcm(*(score.denominator for score in self.scores.values()))
        self.whole = {pair: int(score * scale) for pair, score in self.scores.items()}

    def best(self, cap: int | None = None) -> dict[str, str]:
        """The mentor of each paired mentee. ``cap``: the lowest score need not be lifted above it."""
        if not self.whole or not self.columns or not self.rows:
            return {}
        allowed = self.whole
        if self.rules.start == "max-min":
            allowed = self._lifted(len(self._assigned(allowed, dict.fromkeys(allowed, 0), 0)), cap)
        return self._assigned(allowed, allowed, self._tie_base() if self.rules.balance else 0)

    def _lifted(self, most: int, cap: int | None) -> dict[tuple[str, str], int]:
        """Without pairs below the highest score that still leaves as many pairs: halving over the scores there are."""
        levels = sorted({score if cap is None else min(score, cap) for score in self.whole.values()})
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high + 1) // 2
            kept = {pair: 0 for pair, score in self.whole.items() if score >= levels[middle]}
            if len(self._assigned(kept, kept, 0)) == most:
                low = middle
            else:
                high = middle - 1
        return {pair: score for pair, score in self.whole.items() if score >= levels[low]}

    def _tie_base(self) -> int:
        """More than all places' numbers could sum to."""
        deepest = max((n for _, n in self.columns), default=0)
        return min(len(self.rows), len(self.columns)) * deepest + 1

    def _assigned(
        self, allowed: Mapping[tuple[str, str], int], values: Mapping[tuple[str, str], int], base: int
    ) -> dict[str, str]:
        """Most pairs among those allowed, then the greatest sum of values, then the evenest load where ``base`` is set.

        Cost of a pair: top - value; of none: more than all pairs could cost together. Where load counts, costs are
        multiplied by ``base`` and the number of the place is added: the n-th mentee of a mentor costs n more.
        """
        # Loaded here, not above: whoever counts a vote or reads --help need not wait for a solver.
        from scipy.optimize import linear_sum_assignment

        top, bottom = max(values.values(), default=0), min(values.values(), default=0)
        count = min(len(self.rows), len(self.columns))
        never = (count * (top - bottom) + 1) * max(base, 1)
        if count * (never + base) >= EXACT:
            raise MethodError("match_scores_too_fine")
        rows = {id_: row for row, id_ in enumerate(self.rows)}
        mentors = {id_: place for place, id_ in enumerate(dict.fromkeys(id_ for id_, _ in self.columns))}
        usable = [pair for pair in allowed if pair[0] in mentors]
        down = np.fromiter((rows[mentee] for _, mentee in usable), dtype=np.intp, count=len(usable))
        across = np.fromiter((mentors[mentor] for mentor, _ in usable), dtype=np.intp, count=len(usable))
        each: Costs = np.full((len(self.rows), len(mentors)), float(never))
        each[down, across] = [float((top - values[pair]) * max(base, 1)) for pair in usable]
        costs = each[:, [mentors[id_] for id_, _ in self.columns]]
        if base:
            costs += np.where(costs < never, np.array([float(n) for _, n in self.columns]), 0.0)
        found_rows, found_columns = linear_sum_assignment(costs)
        chosen = ((self.columns[c][0], self.rows[r]) for r, c in zip(found_rows, found_columns, strict=True))
        return {mentee: mentor for mentor, mentee in chosen if (mentor, mentee) in allowed}


def _why(mentoring: Mentoring, table: _Table, pairs: tuple[Pair, ...]) -> dict[str, Reason]:
    of_mentee = {pair.mentee: pair for pair in pairs}
    load = Counter(pair.mentor for pair in pairs)
    possible = Counter(mentor for mentor, _ in table.scores)
    open_to: defaultdict[str, list[Fraction]] = defaultdict(list)
    for (_, id_), score in table.scores.items():
        open_to[id_].append(score)
    reasons = {mentee.id: _mentee(of_mentee.get(mentee.id), open_to[mentee.id]) for mentee in mentoring.mentees}
    for mentor in mentoring.mentors:
        could = possible[mentor.id]
        params: dict[str, Fact] = {"mentees": load[mentor.id], "capacity": mentor.capacity, "could": could}
        code = "mentor.has" if load[mentor.id] else "mentor.nobody" if not could else "mentor.none"
        reasons[mentor.id] = Reason(code, params)
    return reasons


def _mentee(pair: Pair | None, open_to: Sequence[Fraction]) -> Reason:
    if pair is None:
        if not open_to:
            return Reason("mentee.nobody")
        return Reason("mentee.full", {"could": len(open_to)})
    better = sum(score > pair.score for score in open_to)
    params: dict[str, Fact] = {"mentor": pair.mentor, "score": str(written(pair.score)), "could": len(open_to)}
    if not better:
        return Reason("mentee.best", params)
    return Reason("mentee.paired", {**params, "better": better})


def explain_pair(mentoring: Mentoring, pairing: Pairing, mentor: str, mentee: str) -> Reason:
    """Why a mentee is not with a mentor: what forbids it, or what it would have cost, found by pairing again.

    ``pairs.is``: they are. ``pairs.not.fewer``: so many pairs ``fewer``; ``pairs.not.lower``: the lowest score would
    fall to ``lowest``; ``pairs.not.less``: the total would fall by ``less``; ``pairs.not.uneven``: mentees would be
    spread less evenly; ``pairs.not.tie``: an equal pairing, not taken.

    Raises:
        MethodError: ``match_id_unknown``.
    """
    mentors, mentees = {m.id: m for m in mentoring.mentors}, {m.id: m for m in mentoring.mentees}
    for id_ in ({mentor} - mentors.keys()) | ({mentee} - mentees.keys()):
        raise MethodError("match_id_unknown", {"id": id_[:MOST_ID]})
    return _told(_Table(mentoring, pairing.seed), mentoring, pairing, mentors[mentor], mentees[mentee])


def explain_person(mentoring: Mentoring, pairing: Pairing, person: str) -> tuple[tuple[str, str, Reason], ...]:
    """For a mentor every mentee, for a mentee every mentor: (mentor, mentee, why they are a pair or not).

    Raises:
        MethodError: ``match_id_unknown``.
    """
    if person not in pairing.why:
        raise MethodError("match_id_unknown", {"id": person[:MOST_ID]})
    table = _Table(mentoring, pairing.seed)
    return tuple(
        (mentor.id, mentee.id, _told(table, mentoring, pairing, mentor, mentee))
        for mentor in mentoring.mentors
        for mentee in mentoring.mentees
        if person in (mentor.id, mentee.id)
    )


def _told(table: _Table, mentoring: Mentoring, pairing: Pairing, mentor: Mentor, mentee: Mentee) -> Reason:
    if any((pair.mentor, pair.mentee) == (mentor.id, mentee.id) for pair in pairing.pairs):
        return Reason("pairs.is")
    return obstacle(mentoring, mentor, mentee) or _cost(table, pairing, mentor.id, mentee.id)


def _cost(table: _Table, pairing: Pairing, mentor: str, mentee: str) -> Reason:
    other = _forced(table, mentor, mentee)
    if len(other) < len(pairing.pairs):
        return Reason("pairs.not.fewer", {"fewer": len(pairing.pairs) - len(other)})
    scores = [table.scores[m, n] for n, m in other.items()]
    if table.rules.start == "max-min" and pairing.lowest is not None and min(scores) < pairing.lowest:
        return Reason("pairs.not.lower", {"lowest": str(written(min(scores))), "now": str(written(pairing.lowest))})
    if sum(scores) < pairing.total:
        return Reason("pairs.not.less", {"less": str(written(pairing.total - sum(scores)))})
    loads = Counter(other.values()), Counter(pair.mentor for pair in pairing.pairs)
    squares = [sum(count**2 for count in load.values()) for load in loads]
    return Reason("pairs.not.uneven" if table.rules.balance and squares[0] > squares[1] else "pairs.not.tie")


def _forced(table: _Table, mentor: str, mentee: str) -> dict[str, str]:
    """The best pairing in which these two are a pair: their row and the first place taken out, the rest paired."""
    rows, columns, whole = table.rows, table.columns, table.whole
    try:
        table.rows = tuple(id_ for id_ in rows if id_ != mentee)
        table.columns = [column for column in columns if column != (mentor, 0)]
        table.whole = {pair: value for pair, value in whole.items() if pair[1] != mentee}
        found = table.best(cap=whole[mentor, mentee])
    finally:
        table.rows, table.columns, table.whole = rows, columns, whole
    return {**found, mentee: mentor}
