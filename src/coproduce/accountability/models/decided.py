"""What was decided and promised."""

from __future__ import annotations

from django.db import models
from django.db.models import PROTECT

from coproduce.accountability.models.entries import Entry, Words
from coproduce.initiatives.agreements.models import Mandate
from coproduce.initiatives.models import Side
from coproduce.places.models import Organisation


class Decision(Entry):
    """What was decided, by which rule, on which input, with the reasons as codes; anyone can recount it (I18)."""

    question = models.ForeignKey(Words, null=True, blank=True, on_delete=PROTECT, related_name="+")
    method = models.CharField(max_length=40)
    options = models.JSONField(default=dict)
    code_version = models.CharField(max_length=20)
    seed = models.CharField(max_length=80, blank=True)
    input_digest = models.CharField(max_length=64, blank=True)
    outcome_digest = models.CharField(max_length=64, blank=True)
    electorate = models.PositiveIntegerField(null=True, blank=True)
    ballots = models.PositiveIntegerField(null=True, blank=True)
    budget = models.BigIntegerField(null=True, blank=True)
    spent = models.BigIntegerField(null=True, blank=True)
    significance = models.PositiveSmallIntegerField(default=3)
    binding = models.BooleanField(default=True)
    # Citizens' power in this decision, in ten-thousandths.
    citizen_power = models.PositiveSmallIntegerField(null=True, blank=True)
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=PROTECT, related_name="decisions")
    # Winners, reasons and project ids, as the method returned them.
    result = models.JSONField(default=dict)
    # Paths, without the language, of the page that explains it and of the file that recounts it.
    page = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=300, blank=True)
    overrides = models.ForeignKey("self", null=True, blank=True, on_delete=PROTECT, related_name="overridden_by")

    def __str__(self) -> str:
        return f"decision {self.pk}"


class Promise(Entry):
    """What exactly one accountable body promised to do, and by when (I20)."""

    by = models.ForeignKey(Organisation, on_delete=PROTECT, related_name="promises")
    to_side = models.CharField(max_length=12, choices=Side, default=Side.CITIZEN)
    text = models.ForeignKey(Words, on_delete=PROTECT, related_name="+")
    due = models.DateField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=PROTECT, related_name="promises")
    # The side whose proposal it carries out: how a proposal's influence is traced.
    origin_side = models.CharField(max_length=12, choices=Side, blank=True)
    origin = models.CharField(max_length=80, blank=True)
    amount = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["initiative", "due"])]

    def __str__(self) -> str:
        return f"promise {self.pk}"
