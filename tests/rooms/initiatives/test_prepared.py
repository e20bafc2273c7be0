"""A prepared question: the same rows as asked plainly, for each value anew, and put into SQL once."""

from __future__ import annotations

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, IntegerField, QuerySet

from coproduce.initiatives.models import Initiative
from coproduce.initiatives.queries import Given, Prepared, several

pytestmark = pytest.mark.django_db


def by_slug() -> QuerySet[Initiative]:
    return Initiative.objects.select_related("town").filter(slug=Given("slug", CharField()))


def test_each_call_answers_for_its_own_values(world: Any) -> None:
    asked = Prepared(by_slug)
    for one in (world.alley, world.park, world.alley):
        assert asked(slug=one.slug) == [one]
    assert asked(slug="nowhere") == []


def test_rows_come_as_the_plain_query_gives_them(world: Any, django_assert_num_queries: Any) -> None:
    town = world.alley.town
    with django_assert_num_queries(1):
        (found,) = Prepared(by_slug)(slug=world.alley.slug)
        assert found.town == town
    plain = Initiative.objects.get(slug=world.alley.slug)
    assert (found.title, found.created_at, found.state) == (plain.title, plain.created_at, plain.state)


def test_values_come_in_the_order_asked_for(world: Any) -> None:
    asked = Prepared(
        lambda n: Initiative.objects.filter(pk__in=several("ids", n)).order_by("pk").values_list("title", "pk")
    )
    ids = sorted([world.alley.pk, world.park.pk])
    plain = list(Initiative.objects.filter(pk__in=ids).order_by("pk").values_list("title", "pk"))
    assert asked(2, ids=ids) == plain
    assert asked(1, ids=ids[1:]) == plain[1:]


def test_the_query_is_built_once_for_each_shape(world: Any) -> None:
    built: list[int] = []

    def build(count: int) -> QuerySet[Initiative]:
        built.append(count)
        return Initiative.objects.filter(pk__in=several("ids", count))

    asked = Prepared(build)
    for ids in ([1], [2], [1, 2], [3]):
        asked(len(ids), ids=ids)
    assert built == [1, 2]


def test_a_value_can_be_read_out_of_another(world: Any) -> None:
    asked = Prepared(lambda: Initiative.objects.filter(slug=Given("name", CharField(), str.lower)))
    assert asked(name=world.alley.slug.upper()) == [world.alley]


@pytest.mark.parametrize("number", [2**31, 2**63, -(2**80)])
def test_no_row_has_a_number_that_no_database_holds(world: Any, number: int) -> None:
    assert Prepared(lambda: Initiative.objects.filter(pk=Given("pk")))(pk=number) == []
    assert Prepared(lambda: world.alley.steps.filter(position=Given("at", IntegerField())))(at=number) == []


def test_a_missing_value_is_an_error(world: Any) -> None:
    with pytest.raises(KeyError):
        Prepared(by_slug)()


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_over_its_own_connection(world: Any) -> None:
    asked, found = Prepared(by_slug), []
    asked(slug="nowhere")

    def ask() -> None:
        found.extend(asked(slug=world.alley.slug))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [world.alley]
