"""What happened to a proposal, one row per change, each with its public reason (I14)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from coproduce.commissioning.models import Proposal, ProposalState
from coproduce.initiatives.models import Party, Side


class ProposalChange(models.Model):
    """One change of a proposal's state: who, on which side, why; rows are added, never changed."""

    PRIVACY: ClassVar = {
        "purpose": "show why a proposal stands where it stands",
        "basis": "public task",
        "retention": "life of the initiative",
        "on_erasure": "keep; the words of an appeal are emptied",
    }

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=10, choices=ProposalState)
    # A refusal's code, or what became of an appeal; empty where the words say it all.
    code = models.CharField(max_length=24, blank=True)
    note = models.JSONField(default=dict, blank=True)
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal_changes")
    side = models.CharField(max_length=12, choices=Side)
    at = models.DateTimeField()

    class Meta:
        app_label = "commissioning"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.state
