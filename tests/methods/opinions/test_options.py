"""Options and earlier maps out of range are refused, and questions about nobody."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.methods._shared import MethodError
from coproduce.methods.opinions import Earlier, Options, map_opinions
from tests.methods.opinions.talks import two_camps


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"mode": "other"}, "mode_unknown"),
        ({"most_groups": 1}, "option_out_of_range"),
        ({"most_groups": 13}, "option_out_of_range"),
        ({"most_groups": True}, "option_out_of_range"),
        ({"smallest": 0}, "option_out_of_range"),
        ({"smallest": 10**18}, "option_out_of_range"),
        ({"clearly": -1}, "option_out_of_range"),
        ({"clearly": float("nan")}, "option_out_of_range"),
        ({"resamples": 1001}, "option_out_of_range"),
        ({"seed": "a\x00"}, "seed_invalid"),
        ({"seed": 7}, "seed_invalid"),
    ],
)
def test_options_out_of_range(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(MethodError) as refusal:
        Options(**wrong)
    assert refusal.value.code == code


@pytest.mark.parametrize(("groups", "group_of"), [(2, {"a": 2}), (2, {"a": -1}), (-1, {}), (99, {}), (2, {"a": "x"})])
def test_an_earlier_map_that_names_groups_it_does_not_have(groups: int, group_of: dict[str, Any]) -> None:
    with pytest.raises(MethodError) as refusal:
        Earlier(groups, group_of)
    assert refusal.value.code == "earlier_map_invalid"


def test_nobody_and_nothing_is_explained() -> None:
    found = map_opinions(two_camps(), Options(resamples=0))
    with pytest.raises(MethodError, match="person_unknown"):
        found.why_person("moon")
    with pytest.raises(MethodError, match="statement_unknown"):
        found.why_statement("moon")
