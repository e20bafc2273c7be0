"""What was found, how sure it is, and where it lands."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT
from django.utils.translation import gettext_lazy as _

from coproduce.accountability.models.entries import Entry, Words
from coproduce.places.models import Organisation, PublicService


class Grade(models.TextChoices):
    MENTIONED = "mentioned", _("mentioned")
    PLAUSIBLE = "plausible", _("plausible")
    CORROBORATED = "corroborated", _("corroborated")
    TESTED = "tested", _("tested")


class FindingKind(models.TextChoices):
    OUTCOME = "outcome", _("outcome")
    FISCAL_CASHABLE = "fiscal_cashable", _("money saved that can be spent again")
    FISCAL_NON_CASHABLE = "fiscal_non_cashable", _("capacity freed")
    ECONOMIC = "economic", _("economic benefit")
    SOCIAL = "social", _("social benefit")
    COST = "cost", _("cost")


class Finding(Entry):
    """What was found, how sure it is, and where the cost falls and the benefit lands."""

    text = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=FindingKind)
    grade = models.CharField(max_length=14, choices=Grade)
    lands_in = models.ForeignKey(PublicService, null=True, blank=True, on_delete=PROTECT, related_name="findings")
    paying = models.ForeignKey(Organisation, null=True, blank=True, on_delete=PROTECT, related_name="+")
    gaining = models.ForeignKey(Organisation, null=True, blank=True, on_delete=PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # Money in minor units; empty where the finding is not in money.
    low = models.BigIntegerField(null=True, blank=True)
    central = models.BigIntegerField(null=True, blank=True)
    high = models.BigIntegerField(null=True, blank=True)
    indicator = models.CharField(max_length=80, blank=True)
    # Readings in thousandths of the unit, so that no float enters the record.
    baseline = models.BigIntegerField(null=True, blank=True)
    reading = models.BigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    overlap_group = models.CharField(max_length=40, blank=True)
    counterfactual = models.ForeignKey(Words, null=True, blank=True, on_delete=PROTECT, related_name="+")
    assessed_by_sides = models.JSONField(default=list)
    corrects = models.OneToOneField("self", null=True, blank=True, on_delete=PROTECT, related_name="corrected_by")
    # False in a correction that takes a finding back altogether.
    counts = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"finding {self.pk}"
