"""Mode polis beside the same pipeline written plainly: groups, counts, representatives, consensus, priorities."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from coproduce.methods.opinions import Conversation, OpinionMap, Options, Statement, map_opinions
from coproduce.methods.opinions.picture import laid_out, left_out
from tests.methods.opinions.plain import Plain, representative
from tests.methods.opinions.talks import planted

SHAPES = [(seed, people, statements) for seed in range(5) for people, statements in ((20, 9), (70, 14), (170, 20))]
every_shape = pytest.mark.parametrize(("seed", "people", "statements"), SHAPES)


def both(seed: int, people: int, statements: int) -> tuple[Plain, Conversation, OpinionMap]:
    cast = planted(seed, people=people, statements=statements, camps=3)
    out = {"3", "5"}
    listed = [Statement("3", moderated=-1), Statement("5", meta=True)]
    conversation = Conversation.of(cast, listed)
    return Plain(cast, out), conversation, map_opinions(conversation, Options(mode="polis", resamples=0))


@every_shape
def test_people_stand_in_the_same_places(seed: int, people: int, statements: int) -> None:
    plain, conversation, found = both(seed, people, statements)
    rows = [conversation.place_of[person] for person in plain.people]
    assert np.allclose(found.picture.places[rows], plain.points, rtol=1e-9, atol=1e-9)


@every_shape
def test_the_groups_are_the_same(seed: int, people: int, statements: int) -> None:
    plain, _, found = both(seed, people, statements)
    group_of = {person: group.id for group in found.groups for person in group.members}
    assert group_of == plain.groups()


@every_shape
def test_representative_statements_are_the_same_in_the_same_order(seed: int, people: int, statements: int) -> None:
    plain, _, found = both(seed, people, statements)
    counts = plain.counts(plain.groups())
    for group, chosen in enumerate(found.representative):
        expected = [(plain.statements[j], direction) for j, direction in representative(counts, group, plain.out)]
        assert [(one.statement, one.direction) for one in chosen] == expected


@every_shape
def test_group_informed_consensus_and_priorities_are_the_same(seed: int, people: int, statements: int) -> None:
    plain, _, found = both(seed, people, statements)
    counts = plain.counts(plain.groups())
    for j, id_ in enumerate(plain.statements):
        place = found.place_of[id_]
        informed = math.prod(Fraction(group[j][0] + 1, group[j][2] + 2) for group in counts)
        assert found.group_informed[place] == informed
        a, d, s = (sum(group[j][part] for group in counts) for part in range(3))
        far = math.sqrt(len(plain.statements)) * (1 - plain.means[j]) * math.hypot(*(axis[j] for axis in plain.axes))
        worth = (1 - (s - a - d + 1) / (s + 2)) * (far + 1) * (a + 1) / (s + 2) * (1 + 8 * 2 ** (-s / 5))
        expected = 49.0 if id_ == "5" else worth**2
        assert found.routing.priority[place] == pytest.approx(expected, rel=1e-9)


def test_a_rejected_statement_counts_as_a_pass_and_keeps_its_place() -> None:
    cast = planted(1)
    picture = laid_out(
        conversation := Conversation.of(cast, [Statement("3", moderated=-1)]), left_out(conversation), counting_all=True
    )
    place = [s.id for s in conversation.statements].index("3")
    assert (picture.width, picture.means[place], *picture.axes[place]) == (12, 0.0, 0.0, 0.0)
