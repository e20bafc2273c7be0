"""Real elections come out as they were decided. Files stay outside the repository; each check names what it misses."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from benchmarks.files import files, folder

from coproduce.methods.budgeting import RULES, Options
from coproduce.methods.budgeting.pabulib import Reading, read

GREEDY = {
    "greedy": "greedy",
    "greedy-no-skip": "greedy-no-skip",
    "greedy-threshold": "greedy-threshold",
    "greedy-custom": "greedy-no-skip",
}


def reading_of(name: str) -> Reading:
    place = folder()
    if place is None or not (place / name).exists():
        pytest.skip(f"{name} is not here; set COPRODUCE_PABULIB to a folder that has it")
    return read((place / name).read_bytes())


def winners(reading: Reading, **options: str) -> tuple[frozenset[str], int]:
    assert reading.election is not None
    outcome = RULES["equal-shares"](reading.election, Options(**options))
    return frozenset(outcome.winners), outcome.spent // reading.election.unit


@pytest.mark.parametrize("stop", ["exhaustive", "overspend"])
@pytest.mark.parametrize("start", ["fraction", "whole"])
def test_assen_2024(stop: str, start: str) -> None:
    reading = reading_of("Netherlands_Assen_2024.pb")
    assert winners(reading, stop=stop, start=start) == (reading.selected, 76_700)
    assert len(reading.selected or ()) == 9


@pytest.mark.parametrize("stop", ["exhaustive", "overspend"])
def test_swiecie_2023(stop: str) -> None:
    reading = reading_of("Poland_Swiecie_2023.pb")
    assert winners(reading, stop=stop) == (reading.selected, 1_040_337)
    assert len(reading.selected or ()) == 17


def test_wieliczka_2023() -> None:
    """Decided without the exhaustiveness stop; with it another outcome would have come."""
    reading = reading_of("Poland_Wieliczka_2023_Green_Budget.pb")
    assert winners(reading, stop="overspend") == (reading.selected, 995_079)
    assert len(reading.selected or ()) == 30
    other, spent = winners(reading, stop="exhaustive")
    assert (len(other), spent) == (31, 984_579)
    assert (reading.selected or frozenset()) - other == {"46"}
    assert other - (reading.selected or frozenset()) == {"66", "67"}


@pytest.mark.parametrize(("name", "count"), [("Netherlands_Assen_2024.pb", 10), ("Poland_Swiecie_2023.pb", 18)])
def test_cardinality_utility_would_have_funded_others(name: str, count: int) -> None:
    assert len(winners(reading_of(name), utility="cardinality")[0]) == count


def test_assen_with_greedy_completion_would_have_added_one() -> None:
    reading = reading_of("Netherlands_Assen_2024.pb")
    assert winners(reading, completion="add1u")[0] - (reading.selected or frozenset()) == {"7"}


@pytest.mark.parametrize("file", files() or [None], ids=lambda file: file.stem if file else "no-files")
def test_a_greedy_decision(file: Path | None) -> None:
    """Approval files which name a greedy rule and the funded projects."""
    if file is None:
        pytest.skip("no .pb files here; set COPRODUCE_PABULIB")
    reading = read(file.read_bytes())
    rule = GREEDY.get(reading.meta.get("rule", ""))
    if rule is None or reading.selected is None or reading.points or reading.election is None:
        pytest.skip(f"{file.stem}: not an approval election decided by a greedy rule with its outcome")
    outcome = RULES[rule](reading.election, Options(threshold=reading.threshold))
    assert frozenset(outcome.winners) == reading.selected


@pytest.mark.parametrize(
    "name",
    ["Netherlands_Assen_2024.pb", "Poland_Swiecie_2023.pb", "Poland_Wieliczka_2023_Green_Budget.pb"],
)
def test_the_digest_is_over_the_form_of_rfc_8785(name: str) -> None:
    """The outcomes' own writer gives what RFC 8785 gives, so either may check a published digest."""
    election = reading_of(name).election
    assert election is not None
    outcome = RULES["equal-shares"](election, Options(stop="overspend"))
    facts = outcome.as_json()
    digest = facts.pop("digest")
    assert sha256(rfc8785.dumps(facts)).hexdigest() == digest == outcome.digest
