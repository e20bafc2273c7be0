"""The kept sums say what the rows say."""

from __future__ import annotations

from collections import Counter

import pytest

from coproduce.accountability import actions
from coproduce.accountability.models import Active, Contribution, Tally
from coproduce.accountability.queries import end_of, rings
from tests.world import World, later


@pytest.fixture
def busy(world: World) -> World:
    """Two months of the alley, with an act corrected, an act taken back and a ballot's headcount."""
    alley, parties = world.alley, world.parties
    for day in (0, 1, 2, 35):
        for name, minutes in (("rosa", 60), ("carmen", None), ("omar", 30)):
            actions.record_contribution(
                initiative=alley, kind="perform.maintain", party=parties[name], minutes=minutes, at=later(world, day)
            )
    actions.record_contribution(initiative=alley, kind="prioritise", headcount=58, side="citizen", at=world.at)
    wrong = actions.record_contribution(
        initiative=alley, kind="specify", party=parties["rosa"], minutes=600, at=later(world, 3)
    )
    actions.record_contribution(
        initiative=alley, kind="specify", party=parties["rosa"], minutes=60, at=later(world, 3), corrects=wrong
    )
    never = actions.record_contribution(initiative=alley, kind="ideate", party=parties["carmen"], at=later(world, 4))
    actions.record_contribution(
        initiative=alley, kind="ideate", party=parties["carmen"], at=later(world, 4), corrects=never, counts=False
    )
    return world


def what_the_rows_say() -> tuple[Counter[tuple[object, ...]], Counter[tuple[object, ...]], Counter[tuple[object, ...]]]:
    acts: Counter[tuple[object, ...]] = Counter()
    minutes: Counter[tuple[object, ...]] = Counter()
    active: Counter[tuple[object, ...]] = Counter()
    for row in Contribution.objects.filter(counts=True, corrected_by=None):
        key = (row.initiative_id, row.activity, row.side, row.at.date().replace(day=1))
        acts[key] += 1
        minutes[key] += row.minutes or 0
        if row.party_id:
            active[(*key, row.party_id)] += 1
    return acts, minutes, active


def test_the_tally_is_the_sum_of_the_rows_after_corrections_too(busy: World) -> None:
    acts, minutes, _ = what_the_rows_say()
    kept = {(t.initiative_id, t.activity, t.side, t.month): t for t in Tally.objects.exclude(acts=0)}
    assert {key: t.acts for key, t in kept.items()} == dict(acts)
    assert {key: t.minutes for key, t in kept.items()} == {key: minutes[key] for key in acts}


def test_who_was_active_is_what_the_rows_say(busy: World) -> None:
    _, _, active = what_the_rows_say()
    kept = {(a.initiative_id, a.activity, a.side, a.month, a.party_id): a.acts for a in Active.objects.exclude(acts=0)}
    assert kept == dict(active)


def test_the_ring_from_kept_sums_is_the_ring_from_the_rows(busy: World) -> None:
    at = end_of(later(busy, 40).date())
    kept = rings([busy.alley], at)[busy.alley.pk]
    assert kept == rings([busy.alley], at, past=True)[busy.alley.pk]


def test_a_past_day_does_not_know_what_came_after(busy: World) -> None:
    ring = rings([busy.alley], end_of(later(busy, 2).date()), past=True)[busy.alley.pk]
    assert ring.shares == ((1, 0), (0, 0), (6, 3), (0, 0))


def test_a_ballot_is_one_planning_act_and_its_voters_are_no_people(busy: World) -> None:
    ring = rings([busy.alley], later(busy, 40))[busy.alley.pk]
    assert (ring.life.of("commissioning", "citizen").acts, ring.life.of("commissioning", "citizen").people) == (1, 0)


def test_one_query_draws_all_the_rings(busy: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):
        assert len(rings([busy.alley, busy.park], later(busy, 40))) == 2
