"""What may be done to places: found a town, describe it, name its bodies and services."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from .models import Affiliation, Area, Floor, Organisation, PopulationCount, PopulationFrame, PublicService

Text = Mapping[str, str]


def found_town(*, slug: str, name: Text, country: str, currency: str = "EUR") -> Area:
    """Open a town on this site (a root area)."""
    return Area.objects.create(slug=slug, name=dict(name), kind="town", country=country, currency=currency)


def add_area(*, parent: Area, slug: str, name: Text, kind: str) -> Area:
    """Add a part of a place; it takes the country and the currency of what it lies in."""
    return Area.objects.create(
        parent=parent, slug=slug, name=dict(name), kind=kind, country=parent.country, currency=parent.currency
    )


def count_population(*, area: Area, source: str, year: int, counts: Mapping[str, Mapping[str, int]]) -> PopulationFrame:
    """Keep who lives in an area: ``counts`` maps a dimension to its groups and their people."""
    with transaction.atomic():
        frame = PopulationFrame.objects.create(area=area, source=source, year=year)
        PopulationCount.objects.bulk_create(
            PopulationCount(frame=frame, dimension=dimension, group=group, people=people)
            for dimension, groups in counts.items()
            for group, people in groups.items()
        )
    return frame


def name_organisation(
    *, town: Area, slug: str, name: Text, kind: str, functions: list[str], address: str = ""
) -> Organisation:
    return Organisation.objects.create(
        town=town, slug=slug, name=dict(name), kind=kind, functions=functions, address=address
    )


def join_umbrella(*, member: Organisation, umbrella: Organisation) -> Affiliation:
    return Affiliation.objects.create(member=member, umbrella=umbrella)


def describe_service(
    *,
    town: Area,
    slug: str,
    name: Text,
    sector: str,
    statutory_basis: Text,
    provider: Organisation | None,
    floors: Mapping[str, tuple[Text, str]],
) -> PublicService:
    """Name a public service with its floor: ``floors`` maps an item to its minimum and its legal source."""
    with transaction.atomic():
        service = PublicService.objects.create(
            town=town,
            slug=slug,
            name=dict(name),
            sector=sector,
            statutory_basis=dict(statutory_basis),
            provider=provider,
        )
        Floor.objects.bulk_create(
            Floor(service=service, item=item, minimum=dict(minimum), legal_source=source)
            for item, (minimum, source) in floors.items()
        )
    return service
