"""What was contradicted has its own clock: told at once, asked at once, and overdue by one rule."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from coproduce.accountability import queries
from coproduce.accountability.concerns import actions as concerns
from coproduce.accountability.concerns import queries as concern_queries
from coproduce.accountability.models import Promise
from coproduce.accountability.promises import actions
from coproduce.accountability.promises import queries as promise_queries
from coproduce.initiatives.agreements.models import Responsibility
from coproduce.initiatives.queries import offers_for
from tests.rooms.accountability import made
from tests.world import World, later

NEXT_YEAR = date(2027, 5, 4)


def contradict(world: World, promise: Promise, day: int) -> None:
    actions.contradict_promise(
        promise=promise, text={"en": "Still asphalt"}, party=world.parties["rosa"], at=later(world, day)
    )


def line_of(world: World, day: int, **what: Any) -> queries.PromiseLine:
    row = promise_queries.promises_for(world.omar, world.alley).get(**what)
    return queries.promise_line(row, later(world, day).date())


@pytest.mark.parametrize(
    ("due", "answer_by"),
    [
        (NEXT_YEAR, 70),  # far ahead: within the answer days
        (date(2026, 6, 23), 50),  # sooner than those: the promised day stays
        (date(2026, 5, 10), 70),  # past already
    ],
)
def test_the_day_to_answer_counts_from_the_contradiction(world: World, due: date, answer_by: int) -> None:
    promise = made.kept(world, due=due)
    contradict(world, promise, 40)
    day = later(world, answer_by).date()
    assert line_of(world, 40, pk=promise.pk).answer_by == day
    states = [(line_of(world, answer_by + n, pk=promise.pk)) for n in (0, 1)]
    assert [(s.state, s.days, s.is_overdue) for s in states] == [("reopened", 0, False), ("reopened", -1, True)]


def test_the_days_are_those_that_the_body_had_agreed_to(world: World) -> None:
    held = {"initiative": world.alley, "accountable": world.parks, "answer_days": 10}
    Responsibility.objects.filter(initiative=world.alley).update(valid_to=later(world, -1).date())
    Responsibility.objects.create(activity="delivery", valid_from=later(world, 0).date(), **held)
    promise = made.kept(world, due=NEXT_YEAR)
    contradict(world, promise, 40)
    Responsibility.objects.filter(initiative=world.alley, valid_to=None).update(valid_to=later(world, 40).date())
    Responsibility.objects.create(activity="delivery", valid_from=later(world, 41).date(), **held | {"answer_days": 90})
    assert line_of(world, 40, pk=promise.pk).answer_by == later(world, 50).date()


def letters() -> list[tuple[str, str]]:
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False, reload=False)
    return [(m.to[0], m.subject) for m in mail.outbox]


@pytest.mark.django_db(transaction=True)
def test_the_body_is_written_to_at_once(world: World) -> None:
    type(world.parks).objects.filter(pk=world.parks.pk).update(address="parks@example.org")
    promise = made.kept(world, due=NEXT_YEAR)
    contradict(world, promise, 40)
    assert letters() == [
        ("parks@example.org", "Un engagement est contesté : merci de répondre au plus tard le 13 juillet 2026")
    ]
    raised = made.concern(world)
    concerns.answer_concern(concern=raised, text={"en": "Mended"}, party=world.parties["omar"], at=later(world, 2))
    row = concern_queries.concerns_for(world.rosa, world.alley).get(pk=raised.pk)
    concerns.reopen_concern(concern=row, text={"en": "No"}, person=world.people["rosa"], at=later(world, 40))
    assert letters()[-1][1].startswith("Un signalement est rouvert : merci de répondre au plus tard le ")


def test_it_stands_among_what_must_be_answered_however_far_its_day(world: World) -> None:
    promise = made.kept(world, due=NEXT_YEAR)
    assert promise_queries.waiting_for(world.people["omar"], later(world, 39)) == []
    contradict(world, promise, 40)
    at = later(world, 41)
    assert [row.pk for row, _ in promise_queries.waiting_for(world.people["omar"], at)] == [promise.pk]
    asked = offers_for([world.alley], world.people["omar"], at)[world.alley.pk]
    assert [offer.detail for offer in asked] == ["Somebody says that it is not done. Answer by 13 July 2026."]


def test_silence_on_it_is_passed_on(world: World) -> None:
    promise = made.kept(world, due=NEXT_YEAR)
    contradict(world, promise, 40)
    assert [actions.escalate_promises(later(world, day)) for day in (70, 71, 72)] == [0, 1, 0]


def test_a_reopened_concern_has_its_own_days_again(world: World) -> None:
    raised = made.concern(world)
    concerns.answer_concern(concern=raised, text={"en": "Mended"}, party=world.parties["omar"], at=later(world, 2))
    row = concern_queries.concerns_for(world.rosa, world.alley).get(pk=raised.pk)
    concerns.reopen_concern(concern=row, text={"en": "No"}, person=world.people["rosa"], at=later(world, 5))
    row = concern_queries.concerns_for(world.rosa, world.alley).get(pk=raised.pk)
    days = (raised.due - world.at.date()).days
    line = queries.concern_line(row, later(world, 5).date())
    assert (line.answer_by, line.days) == (later(world, 5 + days).date(), days)
    assert (line.answer, line.contradiction) == ({"en": "Mended"}, {"en": "No"})


def test_the_machine_form_keeps_the_answer_and_the_contradiction_apart(world: World, client: Any) -> None:
    promise = made.promise(world, due=NEXT_YEAR)
    actions.answer_promise(
        promise=promise, said="kept", text={"en": "All gone"}, party=world.parties["omar"], at=later(world, 30)
    )
    contradict(world, promise, 40)
    made.promise(world, due=NEXT_YEAR)
    pieces = client.get(f"/en/lindon/i/{world.alley.slug}/account.json")
    told = json.loads(b"".join(pieces))
    row = next(p for p in told["promises"] if p["id"] == promise.pk)
    assert (row["answered"], row["answer"]) == (later(world, 30).date().isoformat(), {"en": "All gone"})
    assert (row["contradicted"], row["contradiction"]) == (
        later(world, 40).date().isoformat(), {"en": "Still asphalt"},
    )  # fmt: skip
    counted = told["promises_by_state"]
    assert (counted["open"], counted["reopened"], counted["total"]) == (1, 1, 2)
    assert {p["state"] for p in told["promises"]} <= set(counted)
    assert sum(counted[state] for state in counted if state not in ("total", "overdue")) == 2


def test_who_was_late_before_has_the_new_days_too(world: World) -> None:
    """One rule: overdue is what is past the day by which a word is owed."""
    promise = made.promise(world, due=date(2026, 5, 10))
    assert line_of(world, 20, pk=promise.pk).is_overdue
    actions.answer_promise(promise=promise, said="kept", text={}, party=world.parties["omar"], at=later(world, 20))
    contradict(world, promise, 21)
    assert [line_of(world, day, pk=promise.pk).is_overdue for day in (22, 51, 52)] == [False, False, True]
    assert timezone.localdate(later(world, 51)) == line_of(world, 22, pk=promise.pk).answer_by
    assert later(world, 51) - later(world, 21) == timedelta(days=30)
