"""Who takes part, line by line: by name where that was agreed, all others counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, When
from django.utils.translation import pgettext

from coproduce.initiatives.models import Initiative, Party, PartyRole, Side, Standing
from coproduce.people.models import Person
from coproduce.people.registry import Part
from coproduce.ui.said import said_plain

from .ground import counted_already, parties_with_names
from .viewers import present

# The order in which the demo offers its people: those who have most to do first.
_FIRST = (Side.PROFESSIONAL, Side.ELECTED, Side.CITIZEN)


@dataclass(frozen=True, slots=True)
class Counted:
    """People of one side who are not named, take part in the same capacity and act for the same body, if any.

    ``n`` is 0 where all of them are counted already, in another part of theirs on that side.
    """

    side: str
    standing: str
    role: str
    body: Any
    own_experience: bool
    n: int


def _counted_alone(*, coordinates: bool) -> Q:
    unnamed = Q(named=False) | Q(named__isnull=True)
    # Whoever coordinates must know which line to end; only citizens leave by themselves.
    return unnamed & Q(side=Side.CITIZEN, person__isnull=False) if coordinates else unnamed


@dataclass(frozen=True, slots=True)
class Attendance:
    """``listed`` are the parties with a line of their own, ``n`` how many those are; all others are counted."""

    listed: QuerySet[Party]
    n: int
    counted: list[Counted]


def attendance(initiative: Initiative, *, coordinates: bool) -> Attendance:
    """Who agreed to be named, and to a coordinator all but citizens, line by line; one line for all others of a side,
    standing, body and role. One query, and one more for the page of lines that is read."""
    alone = Case(When(_counted_alone(coordinates=coordinates), then=True), default=False, output_field=BooleanField())
    parties = parties_with_names(initiative).annotate(alone=alone)
    groups = (
        parties.order_by("side", "organisation_id", "standing", "role", "lived_experience")
        .values_list("alone", "side", "standing", "role", "organisation__name", "lived_experience", "organisation_id")
        .annotate(n=Count("id"), people=Count("id", filter=~counted_already()))
    )
    counted: list[Counted] = []
    listed = 0
    for unnamed, side, standing, role, body, own, _id, n, people in groups:
        if unnamed:
            labels = (str(Side(side).label), str(Standing(standing).label), str(PartyRole(role).label))
            counted.append(Counted(*labels, body, own, people))
        else:
            listed += n
    return Attendance(parties.filter(alone=False), listed, counted)


def capacities_of(person: Person, at: datetime) -> list[Party]:
    """What a person takes part in now, with its town, for their own page; the newest first."""
    return list(present().filter(person=person).select_related("initiative__town").order_by("-since", "-id"))


def parts_of(persons: Sequence[Person]) -> dict[int, list[Part]]:
    """What each of these people does in which initiative, by the person's id: for the list of the demo's people."""
    found: dict[int, list[Part]] = {}
    for party in present().filter(person__in=persons).select_related("initiative"):
        side = Side(party.side)
        words = [str(party.get_standing_display())]
        if party.organisation is not None:
            words.append(said_plain(party.organisation.name))
        if party.role == PartyRole.COORDINATOR:
            words.insert(0, str(party.get_role_display()))
        heading = pgettext("initiative: side", "%(title)s: %(side)s") % {
            "title": said_plain(party.initiative.title),
            "side": side.label,
        }
        order = (_FIRST.index(side), party.initiative_id, party.role != PartyRole.COORDINATOR)
        found.setdefault(party.person_id or 0, []).append(Part(heading, ", ".join(words), order))
    return found
