"""Nothing recorded is changed: the database itself refuses, on every table of the record and on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from coproduce.accountability import actions
from coproduce.accountability.models import Entry, Thread, Words
from coproduce.accountability.promises import actions as promises
from tests.rooms.accountability import made
from tests.world import World, later

TABLES = ("words", "thread", "contribution", "decision", "promise", "concern", "answer", "finding", "notice")
# A column that could be changed to say something else.
TELLING = {
    "words": "salt", "thread": "url", "contribution": "kind", "decision": "method", "promise": "due",
    "concern": "kind", "answer": "said", "finding": "grade", "notice": "event",
}  # fmt: skip


@pytest.fixture
def full(world: World) -> World:
    """At least one row in every table of the record."""
    thread = made.thread(world)
    promise = made.promise(world, thread=thread, decision=made.decision(world))
    promises.answer_promise(promise=promise, said="kept", text={}, party=world.parties["omar"], at=world.at)
    made.concern(world)
    actions.record_contribution(initiative=world.alley, kind="plan", party=world.parties["rosa"], at=world.at)
    actions.record_finding(
        initiative=world.alley, text={"en": "Cooler"}, kind="outcome", grade="plausible", year=2026, at=world.at
    )
    return world


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def another(column: str) -> str:
    """A value that says something else."""
    return "2030-01-01" if column == "due" else "x"


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [c.name for c in connection.introspection.get_table_description(cursor, f"accountability_{table}")]


def only_on(vendor: str) -> None:
    if connection.vendor != vendor:
        pytest.skip(f"a word of {vendor}")


def test_the_list_of_tables_is_the_record() -> None:
    entries = {m._meta.db_table for m in apps.get_app_config("accountability").get_models() if issubclass(m, Entry)}
    assert entries | {Words._meta.db_table, Thread._meta.db_table} == {f"accountability_{t}" for t in TABLES}


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed(full: World, table: str) -> None:
    column = TELLING[table]
    with pytest.raises(IntegrityError, match="append_only"):
        run(f"UPDATE accountability_{table} SET {column} = %s", another(column))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(full: World, table: str) -> None:
    with pytest.raises(IntegrityError, match="append_only"):
        run(f"DELETE FROM accountability_{table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_overwritten_by_inserting_it_again(full: World, table: str) -> None:
    """An upsert: on conflict, update."""
    names = ", ".join(f'"{name}"' for name in columns(table))
    column = TELLING[table]
    with pytest.raises(IntegrityError, match="append_only"):
        run(
            f"INSERT INTO accountability_{table} ({names}) SELECT {names} FROM accountability_{table} WHERE true"
            f' ON CONFLICT (id) DO UPDATE SET "{column}" = %s',
            another(column),
        )


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced(full: World, table: str) -> None:
    only_on("sqlite")
    names = ", ".join(f'"{name}"' for name in columns(table))
    rows = f"SELECT {names} FROM accountability_{table} LIMIT 1"
    with pytest.raises(IntegrityError, match="append_only"):
        run(f"INSERT OR REPLACE INTO accountability_{table} ({names}) {rows}")


@pytest.mark.parametrize("table", TABLES)
def test_no_table_is_emptied(full: World, table: str) -> None:
    only_on("postgresql")
    # Keys are checked at the end of a transaction; while checks wait, emptying is refused for that reason alone.
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append_only"):
        run(f"TRUNCATE accountability_{table} CASCADE")


def test_words_can_only_be_emptied(world: World) -> None:
    words = actions.write_words({"en": "A secret"})
    actions.erase_words(words=words)
    words.text = {"en": "Another"}
    with pytest.raises(IntegrityError), transaction.atomic():
        words.save()
    assert Words.objects.get(pk=words.pk).text == {}


def test_a_thread_is_merged_once_and_for_good(world: World) -> None:
    thread, into, other = (made.thread(world, title) for title in ("A", "B", "C"))
    actions.merge_threads(thread=thread, into=into)
    thread.merged_into = other
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        thread.save()


def test_a_correction_is_a_further_row(world: World) -> None:
    first = actions.record_contribution(
        initiative=world.alley, kind="plan", party=world.parties["rosa"], minutes=600, at=world.at
    )
    second = actions.record_contribution(
        initiative=world.alley, kind="plan", party=world.parties["rosa"], minutes=60, at=later(world, 1), corrects=first
    )
    assert (first.corrected_by, second.corrects) == (second, first)


def test_every_table_has_its_triggers(world: World) -> None:
    """A later migration that rebuilds a table drops them silently; this sees it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        names = {name for (name,) in cursor.fetchall()}
    third = "no_replace" if connection.vendor == "sqlite" else "no_truncate"
    wanted = {f"accountability_{t}_{what}" for t in TABLES for what in ("no_update", "no_delete", third)}
    assert wanted - names == set()
