"""The peer's side, run in its own environment: pools in as JSON, verdict, cost of change and chances out."""

import csv
import io
import json
import logging
import sys

from sortition_algorithms import CSVStringDataSource, SelectionData, Settings, errors
from sortition_algorithms.committee_generation import (
    find_any_committee,
    find_distribution_leximin,
    find_distribution_maximin,
)

FIND = {"maximin": find_distribution_maximin, "leximin": find_distribution_leximin}


def tables(case: dict) -> SelectionData:
    quotas, people = io.StringIO(), io.StringIO()
    table = csv.writer(quotas)
    table.writerow(["feature", "value", "min", "max", "min_flex", "max_flex"])
    size = case["size"]
    table.writerows([f"f{place}", value, 0, size, 0, size] for place, value, *_ in case["quotas"])
    table = csv.writer(people)
    table.writerow(["id", *(f"f{place}" for place in range(case["features"])), "home"])
    for number, (row, home) in enumerate(zip(case["people"], case["homes"], strict=True)):
        table.writerow([f"p{number:02}", *row, home])
    return SelectionData(CSVStringDataSource(quotas.getvalue(), people.getvalue()))


def answer(case: dict, objectives: tuple[str, ...]) -> dict:
    data = tables(case)
    settings = Settings(
        id_column="id", columns_to_keep=["home"], check_same_address=True, check_same_address_columns=["home"]
    )
    # Read with wide quotas, since tables whose sums cannot be met are refused before the peer looks for a change.
    features, _report = data.load_features()
    people, _report = data.load_people(settings, features)
    for place, value, *figures in case["quotas"]:
        wanted = features[f"f{place}"][value]
        wanted.min, wanted.max, wanted.min_flex, wanted.max_flex = figures
    size = case["size"]
    try:
        find_any_committee(features, people, size, ["home"])
    except errors.InfeasibleQuotasError as refused:
        cost = 0.0
        for feature, values in features.items():
            for value, old in values.items():
                new = refused.features[feature][value]
                cost += (old.min - new.min) * (1 + 2 / old.min) if old.min else 0
                cost += new.max - old.max
        return {"verdict": "infeasible", "cost": cost}
    except errors.InfeasibleQuotasCantRelaxError:
        return {"verdict": "beyond"}
    facts = {"verdict": "feasible"}
    for objective in objectives:
        committees, weights, _report = FIND[objective](features, people, size, ["home"])
        chances = dict.fromkeys((f"p{number:02}" for number in range(len(case["people"]))), 0.0)
        for members, weight in zip(committees, weights, strict=True):
            for member in members:
                chances[member] += weight
        facts[objective] = list(chances.values())
    return facts


def main() -> None:
    """Argument: of how many pools leximin is wanted too (it needs gurobipy)."""
    logging.disable(logging.CRITICAL)
    with_leximin = int(sys.argv[1])
    answers = []
    for number, case in enumerate(json.load(sys.stdin)):
        answers.append(answer(case, ("maximin", "leximin") if number < with_leximin else ("maximin",)))
    print("\n" + json.dumps(answers))


main()
