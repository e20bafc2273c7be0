"""Good files for ``rank`` and ``match``, broken in a thousand ways: a documented end and a sentence that says where."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.cli.files import NEEDS

Run = Callable[..., Ran]
LINES = "voter,option,rank\nann,park,1\nann,bench,2\nbob,bench,1\nbob,lamp,1\ncleo,lamp,3\n"
SCORES = "voter,option,score\nann,park,3\nann,bench,2\nbob,bench,1\nbob,lamp,0\ncleo,lamp,3\n"
APPROVALS = "voter,option\nann,park\nann,bench\nbob,bench\n"
PAIRS = "voter,winner,loser,equal,times\nann,park,bench,,1\nbob,lamp,park,yes,3\ncleo,bench,lamp,,2\n"
STANCES = "voter,option,stance,reason\nann,path,consent,\nbob,path,objection,floods each spring\ncleo,path,aside,\n"
TOC = """# FILE NAME: 1.toc
# TITLE: Needs
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 3
# ALTERNATIVE NAME 1: a
# ALTERNATIVE NAME 2: b
# ALTERNATIVE NAME 3: c
2: 1,{2,3}
1: 3
"""
BLT = '3 2   # three options\n-3\n2 1 2=3 0\n1 3 - 2 0\n0\n"a"\n"b"\n"c"\n"Needs"\n'
MENTORING = {
    "mentors": [{"id": "mia", "capacity": 2, "offers": ["french"]}, {"id": "noah"}],
    "mentees": [{"id": "a", "needs": ["french"]}, {"id": "b"}],
    "scores": [{"mentor": "mia", "mentee": "a", "score": 2}, {"mentor": "noah", "mentee": "b", "score": 9.5}],
    "exclusions": [["noah", "a"]],
}
MARKET = {
    "people": [{"id": "a", "prefers": ["x", ["y"]]}, {"id": "b", "prefers": [["x", "y"]]}],
    "places": [{"id": "x", "prefers": [["a", "b"]]}, {"id": "y", "capacity": 2, "prefers": ["b"]}],
}
GOOD = {
    "ranks": (["rank", "count", "--rule", "schulze"], NEEDS),
    "ranks-stv": (["rank", "count", "--rule", "stv", "--seats", "2"], NEEDS),
    "rank-lines": (["rank", "count", "--rule", "borda"], LINES),
    "cells-scores": (["rank", "count", "--rule", "quadratic", "--cells", "scores"], NEEDS),
    "scores": (["rank", "count", "--rule", "majority-judgment"], SCORES),
    "approvals": (["rank", "count", "--rule", "approval"], APPROVALS),
    "pairs": (["rank", "count", "--rule", "pairwise"], PAIRS),
    "next": (["rank", "next"], PAIRS),
    "stances": (["rank", "count", "--rule", "consent"], STANCES),
    "toc": (["rank", "count", "--rule", "ranked-pairs"], TOC),
    "blt": (["rank", "count", "--rule", "irv"], BLT.replace("3 2 ", "3 1 ")),
    "mentoring": (["match", "pairs"], json.dumps(MENTORING, indent=1)),
    "market": (["match", "stable"], json.dumps(MARKET, indent=1)),
}
ODD = [
    "NaN",
    "inf",
    "-inf",
    "Infinity",
    "1e400",
    "1e18",
    "1000000000000000000",
    "-1",
    "0",
    "00",
    "1.5",
    "-0.0",
    "+",
    "³",
    "٣",
    "null",
    "true",
    "{}",
    "[]",
    "[[]]",
    '"',
    '""',
    "'",
    "=",
    ",",
    ";",
    "{",
    "}",
    "\x00",
    "\x07",
    "\x1b[2J",
    "\ufeff",
    "\u202e",
    "\u2028",
    "\ud7ff",
    "é",
    "😀",
    "#",
    "--",
    "0x1F",
    "_1",
    "1_000",
    "99999999999999999999999999",
    "park",
]
MANY = 80


def broken(text: str, dice: random.Random) -> bytes:
    """One to three harms: to bytes, to fields, to lines."""
    data = text.encode()
    for _ in range(dice.randint(1, 3)):
        data = dice.choice((_bytes, _field, _lines, _cut))(data, dice)
    return data


def _bytes(data: bytes, dice: random.Random) -> bytes:
    at, many = dice.randrange(len(data) + 1), dice.randint(0, 2)
    return data[:at] + dice.randbytes(dice.randint(0, 2)) + data[at + many :]


def _field(data: bytes, dice: random.Random) -> bytes:
    fields = list(re.finditer(rb"[\w.\-]+", data))
    if not fields:
        return data
    field, odd = dice.choice(fields), dice.choice([*ODD, "", "x" * 300]).encode()
    return data[: field.start()] + odd + data[field.end() :]


def _lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    harm = dice.randrange(4)
    if harm == 0:
        lines.insert(at, lines[other])
    elif harm == 1:
        del lines[at]
    elif harm == 2:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] += dice.choice([b",", b",,1", b" 0", b"\r", b"\t", b'"'])
    return b"\n".join(lines)


def _cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def no_number(name: str) -> float:
    raise AssertionError(f"{name} is no JSON")


def harms(kind: str) -> Iterator[bytes]:
    dice = random.Random(kind)
    yield GOOD[kind][1].encode()
    yield from (broken(GOOD[kind][1], dice) for _ in range(MANY))
    yield from (b"", b"\n", b"\x00" * 50, b"\xff\xfe", b"[" * 5_000, b"0 0\n", b"# \n", b"-1 -1\n", b"a" * 100_000)


@pytest.mark.parametrize("kind", GOOD)
def test_a_broken_file_has_a_documented_end_and_a_sentence(kind: str, run: Run, tmp_path: Path) -> None:
    arguments, ends = GOOD[kind][0], set[int]()
    file = tmp_path / "votes"
    for number, data in enumerate(harms(kind)):
        file.write_bytes(data)
        ran = run(*arguments, file, "--json")
        assert ran.code in ((0, 1) if number else (0,)), data
        facts = json.loads(ran.out, parse_constant=no_number)
        if ran.code:
            assert [
                problem["text"] for problem in facts["problems"] if problem["line"] < 0 or not problem["text"]
            ] == []
            assert facts["problems"], data
            assert ran.err, data
            for problem in facts["problems"]:
                # A code without a sentence shows itself by the values behind it.
                assert not problem["text"].startswith(problem["code"]), data
                assert problem["line"] == 0 or f"line {problem['line']}: error: " in ran.err, data
        assert "Traceback" not in ran.err
        ends.add(ran.code)
    assert ends == {0, 1}


@pytest.mark.parametrize("kind", GOOD)
def test_what_a_message_repeats_cannot_rule_the_terminal(kind: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "votes"
    for data in harms(kind):
        file.write_bytes(data)
        ran = run(*GOOD[kind][0], file)
        assert ran.code in (0, 1), data
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f]", ran.err + ran.out) == [], data
