"""An operator reads a vote from a file at the command line."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from coproduce.commissioning.ballots.models import Ballot
from coproduce.config.commands import import_pb as command
from coproduce.config.commands.import_pb import import_pb
from coproduce.initiatives.models import Step
from tests.rooms.ballots.rows import PB
from tests.world import World


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "vote.pb"
    place.write_text(PB)
    return place


def at_alley(file: Path, *more: str) -> list[str]:
    return [str(file), "--town", "lindon", "--initiative", "green-alley", *more]


def test_a_vote_from_a_file_becomes_a_step_with_a_result(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_pb(at_alley(file, "--title", "Street vote")) == 0
    ballot = Ballot.objects.get()
    assert (ballot.imported, ballot.step.title) == (True, {"": "Street vote"})
    assert "1 ballots, 1 projects, 1 chosen" in capsys.readouterr().out


def test_a_long_import_says_that_it_goes_on(
    world: World, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SECONDS_BETWEEN_LINES", 0)
    assert import_pb(at_alley(file)) == 0
    assert "Reading and counting: 0 s so far." in capsys.readouterr().err


def test_the_record_keeps_the_currency_of_the_file_and_that_it_came_from_one(world: World, file: Path) -> None:
    file.write_text(PB.replace("META\nkey;value\n", "META\nkey;value\ncurrency;PLN\n"))
    assert import_pb(at_alley(file)) == 0
    decision = Ballot.objects.get().decision
    assert decision is not None
    assert (decision.options["currency"], decision.options["imported"], decision.binding) == ("PLN", True, False)


def test_a_broken_file_leaves_nothing_and_names_its_line(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(PB.replace("1;a", "1;b"))
    assert import_pb(at_alley(file)) == 1
    assert ":12: " in capsys.readouterr().err
    assert not Step.objects.filter(kind="ballot").exists()


@pytest.mark.parametrize("seed", ["1" * 81, "\udcff"])
def test_a_seed_that_cannot_be_kept_is_refused(
    world: World, file: Path, seed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_pb(at_alley(file, "--seed", seed)) == 1
    assert "at most 80" in capsys.readouterr().err
    assert not Step.objects.filter(kind="ballot").exists()


def test_a_project_id_that_is_too_long_is_refused_with_its_line(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(PB.replace("\na;5", f"\n{'a' * 201};5").replace("1;a", f"1;{'a' * 201}"))
    assert import_pb(at_alley(file)) == 1
    assert ":9: The project id that begins with" in capsys.readouterr().err
    assert not Step.objects.filter(kind="ballot").exists()


def test_a_title_that_the_terminal_could_not_decode_is_kept_readable(world: World, file: Path) -> None:
    assert import_pb(at_alley(file, "--title", "Stra\udcdfe", "--seed", "it's a lot")) == 0
    ballot = Ballot.objects.get()
    assert ballot.step.title == {"": "Stra?e"}
    assert ballot.decision is not None
    assert shlex.split(ballot.decision.options["command"])[-1] == "it's a lot"


def test_a_file_that_is_not_there_is_said_to_be_missing(world: World, tmp_path: Path) -> None:
    assert import_pb(at_alley(tmp_path / "none.pb")) == 3


def test_an_initiative_that_is_not_there_takes_nothing(world: World, file: Path) -> None:
    assert import_pb([str(file), "--town", "lindon", "--initiative", "nowhere"]) == 1
