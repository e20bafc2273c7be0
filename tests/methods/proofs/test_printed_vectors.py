"""What others published, to the last byte: trees, proofs, canonical JSON, keys; and the example of an election."""

from __future__ import annotations

import base64

import pytest

from coproduce.methods.proofs import (
    EMPTY_ROOT,
    Head,
    Key,
    canonical,
    check_board,
    consistency_proof,
    election_id,
    inclusion_proof,
    is_consistent,
    is_included,
    key_of,
    leaf_hash,
    node_hash,
    root_of,
    tracker_of,
)
from coproduce.methods.proofs.notes import sign
from tests.methods.proofs.demo import MANIFEST, ORIGIN, PUBLIC, SECRET, E, board_of, leaves_of, records

EIGHT = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in EIGHT]
ROOTS = {
    1: "6e340b9c.*a01d",
    2: "fac54203.*c125",
    3: "aeb6bcfe.*6e77",
    4: "d37ee418.*14b7",
    5: "4e3bbb1f.*64d4",
    6: "76e67dad.*87ef",
    7: "ddb89be4.*4c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
A = "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0="
B = "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c="
C = "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4="
D = "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="
F = "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="
G = "yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA="
H = "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="
J = "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o="
ROOT2 = "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="
ROOT3 = "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc="
ROOT5 = "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ="
ROOT6 = "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8="
ROOT7 = "3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw="
ROOT8 = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="
INCLUDED = [
    (0, 8, ROOT8, [B, C, D]),
    (5, 8, ROOT8, [F, G, H]),
    (2, 3, ROOT3, [ROOT2]),
    (1, 5, ROOT5, [A, C, F]),
]
"""Place, size, root and proof, as the test data of transparency-dev/merkle have them."""
CONSISTENT = [
    (1, A, 8, ROOT8, [B, C, D]),
    (6, ROOT6, 8, ROOT8, [J, G, H]),
    (2, ROOT2, 5, ROOT5, [C, F]),
    (6, ROOT6, 7, ROOT7, [J, "sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8=", H]),
]


def raw(text: str) -> bytes:
    return base64.b64decode(text)


def test_hashes_of_the_tree() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == root_of([]).hex()
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


@pytest.mark.parametrize("size", ROOTS)
def test_roots_over_the_eight_leaves(size: int) -> None:
    start, _, end = ROOTS[size].partition(".*")
    root = root_of(LEAVES[:size]).hex()
    assert root.startswith(start)
    assert root.endswith(end)


@pytest.mark.parametrize(("place", "size", "root", "proof"), INCLUDED)
def test_published_inclusion(place: int, size: int, root: str, proof: list[str]) -> None:
    path = tuple(map(raw, proof))
    assert inclusion_proof(LEAVES[:size], place) == path
    head, leaf = Head(size, raw(root)), LEAVES[place]
    assert is_included(head, place, leaf, path)
    for wrong in (place - 1, place + 1, place ^ 2, place + size):
        assert not is_included(head, wrong, leaf, path)
    for other in (
        *([path[:-1], path[1:]] if len(path) > 1 else [()]),
        (*path, leaf),
        (leaf, *path),
        (head.root, *path),
    ):
        assert not is_included(head, place, leaf, other)
    for part in range(len(path)):
        bent = bytes([path[part][0] ^ 16]) + path[part][1:]
        assert not is_included(head, place, leaf, (*path[:part], bent, *path[part + 1 :]))
    assert not is_included(Head(0, EMPTY_ROOT), 0, leaf, ())


@pytest.mark.parametrize(("old", "old_root", "size", "root", "proof"), CONSISTENT)
def test_published_consistency(old: int, old_root: str, size: int, root: str, proof: list[str]) -> None:
    path = tuple(map(raw, proof))
    assert consistency_proof(LEAVES[:size], old) == path
    first, second = Head(old, raw(old_root)), Head(size, raw(root))
    assert is_consistent(first, second, path)
    assert not is_consistent(second, first, path)
    for wrong in (0, old + 1, old - 1, old ^ 2):
        assert not is_consistent(Head(wrong, first.root), second, path)
    for other in ((), path[:-1], path[1:], (*path, first.root), (first.root, *path), (second.root, *path)):
        assert not is_consistent(first, second, other)
    assert not is_consistent(Head(old, second.root), second, path)
    assert not is_consistent(first, Head(size, first.root), path)


def test_canonical_json_of_the_standard() -> None:
    """The sorting example of RFC 8785, section 3.2.3."""
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    del value["\ufb33"]  # which NFC takes apart, so that it is another text here
    names = [line.split(":")[0] for line in canonical(value).decode()[1:-1].split(',"')]
    assert [name.strip('"') for name in names] == ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600"]


def test_keys_and_signatures() -> None:
    """RFC 8032, section 7.1, test 1; and the key id of the example in Go's package of notes."""
    assert key_of(SECRET, ORIGIN).public.hex() == PUBLIC
    signature = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b"
    )
    assert sign(SECRET, b"").hex() == signature
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert Key.read(text).id.hex() == "c74f20a3"
    assert Key.read(text).as_text() == text


def test_the_election() -> None:
    board = board_of(records(), heads=(4,))
    leaves = leaves_of(board)
    assert election_id(MANIFEST) == E
    assert [leaf.hex() for leaf in leaves] == [
        "631616cf43de35c959ee7d22d78b50a7491be2428a2d5514f9ebc0d870c41b3e",
        "dcf0b196b6a524fe82829f4652556c41dd33335fe44f5b8e017d6bacd47bb935",
        "60c2f704ebba01bcb768e43c9944dcd4d261e49b1665c584c4b99d6133a183a8",
        "2cdf8514d8a01778f7b0ed09348ecad542c897d46b177b14d2408dd4913c713f",
        "186651c903ae2e7d88060f163e670184d4e37910641d02605189bd6f32be07a7",
    ]
    trackers = ["VKRB-35NP-MMJF-X0M2", "C31F-E17B-Q80V-SDV8", "5KFR-A56R-M0BQ-HXXG"]
    assert [tracker_of(leaf) for leaf in leaves[1:4]] == trackers
    assert root_of(leaves[:4]).hex() == "4a143f673c8c23153ba17ca888dc72a231e8a2f223d4657cedb975ad53456357"
    assert root_of(leaves).hex() == "0f9d92466b15c738dca8e35f239052902611be42a74085b16bc205121f0ece1f"
    middle = "3ec8279c16ba108a9bb76b82cd9585d0b57adc5d96e2b8a76966c48e46e8ceeb"
    assert [part.hex() for part in inclusion_proof(leaves, 2)] == [leaves[3].hex(), middle, leaves[4].hex()]
    assert consistency_proof(leaves, 4) == (leaves[4],)
    assert board.head == (
        "vote.example.org/pb-demo\n5\nD52SRmsVxzjcqONfI5BSkCYRvkKnQIWxa8IFEh8Ozh8=\n\n"
        "— vote.example.org/pb-demo KcXD4V0sXCCFrL5hF87lPN6oWOrmOsv5VNP1l0nrWEcIyB/"
        "RZNiZgL0gmrISb0O8WKEnNGbA6j0zNndpmJayKtx0UQI=\n"
    )
    verdict = check_board(board, tracker=trackers[1])
    assert verdict.passed
    assert verdict.proof == (leaves[3].hex(), middle, leaves[4].hex())
