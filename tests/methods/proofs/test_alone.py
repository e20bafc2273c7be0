"""The verifier in one file agrees with the package: the same verdict, to the digest, on sound and on spoilt boards."""

from __future__ import annotations

import ast
import base64
import json
import os
import random
import re
import subprocess
import sys
import tomllib
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.cli.tongue import language_of
from coproduce.cli.verify import recount
from coproduce.cli.words import TEXTS
from coproduce.methods.proofs import (
    Board,
    MethodError,
    canonical,
    check_board,
    give_receipt,
    key_of,
    manifest_of,
    read_board,
    read_json,
    read_receipt,
    tracker_of,
    verifier_script,
    write_board,
)
from coproduce.methods.proofs.codes import ERRORS, FAILED, PASSED, SKIPPED
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
from tests.methods.proofs.test_boards import ATTACKS, FULL, VOTES, WRONG
from tests.methods.proofs.test_hostile_archives import HOSTILE, spoilt

SCRIPT = verifier_script()
SOUND = board_of(FULL, heads=(1, 4))
LEAVES = leaves_of(SOUND)


def loaded() -> ModuleType:
    module = ModuleType("verify_board")
    exec(compile(SCRIPT, "verify_board.py", "exec"), module.__dict__)
    return module


ALONE = loaded()
Asked = dict[str, object]


def alone(
    data: bytes, held: Sequence[str] = (), tracker: str = "", receipt: bytes | None = None, key: str = ""
) -> Asked:
    files = {"board": data, "receipt": receipt, **{f"head {n}": text.encode() for n, text in enumerate(held)}}
    ALONE.__dict__["read_file"] = files.__getitem__
    chosen = Namespace(
        file="board",
        tracker=tracker,
        head=[name for name in files if name[:4] == "head"],
        receipt=receipt and "receipt",
        key=key,
    )
    try:
        verdict: Asked = ALONE.verdict_of(chosen)
    except ALONE.Wrong as wrong:
        return {"code": wrong.code, "params": wrong.params}
    return verdict


def package(
    data: bytes, held: Sequence[str] = (), tracker: str = "", receipt: bytes | None = None, key: str = ""
) -> Asked:
    try:
        board = read_board(data)
        promise = read_receipt(receipt) if receipt else None
        return check_board(board, held=held, tracker=tracker, receipt=promise, key=key).as_json()
    except MethodError as refusal:
        return {"code": refusal.code, "params": dict(refusal.params)}


def agreed(board: Board | bytes, **asked: object) -> Asked:
    """The verdict on which both agree, to the last parameter and the digest."""
    data = board if isinstance(board, bytes) else write_board(board)
    found = package(data, **asked)
    assert alone(data, **asked) == found
    return found


def failures(verdict: Asked) -> list[str]:
    checks = verdict["checks"]
    assert isinstance(checks, list)
    return [check["code"] for check in checks if check["passed"] is False]


def test_the_printed_example() -> None:
    verdict = agreed(board_of(records(), heads=(4,)), tracker="C31F-E17B-Q80V-SDV8")
    assert (verdict["passed"], verdict["election"], verdict["size"]) == (True, E, 5)
    assert verdict["root"] == "0f9d92466b15c738dca8e35f239052902611be42a74085b16bc205121f0ece1f"
    assert verdict["proof"] == [
        "2cdf8514d8a01778f7b0ed09348ecad542c897d46b177b14d2408dd4913c713f",
        "3ec8279c16ba108a9bb76b82cd9585d0b57adc5d96e2b8a76966c48e46e8ceeb",
        "186651c903ae2e7d88060f163e670184d4e37910641d02605189bd6f32be07a7",
    ]


def test_the_key_that_a_reader_expects() -> None:
    assert agreed(SOUND)["passed"]
    assert agreed(SOUND, key=f" {SOUND.key}")["passed"]
    assert failures(agreed(SOUND, key="someone+00000000+AQ==")) == [
        "tree.key_unexpected",
    ]


