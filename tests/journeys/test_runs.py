"""Each blueprint's Run, played through the public actions: every fact that the specification names must hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from coproduce.blueprints import runs as package
from coproduce.blueprints.loader import library
from coproduce.blueprints.runs import Fact, b06, play, runs
from coproduce.blueprints.runs.cast import Clock, Town
from coproduce.config.commands.runs import runs as command
from coproduce.methods.budgeting import RULES, Election, Options, Project
from coproduce.places.models import Area

AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", ["b06", "2026"])
@pytest.mark.parametrize("code", runs())
def test_run(code: str, seed: str) -> None:
    played = play(code, at=AT, seed=seed)
    assert played.broke == ""
    assert [f"{f.name}: {f.found}, expected {f.expected}" for f in played.facts if not f.holds] == []
    assert played.facts


@pytest.mark.django_db
def test_the_command_plays_them_all_with_its_own_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert command([]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in said] == [[code, "passed"] for code in runs()]


@pytest.mark.django_db
def test_a_run_that_breaks_has_failed_and_says_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(town: Town, clock: Clock, seed: str) -> Iterator[Fact]:
        yield Fact("so far", 1, 1)
        raise ValueError("no such thing")

    monkeypatch.setattr(package, "runs", lambda: {"b98": breaks})
    assert command([]) == 1
    assert capsys.readouterr().out == "b98      FAILED  so far 1 · then it broke: ValueError: no such thing\n"
    assert not Area.objects.filter(slug="run-b98").exists()


def test_the_ballots_of_the_budget_s_vote_are_dealt_by_the_seed_and_elect_the_same_five() -> None:
    projects = [Project(id=f"P{n}", cost=p["cost"] * 100) for n, p in enumerate(b06.PROJECTS, 1)]
    seen = set()
    for seed in ("coproduce", *map(str, range(20))):
        ballots = b06.chosen(seed)
        assert all(4 <= len(set(ballot)) == len(ballot) <= 6 for ballot in ballots)
        outcome = RULES["equal-shares"](
            Election.of(budget=b06.BUDGET, projects=projects, ballots=ballots), Options(utility="cost", seed=seed)
        )
        assert set(outcome.winners) == {"P1", "P2", "P3", "P4", "P5"}
        seen.add(str(ballots))
    assert len(seen) == 21


def test_every_blueprint_has_its_run() -> None:
    assert sorted(runs()) == sorted(library())
