"""What the sub-rooms of commissioning may both ask."""

from __future__ import annotations

from django.db.models import QuerySet

from coproduce.initiatives.models import Initiative

from .models import Proposal, ProposalState


def admitted_proposals(initiative: Initiative) -> QuerySet[Proposal]:
    """The proposals that may stand on a ballot, with their costs, in order of number."""
    return (
        Proposal.objects.filter(initiative=initiative, state=ProposalState.ADMITTED, cost__isnull=False)
        .select_related("thread", "area")
        .order_by("number")
    )
