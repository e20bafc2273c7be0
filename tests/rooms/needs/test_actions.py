"""Saying what is missing: who counts as what, and what the record keeps of it."""

from __future__ import annotations

from typing import Any

import pytest

from coproduce.accountability.models import Contribution, Notice, Tally
from coproduce.commissioning.needs import actions
from coproduce.commissioning.needs.models import Need, NeedSupport
from coproduce.initiatives.actions import Refused
from tests.rooms.needs.rows import SAID, a_need, needs_step
from tests.world import World, later


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_rosas_need_is_her_act_on_the_citizens_side(world: World) -> None:
    need = a_need(world)
    row = Contribution.objects.get(thread=need.thread)
    assert (row.kind, row.party, row.side, row.source) == ("discover", world.parties["rosa"], "citizen", "self")


def test_a_need_is_heard_in_the_record(world: World) -> None:
    need = a_need(world)
    notice = Notice.objects.get(thread=need.thread)
    assert (notice.event, notice.params) == ("input_received", {"need": 1, "n": 1})


def test_the_thread_leads_back_to_the_need_in_any_language(world: World) -> None:
    assert a_need(world).thread.url == "/lindon/i/green-alley/needs/11/1/"


def test_somebody_without_an_account_counts_as_one_citizen(world: World) -> None:
    need = a_need(world, person=None)
    row = Contribution.objects.get(thread=need.thread)
    assert (row.party, row.headcount, row.side) == (None, 1, "citizen")


def test_otto_who_is_no_party_is_counted_and_not_kept(world: World) -> None:
    assert a_need(world, person=world.otto).author is None


def test_omar_says_a_need_on_the_professional_side(world: World) -> None:
    assert a_need(world, person=world.omar).side == "professional"


def test_nine_neighbours_on_paper_are_a_headcount_written_by_staff(world: World) -> None:
    need = actions.log_need(step=needs_step(world), title=SAID, text={}, headcount=9, person=world.kim, at=world.at)
    row = Contribution.objects.get(thread=need.thread)
    assert (row.headcount, row.source, row.side, need.voices) == (9, "staff", "citizen", 9)


def test_rosa_cannot_write_down_nine_neighbours_who_were_never_there(world: World) -> None:
    with refused("only_staff_write_down"):
        actions.log_need(step=needs_step(world), title=SAID, text={}, headcount=9, person=world.rosa, at=world.at)


def test_a_refused_need_leaves_no_trace_in_the_record(world: World) -> None:
    step = needs_step(world, state="closed")
    with refused("needs_closed"):
        actions.say_need(step=step, title=SAID, text={}, person=world.rosa, at=world.at)
    assert (Need.objects.count(), Contribution.objects.count(), Tally.objects.count()) == (0, 0, 0)


def test_carmen_needs_it_too_once(world: World) -> None:
    need = a_need(world)
    assert actions.support_need(need=need, person=world.carmen)
    assert not actions.support_need(need=need, person=world.carmen)
    need.refresh_from_db()
    assert (need.voices, need.supporters) == (2, 1)


def test_rosa_is_not_counted_twice_for_the_need_she_said(world: World) -> None:
    need = a_need(world)
    assert not actions.support_need(need=need, person=world.rosa)
    need.refresh_from_db()
    assert (need.voices, need.supporters) == (1, 0)


def test_needing_it_too_keeps_nothing_personal(world: World) -> None:
    need = a_need(world)
    before = Contribution.objects.count(), Notice.objects.count()
    actions.support_need(need=need, person=world.carmen)
    assert (Contribution.objects.count(), Notice.objects.count()) == before
    assert {f.name for f in NeedSupport._meta.fields} == {"id", "need", "mark"}


def test_omars_answer_is_dated_in_the_record(world: World) -> None:
    need = a_need(world)
    actions.answer_need(need=need, text={"en": "Two trees in October."}, person=world.omar, at=later(world, days=12))
    notice = Notice.objects.get(event="input_answered")
    assert (notice.party, notice.params) == (world.parties["omar"], {"need": 1, "days": 12})


def test_rosa_cannot_answer_for_the_town(world: World) -> None:
    need = a_need(world)
    with refused("only_professionals_answer"):
        actions.answer_need(need=need, text={"en": "Yes"}, person=world.rosa, at=world.at)


def test_an_empty_answer_is_none(world: World) -> None:
    need = a_need(world)
    with refused("need_answer_missing"):
        actions.answer_need(need=need, text={"en": "  "}, person=world.omar, at=world.at)


def test_kim_hides_a_need_and_the_reason_stays_in_the_record(world: World) -> None:
    need = a_need(world)
    actions.hide_need(need=need, reason="private", person=world.kim, at=world.at)
    need.thread.title.refresh_from_db()
    assert need.thread.title.text == {}
    assert Notice.objects.get(event="input_answered").params["code"] == "hidden_private"


def test_nobody_hides_without_a_reason_from_the_list(world: World) -> None:
    need = a_need(world)
    with refused("hide_reason_missing"):
        actions.hide_need(need=need, reason="i disagree", person=world.kim, at=world.at)


def test_omar_cannot_hide_what_he_would_rather_not_hear(world: World) -> None:
    need = a_need(world)
    with refused("only_coordinators_hide"):
        actions.hide_need(need=need, reason="private", person=world.omar, at=world.at)


def test_one_browser_says_five_needs_a_day_without_an_account(world: World) -> None:
    with refused("needs_enough_today"):
        a_need(world, person=None, said_before=5)


def test_a_flood_without_accounts_stops_at_the_days_limit_and_starts_again_tomorrow(world: World) -> None:
    step = needs_step(world, open_per_day=2)
    for _ in range(2):
        a_need(world, step=step, person=None)
    with refused("needs_many_today"):
        a_need(world, step=step, person=None)
    assert a_need(world, step=step, person=None, at=later(world, days=1, seconds=1)).number == 3


def test_the_flood_does_not_lock_rosa_out(world: World) -> None:
    step = needs_step(world, open_per_day=0)
    assert a_need(world, step=step, person=world.rosa).number == 1


def test_the_steps_line_counts_needs_and_answers(world: World) -> None:
    need = a_need(world)
    a_need(world)
    actions.answer_need(need=need, text={"en": "Yes, because"}, person=world.omar, at=world.at)
    step = needs_step(world)
    assert (step.note_code, step.note_params) == ("needs_so_far", {"count": 2, "answered": 1})


def test_examples_from_a_blueprint_are_counted_for_nobody(world: World) -> None:
    step = needs_step(world, state="planned")
    actions.lay_out_needs(step=step, content={"needs": [{"title": SAID}]}, at=world.at)
    assert (Need.objects.get().voices, Contribution.objects.count()) == (0, 0)
