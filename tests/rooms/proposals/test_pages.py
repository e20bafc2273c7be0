"""The pages of proposals: what people read there, and how much the database is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.accountability import actions as record
from coproduce.commissioning.models import Proposal
from tests.rooms.proposals.rows import BENCH, ROWS, a_proposal, at_step, proposals_step, refused_proposal
from tests.rows import ROLES
from tests.world import World


def url(world: World, name: str, **more: Any) -> str:
    return reverse(f"proposals:{name}", kwargs=dict(at_step(world)) | more)


def count_queries(browser: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_address_answers_each_role_as_written(world: World, signed_in: Any, row: Any) -> None:
    for who, got, sent in zip(ROLES, row.get, row.post or row.get, strict=True):
        browser = signed_in(who)
        assert browser.get(reverse(row.name, kwargs=row.kwargs(world))).status_code == got, who
        if row.post:
            address = reverse(row.name, kwargs=row.kwargs(world))
            assert browser.post(address, row.data(world)).status_code == sent, who


def test_rosa_proposes_in_french_with_a_comma_in_the_cost(world: World, signed_in: Any) -> None:
    address = url(world, "submit").replace("/en/", "/fr/")
    signed_in("rosa").post(address, {"title": "Un banc", "text": "À l’ombre", "cost_asked": "1250,50"})
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.cost_asked) == ({"fr": "Un banc"}, 1_250_50)


@pytest.mark.parametrize("cost", ["-1", "NaN", "1e400", "Infinity", "9" * 40, "1.005", "12 dollars"])
def test_a_cost_that_is_none_is_answered_with_what_to_do(world: World, signed_in: Any, cost: str) -> None:
    answer = signed_in("rosa").post(url(world, "submit"), {"title": "A", "text": "B", "cost_asked": cost})
    assert (answer.status_code, Proposal.objects.count()) == (422, 0)


def test_extra_fields_change_nothing(world: World, signed_in: Any) -> None:
    extra = {"state": "admitted", "side": "professional", "cost": "1", "number": "77", "author": "1"}
    signed_in("rosa").post(url(world, "submit"), {"title": "A", "text": "B"} | extra)
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.side, proposal.cost, proposal.number) == ("submitted", "citizen", None, 1)


def test_a_yes_without_a_cost_keeps_what_omar_typed(world: World, signed_in: Any) -> None:
    number = a_proposal(world).number
    answer = signed_in("omar").post(
        url(world, "check", number=number), {"verdict": "admit", "note": "The parks team waters it."}
    )
    assert (answer.status_code, Proposal.objects.get().state) == (422, "submitted")
    assert "The parks team waters it." in answer.content.decode()


def test_a_no_without_a_reason_from_the_list_is_not_taken(world: World, signed_in: Any) -> None:
    number = a_proposal(world).number
    answer = signed_in("omar").post(
        url(world, "check", number=number), {"verdict": "refuse", "refusal": "because", "note": "No."}
    )
    assert (answer.status_code, Proposal.objects.get().state) == (422, "submitted")


def test_everybody_reads_why_it_was_not_admitted(world: World, client: Any) -> None:
    number = refused_proposal(world, "against_law").number
    page = client.get(url(world, "proposal", number=number)).content.decode()
    assert "the law forbids it" in page
    assert "Because the ground is public." in page


def test_a_proposal_names_others_and_a_need_only_where_there_are_some(world: World, client: Any) -> None:
    alone = client.get(url(world, "proposal", number=a_proposal(world).number)).content.decode()
    assert "Other proposals" not in alone
    first = a_proposal(world)
    second = a_proposal(world, thread=first.thread)
    beside = client.get(url(world, "proposal", number=second.number)).content.decode()
    assert "Other proposals on the same matter" in beside
    need = record.open_thread(initiative=world.alley, title=BENCH, url="", at=world.at)
    record.record_notice(initiative=world.alley, event="input_received", at=world.at, thread=need, params={"need": 1})
    third, _fourth = a_proposal(world, thread=need), a_proposal(world, thread=need)
    assert (
        "Other proposals for the same need" in client.get(url(world, "proposal", number=third.number)).content.decode()
    )


def test_script_in_a_proposal_stays_text(world: World, client: Any) -> None:
    hostile = {"en": "</script><svg/onload=alert(1)>"}
    number = a_proposal(world, title=hostile, text=hostile).number
    for address in (url(world, "proposal", number=number), url(world, "list")):
        assert "<svg/onload" not in client.get(address).content.decode()


def test_a_proposal_of_another_step_or_initiative_is_not_found(world: World, signed_in: Any) -> None:
    number = a_proposal(world).number
    elsewhere = {"town": "lindon", "initiative": "pocket-park", "step": 12, "number": number}
    other_step = world.place | {"step": 11, "number": number}
    for kwargs in (elsewhere, other_step):
        assert signed_in("omar").get(reverse("proposals:check", kwargs=kwargs)).status_code == 404


def test_the_list_keeps_to_one_thread_when_asked(world: World, client: Any) -> None:
    thread = record.open_thread(initiative=world.alley, title=BENCH, url="/x/", at=world.at)
    a_proposal(world, title={"en": "Elsewhere"})
    a_proposal(world, title={"en": "Here"}, thread=thread)
    page = client.get(url(world, "list"), {"thread": str(thread.pk)}).content.decode()
    assert "Here" in page
    assert "Elsewhere" not in page


def test_a_list_of_some_says_of_how_many(world: World, client: Any) -> None:
    refused_proposal(world)
    a_proposal(world)
    page = client.get(url(world, "list"), {"state": "refused"}).content.decode()
    assert "<dt>proposals</dt><dd>1 of 2" in page
    assert "<dt>waiting for a check</dt><dd>0 of 1" in page
    assert " of 2" not in client.get(url(world, "list"), {"order": "cost"}).content.decode()
    assert count_queries(client, url(world, "list") + "?state=refused") <= 12


@pytest.mark.parametrize("asked", [{"state": "x"}, {"order": "author__person"}, {"page": "-1"}, {"page": "9" * 30}])
def test_questions_nobody_knows_are_passed_over(world: World, client: Any, asked: dict[str, str]) -> None:
    a_proposal(world)
    assert "A bench in the shade" in client.get(url(world, "list"), asked).content.decode()


def test_a_thread_that_is_none_is_not_found(world: World, client: Any) -> None:
    assert client.get(url(world, "list"), {"thread": "1"}).status_code == 404


def test_the_list_asks_the_same_for_one_proposal_and_a_thousand(world: World, signed_in: Any) -> None:
    proposal, browser = a_proposal(world), signed_in("kim")
    one = count_queries(browser, url(world, "list"))
    Proposal.objects.bulk_create(
        Proposal(
            initiative=world.alley, step=proposals_step(world), thread=proposal.thread, number=n,
            title={"en": f"Idea {n}"}, author=proposal.author, side="citizen", at=world.at,
        )
        for n in range(2, 1001)
    )  # fmt: skip
    assert count_queries(browser, url(world, "list")) == one <= 12


def test_the_page_of_a_proposal_asks_at_most_twelve_times(world: World, signed_in: Any) -> None:
    number = refused_proposal(world).number
    assert count_queries(signed_in("kim"), url(world, "proposal", number=number)) <= 12
