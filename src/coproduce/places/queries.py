"""What may be asked about places; everything here is public."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Area, Organisation, PublicService


def towns() -> QuerySet[Area]:
    """Every town of the site, in order of address."""
    return Area.objects.filter(parent=None).order_by("slug")


def town(slug: str) -> Area:
    """One town by its address; raises ``Area.DoesNotExist``."""
    return Area.objects.get(parent=None, slug=slug)


def areas_of(town: Area) -> QuerySet[Area]:
    """The town's direct parts."""
    return Area.objects.filter(parent=town).order_by("slug")


def services_of(town: Area) -> QuerySet[PublicService]:
    return PublicService.objects.filter(town=town).select_related("provider").order_by("slug")


def organisations_of(town: Area) -> QuerySet[Organisation]:
    return Organisation.objects.filter(town=town).order_by("slug")


def accountable_bodies_of(town: Area) -> QuerySet[Organisation]:
    """Bodies that can answer in law: all but informal groups (I4)."""
    return organisations_of(town).exclude(kind="informal_group")
