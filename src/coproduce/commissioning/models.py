"""What the sub-rooms of commissioning share: a proposal, which is written in one and voted on in another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coproduce.accountability.models import Thread
from coproduce.initiatives.models import Initiative, Party, Side, Step
from coproduce.places.models import Area


class ProposalState(models.TextChoices):
    SUBMITTED = "submitted", _("waiting for a check")
    ADMITTED = "admitted", _("admitted")
    REFUSED = "refused", _("not admitted")
    APPEALED = "appealed", _("appeal waiting")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


class RefusalReason(models.TextChoices):
    """Why a proposal was not admitted: a closed list, so that nobody is refused in silence."""

    NOT_OUR_POWER = "not_our_power", _("the town has no power over this")
    OVER_BUDGET = "over_budget", _("it costs more than the whole budget")
    RUNNING_COST_ONLY = "running_cost_only", _("it is a running cost, and this budget pays for works")
    PRIVATE_BENEFIT = "private_benefit", _("it serves private interests alone")
    NOT_FEASIBLE = "not_feasible", _("it cannot be built there")
    AGAINST_LAW = "against_law", _("the law forbids it")
    ALREADY_PLANNED = "already_planned", _("it is already planned or under way")
    BELOW_FLOOR = "below_floor", _("it would take a service below the guaranteed minimum")


class Proposal(models.Model):
    """An idea with a cost, on the thread of the need that it answers.

    A title without any language is one whose author was erased before it stood on a ballot.
    """

    PRIVACY: ClassVar = {
        "purpose": "decide together what is done",
        "basis": "consent",
        "retention": "life of the initiative",
        "on_erasure": "keep what stood on a ballot; other own words are emptied",
    }

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="proposals")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="proposals")
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=40, blank=True)
    # Minor units; what the author thinks, and what the professionals found.
    cost_asked = models.BigIntegerField(null=True, blank=True)
    cost = models.BigIntegerField(null=True, blank=True)
    upkeep_note = models.JSONField(default=dict, blank=True)
    author = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    side = models.CharField(max_length=12, choices=Side)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.SUBMITTED)
    refusal = models.CharField(max_length=24, choices=RefusalReason, blank=True)
    refusal_note = models.JSONField(default=dict, blank=True)
    appeal = models.JSONField(default=dict, blank=True)
    appeal_upheld = models.BooleanField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "number"], name="one_number_per_proposal")]
        indexes = [models.Index(fields=["step", "number"], name="proposals_in_order")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"proposal {self.number}"

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # the plug-in writes it too
        # Django's own translates every choice there is for each word it gives.
        return str(ProposalState(self.state).label)
