"""``coproduce verify``: what it prints, and how it ends."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coproduce.cli.words import TEXTS
from coproduce.methods.proofs import canonical, give_receipt, verifier_script, write_board
from tests.cli.conftest import Ran
from tests.methods.proofs.demo import SECRET, E, board_of, head_of, leaves_of, records, result

Run = Callable[..., Ran]
NO_BALLOT = "Not looked for: one’s own ballot (--tracker or --receipt)."
NO_HEAD = TEXTS["en"]["ui.verify.no_head"]
NEVER = TEXTS["en"]["ui.verify.never"]
BOARD = board_of([*records(), result({"votes": {"bench": 1, "clinic": 1, "garden": 1}})], heads=(4,))


@pytest.fixture
def board(tmp_path: Path) -> Path:
    file = tmp_path / "board.zip"
    file.write_bytes(write_board(BOARD))
    return file


def test_a_sound_board(run: Run, board: Path) -> None:
    ran = run("verify", board, "--tracker", "c31fe17bq80vsdv8")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line[:9] for line in lines[:7]] == [f"{number}. passed" for number in range(1, 8)]
    assert lines[6] == "7. passed: C31F-E17B-Q80V-SDV8 stands on line 3, and its proof leads to the signed root."
    assert lines[7:] == [
        "The board is sound if the key is the organiser’s, which is for you to compare.",
        NO_HEAD,
        NEVER,
    ]
    known = run("verify", board, "--key", BOARD.key)
    assert (known.code, known.out.splitlines()[6:]) == (0, ["The board is sound.", NO_BALLOT, NO_HEAD, NEVER])
    other = run("verify", board, "--key", "vote.example.org+00000000+AQ==")
    assert (other.code, other.out.splitlines()[6:]) == (
        1,
        ["The board is NOT proved sound.", NO_BALLOT, NO_HEAD, NEVER],
    )


def test_json(run: Run, board: Path) -> None:
    facts = json.loads(run("verify", board, "--json").out)
    assert (facts["passed"], facts["election"], facts["size"]) == (True, E, 6)
    names = ["election", "tree", "history", "order", "ballots", "outcome"]
    assert [check["check"] for check in facts["checks"]] == names
    assert all(check["text"] for check in facts["checks"])


def test_a_head_and_a_receipt(run: Run, board: Path, tmp_path: Path) -> None:
    head, receipt = tmp_path / "head", tmp_path / "receipt.json"
    head.write_text(head_of(leaves_of(BOARD)[:3]))
    promise = give_receipt(election=E, leaf=leaves_of(BOARD)[3], include_by="2027-06-30T23:00:00Z", secret=SECRET)
    receipt.write_bytes(canonical(promise.as_json()))
    ran = run("verify", board, "--head", head, "--receipt", receipt)
    assert ran.code == 0
    assert "2 older heads" in ran.out
    assert NO_BALLOT not in ran.out
    assert NO_HEAD not in ran.out
    assert ran.out.endswith(f"{NEVER}\n")
    assert "5KFR-A56R-M0BQ-HXXG" in ran.out
    head.write_text(head_of([*leaves_of(BOARD), bytes(32)]))
    ran = run("verify", board, "--head", head)
    assert (ran.code, "records are gone" in ran.out) == (1, True)
    assert ran.out.endswith(f"The board is NOT proved sound.\n{NO_BALLOT}\n{NEVER}\n")


def test_refusals(run: Run, board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("verify", tmp_path / "none.zip").code == 3
    assert run("verify", board, "--head", tmp_path / "none").code == 3
    assert run("verify", board, "--tracker", "hello").code == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"nothing")))
    ran = run("--lang", "fr", "verify", "-", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["problems"][0]["code"] == "board_not_archive"
    assert ran.err.startswith("Ce n’est pas le tableau d’un vote")


def test_the_verifier_in_one_file(run: Run, board: Path, tmp_path: Path) -> None:
    script = tmp_path / "verify_board.py"
    ran = run("verify", "--write-script", script)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"Written: {script}. It runs beside a board: python3 {script} board.zip\n"
    assert script.read_text(encoding="utf-8") == verifier_script() == run("verify", "--write-script", "-").out
    line = [sys.executable, "-I", str(script), str(board), "--tracker", "c31fe17bq80vsdv8"]
    alone = subprocess.run(line, capture_output=True, text=True, timeout=60, check=False)
    ours = run("verify", board, "--tracker", "c31fe17bq80vsdv8")
    assert alone.returncode == ours.code == 0
    assert alone.stdout == ours.out
    french = subprocess.run([*line, "--lang", "fr"], capture_output=True, text=True, timeout=60, check=False)
    assert french.stdout == run("--lang", "fr", "verify", board, "--tracker", "c31fe17bq80vsdv8").out


def test_a_script_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    ran = run("verify", "--write-script", tmp_path / "none" / "verify_board.py")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Cannot write")
