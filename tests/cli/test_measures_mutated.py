"""Tables and documents with something broken in them: a clear refusal or a result, never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.cli.conftest import Ran
from tests.cli.test_answerability_command import ACTIVITIES, PROMISES
from tests.cli.test_equity_measures_command import AREAS, FLOORS
from tests.methods.valuation.test_valuation import EXAMPLE

Run = Callable[..., Ran]
ON = ("--on", "2026-04-01")
ODD = [
    "",
    "-1",
    "NaN",
    "inf",
    "1e9",
    "1" * 19,
    "\x00",
    "\u202e",
    '"',
    ",",
    "\n",
    "é",
    "null",
    "[]",
    "{}",
    "true",
    "0",
    "2026-02-30",
]
POWER = {
    "decisions": [
        {
            "id": "park",
            "weight": 3,
            "seats": {"citizen": 11},
            "majority": 6,
            "quorum": 4,
            "vetoes": {"council": "elected"},
        },
        {"id": "bins", "seats": {"citizen": 3}, "majority": 2, "vetoes": {"mayor": {"side": "elected", "override": 3}}},
        {"id": "school", "answer": "not"},
    ],
    "agenda": {"options": 8, "from_citizens": 6, "proposals": 12, "removed": {"law": 3}},
}
PICTURE = {
    "citizens": 24,
    "time_of_top_tenth": "0.70",
    "bodies": [{"name": "board", "citizens": 2, "seats": 9}],
    "organising_minutes": [1, 2, 3],
    "delivered_minutes": [9, 9, 9],
    "entitlement_depends": False,
    "acts": {"T6": ["a1"]},
}
INPUTS: dict[tuple[str, ...], str] = {
    ("answerability", "completeness"): ACTIVITIES,
    ("answerability", "promises", *ON): PROMISES,
    (
        "answerability",
        "incidents",
        *ON,
    ): "incident,reported,answered,within\na,2026-01-01,2026-01-13,30\n",
    ("answerability", "needs", *ON): "need,stated,decided,delivered\na,2026-01-01,2026-01-21,\nb,2026-01-01,,\n",
    ("answerability", "mandates"): "decision,date,from,to\na,2026-05-01,2026-01-01,\nb,2026-05-01,,\n",
    ("answerability", "visibility", *ON): "side,made,acknowledged\ncitizen,2026-01-01,2026-01-15\n",
    ("equity", "support", "--participants", "30"): "kind,offered,asked,used,spent\nchildcare,10,8,6,900.00\n",
    ("equity", "access", "--floors", "FLOORS"): AREAS,
    ("equity", "benefits"): "group,benefits,need\nyoung,30,10\nold,10,10\n",
    ("equity", "motives", "--people", "12"): "motive,1,2,3,4,5\nsolidary,0,0,0,6,6\n",
    ("equity", "care"): "carer,week,minutes,nights,strain,professional\nAda,2026-03-02,1320,2,4,60\n",
    ("equity", "representation"): "step,dimension,group,count,frame\nheld,age,young,12,25\nheld,age,old,108,75\n",
    ("equity", "suppress"): "ward,young,middle,old\nnorth,7,12,60\nsouth,33,41,52\neast,28,37,48\n",
    ("evidence",): "aim,source,grade,baseline\nsleep,survey,tested,yes\ntrust,,,\n",
    ("kind",): "date,side,activity,person,minutes\n2026-01-01,citizen,design,ann,60\n2026-01-02,elected,deliver,,\n",
    ("waiting",): "case,outcome,days\na,cleared,12\nb,open,60\nc,withdrawn,3\n",
    ("value",): EXAMPLE.decode(),
    ("power",): json.dumps(POWER),
    ("signals", "--evils"): json.dumps(PICTURE),
}


def broken(text: str, lot: Random) -> bytes:
    """One to three places struck out, doubled, or with something odd in them; sometimes a byte that is no text."""
    for _ in range(lot.randint(1, 3)):
        at = lot.randrange(len(text) + 1)
        length = lot.choice([0, 1, 1, 4, 12])
        text = text[:at] + lot.choice([*ODD, text[at : at + length] * 2]) + text[at + length :]
    data = text.encode()
    return data if lot.random() < 0.95 else data[: len(data) // 2] + b"\xff" + data[len(data) // 2 :]


@pytest.mark.parametrize("command", INPUTS, ids=lambda command: " ".join(command))
def test_nothing_broken_ends_in_a_traceback(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    lot = Random(" ".join(command))
    floors, file = tmp_path / "floors.csv", tmp_path / "input"
    floors.write_text(FLOORS)
    options = [floors if one == "FLOORS" else one for one in command]
    file.write_text(INPUTS[command])
    assert run(*options, file, "--json").code == 0
    for _ in range(20):
        file.write_bytes(broken(INPUTS[command], lot))
        ran = run(*options, file, "--json")
        assert ran.code in (0, 1), file.read_bytes()
        told = json.loads(ran.out)
        if ran.code == 1 and "withheld" not in told:
            assert all(problem["text"] and problem["code"] not in problem["text"] for problem in told["problems"])
            assert ran.err.strip()
