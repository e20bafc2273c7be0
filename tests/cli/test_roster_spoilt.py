"""Spoilt rotas and rosters at the command line: one object, a known exit code, and never a roster that breaks rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coproduce.cli.words import TEXTS
from coproduce.methods.rostering import MODES, broken_rules, read_assignments, read_rota
from tests.cli.conftest import Ran
from tests.methods.mutants import spoilt_bytes, spoilt_documents
from tests.methods.rostering.rotas import GARDEN

Run = Callable[..., Ran]
TIMES = 60


def whole() -> dict[str, Any]:
    """A rota in which every field there is stands."""
    plain = deepcopy(GARDEN)
    plain["people"][0] |= {"past_shifts": 1, "wants": ["sun"], "name": "Ana"}
    plain["rules"] = {"rest_hours": 8, "hours_in_24": None, "newcomer_beside": "anyone", "windows": [{"cap": 1}, {}]}
    plain["rules"] |= {"fairness": "max-min", "fill": "max", "max_shifts": 3, "citizens_beside_professional": True}
    bound = {"fixed": [{"person": "ana", "shift": "sun", "role": "aid"}], "together": [["ana", "nurse"]]}
    return {**plain, **bound, "apart": [["ben", "chi"]], "order": ["chi", "ben"]}


def files(lot: Random, plain: object) -> list[bytes]:
    data = json.dumps(plain, indent=1).encode()
    return [*spoilt_documents(plain, lot, TIMES), *spoilt_bytes(data, lot, TIMES)]


@pytest.mark.parametrize("seed", range(3))
def test_a_spoilt_rota(run: Run, tmp_path: Path, seed: int) -> None:
    lot, file, ends = Random(seed), tmp_path / "rota.json", {0: 0, 1: 0}
    for data in files(lot, whole()):
        file.write_bytes(data)
        ran = run("roster", "solve", file, "--mode", MODES[lot.randrange(3)], "--time-limit", "5", "--json")
        assert ran.code in ends, data
        ends[ran.code] += 1
        facts = json.loads(ran.out)
        if ran.code:
            assert facts["problems"], data
            assert all(one["code"] in TEXTS["en"] and one["text"] for one in facts["problems"]), data
        else:
            rota = read_rota(data).rota
            broken = broken_rules(rota, read_assignments(ran.out.encode(), rota))
            assert {reason.code for reason in broken} <= ({"broken.fixed"} if "refused" in facts else set()), data
        assert "Traceback" not in ran.err
    assert min(ends.values()) > 10


@pytest.mark.parametrize("seed", range(2))
def test_a_spoilt_roster(run: Run, tmp_path: Path, seed: int) -> None:
    rota, file, ends = tmp_path / "rota.json", tmp_path / "roster.json", {0: 0, 1: 0}
    rota.write_text(json.dumps(whole()))
    roster = {"assignments": json.loads(run("roster", "solve", rota, "--json").out)["assignments"]}
    for data in files(Random(seed), roster):
        file.write_bytes(data)
        ran = run("roster", "check", rota, file, "--json")
        assert ran.code in ends, data
        ends[ran.code] += 1
        assert json.loads(ran.out).get("valid", False) == (ran.code == 0), data
    assert min(ends.values()) > 3
