"""Whoever reads the database of a closed vote must not find who cast which ballot.

Each test plays somebody who holds the live tables: forty voters, forty different ballots, and every order and number
that the database keeps. A guess is right by chance about once in forty; eight right ones are no chance any more.
The same attack on the open vote is run first: it succeeds there, which shows that the test can see (and the page
"What we do not promise" says so).
"""

from __future__ import annotations

import secrets
import uuid

import pytest
from django.db import connection

from coproduce.commissioning.ballots.actions.answers import SealedAnswer
from coproduce.commissioning.ballots.actions.storing import Sheet, store
from coproduce.commissioning.ballots.models import Ballot, CastBallot
from coproduce.commissioning.ballots.queries import receipt_of
from coproduce.commissioning.ballots.queries.slips import line_of_person
from coproduce.people.models import Person
from tests.rooms.ballots.town_vote import cast, close, draft, key, open_now, residents
from tests.world import World

VOTERS = 40
NO_CHANCE = 8
WINDOW = 3

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL alone keeps this")
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite alone keeps this")

Truth = dict[int, str]


def vote(world: World) -> tuple[Ballot, Truth]:
    """Voter n of the roll casts a ballot that no other voter casts; returns who cast which."""
    ballot = draft(world, [(f"Project {n}", f"Projet {n}", 100_00) for n in range(1, VOTERS + 1)])
    voters = residents(world, VOTERS)
    ballot = open_now(ballot)
    truth: Truth = {}
    for n, voter in enumerate(voters, 1):
        cast(ballot, voter, f"P{n}")
        truth[voter.pk] = f"P{n}"
    return ballot, truth


def rows(sql: str) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [(int(person), str(body)) for person, body in cursor.fetchall()]


def unique_links(found: list[tuple[int, str]], truth: Truth) -> int:
    """How many voters an attacker ties to exactly one ballot, and to the right one."""
    by_person: dict[int, set[str]] = {}
    for person, choice in found:
        by_person.setdefault(person, set()).add(choice)
    return sum(choices == {truth[person]} for person, choices in by_person.items() if person in truth)


def in_order(people: list[int], choices: list[str], truth: Truth) -> int:
    return sum(truth.get(person) == choice for person, choice in zip(people, choices, strict=True))


CHOICE = "b.body -> 'choice' ->> 0"
JOIN = """
    SELECT e.person_id, {choice} FROM commissioning_rollmark m
    JOIN commissioning_rollentry e ON e.id = m.entry_id
    JOIN commissioning_castballot b ON abs({a}.xmin::text::bigint - b.xmin::text::bigint) <= {window}
"""
XMAX = """
    SELECT e.person_id, {choice} FROM commissioning_rollentry e
    JOIN commissioning_castballot b ON abs(e.xmax::text::bigint - b.xmin::text::bigint) <= {window}
    WHERE e.xmax::text <> '0'
"""


@only_postgresql
@pytest.mark.parametrize("window", [0, WINDOW])
def test_transaction_numbers_link_open_votes_but_no_closed_one(world: World, window: int) -> None:
    ballot, truth = vote(world)
    attack = JOIN.format(choice=CHOICE, a="m", window=0)
    assert unique_links(rows(attack), truth) == VOTERS
    close(ballot)
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="m", window=window)), truth) < NO_CHANCE
    assert unique_links(rows(JOIN.format(choice=CHOICE, a="e", window=window)), truth) < NO_CHANCE


@only_postgresql
@pytest.mark.parametrize("window", [0, WINDOW])
def test_locks_left_on_the_roll_link_open_votes_but_no_closed_one(world: World, window: int) -> None:
    ballot, truth = vote(world)
    assert unique_links(rows(XMAX.format(choice=CHOICE, window=0)), truth) == VOTERS
    close(ballot)
    assert unique_links(rows(XMAX.format(choice=CHOICE, window=window)), truth) < NO_CHANCE


@only_postgresql
def test_places_in_the_file_link_no_closed_vote(world: World) -> None:
    ballot, truth = vote(world)
    people_sql = (
        "SELECT e.person_id, '' FROM commissioning_rollmark m"
        " JOIN commissioning_rollentry e ON e.id = m.entry_id ORDER BY m.ctid"
    )
    ballots_sql = f"SELECT 0, {CHOICE} FROM commissioning_castballot b ORDER BY b.ctid"

    def links() -> int:
        return in_order([p for p, _ in rows(people_sql)], [c for _, c in rows(ballots_sql)], truth)

    assert links() == VOTERS
    close(ballot)
    assert links() < NO_CHANCE
    roll = rows("SELECT person_id, '' FROM commissioning_rollentry WHERE person_id IS NOT NULL ORDER BY ctid")
    known = [person for person, _ in roll if person in truth]
    assert in_order(known, [c for _, c in rows(ballots_sql)], truth) < NO_CHANCE


