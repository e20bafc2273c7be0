"""What casting one ballot has to know, and no more: the vote, the voter's line of the roll, the projects named.

Asked in plain SQL. A vote of a town arrives within one evening, most of it in its last hour, and building these few
questions anew for every ballot took ten times as long as answering them.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from coproduce.commissioning.ballots.models import Ballot
from coproduce.initiatives.queries import PUBLIC_STATES

from .codes import code_digest

SLIP = """
    SELECT ballot.id, ballot.fingerprint, ballot.rule, ballot.budget
    FROM commissioning_ballot ballot
    JOIN initiatives_step step ON step.id = ballot.step_id
    JOIN initiatives_initiative initiative ON initiative.id = step.initiative_id
    JOIN places_area town ON town.id = initiative.town_id
    WHERE town.slug = %s AND town.parent_id IS NULL AND initiative.slug = %s AND step.position = %s
      AND step.kind = 'ballot' AND initiative.state IN ({states})
"""
LARGEST = 2**31 - 1
BY_CODE = "SELECT id FROM commissioning_rollentry WHERE ballot_id = %s AND code_digest = %s"
BY_PERSON = "SELECT id FROM commissioning_rollentry WHERE ballot_id = %s AND person_id = %s"
NAMED = "SELECT code, cost, withdrawn FROM commissioning_ballotoption WHERE ballot_id = %s AND code IN ({codes})"
TITLES = "SELECT title FROM commissioning_ballotoption WHERE ballot_id = %s AND code IN ({codes}) ORDER BY id"


class OnPaper(Protocol):
    """What is fixed from opening on and stands on every ballot paper; a ``Ballot`` has it, and so has a ``Slip``."""

    @property
    def pk(self) -> Any: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def rule(self) -> Any: ...
    @property
    def budget(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Slip:
    """A vote as casting needs it. Whether it is open is not said here: that is read under the lock."""

    pk: int
    fingerprint: str
    rule: Mapping[str, Any]
    budget: int | None


def slip_for(town: str, initiative: str, position: int) -> Slip:
    """The vote at an address, of an initiative that everybody may see; raises ``Ballot.DoesNotExist`` for any other.

    Votes are open in running initiatives alone, so nobody who may vote meets a vote that is not public.
    """
    # SQLite counts no further; no town has so many steps.
    if position > LARGEST:
        raise Ballot.DoesNotExist
    states = [str(state) for state in PUBLIC_STATES]
    row = _one(SLIP.format(states=_places(states)), [town, initiative, position, *states])
    if row is None:
        raise Ballot.DoesNotExist
    return Slip(pk=row[0], fingerprint=row[1], rule=_value(row[2]), budget=row[3])


def line_of_code(ballot: int, typed: str) -> int | None:
    """The line of the roll that a one-time code stands for."""
    row = _one(BY_CODE, [ballot, code_digest(ballot, typed)])
    return None if row is None else int(row[0])


def line_of_person(ballot: int, person: int) -> int | None:
    """A person's line of the roll."""
    row = _one(BY_PERSON, [ballot, person])
    return None if row is None else int(row[0])


def costs_of(ballot: int, codes: Collection[str]) -> dict[str, int]:
    """What each named project costs, in minor units; codes that are not on the list, or no longer, are left out."""
    return {code: cost for code, cost, withdrawn in _named(NAMED, ballot, codes) if not withdrawn}


def titles_of(ballot: int, codes: Collection[str]) -> list[dict[str, str]]:
    """The titles of the named projects, each in its languages, in the ballot's own order."""
    return [_value(title) for (title,) in _named(TITLES, ballot, codes)]


def _named(sql: str, ballot: int, codes: Collection[str]) -> list[tuple[Any, ...]]:
    # PostgreSQL refuses to compare a zero sign, which is in no code.
    named = [code for code in codes if "\0" not in code]
    if not named:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.format(codes=_places(named)), [ballot, *named])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _value(stored: Any) -> Any:
    """A JSON column as it comes from a plain question."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _one(sql: str, values: list[Any]) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row
