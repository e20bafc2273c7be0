"""The peer's side of the comparison, run in the peer's own environment: cases from standard input, outcomes out."""

import json
import sys

from pabutools.election import (
    Additive_Borda_Sat,
    Additive_Cardinal_Sat,
    ApprovalBallot,
    ApprovalProfile,
    Cardinality_Sat,
    Cost_Sat,
    CumulativeBallot,
    CumulativeProfile,
    Instance,
    OrdinalBallot,
    OrdinalProfile,
    Project,
)
from pabutools.rules import (
    greedy_utilitarian_welfare,
    max_additive_utilitarian_welfare,
    method_of_equal_shares,
    sequential_phragmen,
)

SATISFACTION = {
    "cost": Cost_Sat,
    "cardinality": Cardinality_Sat,
    "points": Additive_Cardinal_Sat,
    "borda": Additive_Borda_Sat,
}


def outcome(case: dict) -> list[str]:
    """The ids that the peer funds, in its order."""
    projects = {id_: Project(id_, cost) for id_, cost in case["costs"].items()}
    instance = Instance(projects.values(), budget_limit=case["budget"])
    if case["kind"] == "points":
        ballots = [CumulativeBallot({projects[i]: n for i, n in ballot}) for ballot in case["ballots"]]
        profile = CumulativeProfile(ballots, instance=instance)
    elif case["kind"] == "ranks":
        ballots = [OrdinalBallot([projects[i] for i in ballot]) for ballot in case["ballots"]]
        profile = OrdinalProfile(ballots, instance=instance)
    else:
        ballots = [ApprovalBallot([projects[i] for i in ballot]) for ballot in case["ballots"]]
        profile = ApprovalProfile(ballots, instance=instance)
    satisfaction = SATISFACTION[case["utility"]]
    match case["rule"]:
        case "equal-shares":
            step = 1 if case["completion"] == "add1" else None
            won = method_of_equal_shares(instance, profile, sat_class=satisfaction, voter_budget_increment=step)
        case "phragmen":
            won = sequential_phragmen(instance, profile)
        case "knapsack":
            won = max_additive_utilitarian_welfare(instance, profile, sat_class=satisfaction)
        case "greedy":
            # Most votes first is what the peer calls by cost: it divides by the cost.
            won = greedy_utilitarian_welfare(instance, profile, sat_class=Cost_Sat)
        case _:
            per_cost = satisfaction if case["kind"] == "points" else Cardinality_Sat
            won = greedy_utilitarian_welfare(instance, profile, sat_class=per_cost)
    return [project.name for project in won]


print(json.dumps([outcome(case) for case in json.load(sys.stdin)]))
