"""What the sub-rooms of commissioning may both ask."""

from __future__ import annotations

from django.db.models import QuerySet

from coproduce.initiatives.models import Initiative, Step
from coproduce.places.models import Area
from coproduce.places.queries import areas_of

from .models import Proposal, ProposalState

# The kind of the step in which proposals are made.
PROPOSALS = "proposals"


def takes_proposals(initiative: Initiative) -> bool:
    """Whether the initiative has a step in which proposals are made."""
    return Step.objects.filter(initiative=initiative, kind=PROPOSALS).exists()


def appeals_waiting(initiative: Initiative) -> int:
    """How many refusals of proposals were appealed and not decided on again."""
    return Proposal.objects.filter(initiative=initiative, state=ProposalState.APPEALED).count()


def areas_for(step: Step) -> list[Area]:
    """The parts of the town that a need or a proposal may name."""
    return list(areas_of(step.initiative.town))


def admitted_proposals(initiative: Initiative) -> QuerySet[Proposal]:
    """The proposals that may stand on a ballot, with their costs, in order of number."""
    return (
        Proposal.objects.filter(initiative=initiative, state=ProposalState.ADMITTED, cost__isnull=False)
        .select_related("thread", "area")
        .order_by("number")
    )