@pytest.mark.parametrize(("made", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_alike(made: list[dict[str, object]], code: str) -> None:
    assert code in failures(agreed(board_of(made)))


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
@pytest.mark.parametrize("place", range(5))
def test_attacks_are_found_alike(attack: object, place: int) -> None:
    assert callable(attack)
    lines = tuple(attack(list(SOUND.records), place, (place + 1) % 6))
    cut = replace(SOUND, records=lines)
    assert failures(agreed(cut))
    signed_anew = replace(cut, head=head_of(leaves_of(cut)))
    assert failures(agreed(signed_anew, held=[SOUND.head]))


HEADS = {
    "another key": {"head": head_of(LEAVES, secret=bytes(32))},
    "another origin": {"head": head_of(LEAVES, origin="else.example")},
    "too small": {"head": head_of(LEAVES[:3])},
    "another root": {"head": head_of([*LEAVES[:-1], LEAVES[0]])},
    "no head": {"head": "head"},
    "an empty head": {"head": ""},
    "a head in other letters": {"head": SOUND.head.replace("\n", "\r\n")},
    "a head signed twice": {"head": SOUND.head + SOUND.head.split("\n\n")[1]},
    "a witness beside it": {"head": SOUND.head + head_of(LEAVES, origin="w.example").split("\n\n")[1]},
    "a size with a zero before it": {"head": SOUND.head.replace("\n6\n", "\n06\n")},
    "a size of other digits": {"head": SOUND.head.replace("\n6\n", "\n\u0666\n")},
    "a size beyond all": {"head": SOUND.head.replace("\n6\n", "\n9999999999999999999\n")},
    "no key": {"key": "key"},
    "a stolen key": {"key": key_of(bytes(32), ORIGIN).as_text()},
    "a key with another id": {"key": SOUND.key.replace("+2", "+3", 1)},
    "a key in loose base64": {"key": SOUND.key.strip()[:-2] + "E="},
    "older heads that are none": {"heads": ("head",)},
    "an older head of nothing": {"heads": (head_of([]),)},
    "an older head of another": {"heads": (head_of(LEAVES[:2], secret=bytes(32)),)},
    "an older head beyond": {"heads": (head_of([*LEAVES, bytes(32)]),)},
    "another past": {"heads": (head_of([bytes(32)]),)},
    "no manifest": {"manifest": b"{}"},
    "a manifest that is no JSON": {"manifest": b"{"},
    "a manifest with a number too large": {"manifest": b'{"v":9007199254740992}'},
    "a manifest with decimals": {"manifest": b'{"v":1.0}'},
    "a manifest with a name twice": {"manifest": b'{"v":1,"v":1}'},
    "a manifest with a name twice in NFC": {"manifest": '{"é":1,"e\u0301":1}'.encode()},
    "a manifest with half a letter": {"manifest": b'{"v":"\\ud800"}'},
    "a manifest not in UTF-8": {"manifest": b"\xff"},
    "a manifest too deep": {"manifest": b"[" * 40 + b"]" * 40},
    "a manifest with spaces": {"manifest": json.dumps(MANIFEST).encode()},
    "no records": {"records": ()},
    "an empty line": {"records": (*SOUND.records[:2], b"", *SOUND.records[2:])},
    "a record with a space": {"records": (*SOUND.records[:2], b" " + SOUND.records[2], *SOUND.records[3:])},
    "a record twice": {"records": (*SOUND.records[:2], *SOUND.records[1:])},
}


@pytest.mark.parametrize("change", HEADS.values(), ids=HEADS)
def test_members_that_are_wrong(change: dict[str, object]) -> None:
    verdict = agreed(replace(SOUND, **change))
    assert verdict["passed"] is (change in (HEADS["a witness beside it"], HEADS["a manifest with spaces"]))


@pytest.mark.parametrize(
    "fields",
    [
        {"options": ["a", "a"]},
        {"options": [1]},
        {"options": [""]},
        {"options": "bench"},
        {"options": [{"cost": 1}]},
        {"ballot": "stones"},
        {"ballot": []},
        {"ballot": None},
        {"roll_size": -1},
        {"roll_size": True},
        {"roll_size": 5},
        {"most": "2"},
        {"most": 1},
        {"log_key": 3},
        {"log_key": "else"},
        {"log_key": SOUND.key.strip()},
        {"seed_commitment": ""},
        {"seed_commitment": "00"},
        {"v": 2},
        {"v": True},
        {"kind": "else"},
        {"ballot": "ranking"},
    ],
)
def test_manifests(fields: dict[str, object]) -> None:
    manifest = {**MANIFEST, **fields}
    try:
        election = manifest_of(manifest).election
    except MethodError:
        election = E
    agreed(board_of([*records(election), result({"votes": VOTES}, election)], manifest, heads=(2,)))


@pytest.mark.parametrize(
    "outcome",
    [
        {"votes": VOTES, "seed": "1234"},
        {"votes": VOTES, "seed": "1235"},
        {"votes": VOTES, "seed": 1234},
        {"votes": VOTES, "winners": ["bench"], "spent": 3},
        {"votes": [1, 1, 1]},
        {"seed": "1234"},
        {"votes": {**VOTES, "moon": 0}},
    ],
)
def test_outcomes(outcome: dict[str, object]) -> None:
    manifest = {**MANIFEST, "seed_commitment": "03ac674216f3e15c761ee1a5e255f067953623c8b388b4459e13f978d7c846f4"}
    election = manifest_of(manifest).election
    agreed(board_of([*records(election), result(outcome, election)], manifest))
    agreed(board_of([*records(), result(outcome)]))


def test_voided_ballots() -> None:
    void = {"election": E, "kind": "void", "leaf": LEAVES[1].hex(), "reason": "court", "v": 1}
    close = {**records()[4], "ballots": 2, "marked": 2}
    once = [*records()[:4], void, close, result({"votes": {**VOTES, "bench": 0}})]
    assert agreed(board_of(once))["passed"] is True
    for wrong in (
        [*once[:5], {**void, "reason": "again"}, *once[5:]],
        [*once[:4], {**void, "leaf": "0" * 64}, *once[5:]],
    ):
        assert "ballots.void_unknown" in failures(agreed(board_of(wrong)))


def receipt_for(place: int, **fields: str) -> bytes:
    promise = give_receipt(election=E, leaf=LEAVES[place], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    return canonical({**promise.as_json(), **fields})


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"tracker": "vkrb35np mmjf-xom2"}, None),
        ({"tracker": "0000-0000-0000-0000"}, "inclusion.absent"),
        ({"receipt": receipt_for(1)}, None),
        ({"receipt": receipt_for(1), "tracker": "VKRB-35NP-MMJF-X0M2"}, None),
        ({"receipt": receipt_for(1), "tracker": "C31F-E17B-Q80V-SDV8"}, "inclusion.receipt_unsound"),
        ({"receipt": receipt_for(1, leaf="0" * 64)}, "inclusion.receipt_unsound"),
        ({"receipt": receipt_for(1, include_by="2028-06-30T23:00:00Z")}, "inclusion.receipt_unsound"),
    ],
)
def test_one_s_own_ballot(asked: dict[str, object], code: str | None) -> None:
    assert failures(agreed(SOUND, **asked)) == ([code] if code else [])


