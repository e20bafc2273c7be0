"""What may be asked: wrong elections and options are refused with a code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from coproduce.methods.budgeting import RULES, Election, MethodError, Options, Project

A = Project("a", 5)


def election(**changed: object) -> Election:
    given: dict[str, object] = {"budget": 10, "projects": (A,), "ballots": (((0,), 1),)}
    return Election(**{**given, **changed})


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("project_id_invalid", lambda: Project("", 1)),
        ("project_id_invalid", lambda: Project("a,b", 1)),
        ("project_id_invalid", lambda: Project(" a", 1)),
        ("project_id_invalid", lambda: Project("a\nb", 1)),
        ("cost_invalid", lambda: Project("a", 0)),
        ("cost_invalid", lambda: Project("a", True)),
        ("cost_invalid", lambda: Project("a", 1.5)),
        ("cost_invalid", lambda: Project("a", 10**17 + 1)),
        ("project_text_invalid", lambda: Project("a", 1, "x\ny")),
        ("budget_invalid", lambda: election(budget=-1)),
        ("unit_invalid", lambda: election(unit=0)),
        ("unit_invalid", lambda: election(unit=12)),
        ("project_twice", lambda: election(projects=(A, A))),
        ("project_unknown", lambda: Election.of(budget=1, projects=[A], ballots=[["b"]])),
        ("option_unknown", lambda: Options(utility="price")),
        ("threshold_invalid", lambda: Options(threshold=-1)),
        ("ballot_malformed", lambda: RULES["greedy"](election(ballots=(((1,), 1),)), Options())),
        ("ballot_malformed", lambda: RULES["greedy"](election(ballots=(((0, 0), 1),)), Options())),
        ("ballot_malformed", lambda: RULES["greedy"](election(ballots=(((0,), 0),)), Options())),
        ("ballot_malformed", lambda: RULES["greedy"](election(ballots=(((-1,), 1),)), Options())),
    ],
)
def test_it_is_refused(code: str, make: Callable[[], object]) -> None:
    with pytest.raises(MethodError) as refusal:
        make()
    assert refusal.value.code == code


def test_equal_ballots_are_merged_and_sorted() -> None:
    projects = [Project("b", 1), Project("a", 1)]
    merged = Election.of(budget=1, projects=projects, ballots=[["a", "b"], ["b", "a"], ["a", "a"], []])
    assert merged.ballots == (((), 1), ((0, 1), 2), ((1,), 1))
    assert merged.voters == 4
