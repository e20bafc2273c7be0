"""However much was done, the account asks the database no more."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coproduce.accountability.models import Active, Contribution, Tally
from tests.rooms.accountability import made
from tests.rooms.accountability.reading import address, page, whole
from tests.world import World


def fill(world: World, many: int) -> None:
    """Many acts at once, straight into the tables with the sums kept as the actions keep them."""
    party = world.parties["rosa"]
    at = world.at
    Contribution.objects.bulk_create(
        [
            Contribution(
                initiative=world.alley, at=at + timedelta(minutes=n), activity="delivery", kind="perform.maintain",
                side="citizen", standing="resident", party=party, minutes=30,
            )
            for n in range(many)
        ],
        batch_size=2000,
    )  # fmt: skip
    Tally.objects.create(
        initiative=world.alley, activity="delivery", side="citizen", month=at.date().replace(day=1), acts=many,
        minutes=30 * many,
    )  # fmt: skip
    Active.objects.create(
        initiative=world.alley, activity="delivery", side="citizen", month=at.date().replace(day=1), party=party,
        acts=many,
    )  # fmt: skip


@pytest.mark.parametrize("who", [None, "kim"])
def test_twenty_thousand_acts_cost_no_more_queries_than_one(world: World, signed_in: Any, who: str | None) -> None:
    made.kept(world, decision=made.decision(world))
    browser = signed_in(who)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(address(world))
    fill(world, 20_000)
    with CaptureQueriesContext(connection) as many:
        answer = browser.get(address(world))
    assert (answer.status_code, len(many)) == (200, len(few))
    assert len(many) <= 12


def test_no_question_of_the_account_joins_the_acts_with_themselves(world: World, client: Any) -> None:
    # Just after an import PostgreSQL knows no numbers of rows, and such a join took 24 seconds over 4,000 acts.
    with CaptureQueriesContext(connection) as asked:
        client.get(address(world))
    acts = f'JOIN "{Contribution._meta.db_table}"'
    assert [one["sql"] for one in asked if acts in one["sql"]] == []


@pytest.mark.parametrize("name", ["account_json", "account_csv"])
def test_the_files_hold_every_happening_in_as_many_queries(world: World, client: Any, name: str) -> None:
    with CaptureQueriesContext(connection) as few:
        whole(client, world, name)
    fill(world, 5_000)
    with CaptureQueriesContext(connection) as many:
        text = whole(client, world, name)
    assert (len(many), len(many) <= 12) == (len(few), True)
    if name == "account_json":
        acts = sum(line["row"] == "act" for line in json.loads(text)["happenings"])
    else:
        acts = sum(row["row"] == "act" for row in csv.DictReader(io.StringIO(text)))
    assert acts == 5_000


def test_the_list_of_acts_comes_in_pages(world: World, client: Any) -> None:
    fill(world, 140)
    text = page(client, world, page="2")
    assert "Page 2 of 5" in text


def test_the_town_account_costs_the_same_for_many_initiatives(world: World, client: Any) -> None:
    where = reverse("accountability:town", kwargs={"town": "lindon"})
    with CaptureQueriesContext(connection) as queries_made:
        text = client.get(where).content.decode()
    assert len(queries_made) <= 5
    assert "Green alley" in text
