"""Conversations larger than one piece of work: what is kept small stays small, and nothing quadratic creeps in."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
from benchmarks.conversations import planted

from coproduce.methods.opinions import MODES, Conversation, Options, Statement, adjusted_rand, map_opinions

PEOPLE, STATEMENTS, VOTES = 12_000, 150, 300_000


@pytest.fixture(scope="module")
def crowd() -> tuple[Conversation, np.ndarray]:
    starts, columns, votes, group = planted(PEOPLE, STATEMENTS, VOTES, groups=2)
    people = tuple(str(number) for number in range(PEOPLE))
    listed = tuple(Statement(str(number)) for number in range(STATEMENTS))
    return Conversation(people, listed, starts, columns, votes, np.arange(PEOPLE)), group


@pytest.mark.parametrize("mode", sorted(MODES))
def test_planted_groups_are_found_again(crowd: tuple[Conversation, np.ndarray], mode: str) -> None:
    conversation, group = crowd
    found = map_opinions(conversation, Options(mode=mode, resamples=0))
    there = found.labels >= 0
    assert len(found.groups) == 2
    assert adjusted_rand(found.labels[there], group[there].astype(np.int64)) > 0.8


@pytest.mark.parametrize("mode", sorted(MODES))
def test_memory_stays_far_below_that_of_a_full_table(crowd: tuple[Conversation, np.ndarray], mode: str) -> None:
    conversation, _ = crowd
    map_opinions(conversation, Options(mode=mode, resamples=0))
    tracemalloc.start()
    map_opinions(conversation, Options(mode=mode, resamples=1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < PEOPLE * STATEMENTS * 8 * 2
    assert peak < VOTES * 100


def test_importing_the_family_loads_no_solver() -> None:
    code = "import sys, coproduce.methods.opinions, coproduce.cli.opinions; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
