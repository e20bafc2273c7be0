"""Two people at the same moment: one version wins, one number is given, one support counts."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from coproduce.commissioning.needs.actions import support_need
from coproduce.commissioning.needs.models import Need, NeedSupport
from coproduce.commissioning.proposals.actions import admit_proposal, refuse_proposal
from coproduce.commissioning.proposals.models import ProposalChange
from coproduce.design.actions import write_version
from coproduce.design.models import DraftVersion
from coproduce.initiatives.actions import Refused
from tests.rooms.design.rows import a_draft
from tests.rooms.needs.rows import a_need, needs_step
from tests.rooms.proposals.rows import WHY, a_proposal
from tests.world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts begun together: ``done``, or the code of the refusal; sorted."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            barrier.wait()
            act()
            return "done"
        except Refused as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def town() -> World:
    return make_world()


def test_of_two_versions_on_the_same_one_a_single_one_stands(town: World) -> None:
    draft = a_draft(town)

    def writes(who: str) -> Callable[[], Any]:
        return lambda: write_version(
            draft=draft, based_on=1, lines=[who], language="en", person=town.people[who], at=town.at
        )

    assert at_once(writes("rosa"), writes("omar")) == ["done", "version_outdated"]
    assert DraftVersion.objects.count() == 2


def test_carmen_pressing_twice_counts_once(town: World) -> None:
    need = a_need(town)
    press = lambda: support_need(need=need, person=town.carmen)  # noqa: E731  # an act with a name
    assert at_once(press, press, press) == ["done"] * 3
    assert (NeedSupport.objects.count(), Need.objects.get().voices) == (2, 2)  # who said it, and Carmen


def test_needs_said_together_get_numbers_of_their_own(town: World) -> None:
    step = needs_step(town)
    says = [lambda who=who: a_need(town, step=step, person=town.people[who]) for who in ("rosa", "carmen", "omar")]
    assert at_once(*says) == ["done"] * 3
    assert sorted(Need.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_of_a_yes_and_a_no_at_once_one_is_told_the_other_was_first(town: World) -> None:
    proposal = a_proposal(town)
    twin = type(proposal).objects.get(pk=proposal.pk)
    twin.step, twin.initiative = proposal.step, proposal.initiative
    yes = lambda: admit_proposal(proposal=proposal, cost=1, note=WHY, person=town.omar, at=town.at)  # noqa: E731  # an act with a name
    no = lambda: refuse_proposal(proposal=twin, reason="against_law", note=WHY, person=town.nils, at=town.at)  # noqa: E731  # an act with a name
    assert at_once(yes, no) == ["done", "proposal_checked_already"]
    assert ProposalChange.objects.exclude(state="submitted").count() == 1
