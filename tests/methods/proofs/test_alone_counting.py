"""The count in the one file, held to the rules of budgeting: other code, the same winners in the same order."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from coproduce.cli.verify import recount
from coproduce.methods.budgeting import CHOICES
from coproduce.methods.proofs import manifest_of
from tests.methods.proofs.demo import budget_vote
from tests.methods.proofs.test_alone import ALONE, STREET_CHOICES

SETTINGS = [
    {"rule": "equal-shares", **dict(zip(("utility", "completion", "stop", "start", "ties"), chosen, strict=True))}
    for chosen in itertools.product(
        ("cost", "cardinality"), CHOICES["completion"], CHOICES["stop"], CHOICES["start"], CHOICES["ties"]
    )
] + [
    {"rule": rule, "ties": ties}
    for rule in ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-per-cost")
    for ties in CHOICES["ties"]
]


@pytest.mark.parametrize("rule", SETTINGS, ids=lambda rule: "-".join(rule.values()))
def test_it_counts_as_the_rules_do(rule: dict[str, object]) -> None:
    """Small votes full of ties, with a threshold now and then, money in cents or in whole units, and blank ballots."""
    dice = Random(str(sorted(rule.items())))
    for _ in range(40):
        ids = [f"p{number}" for number in range(dice.randint(1, 6))]
        unit = dice.choice((1, 100))
        manifest = {
            **budget_vote([])[0],
            "options": [{"id": id_, "cost": unit * dice.randint(1, 6)} for id_ in ids],
            "budget": unit * dice.randint(1, 24) + dice.randint(0, unit - 1),
            "unit": unit,
            "rule": {**rule, "threshold": 1 if rule["rule"] == "greedy-threshold" else dice.choice((None, None, 2))},
        }
        ballots = [sorted(dice.sample(ids, dice.randint(0, len(ids)))) for _ in range(dice.randint(0, 9))]
        seed = str(dice.randint(0, 99))
        right = recount(manifest_of(manifest), tuple(map(tuple, ballots)), seed)
        assert right is not None
        found = ALONE.counted(manifest, ballots, seed)
        assert found == {"winners": right["winners"], "spent": right["spent"]}, manifest


def test_what_is_too_much_work_is_left_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = {**budget_vote(STREET_CHOICES)[0], "unit": 1}
    choices = [list(choice) for choice in STREET_CHOICES]
    assert ALONE.counted(manifest, choices, "") is not None
    monkeypatch.setitem(ALONE.__dict__, "MOST_WORK", 3)
    assert ALONE.counted(manifest, choices, "") is None
