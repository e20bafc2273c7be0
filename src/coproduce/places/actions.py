"""What may be done to places: found a town, describe it, name its bodies and services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.text import slugify

from .models import Affiliation, Area, Floor, Organisation, PopulationCount, PopulationFrame, PublicService
from .queries import LEVELS, areas_of, has_part, is_address_of_the_site, is_counted, way_up

Text = Mapping[str, str]
Floors = Mapping[str, tuple[Text, str]]
# A place and its people by dimension and group.
Counts = Mapping[str, Mapping[str, int]]
M = TypeVar("M", bound=Model)


class AddressTaken(ValueError):
    """A page of the site itself stands at the address that a town asked for."""


class TooDeep(ValueError):
    """An area lies on the last level already, so nothing lies below it."""


class NameTaken(ValueError):
    """Another part of the same place has this name, so nobody could tell which of the two is meant."""


class InUse(ValueError):
    """Something refers to an area, a body or a service, so it stays."""


class CountedAlready(ValueError):
    """The same source was written down for this area and year."""


def _one_at_a_time(row: Model) -> None:
    """Let two clerks write below the same town, place or body one after the other; needs a transaction."""
    type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def _said_just_so(rows: Iterable[M], **said: object) -> M | None:
    """The row of which exactly this is said already: a button pressed twice finds, the second time, what is there."""
    return next((row for row in rows if all(getattr(row, name) == value for name, value in said.items())), None)


def free_slug(*, model: type[Model], name: Text, most: int, **within: object) -> str:
    """A short name for addresses, made from a name, that nothing else ``within`` the same town or place has.

    Never empty: a name without a Latin letter or a digit is numbered. Needs the lock of what it lies within.
    """
    words = name.get("en") or next(iter(name.values()), "")
    first = slugify(words)[: most - 4].strip("-") or "n"
    taken = set(model._default_manager.filter(**within, slug__startswith=first).values_list("slug", flat=True))
    numbered = (f"{first}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (first, *numbered) if slug not in taken)


def found_town(*, slug: str, name: Text, country: str, currency: str = "EUR") -> Area:
    """Open a town on this site (a root area); raises AddressTaken where a page of the site stands at its address."""
    if is_address_of_the_site(slug):
        raise AddressTaken(slug)
    return Area.objects.create(slug=slug, name=dict(name), kind="town", country=country, currency=currency)


def add_area(*, parent: Area, name: Text, kind: str, slug: str = "") -> Area:
    """Add a part of a place; it takes the country and the currency of what it lies in.

    Its short name is its own in the whole town, so that a form may offer areas of every level side by side. Without a
    ``slug``, the part of this name and kind that is there already is returned.

    Raises TooDeep below the last level, and NameTaken where another part of that place has the name.
    """
    above = way_up(parent)
    if len(above) > LEVELS:
        raise TooDeep(parent.slug)
    with transaction.atomic():
        _one_at_a_time(above[-1])
        there = _said_just_so(Area.objects.filter(parent=parent, kind=kind), name=dict(name))
        if there is not None and not slug:
            return there
        if has_part(parent, *name.values()):
            raise NameTaken(parent.slug)
        slug = slug or free_slug(model=Area, name=name, most=60, pk__in=areas_of(above[-1]).values("pk"))
        return Area.objects.create(
            parent=parent, slug=slug, name=dict(name), kind=kind, country=parent.country, currency=parent.currency
        )


def revise_area(*, area: Area, name: Text, kind: str) -> Area:
    """Change the name of a town or a part, and the kind of a part; its address stays.

    Raises ``Area.DoesNotExist`` where it was taken away meanwhile, and NameTaken where another part of the same place
    has the name.
    """
    with transaction.atomic():
        _one_at_a_time(way_up(area)[-1])
        _one_at_a_time(area)
        if area.parent and has_part(area.parent, *name.values(), but=area):
            raise NameTaken(area.slug)
        area.name, area.kind = dict(name), area.kind if area.is_town else kind
        area.save(update_fields=["name", "kind"])
    return area


def remove(*, place: Area | Organisation | PublicService) -> None:
    """Take away an area, a body or a service to which nothing refers; its own floors and umbrellas go with it.

    Raises InUse where something does: an initiative, a part, a count, a promise.
    """
    try:
        with transaction.atomic():
            if isinstance(place, PublicService):
                place.floors.all().delete()
            if isinstance(place, Organisation):
                place.umbrellas.all().delete()
            place.delete()
    except (ProtectedError, IntegrityError):  # the second where something came to refer to it at this moment
        raise InUse(place.slug) from None


def count_population(*, area: Area, source: str, year: int, counts: Counts) -> PopulationFrame:
    """Keep who lives in an area: ``counts`` maps a dimension to its groups and their people.

    Raises CountedAlready where this source stands there for the year.
    """
    with transaction.atomic():
        _one_at_a_time(area)
        if is_counted(area, source, year):
            raise CountedAlready(source)
        frame = PopulationFrame.objects.create(area=area, source=source, year=year)
        _write_counts(frame, counts)
    return frame


def correct_population(*, frame: PopulationFrame, source: str, year: int, counts: Counts) -> PopulationFrame:
    """Correct a count that was typed wrong: source, year and numbers are put in place of the old ones.

    Raises CountedAlready where another count has that source and year.
    """
    with transaction.atomic():
        _one_at_a_time(frame.area)
        if is_counted(frame.area, source, year, but=frame):
            raise CountedAlready(source)
        frame.source, frame.year = source, year
        frame.save(update_fields=["source", "year"])
        frame.counts.all().delete()
        _write_counts(frame, counts)
    return frame


def _write_counts(frame: PopulationFrame, counts: Counts) -> None:
    PopulationCount.objects.bulk_create(
        PopulationCount(frame=frame, dimension=dimension, group=group, people=people)
        for dimension, groups in counts.items()
        for group, people in groups.items()
    )


def name_organisation(
    *, town: Area, name: Text, kind: str, functions: Sequence[str], address: str = "", slug: str = ""
) -> Organisation:
    """Name a body of the town. Without a ``slug``, a body of which just this is said already is returned."""
    with transaction.atomic():
        _one_at_a_time(town)
        alike = Organisation.objects.filter(town=town, kind=kind, address=address)
        there = _said_just_so(alike, name=dict(name), functions=list(functions))
        if there is not None and not slug:
            return there
        slug = slug or free_slug(model=Organisation, name=name, most=80, town=town)
        return Organisation.objects.create(
            town=town, slug=slug, name=dict(name), kind=kind, functions=list(functions), address=address
        )


def revise_organisation(
    *, organisation: Organisation, name: Text, kind: str, functions: Sequence[str], address: str
) -> Organisation:
    """Change what is said of a body; its address here stays, because pages of the record lead to it.

    Raises ``Organisation.DoesNotExist`` where it was taken away meanwhile.
    """
    with transaction.atomic():
        _one_at_a_time(organisation)
        organisation.name, organisation.kind = dict(name), kind
        organisation.functions, organisation.address = list(functions), address
        organisation.save(update_fields=["name", "kind", "functions", "address"])
    return organisation


def join_umbrella(*, member: Organisation, umbrella: Organisation) -> Affiliation:
    """Add an umbrella body to those that a body has; a second time the database refuses it (``IntegrityError``)."""
    return Affiliation.objects.create(member=member, umbrella=umbrella)


def stand_under(*, member: Organisation, umbrella: Organisation | None) -> None:
    """The body belongs to this umbrella body from now on and to no other; ``None``: to none."""
    with transaction.atomic():
        _one_at_a_time(member)
        Affiliation.objects.filter(member=member).exclude(umbrella=umbrella).delete()
        if umbrella is not None and not Affiliation.objects.filter(member=member).exists():
            join_umbrella(member=member, umbrella=umbrella)


def describe_service(
    *,
    town: Area,
    name: Text,
    sector: str,
    statutory_basis: Text,
    provider: Organisation | None,
    floors: Floors,
    slug: str = "",
) -> PublicService:
    """Name a public service with its floor: ``floors`` maps an item to its minimum and its legal source.

    Without a ``slug``, a service of which just this is said already is returned.
    """
    with transaction.atomic():
        _one_at_a_time(town)
        alike = PublicService.objects.filter(town=town, sector=sector, provider=provider).prefetch_related("floors")
        for there in alike:
            same = _said_just_so([there], name=dict(name), statutory_basis=dict(statutory_basis))
            if same and not slug and _floors_of(there) == dict(floors):
                return there
        slug = slug or free_slug(model=PublicService, name=name, most=80, town=town)
        service = PublicService.objects.create(
            town=town,
            slug=slug,
            name=dict(name),
            sector=sector,
            statutory_basis=dict(statutory_basis),
            provider=provider,
        )
        _write_floors(service, floors)
    return service


def _floors_of(service: PublicService) -> Floors:
    return {floor.item: (floor.minimum, floor.legal_source) for floor in service.floors.all()}


def revise_service(
    *,
    service: PublicService,
    name: Text,
    sector: str,
    statutory_basis: Text,
    provider: Organisation | None,
    floors: Floors,
) -> PublicService:
    """Change what is said of a service and its floor; an item that ``floors`` does not name is no longer guaranteed.

    Raises ``PublicService.DoesNotExist`` where it was taken away meanwhile.
    """
    with transaction.atomic():
        _one_at_a_time(service)
        service.name, service.sector = dict(name), sector
        service.statutory_basis, service.provider = dict(statutory_basis), provider
        service.save(update_fields=["name", "sector", "statutory_basis", "provider"])
        service.floors.all().delete()
        _write_floors(service, floors)
    return service


def _write_floors(service: PublicService, floors: Floors) -> None:
    Floor.objects.bulk_create(
        Floor(service=service, item=item, minimum=dict(minimum), legal_source=source)
        for item, (minimum, source) in floors.items()
    )
