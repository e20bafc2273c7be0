"""What may be asked about places; everything here is public."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from .models import (
    Area,
    FloorItem,
    Organisation,
    OrganisationFunction,
    OrganisationKind,
    PartKind,
    PopulationFrame,
    PublicService,
)

# The closed lists that forms offer, by name.
CHOICES: Mapping[str, Sequence[tuple[str, Any]]] = {
    "organisation_kind": OrganisationKind.choices,
    "organisation_function": OrganisationFunction.choices,
    "part_kind": PartKind.choices,
    "floor_item": FloorItem.choices,
}


def is_address_of_the_site(slug: str) -> bool:
    """Whether an address of the site itself begins with this name: a town of that name could not be reached."""
    return slug in set(_first_words(get_resolver().url_patterns))


def _first_words(entries: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The fixed first words of all addresses, read where the site keeps them; the language in front is left out."""
    for entry in entries:
        own = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern).lstrip("^")
        first, goes_on, _rest = (before + own).partition("/")
        if not goes_on and isinstance(entry, URLResolver):
            yield from _first_words(entry.url_patterns, before + own)
        elif first and "<" not in first:
            yield first


def towns() -> QuerySet[Area]:
    """Every town of the site, in order of address."""
    return Area.objects.filter(parent=None).order_by("slug")


def town(slug: str) -> Area:
    """One town by its address; raises ``Area.DoesNotExist``."""
    return Area.objects.get(parent=None, slug=slug)


def town_around(slug: str) -> Area | None:
    """The town of that address; the only one whatever the address, where the site holds no other. One query."""
    nearest = Case(When(slug=slug, then=0), default=1)
    found = list(Area.objects.filter(parent=None).order_by(nearest, "slug")[:2])
    return found[0] if found and (len(found) == 1 or found[0].slug == slug) else None


# A town has districts, these have neighbourhoods, these streets, and these single places.
LEVELS = 4


def _within(town: Area, before: str = "") -> Q:
    """Parts of the town on any level; ``before`` leads from a row to its area."""
    ways = (before + "__".join(["parent"] * level) for level in range(1, LEVELS + 1))
    return reduce(or_, (Q(**{way: town}) for way in ways))


def areas_of(town: Area) -> QuerySet[Area]:
    """The town's parts, and the parts of these, in order of address."""
    return Area.objects.filter(_within(town)).order_by("slug")


def way_up(area: Area) -> list[Area]:
    """The area and what it lies in, up to the town."""
    above = [area]
    while (parent := above[-1].parent) is not None:
        above.append(parent)
    return above


@dataclass(frozen=True, slots=True)
class Branch:
    """An area with its parts, as they lie in one another."""

    area: Area
    parts: tuple[Branch, ...]


def tree_of(areas: Iterable[Area]) -> Branch:
    """A town and its parts on any level, as the tree that they make."""
    below: dict[int | None, list[Area]] = {}
    for area in areas:
        below.setdefault(area.parent_id, []).append(area)

    def branch(area: Area) -> Branch:
        return Branch(area, tuple(branch(part) for part in below.get(area.pk, ())))

    return branch(below[None][0])


def may_hold_parts(town: Area) -> QuerySet[Area]:
    """The town's parts that are not on the last level."""
    deepest = Q(**{"__".join(["parent"] * LEVELS): town})
    return areas_of(town).exclude(deepest)


def has_area(town: Area, name: str, kind: str, *, but: Area | None = None) -> bool:
    """Whether the town has another part of this kind and of this name, in any language."""
    return _bears(areas_of(town).filter(kind=kind), [name], but)


def has_part(place: Area, *names: str, but: Area | None = None) -> bool:
    """Whether another part that lies in this very place has one of these names, in any language; of whatever kind."""
    return _bears(Area.objects.filter(parent=place), names, but)


def _bears(areas: Iterable[Area], names: Iterable[str], but: Area | None) -> bool:
    wanted = {name.casefold() for name in names}
    others = (area for area in areas if but is None or area.pk != but.pk)
    return any(said.casefold() in wanted for area in others for said in area.name.values())


def services_of(town: Area) -> QuerySet[PublicService]:
    """The town's services with who provides them, in order of address."""
    return PublicService.objects.filter(town=town).select_related("provider").order_by("slug")


def organisations_of(town: Area) -> QuerySet[Organisation]:
    """The town's bodies of every kind, informal groups included, in order of address."""
    return Organisation.objects.filter(town=town).order_by("slug")


def accountable_bodies_of(town: Area) -> QuerySet[Organisation]:
    """Bodies that can answer in law: all but informal groups (I4)."""
    return organisations_of(town).exclude(kind="informal_group")


# ---- as the clerk keeps them ---------------------------------------------------------------------------------------


def organisations_in_full(town: Area) -> QuerySet[Organisation]:
    """The town's bodies with their umbrellas, in two queries."""
    return organisations_of(town).prefetch_related("umbrellas__umbrella")


def services_in_full(town: Area) -> QuerySet[PublicService]:
    """The town's services with their floors, in two queries."""
    return services_of(town).prefetch_related("floors")


def services_without_floor(town: Area) -> QuerySet[PublicService]:
    """Services for which nobody wrote down what everyone is guaranteed."""
    return services_of(town).filter(floors=None)


def areas_in_full(town: Area) -> QuerySet[Area]:
    """The town itself and all its parts, with who lives there as each source counts, the newest first."""
    frames = PopulationFrame.objects.order_by("-year", "source").prefetch_related("counts")
    found = Area.objects.filter(Q(pk=town.pk) | _within(town)).order_by(F("parent").asc(nulls_first=True), "slug")
    return found.prefetch_related(Prefetch("frames", frames))


def organisation(town: Area, slug: str) -> Organisation:
    """One body of the town; raises ``Organisation.DoesNotExist``."""
    return organisations_in_full(town).get(slug=slug)


def possible_umbrellas(town: Area, member: Organisation | None) -> QuerySet[Organisation]:
    """The bodies that a body may belong to: not itself, and none that belongs to it."""
    found = organisations_of(town)
    return found.exclude(pk=member.pk).exclude(umbrellas__umbrella=member) if member else found


def service(town: Area, slug: str) -> PublicService:
    """One service of the town with its floors; raises ``PublicService.DoesNotExist``."""
    return services_in_full(town).get(slug=slug)


def area(town: Area, pk: int) -> Area:
    """The town itself or one of its parts; raises ``Area.DoesNotExist``."""
    return areas_in_full(town).get(pk=pk)


def frame(town: Area, pk: int) -> PopulationFrame:
    """One count of who lives in the town or a part; raises ``PopulationFrame.DoesNotExist``."""
    mine = PopulationFrame.objects.filter(Q(area=town) | _within(town, "area__"))
    return mine.select_related("area").prefetch_related("counts").get(pk=pk)


def is_counted(area: Area, source: str, year: int, *, but: PopulationFrame | None = None) -> bool:
    """Whether this source already counts the area for this year, the frame ``but`` left aside."""
    found = PopulationFrame.objects.filter(area=area, source=source, year=year)
    return (found.exclude(pk=but.pk) if but else found).exists()
