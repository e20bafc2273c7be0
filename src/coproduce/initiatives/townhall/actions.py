"""What a clerk may change of bodies and services that initiatives already stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from coproduce.initiatives.actions import Refused, write_history
from coproduce.places import actions as places
from coproduce.places.models import Area, Organisation, OrganisationKind, PopulationFrame, PublicService

from .queries import need_the_floor, standing_on

Text = Mapping[str, str]


@contextmanager
def _as_read() -> Iterator[None]:
    """One transaction; refused where another clerk meanwhile took away what the form names, or gave its name."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ObjectDoesNotExist):
        raise Refused("place_gone") from None
    except places.NameTaken:
        raise Refused("area_name_taken") from None


def name_body(
    *, town: Area, name: Text, kind: str, functions: Sequence[str], address: str, umbrella: Organisation | None
) -> Organisation:
    """Name a body of the town, below its umbrella where it has one; saying just the same twice is saying it once."""
    with _as_read():
        body = places.name_organisation(town=town, name=name, kind=kind, functions=functions, address=address)
        places.stand_under(member=body, umbrella=umbrella)
    return body


def revise_body(
    *,
    body: Organisation,
    name: Text,
    kind: str,
    functions: Sequence[str],
    address: str,
    umbrella: Organisation | None,
) -> Organisation:
    """Change what is said of a body. One that exists in law stays so: it may answer for something here (I4)."""
    if kind == OrganisationKind.INFORMAL_GROUP and body.can_be_accountable:
        raise Refused("body_stays_legal")
    with _as_read():
        places.revise_organisation(organisation=body, name=name, kind=kind, functions=functions, address=address)
        places.stand_under(member=body, umbrella=umbrella)
    return body


def name_service(*, town: Area, **said: Any) -> PublicService:
    """Name a service of the town with its floor; ``said`` is what ``places.describe_service`` takes."""
    with _as_read():
        return places.describe_service(town=town, **said)


def revise_service(
    *,
    service: PublicService,
    name: Text,
    sector: str,
    statutory_basis: Text,
    provider: Organisation | None,
    floors: places.Floors,
    at: datetime,
) -> PublicService:
    """Change a service and its floor; each initiative that stands on it tells so in its history.

    The last minimum stays where an initiative runs that says nowhere why there is none (I7).
    """
    if not floors and need_the_floor(service):
        raise Refused("floor_needed")
    before = {floor.item: (floor.minimum, floor.legal_source) for floor in service.floors.all()}
    code = "service_described" if before == dict(floors) else "floor_changed"
    with _as_read():
        places.revise_service(
            service=service,
            name=name,
            sector=sector,
            statutory_basis=statutory_basis,
            provider=provider,
            floors=floors,
        )
        for initiative in standing_on(service):
            write_history(initiative=initiative, code=code, at=at)
    return service


def name_area(*, parent: Area, name: Text, kind: str) -> Area:
    """Name a part of the town or of another part; saying just the same twice is saying it once.

    Refused where another part of the same place has the name.
    """
    with _as_read():
        return places.add_area(parent=parent, name=name, kind=kind)


def revise_area(*, area: Area, name: Text, kind: str) -> Area:
    """Change the name of the town or a part, and the kind of a part."""
    with _as_read():
        return places.revise_area(area=area, name=name, kind=kind)


def remove(*, place: Area | Organisation | PublicService) -> None:
    """Take away what nothing refers to; a town itself stays."""
    if isinstance(place, Area) and place.is_town:
        raise Refused("town_stays")
    try:
        places.remove(place=place)
    except places.InUse:
        raise Refused("place_in_use") from None


def count_population(*, area: Area, source: str, year: int, counts: places.Counts) -> PopulationFrame:
    """Keep who lives in an area; refused where the same count was kept since the form was read."""
    try:
        return places.count_population(area=area, source=source, year=year, counts=counts)
    except places.CountedAlready:
        raise Refused("counted_already") from None


def correct_population(*, frame: PopulationFrame, source: str, year: int, counts: places.Counts) -> PopulationFrame:
    """Correct a count; refused where it would be a second one of the same source and year."""
    try:
        return places.correct_population(frame=frame, source=source, year=year, counts=counts)
    except places.CountedAlready:
        raise Refused("counted_already") from None
