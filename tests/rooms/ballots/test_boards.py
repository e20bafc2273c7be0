"""The signed board of a vote: what the site publishes of it, anybody checks with either program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from coproduce.cli.verify import recount
from coproduce.commissioning.ballots import actions
from coproduce.commissioning.ballots.models import Ballot, CastBallot
from coproduce.commissioning.ballots.queries import board_key, board_zip, has_board
from coproduce.methods.proofs import check_board, closed_board, read_board, read_tracker
from tests.rooms.ballots.test_pages import at, text_of
from tests.rooms.ballots.town_vote import ballot_step, cast, close, draft, open_now, opened, residents
from tests.world import World

PB = "META\nkey;value\nnum_projects;1\nnum_votes;1\nbudget;10\nvote_type;approval\nPROJECTS\nproject_id;cost\na;5\n"
PB += "VOTES\nvoter_id;vote\n1;a\n"


def voted(world: World, **rule: Any) -> tuple[Ballot, list[str]]:
    """A vote of seven, counted, and their receipts; one ballot is blank."""
    ballot = draft(world, **rule)
    people = residents(world, 7)
    ballot = open_now(ballot)
    choices = (["P1"], ["P1", "P2"], ["P2"], ["P3", "P1"], [], ["P3"], ["P1", "P3"])
    receipts = [cast(ballot, person, *choice) for person, choice in zip(people, choices, strict=True)]
    return close(ballot), receipts


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"rule": "greedy"},
        {"rule": "phragmen"},
        {"completion": "none"},
        {"rule": "greedy-threshold", "threshold": 3},
        {"rule": "equal-shares", "utility": "cardinality", "completion": "add1u"},
    ],
)
def test_the_board_checks_and_counts_again(world: World, rule: dict[str, Any]) -> None:
    ballot, receipts = voted(world, **rule)
    board = read_board(board_zip(ballot))
    for receipt in receipts:
        verdict = check_board(board, recount, tracker=read_tracker(receipt))
        assert verdict.passed, verdict.as_json()
    assert [check.why.code for check in verdict.checks][-2:] == ["outcome.same", "inclusion.there"]
    assert verdict.election == ballot.fingerprint
    assert verdict.size == 10
    assert board.key == board_key(ballot).as_text() + "\n"


def test_it_is_downloaded_with_the_program_beside_it(world: World, signed_in: Any, tmp_path: Path) -> None:
    ballot, receipts = voted(world)
    page = text_of(signed_in(None).get(at("result", ballot)))
    for name in ("file_board", "file_verifier"):
        assert f'href="{at(name, ballot)}" download' in page
    assert board_key(ballot).as_text() in page
    zipped, program = (signed_in(None).get(at(name, ballot)) for name in ("file_board", "file_verifier"))
    assert zipped["Content-Type"] == "application/zip"
    assert program["Content-Disposition"] == 'attachment; filename="verify_board.py"'
    (tmp_path / "board.zip").write_bytes(zipped.content)
    (tmp_path / "verify_board.py").write_bytes(program.content)
    line = [sys.executable, "-I", "verify_board.py", "board.zip", "--tracker", receipts[2], "--json"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    codes = {check["check"]: check["code"] for check in json.loads(done.stdout)["checks"]}
    assert codes["inclusion"] == "inclusion.there"
    assert codes["ballots"] == "ballots.valid"
    # The small program counts again by the rule, with code of its own.
    assert codes["outcome"] == "alone.winners_same"


def test_the_same_board_for_everybody_and_no_person_in_it(world: World) -> None:
    ballot, _ = voted(world)
    first = board_zip(ballot)
    bodies = list(CastBallot.objects.filter(ballot=ballot).order_by("id"))
    assert board_zip(ballot) == first
    assert b"Resident" not in b"".join(read_board(first).records)
    assert len(bodies) == 7


def test_a_changed_ballot_shows_by_a_head_that_was_kept(world: World) -> None:
    """Whoever changes the database and has the site sign anew is found out by an older head, and by the receipt."""
    ballot, receipts = voted(world)
    kept = read_board(board_zip(ballot)).head
    one = next(b for b in CastBallot.objects.filter(ballot=ballot) if b.body["receipt"] == receipts[2])
    CastBallot.objects.filter(pk=one.pk).update(body={**one.body, "choice": ["P1"]})
    board = read_board(board_zip(ballot))
    codes = [check.why.code for check in check_board(board, recount, held=[kept], tracker=receipts[2]).checks]
    assert {"history.rewritten", "outcome.other", "inclusion.absent"} <= set(codes)


def test_the_manifest_fixes_the_key_so_that_nobody_else_can_sign(world: World) -> None:
    """A board with another result, signed with a key of one's own under the same name, is found out."""
    ballot, _ = voted(world)
    board = read_board(board_zip(ballot))
    assert check_board(board, recount).checks[1].why.code == "tree.signed"
    own = bytes(32)
    forged = closed_board(
        ballot.manifest,
        [(["P1"], f"{number:032x}") for number in range(7)],
        outcome={"votes": {"P1": 7, "P2": 0, "P3": 0}, "winners": ["P1"], "spent": 0},
        code="1",
        origin=board_key(ballot).name,
        secret=own,
    )
    assert next(c.why.code for c in check_board(forged, recount).checks if c.passed is False) == "tree.key_other"


def test_a_changed_secret_key_keeps_boards_while_the_old_one_is_kept(world: World, signed_in: Any) -> None:
    ballot, _ = voted(world)
    before = board_zip(ballot)
    with override_settings(SECRET_KEY="another", SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        assert board_zip(ballot) == before
    with override_settings(SECRET_KEY="another"):
        assert not has_board(ballot)
        assert signed_in(None).get(at("file_board", ballot)).status_code == 404
        assert at("file_board", ballot) not in text_of(signed_in(None).get(at("result", ballot)))


def test_there_is_none_before_the_close(world: World, signed_in: Any) -> None:
    ballot = opened(world)
    for name in ("file_board", "file_verifier"):
        assert signed_in(None).get(at(name, ballot)).status_code == 404


def test_there_is_none_of_a_vote_held_elsewhere(world: World, signed_in: Any) -> None:
    step = ballot_step(world)
    ballot = actions.import_election(step=step, source=PB, at=world.at)
    for name in ("file_board", "file_verifier"):
        assert signed_in(None).get(at(name, ballot)).status_code == 404
    assert at("file_board", ballot) not in text_of(signed_in(None).get(at("result", ballot)))