def test_a_promise_that_was_broken() -> None:
    changed = board_of([*records()[:2], ballot(["clinic"], "11" * 16), *records()[3:]])
    assert failures(agreed(changed, receipt=receipt_for(2))) == ["inclusion.receipt_broken"]


@pytest.mark.parametrize("typed", ["hello", "UUUU-0000-0000-0000", "\u0131" * 16, "0" * 17, "ﬀﬀ00-0000-0000-0000"])
def test_trackers_that_are_none(typed: str) -> None:
    agreed(SOUND, tracker=typed)


@pytest.mark.parametrize(
    "receipt",
    [
        b"{}",
        b"[]",
        b"1.5",
        receipt_for(1, include_by="tomorrow"),
        receipt_for(1, signature="AA=="),
        receipt_for(1, signature="?" * 88),
        receipt_for(1, election="e"),
        receipt_for(1, more="1"),
    ],
)
def test_receipts_that_are_none(receipt: bytes) -> None:
    assert "code" in agreed(SOUND, receipt=receipt)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives_are_refused_alike(name: str) -> None:
    assert "code" in agreed(HOSTILE[name][0]())


@pytest.mark.parametrize("place", [0, 4])
def test_a_receipt_for_another_record_than_a_ballot_is_broken(place: int) -> None:
    """Else one leaf that is there anyway, such as the opening, could be promised to every voter."""
    receipt = give_receipt(election=E, leaf=LEAVES[place], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    verdict = agreed(SOUND, receipt=canonical(receipt.as_json()))
    assert failures(verdict) == ["inclusion.receipt_broken"]


def test_whose_ballot_was_voided_is_told() -> None:
    *kept, close = records()
    void = {"election": E, "kind": "void", "leaf": LEAVES[1].hex(), "reason": "cast twice", "v": 1}
    board = board_of([*kept, void, {**close, "ballots": 2, "marked": 2}])
    receipt = give_receipt(election=E, leaf=LEAVES[1], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    for asked in ({"tracker": tracker_of(LEAVES[1])}, {"receipt": canonical(receipt.as_json())}):
        assert failures(agreed(board, **asked)) == ["inclusion.voided"]
    assert agreed(board, tracker=tracker_of(LEAVES[2]))["passed"]


@pytest.mark.parametrize("marks", ["\u0315\u0300" * 15, "\u0315\u0300" * 200_000, "\u0f73" * 100_000, "\u0300" * 50])
def test_heaps_of_marks_cost_nothing_and_are_read_alike(marks: str) -> None:
    """To sort 400,000 marks on one letter took half an hour, from an archive of a few kilobytes."""
    title = json.dumps({**MANIFEST, "title": f"a{marks}"}, ensure_ascii=False).encode()
    agreed(replace(SOUND, manifest=title))
    spoilt_choice = json.dumps(ballot([f"a{marks}"], "00" * 16), ensure_ascii=False, sort_keys=True).encode()
    agreed(replace(SOUND, records=(*SOUND.records, spoilt_choice)))


def test_spoilt_archives_and_members() -> None:
    """3,000 archives and boards, seeded: whatever the package says, the one file says."""
    draw, whole = random.Random(411), write_board(SOUND)
    for _ in range(1500):
        agreed(spoilt(draw, whole))
    for _ in range(1500):
        member = draw.choice(("manifest", "records", "head", "key"))
        data = {
            "manifest": SOUND.manifest,
            "records": b"\n".join(SOUND.records),
            "head": SOUND.head.encode(),
            "key": SOUND.key.encode(),
        }
        data[member] = spoilt(draw, data[member])
        texts = {name: data[name].decode(errors="replace") for name in ("head", "key")}
        agreed(Board(data["manifest"], tuple(data["records"].split(b"\n")), **texts, heads=SOUND.heads))


STREET_CHOICES = (("lamp", "park"), ("park",), ("bench",), ("bench",), ())


def test_a_result_by_a_rule_is_counted_again() -> None:
    manifest, made = budget_vote(STREET_CHOICES)
    found = manifest_of(manifest)
    right = recount(found, STREET_CHOICES, "")
    assert right is not None
    for outcome, code in (
        (right, "alone.winners_same"),
        ({**right, "winners": ["bench"]}, "outcome.other"),
        ({**right, "spent": 1}, "outcome.other"),
        ({**right, "turnout": 5}, "outcome.rule_unknown"),
    ):
        verdict = alone(write_board(board_of([*made, result(outcome, found.election)], manifest)))
        assert [check["code"] for check in verdict["checks"]][5] == code
        assert verdict["passed"] is (code == "alone.winners_same")


@pytest.mark.parametrize("rule", [{"rule": "phragmen"}, {"rule": "knapsack"}, {"bounds": []}, {"threshold": "3"}])
def test_a_rule_that_it_does_not_know_is_left_to_the_command(rule: dict[str, object]) -> None:
    manifest, made = budget_vote(STREET_CHOICES)
    manifest["rule"] = {**manifest["rule"], **rule}
    election = manifest_of(manifest).election
    records = [{**record, "election": election} for record in made]
    outcome = {"votes": {"park": 2, "bench": 2, "lamp": 1}, "winners": ["park", "bench"], "spent": 10000}
    verdict = agreed(board_of([*records, result(outcome, election)], manifest))
    assert (failures(verdict), verdict["passed"]) == ([], False)


def test_sentences_are_those_of_the_command_line() -> None:
    text = resources.files("coproduce.methods.proofs.alone").joinpath("sentences.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    for code, sentences in said.items():
        if not code.startswith("alone."):
            assert sentences == [TEXTS["en"][code], TEXTS["fr"][code]], code
    unspoken = {"json_not_canonical"}
    spoken = {code for code in ERRORS - unspoken if code[:4] in ("boar", "json")} | {"key_invalid", "note_invalid"}
    assert sorted((PASSED | FAILED | SKIPPED | spoken) - {"outcome.same"} - said.keys()) == []
    for code in re.findall(r'(?:Wrong|say)\(\s*"([a-z_.]+)"', SCRIPT):
        assert code in said or code == "manifest_invalid", code


def test_it_stands_alone() -> None:
    tree = ast.parse(SCRIPT, feature_version=(3, 9))
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert {name.partition(".")[0] for name in imported} - sys.stdlib_module_names == {"cryptography"}
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    assert len(defined) == len(set(defined))
    assert "coproduce" not in re.sub(r"coproduce[/. ](election|verify|receipt)", "", SCRIPT)


def ran(*arguments: object, cwd: Path, **named: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-I", "-X", "utf8", "verify_board.py", *map(str, arguments)]
    spoken = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    others = {name: value for name, value in os.environ.items() if name not in spoken}
    env = {**others, "LC_ALL": "en_GB.UTF-8", **named}
    return subprocess.run(line, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "verify_board.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "board.zip").write_bytes(write_board(SOUND))
    return tmp_path


def test_it_runs_beside_a_board(folder: Path) -> None:
    done = ran("board.zip", "--tracker", "VKRB-35NP-MMJF-X0M2", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line[:9] for line in lines[:7]] == [f"{number}. passed" for number in range(1, 8)]
    assert lines[7] == "The board is sound if the key is the organiser’s, which is for you to compare."
    assert lines[8].startswith("Not compared: a head kept")
    french = ran("board.zip", "--lang", "fr", cwd=folder).stdout.splitlines()
    assert french[0].startswith("1. réussi\u00a0: ")
    plain = json.loads(ran("board.zip", "--json", cwd=folder).stdout)
    assert plain["digest"] == check_board(SOUND).digest


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"LANG": "fr_FR.UTF-8"},
        {"LC_MESSAGES": "fr_CA", "LANG": "en_CA"},
        {"LC_ALL": "C", "LANG": "fr"},
        {"LC_ALL": "", "LANG": "fr"},
        {"LANGUAGE": "nl:fr:en", "LC_ALL": "en_GB"},
        {"LANGUAGE": "nl", "LC_ALL": "fr"},
    ],
)
def test_it_speaks_the_language_that_the_command_would(environment: dict[str, str]) -> None:
    assert ALONE.language_of(environment) == language_of(None, environment)


def test_it_speaks_the_language_of_the_system(folder: Path) -> None:
    assert ran("board.zip", cwd=folder, LC_ALL="fr_FR.UTF-8").stdout.startswith("1. réussi")
    assert ran("board.zip", "--lang", "en", cwd=folder, LC_ALL="fr_FR.UTF-8").stdout.startswith("1. passed")


@pytest.mark.parametrize(
    ("name", "language", "why"),
    [
        (".", "en", "this is a folder; name a file in it"),
        (".", "fr", TEXTS["fr"]["why.EISDIR"]),
        ("none.zip", "en", "there is no such file or folder"),
        ("none.zip", "fr", TEXTS["fr"]["why.ENOENT"]),
        ("board.zip/head", "fr", TEXTS["fr"]["why.ENOTDIR"]),
    ],
)
def test_why_a_file_cannot_be_opened_is_said_in_words(folder: Path, name: str, language: str, why: str) -> None:
    done = ran(name, "--json", "--lang", language, cwd=folder)
    assert (done.returncode, done.stderr.endswith(f"{why}\n")) == (3, True)
    problem = json.loads(done.stdout)["problems"][0]
    assert (problem["code"], problem["params"]) == ("cannot_open", {"file": name, "why": why})
    assert problem["text"] == done.stderr.rstrip("\n")


def test_how_it_ends(folder: Path) -> None:
    (folder / "cut.zip").write_bytes(write_board(replace(SOUND, records=SOUND.records[:-1])))
    (folder / "bad.zip").write_bytes(b"PK")
    done = ran("cut.zip", cwd=folder)
    assert (done.returncode, "FAILED" in done.stdout, "NOT proved sound" in done.stdout) == (1, True, True)
    done = ran("bad.zip", "--json", cwd=folder)
    assert (done.returncode, json.loads(done.stdout)["problems"][0]["code"]) == (1, "board_not_archive")
    assert ran("none.zip", cwd=folder).returncode == 3
    assert ran(cwd=folder).returncode == 2


def test_a_promise_of_another_election() -> None:
    promise = give_receipt(election="0" * 64, leaf=LEAVES[1], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    assert failures(agreed(SOUND, receipt=canonical(promise.as_json()))) == ["inclusion.receipt_unsound"]


def test_a_version_is_a_number() -> None:
    line = SOUND.records[1].replace(b'"v":1', b'"v":true')
    assert "tree.record_unsound" in failures(agreed(replace(SOUND, records=(SOUND.records[0], line))))


def test_a_key_of_another_kind() -> None:
    data = b"\2" + key_of(SECRET, ORIGIN).public
    id_ = sha256(ORIGIN.encode() + b"\n" + data).hexdigest()[:8]
    text = f"{ORIGIN}+{id_}+{base64.b64encode(data).decode()}"
    assert "tree.key_unsound" in failures(agreed(replace(SOUND, key=text)))


LETTERS = 'aZé\u0301\u212b\ufb33\uffff\U0001f600\U00010000\ud7ff\ue000"\\/\b\t\n\f\r\x00\x1f\x7f\u2028{}[]:,'
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**54), 2**54) | st.floats() | st.text(LETTERS, max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(LETTERS, max_size=3), inner, max_size=5),
    max_leaves=20,
)