@only_postgresql
def test_no_dead_row_of_the_vote_is_left(world: World) -> None:
    ballot, _truth = vote(world)
    close(ballot)
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        for table in ("castballot", "rollmark", "rollentry"):
            cursor.execute("SELECT dead_tuple_count FROM pgstattuple(%s)", [f"commissioning_{table}"])
            assert cursor.fetchone() == (0,)


@only_postgresql
def test_the_funnel_and_the_record_link_no_closed_vote(world: World) -> None:
    """``TookPart`` is written at closing: all its rows carry one transaction and the order of the accounts."""
    ballot, truth = vote(world)
    close(ballot)
    funnel = (
        f"SELECT t.person_id, {CHOICE} FROM accountability_tookpart t JOIN commissioning_castballot b"
        f" ON abs(t.xmin::text::bigint - b.xmin::text::bigint) <= {WINDOW}"
    )
    assert unique_links(rows(funnel), truth) < NO_CHANCE


@only_sqlite
def test_no_order_of_keys_links_a_vote(world: World) -> None:
    ballot, truth = vote(world)

    def links() -> int:
        people = [
            person
            for person, _ in rows(
                "SELECT e.person_id, '' FROM commissioning_rollmark m"
                " JOIN commissioning_rollentry e ON e.id = m.entry_id ORDER BY m.id"
            )
        ]
        choices = list(CastBallot.objects.order_by("id").values_list("body", flat=True))
        return in_order(people, [body["choice"][0] for body in choices], truth)

    assert links() < NO_CHANCE
    close(ballot)
    assert links() < NO_CHANCE


@only_sqlite
@pytest.mark.parametrize("table", ["castballot", "rollmark", "idempotency"])
def test_there_is_no_row_number_to_order_by(world: World, table: str) -> None:
    from django.db import OperationalError

    with connection.cursor() as cursor, pytest.raises(OperationalError, match="no such column: rowid"):
        cursor.execute(f"SELECT rowid FROM commissioning_{table}")


@only_sqlite
def test_the_write_ahead_log_is_emptied_after_closing(world: World) -> None:
    from pathlib import Path

    ballot, _truth = vote(world)
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    assert log.stat().st_size > 0
    close(ballot)
    assert log.stat().st_size == 0


def test_ballots_stored_together_lie_in_an_order_of_their_own(world: World) -> None:
    """Casting mode writes marks in the order of the roll; were the ballots beside them so, a turn would tie the two."""
    ballot = draft(world, [(f"Project {n}", f"Projet {n}", 100_00) for n in range(1, VOTERS + 1)])
    voters = residents(world, VOTERS)
    ballot = open_now(ballot)
    sheets = [sheet_for(ballot, voter, f"P{n}") for n, voter in enumerate(voters, 1)]
    store(sheets)
    truth = {voter.pk: f"P{n}" for n, voter in enumerate(voters, 1)}
    assert CastBallot.objects.count() == VOTERS
    place = "ctid" if connection.vendor == "postgresql" else "id"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.person_id FROM commissioning_rollmark m"
            f" JOIN commissioning_rollentry e ON e.id = m.entry_id ORDER BY m.{place}"
        )
        people = [int(person) for (person,) in cursor.fetchall()]
        cursor.execute(f"SELECT id FROM commissioning_castballot ORDER BY {place}")
        order = [uuid.UUID(str(pk)) for (pk,) in cursor.fetchall()]
    bodies = dict(CastBallot.objects.values_list("id", "body"))
    assert in_order(people, [bodies[pk]["choice"][0] for pk in order], truth) < NO_CHANCE


def sheet_for(ballot: Ballot, voter: Person, choice: str) -> Sheet:
    line = line_of_person(ballot.pk, voter.pk)
    assert line is not None
    body = {"choice": [choice], "nonce": secrets.token_hex(16)}
    return Sheet(
        ballot.pk, line, body, receipt_of(ballot.fingerprint, body), SealedAnswer(ballot.pk, line, key(), [choice])
    )
