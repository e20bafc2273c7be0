"""Real counts of Scottish council elections, stage by stage to the last printed digit.

The files in ``wards`` are preference profiles as councils publish them after a count (so many papers with these
preferences); candidates stand under their parties. The stages are those of the declaration of result.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from coproduce.methods.ranking import RULES, Options, Outcome
from coproduce.methods.ranking.files import read

WARDS = Path(__file__).parent / "wards"


def counted(ward: str) -> Outcome:
    reading = read((WARDS / f"{ward}.blt").read_bytes())
    assert reading.seats is not None
    return RULES["stv"](reading.vote, Options(seats=reading.seats))


# Renfrewshire, 4 May 2017, ward 11 Bishopton, Bridge of Weir and Langbank: 3 seats, 5,613 valid papers, quota 1,404.
# Two surpluses, one exclusion whose papers are worth 1, 0.44984 and 0.21256 each.
BISHOPTON = {
    "Conservative": ("2552", "1404", "1404", "1404"),
    "SNP": ("1783", "1783", "1404", "1404"),
    "Labour": ("896", "1212.68736", "1288.9964", "1407.34264"),
    "Liberal Democrat": ("212", "537.68416", "578.49568", "733.7036"),
    "Green": ("170", "230.7284", "406.94064", None),
}


@pytest.mark.parametrize("stage", range(4))
def test_bishopton_is_counted_as_it_was_declared(stage: int) -> None:
    declared = {option: votes[stage] for option, votes in BISHOPTON.items() if votes[stage] is not None}
    assert dict(counted("bishopton_2017").rounds[stage].votes) == declared


def test_bishopton_elects_whom_it_elected_when_it_did() -> None:
    count = counted("bishopton_2017")
    assert (count.voters, count.quota, len(count.rounds)) == (5613, 1404, 4)
    assert [set(stage.elected) for stage in count.rounds] == [{"Conservative", "SNP"}, set(), set(), {"Labour"}]
    assert [(stage.act, stage.option) for stage in count.rounds[1:]] == [
        ("surplus", "Conservative"),
        ("surplus", "SNP"),
        ("exclusion", "Green"),
    ]
