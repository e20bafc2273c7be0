"""The demo town: made by one command, half-way through, and safe to make again."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coproduce.accountability.models import Contribution, Promise
from coproduce.blueprints.runs import runs
from coproduce.blueprints.runs.cast import RESIDENTS
from coproduce.blueprints.runs.demo import SEED, make_demo_town
from coproduce.commissioning.ballots.models import Ballot
from coproduce.commissioning.models import Proposal
from coproduce.commissioning.needs.models import Need
from coproduce.design.models import Draft, DraftVersion
from coproduce.initiatives.models import Initiative, Step
from coproduce.people.models import Person

AT = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_demo_is_made_once() -> None:
    assert make_demo_town(at=AT)
    before = Contribution.objects.count()
    assert not make_demo_town(at=AT)
    assert Contribution.objects.count() == before


@pytest.mark.django_db
def test_both_initiatives_are_under_way() -> None:
    make_demo_town(at=AT)
    assert set(Initiative.objects.values_list("blueprint", "state")) == {(code, "running") for code in runs()}


@pytest.mark.django_db
def test_no_two_initiatives_are_told_in_the_same_words() -> None:
    make_demo_town(at=AT)
    told = Initiative.objects.values_list("summary", flat=True)
    assert all(set(summary) == {"en", "fr"} for summary in told)
    assert len({summary["fr"] for summary in told}) == len({summary["en"] for summary in told}) == len(told)


@pytest.mark.django_db
def test_a_visitor_who_becomes_a_resident_finds_something_to_do_in_each_activity(client: Client) -> None:
    make_demo_town(at=timezone.now())
    client.force_login(Person.objects.get(display_name=RESIDENTS[0]))
    alley = Initiative.objects.get(blueprint="b07")
    budget = Initiative.objects.get(slug="a-budget-for-the-school-yards")
    ballot = budget.steps.get(kind="ballot")
    assert 'name="choice"' in page_of(client, "ballots:page", ballot)
    assert 'type="radio"' in page_of(client, "assessment:survey", alley.steps.get(kind="survey", activity="assessment"))
    assert "Take a place" in page_of(client, "delivery:rota", alley.steps.get(kind="roster"))
    draft = Draft.objects.get(initiative=alley, adoption=None)
    assert "<textarea" in page_of(client, "design:comment", draft.step, number=draft.number)


@pytest.mark.django_db
def test_each_line_of_a_draft_is_there_in_both_languages() -> None:
    make_demo_town(at=timezone.now())
    for version in DraftVersion.objects.all():
        assert [line for line in version.lines if set(line["text"]) != {"en", "fr"}] == []


@pytest.mark.django_db
def test_a_need_and_what_is_proposed_for_it_are_one_thread() -> None:
    make_demo_town(at=timezone.now())
    need = Need.objects.get(title__en="No shade at the school gate")
    assert Proposal.objects.filter(thread=need.thread).count() == 1
    assert Promise.objects.filter(thread=need.thread).exists()
    assert Draft.objects.filter(thread=need.thread).exists()


@pytest.mark.django_db
def test_no_vote_s_lot_can_be_known_before_it_is_counted() -> None:
    make_demo_town(at=AT)
    votes = list(Ballot.objects.all())
    assert len({vote.seed_commitment for vote in votes}) == len(votes) == 2
    known = {SEED, "b06", "b07", *(vote.seed for vote in votes if vote.state == "closed")}
    (to_come,) = (vote for vote in votes if vote.state == "open")
    assert to_come.seed_commitment not in {sha256(seed.encode()).hexdigest() for seed in known}
    assert len(to_come.seed) == 32


def page_of(client: Client, name: str, step: Step, **more: Any) -> str:
    """The page of a step, as the visitor sees it."""
    one = step.initiative
    place = {"town": one.town.slug, "initiative": one.slug, "step": step.position, **more}
    answer = client.get(reverse(name, kwargs=place))
    assert answer.status_code == 200
    return answer.content.decode()
