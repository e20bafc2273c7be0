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
    """At least one row in every table of the record, and one that corrects another where a row can."""
    thread = made.thread(world)
    promise = made.promise(world, thread=thread, decision=made.decision(world))
    promises.answer_promise(promise=promise, said="kept", text={}, party=world.parties["omar"], at=world.at)
    made.concern(world)
    act = actions.record_contribution(initiative=world.alley, kind="plan", party=world.parties["rosa"], at=world.at)
    actions.record_contribution(
        initiative=world.alley, kind="plan", party=world.parties["rosa"], minutes=5, at=world.at, corrects=act
    )
    said: dict[str, Any] = {"kind": "outcome", "grade": "plausible", "year": 2026, "at": world.at}
    found = actions.record_finding(initiative=world.alley, text={"en": "Cooler"}, **said)
    actions.record_finding(initiative=world.alley, text={"en": "Cooler by two degrees"}, corrects=found, **said)
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


def unique_keys(table: str) -> list[list[str]]:
    """As the database itself lists them."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, f"accountability_{table}").values()
    return sorted(about["columns"] for about in found if about["unique"] or about["primary_key"])


# One for each unique key; the first test below fails when a table has gained one that is missing here.
KEYS = [(table, "id") for table in TABLES] + [("contribution", "corrects_id"), ("finding", "corrects_id")]


def test_every_unique_key_is_tried(full: World) -> None:
    assert sorted(KEYS) == sorted((table, "+".join(key)) for table in TABLES for key in unique_keys(table))


def another_id(table: str) -> str:
    return "lower(hex(randomblob(16)))" if table in ("words", "thread") else "max(id) + 1"


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
@pytest.mark.parametrize(("table", "key"), [*KEYS, *((table, "rowid") for table in TABLES)])
def test_no_row_is_replaced_by_any_of_its_keys(full: World, table: str, key: str, verb: str) -> None:
    only_on("sqlite")
    others = [name for name in columns(table) if name not in ("id", key)]
    names = ", ".join(f'"{name}"' for name in others)
    row = f"FROM accountability_{table} WHERE {key} IS NOT NULL LIMIT 1"
    before = count(table)
    assert before
    into, chosen = f"id, {names}", f"id, {names}"
    if key != "id":
        new = f"(SELECT {another_id(table)} FROM accountability_{table})"
        # Where the id is the row's own number, the two cannot differ.
        of_its_own = key != "rowid" or table in ("words", "thread")
        into, chosen = f"id, {key}, {names}", f"{new if of_its_own else 'id'}, {key}, {names}"
    with pytest.raises(IntegrityError, match="append_only"):
        run(f"{verb} INTO accountability_{table} ({into}) SELECT {chosen} {row}")
    assert count(table) == before


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM accountability_{table}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("table", "change"),
    [("words", "text = '{}'"), ("thread", "merged_into_id = (SELECT max(id) FROM accountability_thread)")],
)
def test_no_row_is_pushed_out_by_a_change_that_is_allowed(full: World, table: str, change: str) -> None:
    """Emptying one text, or merging one thread, cannot take the place of another row on the way."""
    only_on("sqlite")
    made.thread(full, "Another")
    before, name = count(table), f"accountability_{table}"
    with pytest.raises(IntegrityError, match="append_only"):
        run(
            f"UPDATE OR REPLACE {name} SET {change}, rowid = (SELECT max(rowid) FROM {name})"
            f" WHERE rowid = (SELECT min(rowid) FROM {name})"
        )
    assert count(table) == before


@pytest.mark.parametrize("table", ["contribution", "finding"])
def test_no_row_is_overwritten_by_the_row_it_corrects(full: World, table: str) -> None:
    """An upsert on the second unique key."""
    others = [name for name in columns(table) if name != "id"]
    names = ", ".join(f'"{name}"' for name in others)
    fresh = "(SELECT max(id) + 1 FROM {t})".format(t=f"accountability_{table}")
    with pytest.raises(IntegrityError, match="append_only"):
        run(
            f"INSERT INTO accountability_{table} (id, {names}) SELECT {fresh}, {names} FROM accountability_{table}"
            f" WHERE corrects_id IS NOT NULL ON CONFLICT (corrects_id) DO UPDATE SET {TELLING[table]} = 'x'"
        )


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
