"""Boards that were tampered with, and what reads of them: every attack has the check that finds it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.verify import recount
from coproduce.cli.words import LANGUAGES, TEXTS
from coproduce.methods.proofs import (
    CODES,
    Board,
    Key,
    MethodError,
    Receipt,
    ballot_record,
    canonical,
    check_board,
    closed_board,
    give_receipt,
    key_of,
    manifest_of,
    nonce_of,
    read_board,
    read_json,
    read_note,
    read_receipt,
    read_tracker,
    record_bytes,
    tracker_of,
    write_board,
)
from tests.methods.proofs.demo import (
    MANIFEST,
    ORIGIN,
    SECRET,
    E,
    ballot,
    board_of,
    budget_vote,
    head_of,
    leaves_of,
    records,
    result,
)

VOTES = {"bench": 1, "clinic": 1, "garden": 1}
FULL = [*records(), result({"votes": VOTES})]


def failed(board: Board, **asked: object) -> list[str]:
    return [check.why.code for check in check_board(board, recount, **asked).checks if check.passed is False]


def test_a_sound_board_passes() -> None:
    verdict = check_board(board_of(FULL, heads=(1, 4)))
    assert verdict.passed
    assert [check.why.code for check in verdict.checks][-1] == "outcome.counts_same"
    assert verdict.as_json()["digest"] == check_board(board_of(FULL, heads=(1, 4))).digest


Attack = Callable[[list[bytes], int, int], list[bytes]]


def edit(lines: list[bytes], place: int, other: int) -> list[bytes]:
    return [line.replace(b"0", b"1").replace(b"2", b"3") if at == place else line for at, line in enumerate(lines)]


def swap(lines: list[bytes], place: int, other: int) -> list[bytes]:
    lines[place], lines[other] = lines[other], lines[place]
    return lines


ATTACKS: dict[str, Attack] = {
    "L1 edit": edit,
    "L2 delete the last": lambda lines, place, other: lines[:-1],
    "L3 delete one": lambda lines, place, other: [*lines[:place], *lines[place + 1 :]],
    "L4 swap two": swap,
    "L5 insert": lambda lines, place, other: [*lines[:place], lines[other] + b" ", *lines[place:]],
    "L10 restore a backup": lambda lines, place, other: lines[: max(1, place)],
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_attacks_are_found_when_a_head_is_held(attack: Attack, data: st.DataObject) -> None:
    """Without the key the signed head does not fit; with the key (signed anew) the head that was kept does not."""
    sound = board_of(FULL)
    places = st.integers(0, len(FULL) - 1)
    place = data.draw(places)
    other = data.draw(places.filter(lambda at: at != place))
    lines = tuple(attack(list(sound.records), place, other))
    assert lines != sound.records
    assert not check_board(replace(sound, records=lines)).passed
    signed_anew = replace(sound, records=lines, head=head_of(leaves_of(replace(sound, records=lines))))
    assert {"history.shorter", "history.rewritten"} & set(failed(signed_anew, held=[sound.head]))


def test_a_payload_alone_cannot_be_edited() -> None:
    """L6: the record stays, what it was made from is changed; the promised leaf is another."""
    board = board_of(FULL)
    receipt = give_receipt(election=E, leaf=leaves_of(board)[2], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    assert failed(board, receipt=receipt) == []
    changed = board_of([*records()[:2], ballot(["clinic"], "11" * 16), *records()[3:]])
    assert failed(changed, receipt=receipt) == ["inclusion.receipt_broken"]


OPEN, ONE, TWO, NONE, CLOSE = records()
WRONG: dict[str, tuple[list[dict[str, object]], str]] = {
    "another election": ([OPEN, {**ONE, "election": "0" * 64}, TWO, NONE, CLOSE], "election.other"),
    "no opening": ([ONE, TWO, NONE, CLOSE], "order.open_missing"),
    "opening twice": ([OPEN, {**OPEN, "roll_size": 9}, ONE, TWO, NONE, CLOSE], "order.open_missing"),
    "no close": ([OPEN, ONE, TWO, NONE], "order.close_missing"),
    "after the close": ([OPEN, ONE, TWO, CLOSE, NONE], "order.misplaced"),
    "result before": ([OPEN, ONE, result({"votes": VOTES}), TWO, NONE, CLOSE], "order.misplaced"),
    "fewer than marked": ([OPEN, ONE, TWO, CLOSE], "order.counts_differ"),
    "roll too small": ([{**OPEN, "roll_size": 2}, ONE, TWO, NONE, CLOSE], "order.more_than_roll"),
    "unknown option": ([OPEN, ONE, ballot(["moon"], "11" * 16), NONE, CLOSE], "ballots.choice_invalid"),
    "option twice": ([OPEN, ONE, ballot(["bench", "bench"], "11" * 16), NONE, CLOSE], "ballots.choice_invalid"),
    "not sorted": ([OPEN, ONE, ballot(["garden", "bench"], "11" * 16), NONE, CLOSE], "ballots.choice_invalid"),
    "leaf twice": ([OPEN, ONE, ONE, NONE, CLOSE], "ballots.leaf_twice"),
    "votes": ([*records(), result({"votes": {**VOTES, "bench": 2}})], "outcome.other"),
    "no votes": ([*records(), result({})], "outcome.other"),
    "truth for one": ([*records(), result({"votes": {**VOTES, "bench": True}})], "outcome.other"),
    "unknown field": ([OPEN, {**ONE, "age": 44}, TWO, NONE, CLOSE], "tree.record_unsound"),
    "unknown kind": ([OPEN, {**ONE, "kind": "gift"}, TWO, NONE, CLOSE], "tree.record_unsound"),
}


@pytest.mark.parametrize(("made", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(made: list[dict[str, object]], code: str) -> None:
    verdict = check_board(board_of(made), recount)
    assert code in failed(board_of(made))
    assert not verdict.passed


def test_voided_ballots_do_not_count() -> None:
    leaf = leaves_of(board_of(records()))[1].hex()
    void = {"election": E, "kind": "void", "leaf": leaf, "reason": "court", "v": 1}
    close = {**CLOSE, "ballots": 2, "marked": 2}
    made = [OPEN, ONE, TWO, NONE, void, close, result({"votes": {**VOTES, "bench": 0}})]
    assert check_board(board_of(made)).passed
    twice = [OPEN, ONE, TWO, NONE, void, {**void, "reason": "again"}, {**CLOSE, "ballots": 1, "marked": 1}]
    assert failed(board_of(twice)) == ["ballots.void_unknown"]


def test_the_rule_is_counted_again() -> None:
    manifest, made = budget_vote([["park", "lamp"], ["park"], ["bench"], ["bench"], []])
    found = manifest_of(manifest)
    right = recount(found, (("lamp", "park"), ("park",), ("bench",), ("bench",), ()), "")
    assert right is not None
    assert right["votes"] == {"park": 2, "bench": 2, "lamp": 1}
    sound = board_of([*made, result(right, found.election)], manifest)
    verdict = check_board(sound, recount)
    assert (verdict.passed, verdict.checks[5].why.code) == (True, "outcome.same")
    bent = board_of([*made, result({**right, "winners": ["lamp"]}, found.election)], manifest)
    assert failed(bent) == ["outcome.other"]
    more = board_of([*made, result({**right, "mayor": "Anna"}, found.election)], manifest)
    assert failed(more) == ["outcome.other"]
    alone = check_board(sound)
    assert (alone.passed, alone.checks[5].passed, alone.checks[5].why.code) == (False, None, "outcome.rule_unknown")


@pytest.mark.parametrize(
    ("bad", "passed"),
    [
        ({"budget": "x"}, False),
        ({"budget": True}, False),
        ({"unit": [1]}, False),
        ({"rule": {"rule": ["a"]}}, True),
        ({"rule": {"rule": "greedy-threshold"}}, False),
        ({"rule": {"rule": "greedy", "threshold": -1}}, False),
        ({"rule": {"rule": "greedy", "threshold": "3"}}, False),
        ({"rule": {"rule": "greedy", "ties": []}}, False),
        ({"options": [{"id": "park", "cost": "1"}, {"id": "bench"}, {"id": "lamp"}]}, False),
        ({"options": ["park", "bench", "lamp"]}, False),
    ],
)
def test_a_manifest_that_cannot_be_counted(bad: dict[str, object], passed: bool) -> None:
    """Nothing in a manifest stops the verifier; of a rule it does not know it compares the votes alone."""
    manifest, _ = budget_vote([["park"]])
    manifest |= bad
    election = manifest_of(manifest).election
    opened, closed = ({**record, "election": election} for record in budget_vote([["park"]])[1][::2])
    cast = ballot(["park"], "0" * 32, election)
    made = [opened, cast, closed, result({"votes": {"park": 1, "bench": 0, "lamp": 0}}, election)]
    assert check_board(board_of(made, manifest), recount).checks[5].passed is passed


def test_the_seed_is_the_one_that_was_fixed() -> None:
    manifest = {**MANIFEST, "seed_commitment": "03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4"}
    election = manifest_of(manifest).election
    for seed, codes in (("1234", []), ("1235", ["outcome.seed_other"])):
        made = [*records(election), result({"votes": VOTES, "seed": seed}, election)]
        assert failed(board_of(made, manifest)) == codes


def test_keys_heads_and_signatures() -> None:
    sound, other = board_of(FULL), bytes(32)
    key = key_of(SECRET, ORIGIN)
    fixed = {**MANIFEST, "log_key": key.as_text()}
    election = manifest_of(fixed).election
    assert check_board(board_of(records(election), fixed)).checks[1].why.code == "tree.signed"
    stolen = replace(board_of(records(election), fixed), key=key_of(other, ORIGIN).as_text())
    assert "tree.key_other" in failed(stolen)
    leaves = leaves_of(sound)
    assert check_board(sound).checks[1].why.code == "tree.signed_key_unfixed"
    assert check_board(sound, key=key.as_text() + "\n").checks[1].why.code == "tree.signed_key_expected"
    unexpected = check_board(sound, key=key_of(other, ORIGIN).as_text())
    assert unexpected.checks[1].why.code == "tree.key_unexpected"
    assert not unexpected.passed
    assert "tree.signature_wrong" in failed(replace(sound, head=head_of(leaves, secret=other)))
    assert "tree.signature_wrong" in failed(replace(sound, head=head_of(leaves, origin="else.example")))
    assert "tree.size_other" in failed(replace(sound, head=head_of(leaves[:3])))
    assert "tree.root_other" in failed(replace(sound, head=head_of([*leaves[:-1], leaves[0]])))
    assert "tree.head_unsound" in failed(replace(sound, head="head"))
    assert "tree.key_unsound" in failed(replace(sound, key="key"))
    assert "history.head_unsound" in failed(sound, held=["head"])
    assert "history.head_unsound" in failed(sound, held=[head_of([])])
    assert "history.origin_other" in failed(sound, held=[head_of(leaves, secret=other)])
    assert failed(replace(sound, manifest=b"{}"))[0] == "election.manifest_unsound"


def test_receipts_and_trackers() -> None:
    board = board_of(FULL)
    leaf = leaves_of(board)[1]
    receipt = give_receipt(election=E, leaf=leaf, include_by="2027-06-30T23:00:00Z", secret=SECRET)
    assert read_receipt(canonical(receipt.as_json())) == receipt
    assert receipt.tracker == tracker_of(leaf) == read_tracker("vkrb35np mmjf-xom2")
    assert failed(board, receipt=receipt, tracker=receipt.tracker) == []
    forged = replace(receipt, leaf="0" * 64)
    assert failed(board, receipt=forged) == ["inclusion.receipt_unsound"]
    assert failed(board, receipt=receipt, tracker="C31F-E17B-Q80V-SDV8") == ["inclusion.receipt_unsound"]
    assert failed(board, tracker="0000-0000-0000-0000") == ["inclusion.absent"]
    # The tracker of a record that is no ballot proves nothing.
    assert failed(board, tracker=tracker_of(leaves_of(board)[0])) == ["inclusion.absent"]


def test_a_ballot_is_made_as_the_manifest_allows() -> None:
    manifest = manifest_of({**MANIFEST, "most": 2})
    nonce = nonce_of(bytes(16))
    assert ballot_record(manifest, ["garden", "bench"], nonce)["choice"] == ["bench", "garden"]
    ranking = manifest_of({**MANIFEST, "ballot": "ranking"})
    assert ballot_record(ranking, ["garden", "bench"], nonce)["choice"] == ["garden", "bench"]
    for wrong in (["moon"], ["bench", "bench"], ["bench", "clinic", "garden"], "bench, clinic"):
        with pytest.raises(MethodError, match="record_invalid"):
            ballot_record(manifest, wrong, nonce)
    with pytest.raises(MethodError, match="record_invalid"):
        record_bytes({"kind": "ballot"})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":1}', "json_key_twice"),
        ('{"é":1,"e\u0301":1}'.encode(), "json_key_twice"),
        (b"1.0", "json_float"),
        (b"NaN", "json_float"),
        (b"-Infinity", "json_float"),
        (b"9007199254740992", "json_number_too_large"),
        (b"1" * 5000, "json_number_too_large"),
        (b'"\\ud800"', "json_value_unknown"),
        (b"\xff", "json_not_utf8"),
        (b"{", "json_unsound"),
        (b"", "json_unsound"),
        (b"[" * 40 + b"]" * 40, "json_depth"),
        (b"[" * 200_000, "json_unsound"),
        (('"a' + "\u0315\u0300" * 16 + '"').encode(), "json_value_unknown"),
        (('"a' + "\u0315\u0300" * 200_000 + '"').encode(), "json_value_unknown"),
        (('{"\u0f40' + "\u0f73" * 100_000 + '":1}').encode(), "json_value_unknown"),
    ],
)
def test_json_that_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        read_json(data)


def test_values_without_bytes() -> None:
    for value in ({1: 2}, object(), {1, 2}, b"x"):
        with pytest.raises(MethodError, match="json_value_unknown"):
            canonical(value)
    assert canonical({"e\u0301": 2**53 - 1}) == '{"é":9007199254740991}'.encode()


def zipped(*files: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name), data)
    return written.getvalue()


SOUND = [("manifest.json", b"{}"), ("records.jsonl", b""), ("head", b""), ("key", b"")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "board_not_archive"),
        (b"PK\3\4 nothing", "board_not_archive"),
        (write_board(board_of(FULL))[:-40], "board_not_archive"),
        (zipped(*SOUND[1:]), "board_member_missing"),
        (zipped(*SOUND, ("../../etc/passwd", b"")), "board_member_unknown"),
        (zipped(*SOUND[:3], ("key", b"\xff")), "key_invalid"),
    ],
)
def test_archives_that_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(MethodError, match=code):
        read_board(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_a_name_twice() -> None:
    with pytest.raises(MethodError, match="board_member_twice"):
        read_board(zipped(*SOUND, SOUND[0]))


def test_an_archive_may_hold_nonsense() -> None:
    verdict = check_board(read_board(zipped(*SOUND[:1], ("records.jsonl", b"\xff\n{}\n\n"), *SOUND[2:])))
    assert not verdict.passed
    assert check_board(read_board(zipped(*SOUND))).passed is False


def test_boards_travel_unchanged() -> None:
    board = board_of(FULL, heads=(1, 2, 5))
    assert read_board(write_board(board)) == board
    assert write_board(board) == write_board(board)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Key.read("a+00000000+AAAA"), "key_invalid"),
        (lambda: Key("a b", bytes(32)), "origin_invalid"),
        (lambda: Key("a", b""), "key_invalid"),
        (lambda: key_of(b"", "a"), "key_invalid"),
        (lambda: read_note("a\n1\nAAAA\n\n"), "note_invalid"),
        (lambda: read_note(head_of([bytes(32)]).replace("\n1\n", "\n01\n")), "note_invalid"),
        (lambda: read_note("x" * 200_000), "note_invalid"),
        (lambda: read_receipt(b"{}"), "receipt_invalid"),
        (lambda: Receipt(E, E, "tomorrow", bytes(64)), "receipt_invalid"),
        (lambda: read_tracker("UUUU-0000-0000-0000"), "tracker_invalid"),
        (lambda: nonce_of(b"short"), "nonce_invalid"),
        (lambda: manifest_of([]), "manifest_invalid"),
        (lambda: manifest_of({**MANIFEST, "options": ["a", "a"]}), "manifest_invalid"),
        (lambda: manifest_of({**MANIFEST, "roll_size": -1}), "manifest_invalid"),
        (lambda: manifest_of({**MANIFEST, "ballot": "stones"}), "manifest_invalid"),
        (lambda: manifest_of({**MANIFEST, "log_key": 3}), "manifest_invalid"),
    ],
)
def test_bad_input(make: Callable[[], object], code: str) -> None:
    with pytest.raises(MethodError, match=code):
        make()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    assert sorted(CODES - TEXTS[language].keys()) == []


def test_a_board_is_made_of_what_was_published() -> None:
    manifest = {**MANIFEST, "roll_size": 4}
    ballots = [(["garden", "clinic"], "11" * 16), (["bench"], "00" * 16), ([], "22" * 16)]
    made = {"outcome": {"votes": VOTES}, "code": "1", "origin": ORIGIN, "secret": SECRET}
    board = closed_board(manifest, ballots, **made)
    assert check_board(board).passed
    assert closed_board(manifest, reversed(ballots), **made) == board
    assert leaves_of(board)[1:4] == sorted(leaves_of(board)[1:4])
    ranking = closed_board({**manifest, "ballot": "ranking"}, ballots, **made)
    assert b'["garden","clinic"]' in b"".join(ranking.records)
    for wrong, code in (
        ((MANIFEST, ballots), "manifest_invalid"),
        ((manifest, [(["moon"], "11" * 16)]), "record_invalid"),
        ((manifest, [(["bench"], "11")]), "record_invalid"),
        ((manifest, [(["bench", "bench"], "11" * 16)]), "record_invalid"),
    ):
        with pytest.raises(MethodError, match=code):
            closed_board(*wrong, **made)
