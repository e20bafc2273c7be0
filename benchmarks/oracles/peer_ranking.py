"""The peers' side, run in their own environment: cases in as JSON, what each peer says of them out, with its time."""

import json
import sys
import time
import warnings

import choix
import numpy as np
import pyrankvote
from pref_voting import grade_methods, voting_methods
from pref_voting.grade_profiles import GradeProfile
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.proportional_methods import stv_scottish
from pref_voting.weighted_majority_graphs import MarginGraph
from stvpoll.scottish_stv import ScottishSTV

warnings.filterwarnings("ignore")


def profile(case: dict) -> ProfileWithTies:
    ranks = [{c: place for place, group in enumerate(ballot, 1) for c in group} for ballot in case["ballots"]]
    made = ProfileWithTies(ranks, rcounts=case["times"], candidates=list(range(case["options"])))
    made.use_extended_strict_preference()
    return made


def schulze(case: dict) -> list:
    """Winners by margins and by winning votes."""
    made = profile(case)
    margins = voting_methods.beat_path(made)
    winning = voting_methods.beat_path(made, strength_function=lambda a, b: made.support(a, b))
    return [[int(c) for c in margins], [int(c) for c in winning]]


def ranked_pairs(case: dict) -> list:
    """Everybody who wins under some way to break ties, by margins."""
    return [int(c) for c in voting_methods.ranked_pairs(profile(case), algorithm="from_stacks")]


def ranked_pairs_winning(case: dict) -> list:
    """The same by winning votes: every order of equal victories is tried, which only few options allow."""
    made = profile(case)
    return [int(c) for c in voting_methods.ranked_pairs(made, strength_function=lambda a, b: made.support(a, b))]


def irv(case: dict) -> list:
    """Everybody who wins under some way to break ties, equal ranks sharing a ballot."""
    return [int(c) for c in voting_methods.instant_runoff_put(profile(case), score_method="split")]


def borda(case: dict) -> list:
    """Symmetric Borda scores: victories less defeats on each ballot, as the margins have them."""
    graph = MarginGraph.from_profile(profile(case)) if hasattr(MarginGraph, "from_profile") else profile(case)
    return [sum(int(graph.margin(a, b)) for b in graph.candidates if b != a) for a in range(case["options"])]


def majority_judgment(case: dict) -> list:
    low, high = 0, case["high"]
    marks = [{c: ballot.get(str(c), low) for c in range(case["options"])} for ballot in case["marks"]]
    made = GradeProfile(marks, list(range(low, high + 1)), gcounts=case["times"])
    return [int(c) for c in grade_methods.majority_judgement(made)]


def score(case: dict) -> list:
    marks = [{c: ballot.get(str(c), 0) for c in range(case["options"])} for ballot in case["marks"]]
    made = GradeProfile(marks, list(range(case["high"] + 1)), gcounts=case["times"])
    return [int(c) for c in grade_methods.score_voting(made)]


def mean_score(case: dict) -> list:
    """By the mean of the scores that were given."""
    marks = [{int(c): mark for c, mark in ballot.items()} for ballot in case["marks"]]
    grades = list(range(case["high"] + 1))
    made = GradeProfile(marks, grades, gcounts=case["times"], candidates=list(range(case["options"])))
    return [int(c) for c in grade_methods.score_voting(made, evaluation_method="mean")]


def approval(case: dict) -> list:
    marks = [{c: int(ballot.get(str(c), 0) > 1) for c in range(case["options"])} for ballot in case["marks"]]
    return [int(c) for c in grade_methods.approval(GradeProfile(marks, [0, 1], gcounts=case["times"]))]


def pairwise(case: dict) -> list:
    """Chances against an ordinary option: one more, which everybody beats and loses to as the prior says."""
    ordinary = case["options"]
    data = [tuple(answer) for answer, times in zip(case["answers"], case["times"], strict=True) for _ in range(times)]
    for option in range(ordinary):
        data += [(option, ordinary)] * case["prior"] + [(ordinary, option)] * case["prior"]
    strengths = choix.opt_pairwise(ordinary + 1, data, alpha=0, method="Newton-CG", tol=1e-12)
    return [100 / (1 + float(np.exp(strengths[ordinary] - strengths[o]))) for o in range(ordinary)]


class EveryLot:
    """A dice that is thrown again and again until every way to fall has been tried."""

    def __init__(self) -> None:
        self.path: list = []
        self.at = 0

    def choice(self, items: list) -> int:
        if self.at == len(self.path):
            self.path.append([0, len(items)])
        self.at += 1
        return items[self.path[self.at - 1][0]]

    def again(self) -> bool:
        """Turn to the next way to fall; False when there is none."""
        self.at = 0
        while self.path and self.path[-1][0] + 1 == self.path[-1][1]:
            self.path.pop()
        if self.path:
            self.path[-1][0] += 1
        return bool(self.path)


def scottish(case: dict) -> list:
    """Everybody elected, for each way in which the lots can fall."""
    made, dice, found = profile(case), EveryLot(), set()
    while True:
        found.add(tuple(sorted(map(int, stv_scottish(made, num_seats=case["seats"], rng=dice)))))
        if not dice.again():
            return sorted(map(list, found))


def pyrankvote_stv(case: dict) -> list:
    names = [pyrankvote.Candidate(str(c)) for c in range(case["options"])]
    listed = [[names[c] for group in ballot for c in group] for ballot in case["ballots"]]
    ballots = [
        pyrankvote.Ballot(ranked_candidates=order)
        for order, times in zip(listed, case["times"], strict=True)
        for _ in range(times)
    ]
    result = pyrankvote.single_transferable_vote(names, ballots, case["seats"])
    return sorted(int(winner.name) for winner in result.get_winners())


def stvpoll_scottish(case: dict) -> list:
    poll = ScottishSTV(case["seats"], [str(c) for c in range(case["options"])], random_in_tiebreaks=True)
    for ballot, times in zip(case["ballots"], case["times"], strict=True):
        poll.add_ballot([str(c) for group in ballot for c in group], times)
    return sorted(int(winner) for winner in poll.calculate().elected_as_set())


RULES = {
    "schulze": schulze,
    "ranked-pairs": ranked_pairs,
    "ranked-pairs-winning": ranked_pairs_winning,
    "irv": irv,
    "borda": borda,
    "majority-judgment": majority_judgment,
    "score": score,
    "mean-score": mean_score,
    "approval": approval,
    "pairwise": pairwise,
    "scottish": scottish,
    "pyrankvote": pyrankvote_stv,
    "stvpoll": stvpoll_scottish,
}


def main() -> None:
    """Argument: the rule. Cases come as a JSON list on standard input."""
    count, cases = RULES[sys.argv[1]], json.load(sys.stdin)
    count(cases[0])  # what compiles at first use is not timed
    start = time.process_time()
    answers = []
    for case in cases:
        try:
            answers.append(count(case))
        except Exception as fault:
            answers.append({"fault": f"{type(fault).__name__}: {fault}"[:200]})
    print(json.dumps({"answers": answers, "seconds": time.process_time() - start}))


if __name__ == "__main__":
    main()
