"""Where we are: areas, who lives there, which organisations and public services there are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What is stored is free text; these are the words the site itself writes, so it can say them in the reader's language.
SECTORS = {
    "education": pgettext_lazy("sector", "education"),
    "health": pgettext_lazy("sector", "health"),
    "public space": pgettext_lazy("sector", "public space"),
    "schools": pgettext_lazy("sector", "schools"),
    "town budget": pgettext_lazy("sector", "town budget"),
}
DIMENSIONS = {
    "age": pgettext_lazy("dimension", "age"),
    "district": pgettext_lazy("dimension", "district"),
    "sex": pgettext_lazy("dimension", "sex"),
}


class Area(models.Model):
    """A place, nested in another; a root area is a town."""

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    slug = models.SlugField(max_length=60)
    name = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, default="town")
    country = models.CharField(max_length=2, default="FR")
    currency = models.CharField(max_length=3, default="EUR")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["parent", "slug"], name="one_slug_per_parent"),
            models.UniqueConstraint(fields=["slug"], condition=Q(parent=None), name="one_slug_per_town"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_town(self) -> bool:
        return self.parent_id is None

    @property
    def kind_name(self) -> str:
        """The kind of a part in words; empty for a town and for a kind that is no longer offered."""
        return str(PartKind(self.kind).label) if self.kind in PartKind.values else ""


class PartKind(models.TextChoices):
    """What a part of a town is; a root area is a town and has no other kind."""

    DISTRICT = "district", _("district")
    NEIGHBOURHOOD = "neighbourhood", _("neighbourhood")
    STREET = "street", _("street")
    SITE = "site", _("one place, such as a school or a park")


class PopulationFrame(models.Model):
    """Who lives in an area, from one named source and year: what participation is compared with."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="frames")
    source = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "source", "year"], name="one_frame_per_source_and_year")]

    def __str__(self) -> str:
        return f"{self.area} {self.year}"


class PopulationCount(models.Model):
    """How many people of one group of one dimension (for instance age, 65+) a frame counts."""

    frame = models.ForeignKey(PopulationFrame, on_delete=models.PROTECT, related_name="counts")
    dimension = models.CharField(max_length=40)
    group = models.CharField(max_length=60)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["frame", "dimension", "group"], name="one_count_per_group"),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}:{self.group}={self.people}"

    @property
    def dimension_name(self) -> str:
        """The dimension in the reader's language where the site knows its word; else as it was written."""
        return str(DIMENSIONS.get(self.dimension, self.dimension))


class OrganisationKind(models.TextChoices):
    PUBLIC_BODY = "public_body", _("public body")
    ASSOCIATION = "association", _("association")
    COOPERATIVE = "cooperative", _("cooperative")
    HOUSING_AGENCY = "housing_agency", _("housing agency")
    UNION = "union", _("trade union")
    COMPANY = "company", _("company")
    INFORMAL_GROUP = "informal_group", _("informal group")


class OrganisationFunction(models.TextChoices):
    PROVIDER = "provider", _("provides services")
    VOICE = "voice", _("gives people a voice")
    ADVOCATE = "advocate", _("stands up for people or a cause")
    FUNDER = "funder", _("gives money")
    REGULATOR = "regulator", _("inspects or permits")


class Organisation(models.Model):
    """A body that provides, speaks, funds or regulates; an informal group cannot hold legal accountability (I4)."""

    town = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations")
    slug = models.SlugField(max_length=80)
    name = models.JSONField(default=dict)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    # Codes of ``OrganisationFunction``.
    functions = models.JSONField(default=list)
    address = models.EmailField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "slug"], name="one_organisation_slug_per_town")]

    def __str__(self) -> str:
        return self.slug

    @property
    def function_names(self) -> list[str]:
        return [str(OrganisationFunction(code).label) for code in self.functions]

    @property
    def can_be_accountable(self) -> bool:
        return self.kind != OrganisationKind.INFORMAL_GROUP


class Affiliation(models.Model):
    """One organisation belongs to an umbrella organisation."""

    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="umbrellas")
    umbrella = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "umbrella"], name="one_affiliation_each"),
            models.CheckConstraint(condition=~Q(member=models.F("umbrella")), name="no_umbrella_over_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.member} < {self.umbrella}"


class PublicService(models.Model):
    """A public service of a town, with the law it rests on."""

    town = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="services")
    slug = models.SlugField(max_length=80)
    name = models.JSONField(default=dict)
    sector = models.CharField(max_length=60)
    statutory_basis = models.JSONField(default=dict, blank=True)
    provider = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="services")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "slug"], name="one_service_slug_per_town")]

    def __str__(self) -> str:
        return self.slug

    @property
    def sector_name(self) -> str:
        """The sector in the reader's language where the site knows its word; else as it was written."""
        return str(SECTORS.get(self.sector, self.sector))


class FloorItem(models.TextChoices):
    ACCESS = "access", _("access")
    PRICE = "price", _("price")
    HOURS = "hours", _("hours")
    QUALITY = "quality", _("quality")


class Floor(models.Model):
    """The least that everyone gets of a service, wherever they live; local choice stands above it, never below."""

    service = models.ForeignKey(PublicService, on_delete=models.PROTECT, related_name="floors")
    item = models.CharField(max_length=12, choices=FloorItem)
    minimum = models.JSONField(default=dict)
    legal_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "item"], name="one_floor_per_item")]

    def __str__(self) -> str:
        return f"{self.service}:{self.item}"
