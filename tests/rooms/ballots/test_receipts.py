"""The published test vectors of receipts: anybody's program must find the same bytes."""

from __future__ import annotations

import pytest

from coproduce.commissioning.ballots.queries.receipts import (
    canonical,
    fingerprint,
    leaf_hash,
    nonce_of,
    read_code,
    receipt_code,
    record_of,
)

MANIFEST = {
    "closes": "2027-06-30T22:00:00Z",
    "kind": "coproduce.election",
    "options": ["bench", "clinic", "garden"],
    "rule": "approval",
    "title": "Demo",
    "v": 1,
}
ELECTION = "3f9e81464f423f691c9c4f1be3030a4742a7b279eabf5c30ea4bff302cbefa8a"
VECTORS = {
    ("bench",): (
        "00",
        "dcf0b196b6a524fe82829f4652556c41dd33335fe44f5b8e017d6bacd47bb935",
        "VKRB-35NP-MMJF-X0M2",
    ),
    ("garden", "clinic"): (
        "11",
        "60c2f704ebba01bcb768e43c9944dcd4d261e49b1665c584c4b99d6133a183a8",
        "C31F-E17B-Q80V-SDV8",
    ),
    (): (
        "22",
        "2cdf8514d8a01778f7b0ed09348ecad542c897d46b177b14d2408dd4913c713f",
        "5KFR-A56R-M0BQ-HXXG",
    ),
}


def test_the_manifest_names_the_election() -> None:
    assert fingerprint(MANIFEST) == ELECTION


@pytest.mark.parametrize("choice", VECTORS)
def test_a_ballot_has_the_published_leaf_and_code(choice: tuple[str, ...]) -> None:
    byte, leaf, code = VECTORS[choice]
    found = leaf_hash(record_of(ELECTION, choice, byte * 16))
    assert found.hex() == leaf
    assert receipt_code(found) == code


def test_composed_and_decomposed_letters_are_one() -> None:
    assert canonical({"e\u0301": "e\u0301"}) == canonical({"\u00e9": "\u00e9"})


def test_codes_read_as_people_type_them() -> None:
    assert read_code(" vkrb-35np mmjf_xOm2 ") == "VKRB35NPMMJFX0M2"
    assert read_code("il") == "11"


def test_a_nonce_has_32_hexadecimal_digits() -> None:
    assert len(bytes.fromhex(nonce_of(b"\1" * 16))) == 16