def either(ask: Callable[[bytes], object], data: bytes) -> object:
    try:
        return ask(data)
    except (MethodError, ALONE.Wrong) as wrong:
        return wrong.code


@given(values, st.booleans(), st.integers(0, 40))
@settings(max_examples=400, deadline=None)
def test_json_is_read_and_written_alike(value: object, plain: bool, depth: int) -> None:
    data = (b"[" * depth if plain else b"") + json.dumps(value, ensure_ascii=plain).encode()
    data += b"]" * depth if plain else b""
    assert either(lambda d: canonical(read_json(d)), data) == either(
        lambda d: ALONE.canonical(ALONE.read_json(d)), data
    )


@given(values)
@settings(max_examples=400, deadline=None)
def test_the_quick_way_to_write_gives_the_bytes_of_the_standard(value: object) -> None:
    data = json.dumps(value).encode()
    if isinstance(written := either(lambda d: canonical(read_json(d)), data), bytes):
        assert written == rfc8785.dumps(read_json(written))  # texts in NFC by now


@pytest.mark.parametrize("depth", [31, 32, 33, 34, 900, 100_000])
def test_depth_ends_alike(depth: int) -> None:
    data = b"[" * depth + b"]" * depth
    assert either(lambda d: canonical(read_json(d)), data) == either(
        lambda d: ALONE.canonical(ALONE.read_json(d)), data
    )
