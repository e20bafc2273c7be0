"""How both sides agree to work: power, expectations, what is open, who answers, what helps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from coproduce.initiatives.actions import Refused
from coproduce.initiatives.agreements import actions, queries
from tests.rooms.initiatives.rows import TEXT, an_agreement, answered_for, at_draft, expected, mandated
from tests.rooms.initiatives.test_pages import MOST_QUERIES, address, shown

pytestmark = pytest.mark.django_db


def accept(world: Any, agreement: Any, *names: str) -> None:
    for name in names:
        actions.accept_agreement(agreement=agreement, party=world.parties[name], at=world.at)


def test_an_agreement_holds_once_both_sides_accept_it(world: Any) -> None:
    agreement = an_agreement(world)
    accept(world, agreement, "rosa", "carmen")
    assert queries.agreement_now(world.alley) != agreement
    accept(world, agreement, "omar")
    assert queries.agreement_now(world.alley) == agreement


def test_the_old_version_holds_until_both_sides_accept_the_new_one(world: Any) -> None:
    old = an_agreement(world)
    accept(world, old, "rosa", "omar")
    accept(world, an_agreement(world), "rosa")
    assert queries.agreement_now(world.alley) == old


def test_an_old_version_can_no_longer_be_accepted(world: Any) -> None:
    old = an_agreement(world)
    an_agreement(world)
    with pytest.raises(Refused, match="agreement_outdated"):
        accept(world, old, "rosa")


def test_the_page_says_which_side_has_not_accepted(world: Any, client: Client) -> None:
    accept(world, an_agreement(world), "rosa")
    page = shown(client, address(world, "agreement/"))
    assert "Citizens</b> · 1" in page
    assert "Professionals</b> · nobody yet" in page


def test_rosa_accepts_on_the_page_and_is_not_asked_again(world: Any, signed_in: Any) -> None:
    an_agreement(world)
    browser = signed_in("rosa")
    assert "Accept as resident" in shown(browser, address(world, "agreement/"))
    browser.post(address(world, f"agreement/expectations/2/accept/{world.parties['rosa'].pk}/"))
    assert "Accept as resident" not in shown(browser, address(world, "agreement/"))


def test_rosa_cannot_accept_for_omar(world: Any, signed_in: Any) -> None:
    an_agreement(world)
    where = address(world, f"agreement/expectations/2/accept/{world.parties['omar'].pk}/")
    assert signed_in("rosa").post(where).status_code == 404


def test_hours_need_a_management_that_agreed(world: Any, signed_in: Any) -> None:
    given = {**expected(world), "time_budget_hours": 8}
    answer = signed_in("kim").post(address(world, "agreement/expectations/"), given)
    assert answer.status_code == 422
    assert "whose management agreed" in answer.content.decode()


def test_a_new_version_keeps_the_words_of_the_other_language(world: Any, signed_in: Any) -> None:
    an_agreement(world)
    signed_in("kim").post(address(world, "agreement/expectations/"), expected(world))
    newest = queries.newest_version(world.alley)
    assert newest is not None
    assert (newest.version, newest.given) == (3, {"fr": TEXT["fr"], "en": "Two hours a month"})


def test_a_mandate_s_limit_is_kept_in_cents_and_its_vetoes_line_by_line(world: Any, signed_in: Any) -> None:
    given = {**mandated(world), "limit": "1250.50", "veto": "Fire service: access\n\nBudget office: money"}
    signed_in("kim").post(address(world, "agreement/mandate/"), given)
    mandate = world.alley.mandates.latest("pk")
    assert mandate.limit_amount == 125_050
    assert mandate.vetoes == [{"en": "Fire service: access"}, {"en": "Budget office: money"}]


def test_a_mandate_that_is_taken_back_no_longer_holds(world: Any) -> None:
    actions.revoke_mandate(mandate=world.alley.mandates.get(), at=world.at)
    assert queries.mandate_on(world.alley, world.at.date()) is None


def test_a_draft_binds_nobody_until_its_sponsor_gives_it(world: Any, signed_in: Any) -> None:
    actions.revoke_mandate(mandate=world.alley.mandates.get(), at=world.at)
    draft = world.alley.mandates.get(pk=at_draft(world)["mandate"])
    today = timezone.localdate()
    assert queries.mandate_on(world.alley, today) is None
    page = shown(signed_in("clara"), address(world, "agreement/"))
    assert "Parks service has not given it yet" in page
    assert "Give it for: Parks service" in page
    # Being a professional of a public body here is not enough: whoever coordinates may invite anybody as one.
    for name in ("kim", "omar"):
        assert "Give it for" not in shown(signed_in(name), address(world, "agreement/"))
    signed_in("omar").post(address(world, f"agreement/mandate/{draft.pk}/give/"))
    assert queries.mandate_on(world.alley, today) is None
    signed_in("clara").post(address(world, f"agreement/mandate/{draft.pk}/give/"))
    given = queries.mandate_on(world.alley, today)
    assert (given, given and given.valid_from) == (draft, today)
    assert queries.mandate_on(world.alley, today - timedelta(days=1)) is None
    assert "has not given it yet" not in shown(signed_in("clara"), address(world, "agreement/"))


def test_a_dropped_draft_is_not_given(world: Any) -> None:
    draft = world.alley.mandates.get(pk=at_draft(world)["mandate"])
    actions.revoke_mandate(mandate=draft, at=world.at)
    with pytest.raises(Refused, match="mandate_withdrawn"):
        actions.confirm_mandate(mandate=draft, at=world.at)


@pytest.mark.parametrize(("name", "given"), [("kim", False), ("clara", True)])
def test_whoever_may_not_speak_for_the_sponsor_writes_a_draft(
    world: Any, signed_in: Any, name: str, given: bool
) -> None:
    signed_in(name).post(address(world, "agreement/mandate/"), mandated(world))
    assert (world.alley.mandates.latest("pk").given_at is not None) is given


def test_who_accepts_reads_for_which_body(world: Any, signed_in: Any) -> None:
    an_agreement(world)
    assert "Accept for Parks service, public sector" in shown(signed_in("omar"), address(world, "agreement/"))


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_mandate_holds_from_its_first_day_to_its_last(world: Any, days: int, holds: bool) -> None:
    day = world.at.date()
    mandate = actions.give_mandate(
        initiative=world.alley, sponsor=world.parks, to_body=TEXT, scope=TEXT, at=world.at,
        valid_from=day, valid_to=day + timedelta(days=10),
    )  # fmt: skip
    assert mandate.holds_on(day + timedelta(days=days)) is holds
    assert (queries.mandate_on(world.alley, day + timedelta(days=days)) == mandate) is holds


def test_who_answered_before_stays_readable_when_another_takes_over(world: Any, signed_in: Any) -> None:
    signed_in("kim").post(address(world, "agreement/answers/"), answered_for(world))
    lines = list(world.alley.responsibilities.filter(activity="design").order_by("pk"))
    assert [line.valid_to is None for line in lines] == [False, True]
    assert queries.responsibility_for(world.alley, "design") == lines[-1]


def test_an_informal_group_is_not_among_those_who_can_answer(world: Any, signed_in: Any) -> None:
    from coproduce.places.actions import name_organisation

    group = name_organisation(
        town=world.town, slug="knitters", name={"en": "Knitters"}, kind="informal_group", functions=[]
    )
    answer = signed_in("kim").post(
        address(world, "agreement/answers/"), {**answered_for(world), "accountable": group.pk}
    )
    assert answer.status_code == 422


def test_what_is_closed_needs_a_reason(world: Any, signed_in: Any) -> None:
    answer = signed_in("kim").post(address(world, "agreement/room/"), {"item": "The fire lane", "fixed_by": "law"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"fixed_by": "law", "negotiable": "on"}, "fixed and open at once"),
        ({"fixed_by": "nothing", "reason": "So it is."}, "Nothing fixes it"),
    ],
)
def test_a_line_is_open_or_fixed_and_never_both(world: Any, signed_in: Any, given: dict[str, str], said: str) -> None:
    answer = signed_in("kim").post(address(world, "agreement/room/"), {"item": "The fire lane", **given})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not world.alley.room.exists()


def test_the_page_shows_where_professional_judgement_begins(world: Any, client: Client) -> None:
    actions.map_room(
        initiative=world.alley, item={"en": "Which trees carry weight"}, fixed_by="professional_duty",
        negotiable=False, reason={"en": "Somebody could be hurt."}, expertise_boundary=True,
    )  # fmt: skip
    page = shown(client, address(world, "agreement/"))
    assert page.index("From here on a professional decides") < page.index("Which trees carry weight")


def test_the_page_says_so_where_nothing_is_agreed_yet(world: Any, client: Client) -> None:
    page = shown(client, f"/en/lindon/i/{world.park.slug}/agreement/")
    for words in ("Nothing agreed yet", "No mandate yet", "Nobody named yet", "No help offered yet"):
        assert words in page


def test_forty_lines_of_each_kind_cost_no_more_than_a_few(
    world: Any, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    for _ in range(10):
        accept(world, an_agreement(world), "rosa", "omar", "kim")
        actions.offer_support(initiative=world.alley, kind="childcare", text=TEXT)
        actions.map_room(initiative=world.alley, item=TEXT, fixed_by="law", negotiable=False)
        actions.give_mandate(
            initiative=world.alley, sponsor=world.parks, to_body=TEXT, scope=TEXT, at=world.at,
            valid_from=world.at.date(),
        )  # fmt: skip
    browser = signed_in("kim")
    with django_assert_max_num_queries(MOST_QUERIES):
        shown(browser, address(world, "agreement/"))
